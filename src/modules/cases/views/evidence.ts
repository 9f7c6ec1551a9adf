import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import { wantedClocks, type Evidence, type Wanted } from "../rules/clocks.ts";
import { answeredAt, type AnswerPiece, type ConcernKind } from "../rules/concern.ts";
import type { PressAnswer, Speaker } from "../rules/press.ts";
import type { CaseBasis } from "./basis.ts";

/** A piece as a case sees it: where it stands, and whether it can be read by everybody. */
export type LinkedPiece = AnswerPiece & { title: string; stage: string; unitId: string };

/** A concern with the piece that answers it. */
export type ConcernRow = { id: string; question: string; kind: ConcernKind; count: number; askedAt: Date; unitId: string; personId: string; personName: string; answer: LinkedPiece | null; answeredAt: Date | null };

type Row = { id: string; question: string; kind: ConcernKind; count: number; askedAt: Date; unitId: string; personId: string; personName: string; pieceId: string | null; title: string | null; stage: string | null; pieceUnitId: string | null; publishedAt: Date | null };

/** What people ask in a case, oldest first; answered is what everybody can read. */
export async function concernsOf(read: Reader, caseId: string): Promise<ConcernRow[]> {
  const { rows } = await sql<Row>`
    select n.id, n.question, n.kind, n.count, n.asked_at as "askedAt", n.unit_id as "unitId", n.person_id as "personId", n.person_name as "personName", p.id as "pieceId", p.title, p.stage, p.unit_id as "pieceUnitId", p.published_at as "publishedAt"
    from cases.concern n left join content.piece p on p.id = n.answer_piece_id where n.case_id = ${caseId} order by n.asked_at, n.id`.execute(read);
  return rows.map(({ pieceId, title, stage, pieceUnitId, publishedAt, ...row }) => {
    const answer = pieceId === null ? null : { id: pieceId, title: title ?? "", stage: stage ?? "", unitId: pieceUnitId ?? "", publishedAt, recalled: stage === "recalled" };
    return { ...row, answer, answeredAt: answeredAt(row, answer) };
  });
}

/** A piece as content keeps it, for a link. */
export async function linkedPiece(read: Reader, pieceId: string): Promise<(LinkedPiece & { unitIds: string[] }) | null> {
  const { rows } = await sql<{ title: string; stage: string; unitId: string; publishedAt: Date | null; unitIds: string[] }>`
    select p.title, p.stage, p.unit_id as "unitId", p.published_at as "publishedAt", array(select q.unit_id::text from content.participant q where q.piece_id = p.id) as "unitIds" from content.piece p where p.id = ${pieceId}`.execute(read);
  const row = rows[0];
  return row ? { id: pieceId, ...row, recalled: row.stage === "recalled" } : null;
}

/** A piece linked to a case as a release, an answer or a 辟谣. */
export type ReleaseRow = LinkedPiece & { role: "release" | "answer" | "debunk"; linkedByName: string; linkedAt: Date };

/** The pieces of a case, oldest link first. */
export async function releasesOf(read: Reader, caseId: string): Promise<ReleaseRow[]> {
  const { rows } = await sql<Omit<ReleaseRow, "recalled">>`
    select p.id, p.title, p.stage, p.unit_id as "unitId", p.published_at as "publishedAt", r.role, r.linked_by_name as "linkedByName", r.linked_at as "linkedAt"
    from cases.release r join content.piece p on p.id = r.piece_id where r.case_id = ${caseId} order by r.linked_at, p.id`.execute(read);
  return rows.map((row) => ({ ...row, recalled: row.stage === "recalled" }));
}

/** A press decision with what came of it. */
export type PressRow = { id: string; hold: boolean; reason: string; plannedAt: Date | null; place: string; speakers: Speaker[]; byName: string; at: Date; held: { id: string; at: Date; recordLink: string | null; answers: PressAnswer[]; byName: string } | null };

