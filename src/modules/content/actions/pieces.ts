import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Doc, Fact } from "#kernel/document.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { factsOf, regionByCode, unitsById, type UnitCard } from "#modules/organisation/index.ts";
import { draftFromDoc } from "../coedit/draft.ts";
import { saveNewDraft } from "../coedit/store.ts";
import { mayBegin, mayWrite, whyNotEdit } from "../policy.ts";
import { factsPlaced } from "../rules/edition.ts";
import { plainText } from "../rules/text.ts";
import { planTitle } from "../rules/title.ts";
import { insertPiece, insertSheet, setParticipants, setSheet, updateHead, type Head, type HeadRow } from "../store/pieces.ts";
import { setStage } from "../store/stage.ts";
import { pieceBasis, type PieceBasis } from "../views/basis.ts";
import { checkInput } from "../views/draft.ts";
import { factsOfSheet } from "../views/facts.ts";
import { seesSheet } from "../views/lists.ts";
import { reindex } from "./reindex.ts";

export type NewPieceInput = Head & { unitId: string; withUnitIds: readonly string[]; sheetId: string | null; text: readonly string[]; doc?: Doc };

/** Topic, column and regions are those of the province; the title is written out with the facts of its sheet. */
async function checkHead<H extends Partial<Head>>(tx: Tx, head: H, facts: readonly Fact[]): Promise<H & Pick<Partial<HeadRow>, "title" | "titleTemplate">> {
  if (head.topic !== undefined && !(await factsOf(tx, "topics"))?.some((t) => t.code === head.topic)) throw new Problem("refused", { code: "content.no-such-topic", facts: { topic: head.topic } });
  if (head.column !== undefined && !(await factsOf(tx, "columns"))?.some((c) => c.slug === head.column)) throw new Problem("refused", { code: "content.no-such-column", facts: { column: head.column } });
  for (const code of head.regions ?? []) if (!(await regionByCode(tx, code))) throw new Problem("refused", { code: "content.no-such-region", facts: { region: code } });
  if (head.title === undefined) return head;
  const { title, template } = accept(planTitle(head.title, facts));
  return { ...head, title, titleTemplate: template };
}

/** Units that exist and are open that day, the one that leads first. */
async function openUnits(tx: Tx, leadId: string, otherIds: readonly string[], now: Date): Promise<{ lead: UnitCard; others: string[] }> {
  const others = [...new Set(otherIds)].filter((id) => id !== leadId);
  const units = await unitsById(tx, [leadId, ...others], isoDay(now));
  const unknown = [leadId, ...others].find((id) => !units.get(id)?.open);
  if (unknown !== undefined) throw new Problem("refused", { code: "content.no-such-unit", facts: { unit: units.get(unknown)?.name ?? unknown } });
  return { lead: found(units.get(leadId), "content.no-such-unit"), others };
}

const paragraphs = (text: readonly string[]): Doc => ({ blocks: text.map((line) => ({ type: "paragraph", content: line ? [{ type: "text", text: line }] : [] })) });

/** Begins a piece for a unit, with the units that write it together and a fact sheet, its own or one they see. */
export async function createPiece(ctx: Context, input: NewPieceInput): Promise<{ id: string; number: string; sheetId: string }> {
  return ctx.write(async (tx) => {
    allow(mayBegin(ctx.actor, input.unitId), "content.not-an-editor");
    if (input.sheetId !== null) allow(await seesSheet(tx, ctx.actor, input.sheetId), "content.not-your-sheet");
    const now = ctx.now();
    const facts = input.sheetId === null ? [] : await factsOfSheet(tx, input.sheetId);
    const head = await checkHead(tx, input, facts);
    const { lead, others } = await openUnits(tx, input.unitId, input.withUnitIds, now);
    const id = newId(now);
    const sheetId = input.sheetId ?? newId(now);
    if (input.sheetId === null) await insertSheet(tx, { id: sheetId, title: head.title, unitId: lead.id, by: ctx.actor.personId }, now);
    const doc = input.doc ?? paragraphs(input.text);
    const number = await insertPiece(tx, {
      ...head, titleTemplate: head.titleTemplate ?? null, id, sheetId, system: lead.system, regionCode: lead.regionCode, by: ctx.actor, withUnitIds: others,
    }, plainText(doc, facts), now);
    await saveNewDraft(tx, id, draftFromDoc(doc), now);
    record(tx, { action: "content.create", subject: { type: "piece", id }, facts: { number, title: head.title, units: [lead.id, ...others], sheet: sheetId } });
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

/** Changes title, summary and the like; what somebody else changed in the head since it was read is not overwritten unseen. */
export async function changeHead(ctx: Context, input: Partial<Head> & { pieceId: string; ifUpdatedAt: string | null }): Promise<{ updatedAt: string }> {
  return ctx.write(async (tx) => {
    const { pieceId, ifUpdatedAt, ...wanted } = input;
    const piece = await writable(ctx, tx, pieceId);
    if (ifUpdatedAt !== null && piece.headAt && piece.headAt > new Date(ifUpdatedAt)) throw new Problem("refused", { code: "content.changed-meanwhile", facts: { at: piece.headAt.toISOString() } });
    const head = await checkHead(tx, wanted, await factsOfSheet(tx, piece.sheetId));
    const at = await updateHead(tx, pieceId, head, ctx.now());
    if (head.title !== undefined || head.summary !== undefined) await reindex(tx, pieceId);
    record(tx, { action: "content.change-head", subject: { type: "piece", id: pieceId }, facts: { ...wanted } });
    await announce(tx, `piece:${pieceId}`, "pieces");
    return { updatedAt: at.toISOString() };
  });
}

/** Says which units write a piece together; only the unit that opened it may. */
export async function changeParticipants(ctx: Context, input: { pieceId: string; unitIds: readonly string[] }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    allow(mayBegin(ctx.actor, piece.unitId), "content.not-an-editor");
    const { others } = await openUnits(tx, piece.unitId, input.unitIds, ctx.now());
    await setParticipants(tx, piece.id, piece.unitId, others);
    record(tx, { action: "content.change-participants", subject: { type: "piece", id: piece.id }, facts: { units: others } });
    await announce(tx, `piece:${piece.id}`, "pieces");
  });
}

/** Writes a piece with a fact sheet that others use too; facts it places already must be on that sheet. */
export async function attachSheet(ctx: Context, input: { pieceId: string; sheetId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    allow(await seesSheet(tx, ctx.actor, input.sheetId), "content.not-your-sheet");
    const draft = await checkInput(tx, piece.id, [], ctx.now());
    const there = new Set((await factsOfSheet(tx, input.sheetId)).filter((fact) => !fact.retired).map((fact) => fact.id));
    const lost = factsPlaced(draft).filter((id) => !there.has(id));
    if (lost.length > 0) throw new Problem("refused", { code: "content.facts-of-old-sheet", facts: { facts: draft.facts.filter((fact) => lost.includes(fact.id)).map((fact) => fact.label).join("、") } });
    await setSheet(tx, piece.id, input.sheetId, ctx.now());
    record(tx, { action: "content.attach-sheet", subject: { type: "piece", id: piece.id }, facts: { before: piece.sheetId, sheet: input.sheetId } });
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
