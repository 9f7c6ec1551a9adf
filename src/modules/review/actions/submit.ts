import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { freezeEdition, pieceBasis, setStage, type PieceBasis, type Stage } from "#modules/content/index.ts";
import { signerProposal } from "#modules/organisation/index.ts";
import { maySubmit } from "../policy.ts";
import { planable, planLine, planTargets, planTiming, type Timing } from "../rules/plan.ts";
import { planSubmit, planWithdraw, type RouteStage } from "../rules/route.ts";
import { insertRoute, insertStep, moveRoute, savePlan, supersedeRoutes, voidManifests, type Plan } from "../store.ts";
import { clearedAccounts, openComments, passersOf, planOf, routeOf, signingOf, stageBefore } from "../views/route.ts";
import { accountsFor } from "../views/signing.ts";
import { buildManifest, renderAll } from "./manifest.ts";
import { call, dismissCalls, reviewersFor, signersFor } from "./callers.ts";

/** How lists show a route's stage on the piece. */
export const pieceStage: Record<RouteStage, Stage> = {
  first: "first-review", second: "second-review", final: "final-review", cosign: "cosigning", cleared: "cleared", returned: "returned", withdrawn: "draft", superseded: "draft",
};

/** Plans who signs, where it goes and when. The duty rule proposes; a different line needs its reason (clause 3.2). */
export async function setPlan(ctx: Context, input: { pieceId: string; unitIds: readonly string[]; lineReason: string | null; inOrder: boolean; accountIds: readonly string[] } & Timing): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    allow(maySubmit(ctx.actor, piece), "review.not-your-piece");
    if (!planable.includes(piece.stage)) throw new Problem("refused", { code: "review.frozen", facts: { stage: piece.stage } });
    const proposal = await signerProposal(tx, piece.topic, piece.unitId, isoDay(now));
    const proposed = proposedLine(piece, proposal?.units.map((u) => u.unitId) ?? []);
    const { unitIds } = accept(planLine({ unitIds: input.unitIds, proposed, leadUnitId: piece.unitId, reason: input.lineReason }));
    const timing = accept(planTiming(input, now));
    accept(planTargets(input.accountIds, await accountsFor(tx, [piece.unitId, ...piece.participantUnitIds, ...unitIds])));
    await savePlan(tx, { pieceId: piece.id, unitIds, proposedUnitIds: proposed, lineReason: input.lineReason, inOrder: input.inOrder, accountIds: [...new Set(input.accountIds)], ...timing }, ctx.actor, now);
    record(tx, { action: "review.plan", subject: { type: "piece", id: piece.id }, facts: { unitIds, proposed, reason: input.lineReason, accounts: input.accountIds, ...timing } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** The proposal by duty; the unit that writes is always in it. */
export const proposedLine = (piece: { unitId: string }, byDuty: readonly string[]): string[] =>
  byDuty.includes(piece.unitId) ? [...byDuty] : [piece.unitId, ...byDuty];

/** Freezes an edition and sends it on its way. An edit that was under way is superseded; what was signed before is void. */
export async function submitPiece(ctx: Context, input: { pieceId: string; path: "normal" | "emergency"; pathReason: string | null; correctionReason: string | null }): Promise<{ editionNumber: number; stage: RouteStage }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    allow(maySubmit(ctx.actor, piece), "review.not-your-piece");
    if (!planable.includes(piece.stage)) throw new Problem("refused", { code: "review.frozen", facts: { stage: piece.stage } });
    const plan = await planFor(tx, piece);
    const frozen = await freezeEdition(ctx, tx, { pieceId: piece.id, signatureUnitIds: plan.unitIds, correction: correctionOf(piece, input.correctionReason) });
    const passedBy = frozen.sameTextAs === null ? null : await passersOf(tx, piece.id, frozen.sameTextAs);
    const reviewedAlready = passedBy !== null;
    const submitted = accept(planSubmit({
      urgency: piece.urgency, path: input.path, pathReason: input.pathReason, openComments: await openComments(tx, piece.id), accounts: plan.accountIds.length, reviewedAlready,
    }));
    await renderAll(ctx, tx, frozen.sealed, plan.accountIds);
    await supersedeRoutes(tx, piece.id, now);
    const routeId = await insertRoute(tx, {
      pieceId: piece.id, editionId: frozen.editionId, editionNumber: frozen.number, unitId: piece.unitId, path: input.path, pathReason: input.pathReason, dueAt: plan.sendAt, ...submitted,
    }, ctx.actor, now);
    await insertStep(tx, { routeId, stage: "first", verdict: "submitted", reason: input.pathReason ?? input.correctionReason, facts: { from: piece.stage } }, ctx.actor, now);
    if (reviewedAlready && input.path === "normal") await insertStep(tx, { routeId, stage: "second", verdict: "line-changed", facts: { sameTextAs: frozen.sameTextAs, passedBy } }, ctx.actor, now);
    if (submitted.stage === "final") await buildManifest(ctx, tx, routeId, piece.unitId, frozen, plan);
    await setStage(tx, piece.id, pieceStage[submitted.stage], now);
    record(tx, { action: "review.submit", subject: { type: "piece", id: piece.id }, facts: { edition: frozen.number, hash: frozen.hash, path: input.path, reason: input.pathReason, correction: input.correctionReason } });
    await callNext(ctx, tx, { ...piece, editionNumber: frozen.number }, routeId);
    return { editionNumber: frozen.number, stage: submitted.stage };
  });
}

