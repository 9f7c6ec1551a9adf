import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";

/** A watch as it is kept. */
export type Shift = { id: string; unitId: string; personId: string; from: Date; to: Date };

const shiftFrom = (row: { id: string; unit_id: string; person_id: string; from_at: Date; to_at: Date }): Shift => ({ id: row.id, unitId: row.unit_id, personId: row.person_id, from: row.from_at, to: row.to_at });

/** Locks watches by id. */
export async function lockShifts(tx: Tx, ids: readonly string[]): Promise<Map<string, Shift>> {
  const rows = await tx.selectFrom("duty.shift").selectAll().where("id", "in", [...ids]).orderBy("id").forUpdate().execute();
  return new Map(rows.map((row) => [row.id, shiftFrom(row)]));
}

/** The watches of people in a unit that touch a span. */
export async function shiftsOf(tx: Tx, unitId: string, personIds: readonly string[], span: { from: Date; to: Date }): Promise<Shift[]> {
  const rows = await tx.selectFrom("duty.shift").selectAll().where("unit_id", "=", unitId).where("person_id", "in", [...personIds]).where("from_at", "<", span.to).where("to_at", ">", span.from).execute();
  return rows.map(shiftFrom);
}

/** Puts somebody on a watch. */
export async function insertShift(tx: Tx, shift: Omit<Shift, "id">, setBy: string, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("duty.shift").values({ id, unit_id: shift.unitId, person_id: shift.personId, from_at: shift.from, to_at: shift.to, set_by: setBy }).execute();
  return id;
}

/** Takes a watch off the roster; the audit keeps who had it. */
export async function deleteShift(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("duty.shift").where("id", "=", id).execute();
}

/** Gives a watch to somebody else. */
export async function giveShift(tx: Tx, id: string, personId: string, setBy: string): Promise<void> {
  await tx.updateTable("duty.shift").set({ person_id: personId, set_by: setBy }).where("id", "=", id).execute();
}

/** One change of a unit's roster at a time, until commit. */
export const lockRoster = (tx: Tx, unitId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`duty.roster/${unitId}`}, 0))`.execute(tx);
