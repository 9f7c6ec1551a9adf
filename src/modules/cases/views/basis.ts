import type { System } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import { factsOf, unitByCode, type UnitCard } from "#modules/organisation/index.ts";
import type { ResponseClock } from "../rules/clocks.ts";
import type { Grading, T0Kind } from "../rules/grade.ts";
import { isTold, owedNotices, type Owed } from "../rules/notice.ts";
import type { CaseStage } from "../rules/stage.ts";

/** What the province's plan says of opinion cases, and which unit is the department. */
export type Province = { department: UnitCard | null; major: (grade: Grade) => boolean; minutesOf: (grade: Grade) => number; clocks: readonly ResponseClock[]; noticeSource: string };

/** Reads the plan; a province without one has no clocks and no department. */
export async function provinceOf(read: Reader, now: Date): Promise<Province> {
  const [group, grades, clocks] = await Promise.all([factsOf(read, "leadingGroup"), factsOf(read, "opinionGrades"), factsOf(read, "responseClocks")]);
  const rowOf = (grade: Grade) => grades?.find((row) => row.grade === grade);
  const longest = 24 * 60;
  return {
    department: group ? ((await unitByCode(read, group.officeUnit, isoDay(now))) ?? null) : null,
    major: (grade) => rowOf(grade)?.lead === "department-may", minutesOf: (grade) => rowOf(grade)?.notifyMinutes ?? longest,
    clocks: (clocks ?? []).map(({ code, hours, source }) => ({ code, hours, source })), noticeSource: grades?.[0]?.source ?? "预案及时通报时限",
  };
}

/** A case with everything its rules ask. */
export type CaseBasis = {
  id: string; number: string; unitId: string; system: System; regionCode: string; leadUnitId: string; participantUnitIds: readonly string[]; topicId: string | null;
  title: string; summary: string; placeCode: string | null; hazard: string | null; stage: CaseStage; stageSince: Date; grade: Grade | null; t0: { kind: T0Kind; at: Date };
  personId: string; personName: string; openedByName: string; openedAt: Date; archivedAt: Date | null;
  gradings: readonly (Grading & { id: string; reason: string; basis: string; byName: string })[]; owed: readonly Owed[]; graded: boolean; told: boolean; debriefed: boolean;
  province: Province; departmentId: string;
};

/** One case by its id, or null; locked until commit when asked: everything of a case changes under this lock. */
export async function caseBasis(read: Reader, caseId: string, now: Date, lock = false): Promise<CaseBasis | null> {
  const query = read.selectFrom("cases.opinion_case").selectAll().where("id", "=", caseId);
  const c = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!c) return null;
  const [participants, gradings, sent, debrief, province] = await Promise.all([
    read.selectFrom("cases.participant").select("unit_id").where("case_id", "=", caseId).orderBy("added_at").execute(),
    read.selectFrom("cases.grading").selectAll().where("case_id", "=", caseId).orderBy("seq").execute(),
    read.selectFrom("cases.notice").select(["grade", "sent_at"]).where("case_id", "=", caseId).where("kind", "=", "report").orderBy("sent_at").execute(),
    read.selectFrom("cases.debrief").select("id").where("case_id", "=", caseId).limit(1).executeTakeFirst(),
    provinceOf(read, now),
  ]);
  const owed = owedNotices({ system: c.system, t0At: c.t0_at, gradings, sent: sent.flatMap((n) => (n.grade ? [{ grade: n.grade, at: n.sent_at }] : [])) }, province.minutesOf);
  return {
    id: c.id, number: c.number, unitId: c.unit_id, system: c.system, regionCode: c.region_code, leadUnitId: c.lead_unit_id, participantUnitIds: participants.map((p) => p.unit_id), topicId: c.topic_id,
    title: c.title, summary: c.summary, placeCode: c.place_code, hazard: c.hazard, stage: c.stage, stageSince: c.stage_since, grade: c.grade, t0: { kind: c.t0_kind, at: c.t0_at },
    personId: c.person_id, personName: c.person_name, openedByName: c.opened_by_name, openedAt: c.opened_at, archivedAt: c.archived_at,
    gradings: gradings.map((g) => ({ id: g.id, grade: g.grade, reason: g.reason, basis: g.basis, byName: g.by_name, at: g.at })), owed, graded: c.grade !== null, told: isTold(owed), debriefed: debrief !== undefined,
    province, departmentId: province.department?.id ?? "",
  };
}

/** The units a case is about: its own, the one that leads, those that take part. */
export const unitsOf = (c: Pick<CaseBasis, "unitId" | "leadUnitId" | "participantUnitIds">): string[] => [...new Set([c.unitId, c.leadUnitId, ...c.participantUnitIds])];

/** How many units a case concerns; the department that leads it is not one more. */
export const widthOf = (c: Pick<CaseBasis, "unitId" | "participantUnitIds">): number => new Set([c.unitId, ...c.participantUnitIds]).size;
