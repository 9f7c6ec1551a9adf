import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { pieceBasis, sealedEdition, setStage, type PieceBasis } from "#modules/content/index.ts";
import { peopleWithPost } from "#modules/organisation/index.ts";
import { mayComment, mayReassign, mayWrite } from "../policy.ts";
import { planChase, planPass, planReassign, planReturn, postOf, whyNotAfterReview, type ReviewStage } from "../rules/route.ts";
import { insertComment, insertStep, moveRoute, setAfterReview, setChased, setReviewer, settleComment as settle, voidManifests } from "../store.ts";
import { awaitingAfterReview, planOf, routeOf, signersOf, signingOf, type RouteRow } from "../views/route.ts";
import { buildManifest } from "./manifest.ts";
import { callNext, pieceStage } from "./submit.ts";

/** The piece and its newest route, both locked. */
export async function underReview(tx: Tx, pieceId: string): Promise<{ piece: PieceBasis; route: RouteRow }> {
  const piece = found(await pieceBasis(tx, pieceId, true), "content.no-piece");
  return { piece, route: found(await routeOf(tx, { pieceId }, true), "review.no-route") };
}

/** Passes 初审 or 复审; after 复审 the manifest is built that everybody will sign. */
export async function passReview(ctx: Context, input: { pieceId: string; editionNumber: number; stage: "first" | "second"; gates: readonly string[]; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const { piece, route } = await underReview(tx, input.pieceId);
    if (route.editionNumber !== input.editionNumber) throw new Problem("refused", { code: "review.newer-edition", facts: { edition: route.editionNumber } });
    const next = accept(planPass(route, input.stage, ctx.actor, input.gates));
    await insertStep(tx, { routeId: route.id, stage: input.stage, verdict: "passed", gates: input.gates, reason: input.note || null }, ctx.actor, now);
    await moveRoute(tx, route.id, next, now);
    if (next === "final") {
      const edition = await sealedEdition(tx, route.editionId);
      await buildManifest(ctx, tx, route.id, piece.unitId, { editionId: route.editionId, number: route.editionNumber, ...found(edition, "content.no-edition") }, found(await planOf(tx, piece.id), "review.no-plan"));
    }
    await setStage(tx, piece.id, pieceStage[next], now);
    record(tx, { action: "review.pass", subject: { type: "piece", id: piece.id }, facts: { edition: route.editionNumber, stage: input.stage, gates: input.gates } });
    await callNext(ctx, tx, piece, route.id);
  });
}

/** Returns an edition to the writers with reasons; a manifest that waited is void. */
export async function returnPiece(ctx: Context, input: { pieceId: string; editionNumber: number; stage: ReviewStage; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const { piece, route } = await underReview(tx, input.pieceId);
    if (route.editionNumber !== input.editionNumber) throw new Problem("refused", { code: "review.newer-edition", facts: { edition: route.editionNumber } });
    const next = accept(planReturn(route, input.stage, ctx.actor, input.reason));
    await voidManifests(tx, route.id, "returned", now);
    await moveRoute(tx, route.id, next, now);
    await insertStep(tx, { routeId: route.id, stage: input.stage, verdict: "returned", reason: input.reason }, ctx.actor, now);
    await setStage(tx, piece.id, "returned", now);
    record(tx, { action: "review.return", subject: { type: "piece", id: piece.id }, facts: { edition: route.editionNumber, stage: input.stage, reason: input.reason } });
    await callNext(ctx, tx, piece, route.id);
  });
}

/** Asks a named colleague with the post to decide a stage. */
export async function reassign(ctx: Context, input: { pieceId: string; stage: ReviewStage; personId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const { piece, route } = await underReview(tx, input.pieceId);
    allow(mayReassign(ctx.actor, route.unitId), "review.may-not-reassign");
    const people = await peopleWithPost(tx, route.unitId, postOf[input.stage], ctx.now());
    const person = people.find((p) => p.id === input.personId);
    const { personId } = accept(planReassign(route, input.stage, person));
    await setReviewer(tx, route.id, input.stage, personId);
    await insertStep(tx, { routeId: route.id, stage: input.stage, verdict: "reassigned", reason: input.reason, facts: { to: person?.name ?? "" } }, ctx.actor, ctx.now());
    record(tx, { action: "review.reassign", subject: { type: "piece", id: piece.id }, facts: { stage: input.stage, to: personId, reason: input.reason } });
    await callNext(ctx, tx, piece, route.id);
  });
}

/** Reminds whoever has the ball. */
export async function chase(ctx: Context, input: { pieceId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const { piece, route } = await underReview(tx, input.pieceId);
    allow(mayWrite(ctx.actor, piece), "review.not-your-piece");
    accept(planChase(route, route.chasedAt, now));
    await setChased(tx, route.id, now);
    await insertStep(tx, { routeId: route.id, stage: stepStage(route), verdict: "chased" }, ctx.actor, now);
    record(tx, { action: "review.chase", subject: { type: "piece", id: piece.id }, facts: { stage: route.stage } });
    await callNext(ctx, tx, piece, route.id);
  });
}

const stepStage = (route: RouteRow): "first" | "second" | "final" | "cosign" =>
  route.stage === "second" || route.stage === "final" || route.stage === "cosign" ? route.stage : "first";

/** Comments on a place in the edition under review. */
export async function comment(ctx: Context, input: { pieceId: string; block: number | null; quote: string; body: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const { piece, route } = await underReview(tx, input.pieceId);
    const signing = await signingOf(tx, { routeId: route.id });
    allow(mayComment(ctx.actor, route.unitId, signing?.asked.map((a) => a.unitId) ?? []), "review.may-not-comment");
    const id = await insertComment(tx, { pieceId: piece.id, editionId: route.editionId, stage: stepStage(route), block: input.block, quote: input.quote, body: input.body }, ctx.actor, ctx.now());
    record(tx, { action: "review.comment", subject: { type: "piece", id: piece.id }, facts: { comment: id, block: input.block } });
    await announce(tx, `piece:${piece.id}`);
    return { id };
  });
}

/** Settles a comment: the writers say what they did, or the one who made it takes it back. */
export async function settleComment(ctx: Context, input: { commentId: string; pieceId: string; answer: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId), "content.no-piece");
    const route = await routeOf(tx, { pieceId: piece.id });
    allow(mayWrite(ctx.actor, piece) || (route !== null && mayComment(ctx.actor, route.unitId, [])), "review.not-your-piece");
    const settled = await settle(tx, input.commentId, input.answer, ctx.actor, ctx.now());
    if (settled?.pieceId !== piece.id) throw new Problem("refused", { code: "review.comment-settled" });
    record(tx, { action: "review.settle-comment", subject: { type: "piece", id: piece.id }, facts: { comment: input.commentId, answer: input.answer } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Reviews an emergency piece after it went out; it stays open until somebody does. */
export async function afterReview(ctx: Context, input: { pieceId: string; gates: readonly string[]; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    const route = await awaitingAfterReview(tx, piece.id, true);
    if (!route) throw new Problem("refused", { code: "review.no-after-review" });
    const why = whyNotAfterReview(route, await signersOf(tx, route.id), ctx.actor);
    if (why) throw new Problem("refused", why);
    await setAfterReview(tx, route.id);
    await insertStep(tx, { routeId: route.id, stage: "after", verdict: "passed", gates: input.gates, reason: input.note }, ctx.actor, ctx.now());
    record(tx, { action: "review.after-review", subject: { type: "piece", id: piece.id }, facts: { edition: route.editionNumber, gates: input.gates, note: input.note } });
    await announce(tx, `piece:${piece.id}`);
  });
}
