import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Doc } from "#kernel/document.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { factsOf, regionByCode, unitsById } from "#modules/organisation/index.ts";
import { draftFromDoc } from "../coedit/draft.ts";
import { saveNewDraft } from "../coedit/store.ts";
import { mayBegin, mayWrite, whyNotEdit } from "../policy.ts";
import { plainText } from "../rules/text.ts";
import { tuneVariant as tune } from "../rules/tuned.ts";
import { variantTemplate, type TunableKind } from "../rules/variants.ts";
import { saveTuned, removeTuned, saveWaiver } from "../store/editions.ts";
import { indexPiece, insertPiece, insertSheet, setParticipants, updateHead, type Head } from "../store/pieces.ts";
import { setStage } from "../store/stage.ts";
import { pieceBasis, type PieceBasis } from "../views/basis.ts";
import { checkInput } from "../views/draft.ts";
import { checkView } from "../views/piece.ts";

export type NewPieceInput = Head & { unitId: string; withUnitIds: readonly string[]; sheetId: string | null; text: readonly string[]; doc?: Doc };

async function checkHead(tx: Tx, head: Partial<Head>): Promise<void> {
  if (head.topic !== undefined && !(await factsOf(tx, "topics"))?.some((t) => t.code === head.topic)) throw new Problem("refused", { code: "content.no-such-topic", facts: { topic: head.topic } });
  if (head.column !== undefined && !(await factsOf(tx, "columns"))?.some((c) => c.slug === head.column)) throw new Problem("refused", { code: "content.no-such-column", facts: { column: head.column } });
  for (const code of head.regions ?? []) if (!(await regionByCode(tx, code))) throw new Problem("refused", { code: "content.no-such-region", facts: { region: code } });
}

/** Begins a piece for a unit, with the units that write it together and a fact sheet, its own or a shared one. */
export async function createPiece(ctx: Context, input: NewPieceInput): Promise<{ id: string; number: string; sheetId: string }> {
  return ctx.write(async (tx) => {
    allow(mayBegin(ctx.actor, input.unitId), "content.not-an-editor");
    await checkHead(tx, input);
    const now = ctx.now();
    const unit = found((await unitsById(tx, [input.unitId, ...input.withUnitIds], isoDay(now))).get(input.unitId), "organisation.no-unit");
    const id = newId(now);
    const sheetId = input.sheetId ?? newId(now);
    if (!input.sheetId) await insertSheet(tx, { id: sheetId, title: input.title, unitId: unit.id, by: ctx.actor.personId }, now);
    const doc = input.doc ?? { blocks: input.text.map((line) => ({ type: "paragraph" as const, content: line ? [{ type: "text" as const, text: line }] : [] })) };
    const number = await insertPiece(tx, {
      ...input, id, sheetId, system: unit.system, regionCode: unit.regionCode, by: ctx.actor, withUnitIds: [...new Set(input.withUnitIds)].filter((other) => other !== unit.id),
    }, plainText(doc, []), now);
    await saveNewDraft(tx, id, draftFromDoc(doc), now);
    record(tx, { action: "content.create", subject: { type: "piece", id }, facts: { number, title: input.title, units: [unit.id, ...input.withUnitIds], sheet: sheetId } });
    await announce(tx, "pieces");
    return { id, number, sheetId };
  });
}

/** A piece that this person may write in now, locked. */
export async function writable(ctx: Context, tx: Tx, pieceId: string): Promise<PieceBasis> {
  const piece = found(await pieceBasis(tx, pieceId, true), "content.no-piece");
  const why = whyNotEdit(ctx.actor, piece);
  if (why) throw new Problem(why.code === "content.frozen" ? "refused" : "forbidden", why);
  return piece;
}

