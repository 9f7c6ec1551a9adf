import type { Doc } from "#kernel/document.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { announce } from "#platform/http/live.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlerts, holdersOf } from "#modules/duty/index.ts";
import { createPiece } from "#modules/content/index.ts";
import { siteTopic } from "#modules/website/index.ts";
import { maskPersons } from "#opinion/sources/mask.ts";
import { mayWorkFor } from "../policy.ts";
import { planAnswer, planConcern, type ConcernKind } from "../rules/concern.ts";
import { debunkDraft, planDebunk, type DebunkCard } from "../rules/debunk.ts";
import * as store from "../store/answers.ts";
import { unitsOf, type CaseBasis } from "../views/basis.ts";
import { concernsOf, linkedPiece, releasesOf, type ConcernRow } from "../views/evidence.ts";
import { call } from "./callers.ts";
import { settleClocks } from "./clocks.ts";
import { enter, inHand, running, within } from "./within.ts";

export type ConcernInput = { caseId: string; question: string; kind: ConcernKind; count: number; askedAt: Date; unitId: string; personId: string };

/** Does a text of the public name somebody, by number, handle or by-line? The importers' own mask judges (product.md, refusal 2). */
const namesSomebody = (text: string): boolean => maskPersons(text, [], []) !== text;

/** Writes down what people ask, folded, with the unit and the officer who answer for it; its 48 h run. */
export async function addConcern(ctx: Context, input: ConcernInput): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const officers = await holdersOf(tx, input.unitId, ["editor", "liaison", "duty-officer"], ctx.now());
    const owner = officers.find((p) => p.id === input.personId);
    const known = { questions: (await concernsOf(tx, c.id)).map((n) => n.question), unitIds: unitsOf(c), ownerHoldsPost: owner !== undefined, namesSomebody: namesSomebody(input.question) };
    const question = accept(planConcern(input, known, ctx.now()));
    const id = await store.insertConcern(tx, { ...input, question, personName: owner?.name ?? "" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.add-concern", note: question, facts: { kind: input.kind, count: input.count, unit: input.unitId, person: owner?.name ?? "" } });
    await settleClocks(ctx, tx, c);
    if (owner && owner.id !== ctx.actor.personId) await call(ctx, tx, { ...c, title: question }, { kind: "cases.concern", type: "case-concern", id, unitId: input.unitId }, [owner]);
    return { id };
  });
}

async function concernIn(tx: Tx, c: CaseBasis, concernId: string): Promise<ConcernRow> {
  return found((await concernsOf(tx, c.id)).find((n) => n.id === concernId), "cases.no-concern");
}

/** Notes how often it was asked by now. */
export async function countConcern(ctx: Context, input: { caseId: string; concernId: string; count: number }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    const concern = await concernIn(tx, c, input.concernId);
    allow(mayWorkFor(ctx.actor, c, concern.unitId), "cases.not-your-case");
    await store.saveCount(tx, concern.id, input.count);
    await enter(ctx, tx, c.id, { action: "cases.count-concern", facts: { question: concern.question, before: concern.count, count: input.count } });
  });
}

/** Links a piece to what it answers; whoever waited for the answer is not called any more, the clock runs until everybody can read it. */
async function answerWith(ctx: Context, tx: Tx, c: CaseBasis, concern: ConcernRow, pieceId: string): Promise<void> {
  await store.saveAnswer(tx, concern.id, pieceId, ctx.actor, ctx.now());
  await store.insertRelease(tx, { caseId: c.id, pieceId, role: "answer" }, ctx.actor, ctx.now());
  await closeAlerts(tx, { type: "case-concern", id: `${concern.id}/${concern.personId}` }, ["cases.concern"], "answering", ctx.now());
  await settleClocks(ctx, tx, c);
  await announce(tx, siteTopic);
}

/** Links the piece that answers a concern. */
export async function linkAnswer(ctx: Context, input: { caseId: string; concernId: string; pieceId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    const concern = await concernIn(tx, c, input.concernId);
    allow(mayWorkFor(ctx.actor, c, concern.unitId), "cases.not-your-case");
    const piece = found(await linkedPiece(tx, input.pieceId), "cases.no-piece");
    accept(planAnswer(concern, concern.answer, piece, unitsOf(c)));
    await answerWith(ctx, tx, c, concern, piece.id);
    await enter(ctx, tx, c.id, { action: "cases.link-answer", facts: { question: concern.question, piece: piece.id, title: piece.title } });
  });
}

