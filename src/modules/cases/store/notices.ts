import type { Grade } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { LiaisonKind, LiaisonWay } from "../rules/liaison.ts";
import type { By } from "./cases.ts";

export type NewNotice = { caseId: string; kind: "report" | "involve" | "guidance"; grade: Grade | null; fromUnitId: string; toUnitId: string; body: string };

/** Sends a notice under the next number of its kind; it is delivered when this commits. */
export async function insertNotice(tx: Tx, n: NewNotice, by: By, now: Date): Promise<{ id: string; number: number }> {
  const id = newId(now);
  const { last } = await tx.selectFrom("cases.notice").select((eb) => eb.fn.max("number").as("last")).where("case_id", "=", n.caseId).where("kind", "=", n.kind).executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx.insertInto("cases.notice").values({ id, case_id: n.caseId, kind: n.kind, number, grade: n.grade, from_unit_id: n.fromUnitId, to_unit_id: n.toUnitId, body: n.body, sent_by: by.personId, sent_by_name: by.name, sent_at: now }).execute();
  return { id, number };
}

/** 签收, once. */
export async function insertAcknowledgement(tx: Tx, noticeId: string, remark: string, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.acknowledgement").values({ notice_id: noticeId, by_person: by.personId, by_name: by.name, remark, at: now }).execute();
}

export type NewLiaisonNote = { caseId: string; kind: LiaisonKind; unitId: string; unitName: string; personName: string; personPost: string; body: string; way: LiaisonWay };

/** Writes a 联络函 as it was handed over. */
export async function insertLiaisonNote(tx: Tx, n: NewLiaisonNote, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("cases.liaison_note").values({
    id, case_id: n.caseId, kind: n.kind, unit_id: n.unitId, unit_name: n.unitName, person_name: n.personName, person_post: n.personPost, body: n.body, way: n.way, sent_by: by.personId, sent_by_name: by.name, sent_at: now,
  }).execute();
  return id;
}

/** Writes who there had it, when, and who of us says so; once. */
export async function insertLiaisonReceipt(tx: Tx, r: { noteId: string; personName: string; at: Date; remark: string }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.liaison_receipt").values({ note_id: r.noteId, person_name: r.personName, acknowledged_at: r.at, remark: r.remark, recorded_by: by.personId, recorded_by_name: by.name, recorded_at: now }).execute();
}
