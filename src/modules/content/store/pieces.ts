import { sql } from "kysely";
import type { Urgency } from "#kernel/urgency.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Tx } from "#platform/db/database.ts";
import { segment } from "#platform/text/segment.ts";
import type { PieceForm } from "../rules/form.ts";

/** What is said about a piece besides its text. */
export type Head = { title: string; summary: string; form: PieceForm; topic: string; column: string; urgency: Urgency; regions: readonly string[]; validUntil: Date | null; plannedAt: Date | null };

/** The head as it is kept: the title also as a template where it holds facts. */
export type HeadRow = Head & { titleTemplate: string | null };

export type NewPiece = HeadRow & { id: string; unitId: string; system: string; regionCode: string; sheetId: string; withUnitIds: readonly string[]; by: { personId: string; name: string } };

const indexed = (...texts: readonly string[]) => sql<string>`array_to_tsvector(${segment(texts.join("\n"))}::text[])`;

/** The next number of the Beijing day, such as 2026-0403-01; one writer at a time. */
export async function nextNumber(tx: Tx, now: Date): Promise<string> {
  const day = isoDay(now);
  const { last } = await tx.insertInto("content.number_series").values({ day, last: 1 })
    .onConflict((c) => c.column("day").doUpdateSet({ last: sql`content.number_series.last + 1` })).returning("last").executeTakeFirstOrThrow();
  return `${day.slice(0, 4)}-${day.slice(5).replace("-", "")}-${String(last).padStart(2, "0")}`;
}

/** Writes a new piece with the units that write it together. */
export async function insertPiece(tx: Tx, p: NewPiece, text: string, now: Date): Promise<string> {
  const number = await nextNumber(tx, now);
  await tx.insertInto("content.piece").values({
    id: p.id, number, unit_id: p.unitId, system: p.system, region_code: p.regionCode, title: p.title, title_template: p.titleTemplate, summary: p.summary, form: p.form, topic: p.topic, column_code: p.column, urgency: p.urgency,
    regions: [...p.regions], sheet_id: p.sheetId, stage: "draft", joint: p.withUnitIds.length > 0, planned_at: p.plannedAt, valid_until: p.validUntil,
    created_by: p.by.personId, created_by_name: p.by.name, created_at: now, updated_at: now, head_at: now, search: indexed(p.title, p.summary, text),
  }).execute();
  await setParticipants(tx, p.id, p.unitId, p.withUnitIds);
  return number;
}

/** Replaces the units that write a piece; the lead stays. */
export async function setParticipants(tx: Tx, pieceId: string, leadUnitId: string, withUnitIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("content.participant").where("piece_id", "=", pieceId).execute();
  const rows = [{ unit_id: leadUnitId, role: "lead" as const }, ...withUnitIds.filter((id) => id !== leadUnitId).map((unit_id) => ({ unit_id, role: "co" as const }))];
  await tx.insertInto("content.participant").values(rows.map((row) => ({ piece_id: pieceId, ...row }))).execute();
  await tx.updateTable("content.piece").set({ joint: rows.length > 1 }).where("id", "=", pieceId).execute();
}

/** Changes what is said about a piece; answers when, later than any change before it. */
export async function updateHead(tx: Tx, id: string, head: Partial<HeadRow>, now: Date): Promise<Date> {
  const at = sql<Date>`greatest(${now}::timestamptz, head_at + interval '1 millisecond')`;
  const { titleTemplate, title, summary, form, topic, column, urgency, regions, validUntil, plannedAt } = head;
  const { head_at } = await tx.updateTable("content.piece").set({
    ...(title === undefined ? {} : { title }), ...(titleTemplate === undefined ? {} : { title_template: titleTemplate }), ...(summary === undefined ? {} : { summary }), ...(form === undefined ? {} : { form }), ...(topic === undefined ? {} : { topic }),
    ...(column === undefined ? {} : { column_code: column }), ...(urgency === undefined ? {} : { urgency }), ...(regions === undefined ? {} : { regions: [...regions] }),
    ...(validUntil === undefined ? {} : { valid_until: validUntil }), ...(plannedAt === undefined ? {} : { planned_at: plannedAt }), updated_at: at, head_at: at,
  }).where("id", "=", id).returning("head_at").executeTakeFirstOrThrow();
  return head_at ?? now;
}

/** Puts the title of a piece anew after one of its facts changed. */
export const setTitle = (tx: Tx, id: string, title: string) => tx.updateTable("content.piece").set({ title }).where("id", "=", id).execute();

/** Writes a piece with another fact sheet. */
export const setSheet = (tx: Tx, id: string, sheetId: string, now: Date) => tx.updateTable("content.piece").set({ sheet_id: sheetId, updated_at: now }).where("id", "=", id).execute();

/** Makes a piece findable by what it says now. */
export async function indexPiece(tx: Tx, id: string, title: string, summary: string, text: string): Promise<void> {
  await sql`update content.piece set search = ${indexed(title, summary, text)} where id = ${id}`.execute(tx);
}

/** A piece counts as changed when its draft was last written in, so that lists show it where its writers look for it. */
export async function noteWriting(tx: Tx, id: string): Promise<void> {
  await sql`update content.piece p set updated_at = greatest(p.updated_at, d.saved_at) from content.draft d where d.piece_id = p.id and p.id = ${id} and p.updated_at < d.saved_at`.execute(tx);
}

/** A fact sheet of its own for a piece. */
export async function insertSheet(tx: Tx, sheet: { id: string; title: string; unitId: string; by: string }, now: Date): Promise<void> {
  await tx.insertInto("content.sheet").values({ id: sheet.id, title: sheet.title, unit_id: sheet.unitId, created_by: sheet.by, created_at: now }).execute();
}
