import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { NameTerm, ParentTerm, Succession, UnitRecord } from "../rules/chart.ts";
import type { Evidence } from "../rules/basis.ts";

/** Holds the chart still for this transaction: changes of the tree and of seals come one after the other. */
export const lockChart = (tx: Tx): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended('organisation.chart', 0))`.execute(tx);

/** A unit to be written, with its first name and parent. */
export type NewUnit = Pick<UnitRecord, "code" | "system" | "level" | "regionCode" | "openedOn"> & {
  addressee: boolean; name: NameTerm; parentId: string | null; from: string; evidence: Evidence; verified: boolean;
};

/** Writes a unit with its first name and its parent. */
export async function insertUnit(tx: Tx, unit: NewUnit, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("organisation.unit").values({
    id, code: unit.code, system: unit.system, level: unit.level, region_code: unit.regionCode, addressee: unit.addressee,
    opened_on: unit.openedOn, evidence: unit.evidence, verified: unit.verified,
  }).execute();
  await insertName(tx, id, unit.name, unit, now);
  if (unit.parentId) await insertParent(tx, id, { parentId: unit.parentId, from: unit.from, to: null }, now);
  return id;
}

const insertName = (tx: Tx, unitId: string, name: NameTerm, basis: { evidence: Evidence; verified: boolean }, now: Date) =>
  tx.insertInto("organisation.unit_name").values({
    id: newId(now), unit_id: unitId, kind: name.kind, name: name.name, short_name: name.shortName, seal: name.seal,
    valid_from: name.from, valid_to: name.to, evidence: basis.evidence, verified: basis.verified,
  }).execute();

const insertParent = (tx: Tx, unitId: string, parent: ParentTerm, now: Date) =>
  tx.insertInto("organisation.unit_parent").values({ id: newId(now), unit_id: unitId, parent_id: parent.parentId, valid_from: parent.from, valid_to: parent.to }).execute();

/** Ends the name of that kind where the next one begins, and writes the next. */
export async function succeedName(tx: Tx, unitId: string, { endCurrent, next }: Succession<NameTerm>, now: Date): Promise<void> {
  if (endCurrent) {
    await tx.updateTable("organisation.unit_name").set({ valid_to: next.from }).where("unit_id", "=", unitId).where("kind", "=", next.kind)
      .where("valid_from", "<", next.from).where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", next.from)])).execute();
  }
  await insertName(tx, unitId, next, { evidence: "known", verified: true }, now);
}

/** Ends the parent where the next one begins, and writes the next. */
export async function succeedParent(tx: Tx, unitId: string, { endCurrent, next }: Succession<ParentTerm>, now: Date): Promise<void> {
  if (endCurrent) {
    await tx.updateTable("organisation.unit_parent").set({ valid_to: next.from }).where("unit_id", "=", unitId)
      .where("valid_from", "<", next.from).where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", next.from)])).execute();
  }
  await insertParent(tx, unitId, next, now);
}

/** The unit begins on that day; somebody has checked that it exists. */
export const setOpened = (tx: Tx, unitId: string, day: string) => tx.updateTable("organisation.unit").set({ opened_on: day, verified: true }).where("id", "=", unitId).execute();

/** The unit ends on that day. */
export const setClosed = (tx: Tx, unitId: string, day: string) => tx.updateTable("organisation.unit").set({ closed_on: day }).where("id", "=", unitId).execute();
