import { sql } from "kysely";
import type { Urgency } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { Callee } from "../rules/escalation.ts";

/** A matter that needs a person. One is open per kind and subject, however often it is raised. */
export type Matter = {
  kind: string; subject: { type: string; id: string }; unitId: string; ownerPersonId: string; urgency: Urgency;
  facts: Record<string, string | number>; link: string;
};

/** Opens an alert unless the same matter is open already; answers its id if it is new. */
export async function openAlert(tx: Tx, matter: Matter, now: Date, escalateAt: Date | null): Promise<string | null> {
  const row = await tx.insertInto("duty.alert").values({
    id: newId(now), kind: matter.kind, subject_type: matter.subject.type, subject_id: matter.subject.id, unit_id: matter.unitId, owner_person_id: matter.ownerPersonId,
    urgency: matter.urgency, facts: JSON.stringify(matter.facts), link: matter.link, state: "open", opened_at: now, escalate_at: escalateAt,
  }).onConflict((c) => c.columns(["kind", "subject_type", "subject_id"]).where("state", "<>", "closed").doNothing()).returning("id").executeTakeFirst();
  return row?.id ?? null;
}

/** Writes down whom an alert is brought to now. */
export async function callPeople(tx: Tx, alert: { id: string; kind: string }, step: number, people: readonly Callee[], now: Date): Promise<void> {
  if (people.length === 0) return;
  await tx.insertInto("duty.called").values(people.map((one) => ({ id: newId(now), alert_id: alert.id, person_id: one.personId, unit_id: one.unitId, kind: alert.kind, step, called_at: now })))
    .onConflict((c) => c.columns(["alert_id", "person_id"]).doNothing()).execute();
}

/** Closes what was open about a subject, with what was done. */
export async function closeAlerts(tx: Tx, subject: { type: string; id: string }, kinds: readonly string[], note: string, now: Date): Promise<void> {
  await tx.updateTable("duty.alert").set({ state: "closed", closed_at: now, closed_note: note })
    .where("subject_type", "=", subject.type).where("subject_id", "=", subject.id).where("kind", "in", [...kinds]).where("state", "<>", "closed").execute();
}

/** Closes everything that was open about subjects below one, such as everybody's call to one route (`<routeId>/<personId>`). */
export async function closeAlertsUnder(tx: Tx, subjectType: string, parentId: string, note: string, now: Date): Promise<void> {
  await tx.updateTable("duty.alert").set({ state: "closed", closed_at: now, closed_note: note })
    .where("subject_type", "=", subjectType).where("subject_id", "like", `${parentId}/%`).where("state", "<>", "closed").execute();
}

/** An alert locked for an answer or for escalation, with everybody called so far. */
export type LockedAlert = { id: string; kind: string; unitId: string; state: "open" | "acknowledged" | "closed"; urgency: Urgency; step: number; called: string[] };

const locked = sql<LockedAlert>`select a.id, a.kind, a.unit_id as "unitId", a.state, a.urgency, a.escalations as step,
  array(select c.person_id::text from duty.called c where c.alert_id = a.id) as called from duty.alert a`;

/** Locks one alert, or answers null. */
export async function lockAlert(tx: Tx, id: string): Promise<LockedAlert | null> {
  const { rows } = await sql<LockedAlert>`${locked} where a.id = ${id} for update of a`.execute(tx);
  return rows[0] ?? null;
}

/** Locks alerts nobody acknowledged in time; those another worker holds are left to it. */
export async function lockUnanswered(tx: Tx, now: Date, limit: number): Promise<LockedAlert[]> {
  const { rows } = await sql<LockedAlert>`${locked} where a.state = 'open' and a.escalate_at <= ${now} order by a.escalate_at limit ${limit} for update of a skip locked`.execute(tx);
  return rows;
}

/** Notes the step an alert has reached, and when the next one is due. */
export async function saveEscalation(tx: Tx, id: string, step: number, escalateAt: Date | null): Promise<void> {
  await tx.updateTable("duty.alert").set({ escalations: step, escalate_at: escalateAt }).where("id", "=", id).execute();
}

/** Somebody takes it; it escalates no further. */
export async function saveAcknowledged(tx: Tx, id: string, personId: string, now: Date): Promise<void> {
  await tx.updateTable("duty.alert").set({ state: "acknowledged", acknowledged_by: personId, acknowledged_at: now, escalate_at: null }).where("id", "=", id).execute();
}

/** Closed, with what was done. */
export async function saveClosed(tx: Tx, id: string, note: string, now: Date): Promise<void> {
  await tx.updateTable("duty.alert").set({ state: "closed", closed_at: now, closed_note: note, escalate_at: null }).where("id", "=", id).execute();
}