async function planFor(tx: Tx, piece: PieceBasis): Promise<Plan> {
  const plan = await planOf(tx, piece.id);
  if (!plan) throw new Problem("refused", { code: "review.no-plan" });
  if (piece.publishedEdition !== null && piece.stage !== "recalled") {
    const forgotten = (await clearedAccounts(tx, piece.id)).find((account) => !plan.accountIds.includes(account.accountId));
    if (forgotten) throw new Problem("refused", { code: "review.old-reader-forgotten", facts: { account: forgotten.name } });
  }
  return plan;
}

function correctionOf(piece: PieceBasis, reason: string | null): { ofEdition: number; reason: string } | null {
  if (piece.publishedEdition === null) return null;
  if (!reason?.trim()) throw new Problem("refused", { code: "review.correction-reason-missing" });
  return { ofEdition: piece.publishedEdition, reason };
}

/** Calls whoever has the ball after a move. */
export async function callNext(ctx: Context, tx: Tx, piece: PieceBasis, routeId: string): Promise<void> {
  const route = found(await routeOf(tx, { id: routeId }), "review.no-route");
  if (route.stage === "first" || route.stage === "second") {
    await call(ctx, tx, piece, route, await reviewersFor(tx, route, route.stage, ctx.now()), "review.waiting", `/desk/pieces/${piece.id}`);
  } else if (route.stage === "final" || route.stage === "cosign") {
    const signing = found(await signingOf(tx, { routeId }), "review.no-manifest");
    await call(ctx, tx, piece, route, await signersFor(tx, route, signing, ctx.now()), "review.sign", `/desk/sign/${signing.manifestId}`);
  } else if (route.stage === "returned") {
    await call(ctx, tx, piece, route, [{ id: route.submittedBy, name: route.submittedByName }], "review.returned", `/desk/pieces/${piece.id}`);
  }
}

/** Takes an edition back before it is cleared; signatures on it are void. */
export async function withdrawPiece(ctx: Context, input: { pieceId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    const route = found(await routeOf(tx, { pieceId: piece.id }, true), "review.no-route");
    const stage = accept(planWithdraw(route, maySubmit(ctx.actor, piece)));
    await voidManifests(tx, route.id, "withdrawn", now);
    await moveRoute(tx, route.id, stage, now);
    await insertStep(tx, { routeId: route.id, stage: "first", verdict: "withdrawn", reason: input.reason }, ctx.actor, now);
    await setStage(tx, piece.id, await stageBefore(tx, piece), now);
    await dismissCalls(ctx, tx, route.id, "withdrawn");
    record(tx, { action: "review.withdraw", subject: { type: "piece", id: piece.id }, facts: { edition: route.editionNumber, reason: input.reason } });
    await announce(tx, `piece:${piece.id}`, "pieces");
  });
}
