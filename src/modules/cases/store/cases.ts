import { sql } from "kysely";
import type { Grade } from "#kernel/urgency.ts";
import type { System } from "#kernel/actor.ts";
import type { Tx } from "#platform/db/database.ts";
import { nextNumber } from "#platform/db/yearly-number.ts";
import { newId } from "#platform/ids.ts";
import { segment } from "#platform/text/segment.ts";
import type { T0Kind } from "../rules/grade.ts";
import type { CaseStage } from "../rules/stage.ts";

/** Whoever did it, for the unit they act for. */
export type By = { personId: string; name: string; unitId: string; unitName: string };

export type NewCase = {
  unitId: string; system: System; regionCode: string; topicId: string | null; title: string; summary: string; placeCode: string | null; hazard: string | null; t0: { kind: T0Kind; at: Date };
};

const indexed = (...texts: readonly string[]) => sql<string>`array_to_tsvector(${segment(texts.join("\n"))}::text[])`;

/** One opening of a topic's case at a time, until commit. */
export const lockTopic = (tx: Tx, topicId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`cases.open/${topicId}`}, 0))`.execute(tx);

/** Opens a case under the next number of the year, such as 舆2026-0012; one writer at a time. */
export async function insertCase(tx: Tx, c: NewCase, by: By, now: Date): Promise<{ id: string; number: string }> {
  const id = newId(now);
  const number = await nextNumber(tx, "cases", "舆", now);
  await tx.insertInto("cases.opinion_case").values({
    id, number, unit_id: c.unitId, system: c.system, region_code: c.regionCode, lead_unit_id: c.unitId, topic_id: c.topicId, title: c.title, summary: c.summary, place_code: c.placeCode, hazard: c.hazard,
    stage: "watch", stage_since: now, t0_kind: c.t0.kind, t0_at: c.t0.at, person_id: by.personId, person_name: by.name, opened_by: by.personId, opened_by_name: by.name, opened_at: now, updated_at: now, search: indexed(number, c.title, c.summary),
  }).execute();
  return { id, number };
}

type Change = Partial<{ stage: CaseStage; grade: Grade; leadUnitId: string; t0: { kind: T0Kind; at: Date }; person: { id: string; name: string } }>;

/** Changes what a case says of itself; a new stage starts the waiting anew. The database refuses a jump. */
export async function updateCase(tx: Tx, id: string, { stage, grade, leadUnitId, t0, person }: Change, now: Date): Promise<void> {
  await tx.updateTable("cases.opinion_case").set({
    updated_at: now, ...(stage ? { stage, stage_since: now, archived_at: stage === "archived" ? now : null } : {}), ...(grade ? { grade } : {}), ...(leadUnitId ? { lead_unit_id: leadUnitId } : {}),
    ...(t0 ? { t0_kind: t0.kind, t0_at: t0.at } : {}), ...(person ? { person_id: person.id, person_name: person.name } : {}),
  }).where("id", "=", id).execute();
}

/** Writes down what is verified so far. */
export const saveSummary = (tx: Tx, id: string, summary: string, now: Date) => tx.updateTable("cases.opinion_case").set({ summary, updated_at: now }).where("id", "=", id).execute();

/** Makes a case findable by everything that was said of it: title, summary, concerns, debrief. */
export async function indexCase(tx: Tx, id: string, texts: readonly string[]): Promise<void> {
  await sql`update cases.opinion_case set search = ${indexed(...texts)} where id = ${id}`.execute(tx);
}

export type NewEvent = { id?: string; caseId: string; kind: string; note: string | null; facts: Record<string, unknown> };

/** Adds to the record of a case. */
export async function insertEvent(tx: Tx, e: NewEvent, by: By, now: Date): Promise<string> {
  const id = e.id ?? newId(now);
  await tx.insertInto("cases.event").values({ id, case_id: e.caseId, kind: e.kind, note: e.note, facts: JSON.stringify(e.facts), by_person: by.personId, by_name: by.name, unit_id: by.unitId, unit_name: by.unitName, at: now }).execute();
  return id;
}

/** Writes a grade with its reason and what it rests on. */
export async function insertGrading(tx: Tx, g: { caseId: string; grade: Grade; reason: string; basis: string }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.grading").values({ id: newId(now), case_id: g.caseId, grade: g.grade, reason: g.reason, basis: g.basis, by_person: by.personId, by_name: by.name, at: now }).execute();
}

/** A unit takes part from now on. */
export async function insertParticipant(tx: Tx, p: { caseId: string; unitId: string; unitName: string; reason: string }, by: By, now: Date): Promise<void> {
  await tx.insertInto("cases.participant").values({ case_id: p.caseId, unit_id: p.unitId, unit_name: p.unitName, reason: p.reason, added_by: by.personId, added_by_name: by.name, added_at: now }).execute();
}

/** Proposes that the department leads; what was proposed before and not answered lapses. */
export async function insertProposal(tx: Tx, p: { caseId: string; grade: Grade; units: number; grounds: readonly string[] }, now: Date): Promise<string> {
  await lapseProposals(tx, p.caseId, now);
  const id = newId(now);
  await tx.insertInto("cases.lead_proposal").values({ id, case_id: p.caseId, grade: p.grade, units: p.units, grounds: [...p.grounds], state: "open", proposed_at: now }).execute();
  return id;
}

/** Takes back what was proposed and not answered. */
export async function lapseProposals(tx: Tx, caseId: string, now: Date): Promise<void> {
  await tx.updateTable("cases.lead_proposal").set({ state: "lapsed", decided_at: now }).where("case_id", "=", caseId).where("state", "=", "open").execute();
}

/** Writes the department's answer. */
export async function decideProposal(tx: Tx, id: string, answer: { state: "accepted" | "declined" | "handed-back"; reason: string | null }, by: By, now: Date): Promise<void> {
  await tx.updateTable("cases.lead_proposal").set({ state: answer.state, reason: answer.reason, decided_by: by.personId, decided_by_name: by.name, decided_at: now }).where("id", "=", id).execute();
}
