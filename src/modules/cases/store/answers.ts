import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { ConcernKind } from "../rules/concern.ts";
import type { DebunkCard } from "../rules/debunk.ts";
import type { PressAnswer, PressDecision } from "../rules/press.ts";
import type { ReportDoc } from "../rules/report.ts";
import type { By } from "./cases.ts";

export type NewConcern = { caseId: string; question: string; kind: ConcernKind; count: number; askedAt: Date; unitId: string; personId: string; personName: string };

/** Writes down what people ask. */
export async function insertConcern(tx: Tx, c: NewConcern, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("cases.concern").values({
    id, case_id: c.caseId, question: c.question, kind: c.kind, count: c.count, asked_at: c.askedAt, unit_id: c.unitId, person_id: c.personId, person_name: c.personName, created_by: by.personId, created_by_name: by.name, created_at: now,
  }).execute();
  return id;
}

/** How often it was asked by now. */
export const saveCount = (tx: Tx, id: string, count: number) => tx.updateTable("cases.concern").set({ count }).where("id", "=", id).execute();

/** Links the piece that answers, or takes the link off. */
export async function saveAnswer(tx: Tx, concernId: string, pieceId: string | null, by: By, now: Date): Promise<void> {
  await tx.updateTable("cases.concern").set({ answer_piece_id: pieceId, linked_by_name: pieceId ? by.name : null, linked_at: pieceId ? now : null }).where("id", "=", concernId).execute();
}

/** Takes a piece off every concern of a case that it answered. */
export async function clearAnswers(tx: Tx, caseId: string, pieceId: string): Promise<void> {
  await tx.updateTable("cases.concern").set({ answer_piece_id: null, linked_by_name: null, linked_at: null }).where("case_id", "=", caseId).where("answer_piece_id", "=", pieceId).execute();
}

/** Links a piece to a case; a link that is there stays as it was. */
export async function insertRelease(tx: Tx, r: { caseId: string; pieceId: string; role: "release" | "answer" | "debunk" }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.release").values({ case_id: r.caseId, piece_id: r.pieceId, role: r.role, linked_by: by.personId, linked_by_name: by.name, linked_at: now }).onConflict((o) => o.doNothing()).execute();
}

/** Takes a link off; the record keeps that it was there. Answers whether it was. */
export async function deleteRelease(tx: Tx, caseId: string, pieceId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("cases.release").where("case_id", "=", caseId).where("piece_id", "=", pieceId).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Keeps a 辟谣卡 with the piece that it began. */
export async function insertDebunk(tx: Tx, d: DebunkCard & { caseId: string; unitId: string; pieceId: string }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.debunk").values({ id: newId(now), case_id: d.caseId, claim: d.claim, verdict: d.verdict, evidence: d.evidence, source: d.source, source_link: d.sourceLink, unit_id: d.unitId, piece_id: d.pieceId, created_by: by.personId, created_by_name: by.name, at: now }).execute();
}

/** Writes a press decision; the newest counts. */
export async function insertPressDecision(tx: Tx, caseId: string, d: PressDecision, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("cases.press_decision").values({ id, case_id: caseId, hold: d.hold, reason: d.reason, planned_at: d.plannedAt, place: d.place || null, speakers: JSON.stringify(d.speakers), by_person: by.personId, by_name: by.name, at: now }).execute();
  return id;
}

/** Writes that a press conference was held. */
export async function insertPressHeld(tx: Tx, h: { caseId: string; decisionId: string; at: Date; recordLink: string | null; answers: readonly PressAnswer[] }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.press_held").values({ id: newId(now), case_id: h.caseId, decision_id: h.decisionId, held_at: h.at, record_link: h.recordLink, answers: JSON.stringify(h.answers), by_person: by.personId, by_name: by.name, at: now }).execute();
}

const next = async (last: Promise<{ last: number | null }>): Promise<number> => ((await last).last ?? 0) + 1;

/** Files a debrief with the figures of the day; a later one stands beside it. */
export async function insertDebrief(tx: Tx, d: { caseId: string; summary: string; lessons: string; improvements: string; figures: object }, by: By, now: Date): Promise<string> {
  const id = newId(now);
  const number = await next(tx.selectFrom("cases.debrief").select((eb) => eb.fn.max("number").as("last")).where("case_id", "=", d.caseId).executeTakeFirstOrThrow());
  await tx.insertInto("cases.debrief").values({ id, case_id: d.caseId, number, summary: d.summary, lessons: d.lessons, improvements: d.improvements, figures: JSON.stringify(d.figures), by_person: by.personId, by_name: by.name, at: now }).execute();
  return id;
}

/** Keeps a report as it was issued. */
export async function insertReport(tx: Tx, caseId: string, doc: ReportDoc, by: By, now: Date): Promise<{ id: string; number: number }> {
  const id = newId(now);
  const number = await next(tx.selectFrom("cases.report").select((eb) => eb.fn.max("number").as("last")).where("case_id", "=", caseId).where("kind", "=", doc.kind).executeTakeFirstOrThrow());
  await tx.insertInto("cases.report").values({ id, case_id: caseId, kind: doc.kind, number, doc: JSON.stringify(doc), by_person: by.personId, by_name: by.name, at: now }).execute();
  return { id, number };
}