export type DraftInput = { caseId: string; title: string; topic: string; column: string; unitId: string; concernId: string | null };

/** Begins a piece for the case through content's front door; it is drafted, reviewed and signed like any other, and says nothing by itself. */
export async function draftRelease(ctx: Context, input: DraftInput): Promise<{ pieceId: string }> {
  return ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    allow(mayWorkFor(ctx.actor, c, input.unitId), "cases.not-your-case");
    if (!unitsOf(c).includes(input.unitId)) throw new Problem("refused", { code: "cases.unit-not-in-case" });
    const concern = input.concernId === null ? null : await concernIn(tx, c, input.concernId);
    if (concern?.answeredAt) throw new Problem("refused", { code: "cases.answered-already" });
    const pieceId = await beginPiece(ctx, tx, c, { ...input, form: "notice", doc: null, text: concern ? [`问：${concern.question}`, "答："] : [] });
    if (concern) await answerWith(ctx, tx, c, concern, pieceId);
    else await store.insertRelease(tx, { caseId: c.id, pieceId, role: "release" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.draft", facts: { piece: pieceId, title: input.title, ...(concern ? { question: concern.question } : {}) } });
    return { pieceId };
  });
}

async function beginPiece(ctx: Context, tx: Tx, c: CaseBasis, p: { unitId: string; title: string; topic: string; column: string; form: "notice" | "rumour"; text: readonly string[]; doc: Doc | null }): Promise<string> {
  const { id } = await createPiece(within(ctx, tx), {
    unitId: p.unitId, withUnitIds: [], sheetId: null, title: p.title, summary: "", form: p.form, topic: p.topic, column: p.column, urgency: c.grade ?? "routine", regions: c.placeCode ? [c.placeCode] : [], validUntil: null, plannedAt: null, text: p.text, ...(p.doc ? { doc: p.doc } : {}),
  });
  return id;
}

/** 辟谣卡: keeps claim, evidence and source, and begins a piece of form 辟谣. Nothing is published by it. */
export async function writeDebunk(ctx: Context, input: DebunkCard & { caseId: string; unitId: string; topic: string; column: string }): Promise<{ pieceId: string }> {
  return ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    allow(mayWorkFor(ctx.actor, c, input.unitId), "cases.not-your-case");
    if (!unitsOf(c).includes(input.unitId)) throw new Problem("refused", { code: "cases.unit-not-in-case" });
    const card = accept(planDebunk(input));
    const pieceId = await beginPiece(ctx, tx, c, { ...debunkDraft(card), unitId: input.unitId, topic: input.topic, column: input.column, form: "rumour", text: [] });
    await store.insertDebunk(tx, { ...card, caseId: c.id, unitId: input.unitId, pieceId }, ctx.actor, ctx.now());
    await store.insertRelease(tx, { caseId: c.id, pieceId, role: "debunk" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.debunk", note: card.claim, facts: { verdict: card.verdict, source: card.source, link: card.sourceLink, piece: pieceId } });
    return { pieceId };
  });
}

/** Links a piece as a release of the case; its publication is the evidence that clocks ask for. */
export async function linkRelease(ctx: Context, input: { caseId: string; pieceId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const piece = found(await linkedPiece(tx, input.pieceId), "cases.no-piece");
    if (!piece.unitIds.some((id) => unitsOf(c).includes(id))) throw new Problem("refused", { code: "cases.piece-of-others" });
    if ((await releasesOf(tx, c.id)).some((r) => r.id === piece.id)) throw new Problem("refused", { code: "cases.piece-linked" });
    await store.insertRelease(tx, { caseId: c.id, pieceId: piece.id, role: "release" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.link-release", facts: { piece: piece.id, title: piece.title } });
    await settleClocks(ctx, tx, c);
  });
}

/** Takes a piece off the case with a reason: clocks it had met are judged anew, answers it gave are open again. */
export async function unlinkRelease(ctx: Context, input: { caseId: string; pieceId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const piece = (await releasesOf(tx, c.id)).find((r) => r.id === input.pieceId);
    if (!piece || !(await store.deleteRelease(tx, c.id, input.pieceId))) throw new Problem("refused", { code: "cases.piece-not-linked" });
    await store.clearAnswers(tx, c.id, input.pieceId);
    await enter(ctx, tx, c.id, { action: "cases.unlink-release", note: input.reason, facts: { piece: piece.id, title: piece.title } });
    await settleClocks(ctx, tx, c);
    await announce(tx, siteTopic);
  });
}
