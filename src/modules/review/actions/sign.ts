import type { Actor } from "#kernel/actor.ts";
import { accept, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { tell } from "#platform/topics.ts";
import { setStage } from "#modules/content/index.ts";
import { planDecline, planSign, signingPosts } from "../rules/signature.ts";
import { insertClearance, insertSignature, insertStep, moveRoute, voidManifests } from "../store.ts";
import { cleared } from "../topics.ts";
import { signingOf, type SigningRow } from "../views/route.ts";
import { underReview } from "./decide.ts";
import { callNext, pieceStage } from "./submit.ts";
import { dismissCalls } from "./callers.ts";

async function lockSigning(tx: Tx, manifestId: string) {
  const first = found(await signingOf(tx, { manifestId }), "review.no-manifest");
  const { piece, route } = await underReview(tx, first.pieceId);
  return { piece, route, signing: found(await signingOf(tx, { manifestId }), "review.no-manifest") };
}

/** The post a person answers by: their own before one lent to them. */
function postFor(actor: Actor, signing: SigningRow, unitId: string): { post: string; delegatedFrom: string | null } {
  const role = signing.asked.find((asked) => asked.unitId === unitId)?.role ?? "co";
  const held = actor.holdings.filter((h) => h.unitId === unitId && signingPosts[role].includes(h.post)).toSorted((a, b) => Number(a.delegatedFrom !== null) - Number(b.delegatedFrom !== null))[0];
  return { post: held?.post ?? "", delegatedFrom: held?.delegatedFrom ?? null };
}

const stageOf = (signing: SigningRow, unitId: string): "final" | "cosign" => (signing.asked.find((asked) => asked.unitId === unitId)?.role === "lead" ? "final" : "cosign");

/** Signs for a unit. The last signature clears the manifest, and dispatch hears of it within this very transaction. */
export async function sign(ctx: Context, input: { manifestId: string; unitId: string; seenHash: string }): Promise<{ complete: boolean }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const { piece, route, signing } = await lockSigning(tx, input.manifestId);
    const { complete } = accept(planSign(signing, input.unitId, ctx.actor, route, input.seenHash));
    const asked = found(signing.asked.find((a) => a.unitId === input.unitId), "review.unit-not-asked");
    await insertSignature(tx, {
      manifestId: signing.manifestId, unitId: input.unitId, unitName: asked.unitName, ...postFor(ctx.actor, signing, input.unitId), decision: "signed", reason: null, hash: signing.hash, secondFactor: ctx.actor.secondFactor,
    }, ctx.actor, now);
    await insertStep(tx, { routeId: route.id, stage: stageOf(signing, input.unitId), verdict: "signed", facts: { manifest: signing.hash, unit: asked.unitName } }, ctx.actor, now);
    record(tx, { action: "review.sign", subject: { type: "piece", id: piece.id }, facts: { manifest: signing.hash, unit: input.unitId, edition: signing.editionNumber, complete } });
    const next = complete ? "cleared" : "cosign";
    if (route.stage !== next) await moveRoute(tx, route.id, next, now);
    await setStage(tx, piece.id, pieceStage[next], now);
    if (complete) await clear(ctx, tx, route.id, signing);
    else await callNext(ctx, tx, piece, route.id);
    return { complete };
  });
}

async function clear(ctx: Context, tx: Tx, routeId: string, signing: SigningRow): Promise<void> {
  await insertClearance(tx, signing.manifestId, signing.hash, ctx.now());
  await insertStep(tx, { routeId, stage: "cosign", verdict: "cleared", facts: { manifest: signing.hash } }, ctx.actor, ctx.now());
  await dismissCalls(ctx, tx, routeId, "cleared");
  await tell(ctx, tx, cleared, { manifestId: signing.manifestId });
}

/** Declines for a unit with a reason: the manifest is void, and the writers change the line or the text (clause 3.2). */
export async function decline(ctx: Context, input: { manifestId: string; unitId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const { piece, route, signing } = await lockSigning(tx, input.manifestId);
    accept(planDecline(signing, input.unitId, ctx.actor, route, input.reason));
    const asked = found(signing.asked.find((a) => a.unitId === input.unitId), "review.unit-not-asked");
    await insertSignature(tx, {
      manifestId: signing.manifestId, unitId: input.unitId, unitName: asked.unitName, ...postFor(ctx.actor, signing, input.unitId), decision: "declined", reason: input.reason, hash: signing.hash, secondFactor: ctx.actor.secondFactor,
    }, ctx.actor, now);
    await voidManifests(tx, route.id, "declined", now);
    await moveRoute(tx, route.id, "returned", now);
    await insertStep(tx, { routeId: route.id, stage: stageOf(signing, input.unitId), verdict: "declined", reason: input.reason, facts: { unit: asked.unitName } }, ctx.actor, now);
    await setStage(tx, piece.id, "returned", now);
    record(tx, { action: "review.decline", subject: { type: "piece", id: piece.id }, facts: { manifest: signing.hash, unit: input.unitId, reason: input.reason } });
    await callNext(ctx, tx, piece, route.id);
  });
}
