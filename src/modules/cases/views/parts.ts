import type { Grade } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Ground, Proposal } from "../rules/lead.ts";
import type { LiaisonKind, LiaisonWay } from "../rules/liaison.ts";

/** An open case of a topic in a unit, if there is one. */
export async function openCaseOf(read: Reader, topicId: string, unitId: string): Promise<{ id: string; number: string } | null> {
  const row = await read.selectFrom("cases.opinion_case").select(["id", "number"]).where("topic_id", "=", topicId).where("unit_id", "=", unitId).where("stage", "not in", ["archived", "dismissed"]).executeTakeFirst();
  return row ?? null;
}

/** Topics that cases follow, for the radar to keep: what a report or a debrief names must still be found. */
export async function topicsOfCases(read: Reader): Promise<string[]> {
  const rows = await read.selectFrom("cases.opinion_case").select("topic_id").distinct().where("topic_id", "is not", null).where("stage", "<>", "dismissed").execute();
  return rows.flatMap((row) => row.topic_id ?? []);
}

/** A proposal with who answered it. */
export type ProposalRow = Proposal & { id: string; proposedAt: Date; decidedByName: string | null; reason: string | null; decidedAt: Date | null };

/** Every proposal that the department leads, oldest first. */
export async function proposalsOf(read: Reader, caseId: string): Promise<ProposalRow[]> {
  const rows = await read.selectFrom("cases.lead_proposal").selectAll().where("case_id", "=", caseId).orderBy("seq").execute();
  return rows.map((p) => ({ id: p.id, grade: p.grade, units: p.units, grounds: p.grounds as Ground[], state: p.state, proposedAt: p.proposed_at, decidedByName: p.decided_by_name, reason: p.reason, decidedAt: p.decided_at }));
}

/** A notice between units with its 签收. */
export type NoticeRow = {
  id: string; kind: "report" | "involve" | "guidance"; number: number; grade: Grade | null; fromUnitId: string; toUnitId: string; body: string; sentByName: string; sentAt: Date; acknowledged: { byName: string; at: Date; remark: string } | null;
};

/** Every notice of a case, oldest first. */
export async function noticesOf(read: Reader, caseId: string): Promise<NoticeRow[]> {
  const rows = await read.selectFrom("cases.notice as n").leftJoin("cases.acknowledgement as a", "a.notice_id", "n.id").selectAll("n").select(["a.by_name", "a.at", "a.remark"])
    .where("n.case_id", "=", caseId).orderBy("n.sent_at").orderBy("n.id").execute();
  return rows.map((n) => ({
    id: n.id, kind: n.kind, number: n.number, grade: n.grade, fromUnitId: n.from_unit_id, toUnitId: n.to_unit_id, body: n.body, sentByName: n.sent_by_name, sentAt: n.sent_at,
    acknowledged: n.by_name !== null && n.at !== null ? { byName: n.by_name, at: n.at, remark: n.remark ?? "" } : null,
  }));
}

/** A 联络函 with its receipt. */
export type LiaisonNoteRow = {
  id: string; kind: LiaisonKind; unitName: string; personName: string; personPost: string; body: string; way: LiaisonWay; sentByName: string; sentAt: Date;
  receipt: { personName: string; at: Date; remark: string; recordedByName: string; recordedAt: Date } | null;
};

/** Every 联络函 of a case, oldest first. */
export async function liaisonNotesOf(read: Reader, caseId: string): Promise<LiaisonNoteRow[]> {
  const notes = await read.selectFrom("cases.liaison_note").selectAll().where("case_id", "=", caseId).orderBy("sent_at").orderBy("id").execute();
  const receipts = notes.length === 0 ? [] : await read.selectFrom("cases.liaison_receipt").selectAll().where("note_id", "in", notes.map((n) => n.id)).execute();
  return notes.map((n) => {
    const r = receipts.find((one) => one.note_id === n.id);
    return {
      id: n.id, kind: n.kind, unitName: n.unit_name, personName: n.person_name, personPost: n.person_post, body: n.body, way: n.way, sentByName: n.sent_by_name, sentAt: n.sent_at,
      receipt: r ? { personName: r.person_name, at: r.acknowledged_at, remark: r.remark, recordedByName: r.recorded_by_name, recordedAt: r.recorded_at } : null,
    };
  });
}