/** Every press decision of a case, newest first. */
export async function pressOf(read: Reader, caseId: string): Promise<PressRow[]> {
  const decisions = await read.selectFrom("cases.press_decision").selectAll().where("case_id", "=", caseId).orderBy("seq", "desc").execute();
  const held = new Map((await read.selectFrom("cases.press_held").selectAll().where("case_id", "=", caseId).execute()).map((h) => [h.decision_id, h]));
  return decisions.map((d) => {
    const h = held.get(d.id);
    return {
      id: d.id, hold: d.hold, reason: d.reason, plannedAt: d.planned_at, place: d.place ?? "", speakers: d.speakers as Speaker[], byName: d.by_name, at: d.at,
      held: h ? { id: h.id, at: h.held_at, recordLink: h.record_link, answers: h.answers as PressAnswer[], byName: h.by_name } : null,
    };
  });
}

/** Everything that clocks are judged by. */
export type Judged = { concerns: ConcernRow[]; releases: ReleaseRow[]; press: PressRow[]; wanted: Wanted[]; evidence: Evidence };

/** The clocks a case should have, and the evidence there is for each. */
export async function judged(read: Reader, c: CaseBasis): Promise<Judged> {
  const [concerns, releases, press] = await Promise.all([concernsOf(read, c.id), releasesOf(read, c.id), pressOf(read, c.id)]);
  const { clocks, noticeSource } = c.province;
  return {
    concerns, releases, press,
    wanted: wantedClocks({ grade: c.grade, t0At: c.t0.at, owed: c.owed, concerns, hold: press[0]?.hold ?? null, clocks, noticeSource }),
    evidence: {
      released: releases.flatMap((r) => (r.publishedAt ? [{ id: r.id, at: r.publishedAt }] : [])), held: press.flatMap((p) => (p.held ? [{ id: p.held.id, at: p.held.at }] : [])),
      answered: concerns.flatMap((n) => (n.answeredAt && n.answer ? [{ concernId: n.id, pieceId: n.answer.id, at: n.answeredAt }] : [])),
    },
  };
}

/** A clock as it is kept. */
export type ClockRow = { id: string; code: Wanted["code"]; subject: string; startAt: Date; warnAt: Date; deadline: Date; source: string; metAt: Date | null; metBy: string | null; missedAt: Date | null; endedAt: Date | null; endReason: "regraded" | "not-holding" | "closed" | null };

/** The clocks of cases, nearest deadline first. */
export async function clocksOf(read: Reader, caseIds: readonly string[]): Promise<(ClockRow & { caseId: string })[]> {
  if (caseIds.length === 0) return [];
  const rows = await read.selectFrom("cases.clock").selectAll().where("case_id", "in", [...caseIds]).orderBy("deadline").orderBy("id").execute();
  return rows.map((k) => ({
    id: k.id, caseId: k.case_id, code: k.code, subject: k.subject, startAt: k.start_at, warnAt: k.warn_at, deadline: k.deadline, source: k.source, metAt: k.met_at, metBy: k.met_by, missedAt: k.missed_at, endedAt: k.ended_at, endReason: k.end_reason,
  }));
}

/** Cases with a clock that runs although what it waits for may be there already: something linked was published, or an answer was. */
export async function casesWithNews(read: Reader, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct k.case_id as id from cases.clock k where k.met_at is null and k.ended_at is null and k.code in ('first-information', 'answer') and (
      (k.subject = '' and exists (select from cases.release r join content.piece p on p.id = r.piece_id where r.case_id = k.case_id and p.published_at >= k.start_at))
      or (k.code = 'answer' and exists (select from cases.concern n join content.piece p on p.id = n.answer_piece_id where n.case_id = k.case_id and p.published_at is not null and p.stage <> 'recalled' and (k.subject = '' or k.subject = n.id::text))))
    order by id limit ${limit}`.execute(read);
  return rows.map((row) => row.id);
}
