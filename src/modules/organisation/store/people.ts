import type { Post } from "#kernel/posts.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";

/** What is written down about a person, with the id of their unit. */
export type PersonRow = { username: string; name: string; title: string; unitId: string; phone: string | null; email: string | null };

/** Writes a new person; nothing when the username belongs to somebody already. */
export async function insertPerson(tx: Tx, p: PersonRow, now: Date): Promise<string | undefined> {
  const row = await tx.insertInto("organisation.person")
    .values({ id: newId(now), username: p.username, name: p.name, title: p.title, unit_id: p.unitId, phone: p.phone, email: p.email, created_at: now })
    .onConflict((c) => c.column("username").doNothing()).returning("id").executeTakeFirst();
  return row?.id;
}

/** Changes what is written down about a person. */
export const updatePerson = (tx: Tx, id: string, p: Omit<PersonRow, "username">) =>
  tx.updateTable("organisation.person").set({ name: p.name, title: p.title, unit_id: p.unitId, phone: p.phone, email: p.email }).where("id", "=", id).execute();

/** The person leaves: appointments end, those to come never begin, lent posts return. */
export async function endEverything(tx: Tx, personId: string, by: string, now: Date): Promise<void> {
  await tx.updateTable("organisation.person").set({ left_at: now }).where("id", "=", personId).execute();
  const running = tx.updateTable("organisation.appointment").set((eb) => ({ valid_to: eb.fn<Date>("greatest", ["valid_from", eb.val(now)]), ended_by: by }));
  await running.where("person_id", "=", personId).where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", now)])).execute();
  await tx.updateTable("organisation.delegation").set({ revoked_at: now, revoked_by: by })
    .where((eb) => eb.or([eb("from_person_id", "=", personId), eb("to_person_id", "=", personId)])).where("revoked_at", "is", null).where("valid_to", ">", now).execute();
}

/** Writes an appointment and who gave it. */
export async function insertAppointment(tx: Tx, a: { personId: string; unitId: string; post: Post; from: Date; to: Date | null }, by: string, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("organisation.appointment").values({ id, person_id: a.personId, unit_id: a.unitId, post: a.post, valid_from: a.from, valid_to: a.to, appointed_by: by }).execute();
  return id;
}

/** Ends an appointment; one not begun yet never begins. */
export const endAppointmentAt = (tx: Tx, id: string, by: string, at: Date) =>
  tx.updateTable("organisation.appointment").set((eb) => ({ valid_to: eb.fn<Date>("greatest", ["valid_from", eb.val(at)]), ended_by: by })).where("id", "=", id).execute();

/** Writes a delegation. */
export async function insertDelegation(tx: Tx, d: { fromPersonId: string; toPersonId: string; unitId: string; post: Post; from: Date; to: Date; reason: string }, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("organisation.delegation").values({
    id, from_person_id: d.fromPersonId, to_person_id: d.toPersonId, unit_id: d.unitId, post: d.post, valid_from: d.from, valid_to: d.to, reason: d.reason, created_at: now,
  }).execute();
  return id;
}

/** Takes a lent post back. */
export const revokeAt = (tx: Tx, id: string, by: string, at: Date) =>
  tx.updateTable("organisation.delegation").set({ revoked_at: at, revoked_by: by }).where("id", "=", id).execute();
