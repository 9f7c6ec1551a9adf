import type { Urgency } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";

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