/** Changes title, summary and the like; a change somebody else made meanwhile is not overwritten unseen. */
export async function changeHead(ctx: Context, input: Partial<Head> & { pieceId: string; ifUpdatedAt: string | null }): Promise<{ updatedAt: string }> {
  return ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    await checkHead(tx, input);
    if (input.ifUpdatedAt !== null && input.ifUpdatedAt !== piece.updatedAt.toISOString()) throw new Problem("refused", { code: "content.changed-meanwhile", facts: { at: piece.updatedAt.toISOString() } });
    const now = ctx.now();
    const { pieceId, ifUpdatedAt: _, ...head } = input;
    await updateHead(tx, pieceId, head, now);
    record(tx, { action: "content.change-head", subject: { type: "piece", id: pieceId }, facts: { ...head } });
    await announce(tx, `piece:${pieceId}`, "pieces");
    return { updatedAt: now.toISOString() };
  });
}

/** Says which units write a piece together; only the unit that opened it may. */
export async function changeParticipants(ctx: Context, input: { pieceId: string; unitIds: readonly string[] }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    allow(mayBegin(ctx.actor, piece.unitId), "content.not-an-editor");
    await setParticipants(tx, piece.id, piece.unitId, [...new Set(input.unitIds)]);
    record(tx, { action: "content.change-participants", subject: { type: "piece", id: piece.id }, facts: { units: input.unitIds } });
    await announce(tx, `piece:${piece.id}`, "pieces");
  });
}

/** Puts a draft that never went to review away; it stays in the record. */
export async function discardPiece(ctx: Context, input: { pieceId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    allow(mayWrite(ctx.actor, piece), "content.not-a-writer");
    if (piece.publishedEdition !== null || !["draft", "returned"].includes(piece.stage)) throw new Problem("refused", { code: "content.not-a-draft" });
    await setStage(tx, piece.id, "withdrawn", ctx.now());
    record(tx, { action: "content.discard", subject: { type: "piece", id: piece.id } });
    await announce(tx, `piece:${piece.id}`, "pieces");
  });
}

/** Tunes a form by hand. Facts stay where they stood, by reference; the signature is added by rule. */
export async function tuneVariant(ctx: Context, input: { pieceId: string; kind: TunableKind; template: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    const draft = await checkInput(tx, piece.id, [piece.unitId], ctx.now());
    const before = variantTemplate(input.kind, { ...draft, siteAddress: "" });
    const template = accept(tune({ before, text: input.template, facts: draft.facts, signature: draft.signature }));
    await saveTuned(tx, piece.id, input.kind, template, ctx.actor.personId, ctx.now());
    record(tx, { action: "content.tune", subject: { type: "piece", id: piece.id }, facts: { kind: input.kind } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Lets the rule make a form again. */
export async function untuneVariant(ctx: Context, input: { pieceId: string; kind: TunableKind }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    await removeTuned(tx, piece.id, input.kind);
    record(tx, { action: "content.untune", subject: { type: "piece", id: piece.id }, facts: { kind: input.kind } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Decides not to take a suggestion, with a reason. What blocks cannot be waved through. */
export async function waiveFinding(ctx: Context, input: { pieceId: string; key: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    const { findings } = await checkView(tx, piece.id, [piece.unitId], ctx.house.publicUrl, ctx.now());
    const finding = findings.find((one) => one.key === input.key);
    if (!finding || finding.level === "blocking") throw new Problem("refused", { code: "content.cannot-waive" });
    await saveWaiver(tx, piece.id, input.key, input.reason, ctx.actor, ctx.now());
    record(tx, { action: "content.waive", subject: { type: "piece", id: piece.id }, facts: { finding: finding.code, reason: input.reason } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Makes the present draft findable; called when co-editing has saved it. */
export async function reindex(ctx: Context, tx: Tx, pieceId: string): Promise<void> {
  const draft = await checkInput(tx, pieceId, [], ctx.now());
  await indexPiece(tx, pieceId, draft.title, draft.summary, plainText(draft.doc, draft.facts));
}
