import { sql } from "kysely";
import type { Db, Tx } from "#platform/db/database.ts";
import type { Upload } from "#platform/files/ledger.ts";
import type { Usable } from "./rules.ts";

/** A material as it begins: its bytes are still to come. */
export type NewMaterial = {
  id: string; unitId: string; unitName: string; system: "emergency" | "fire" | "forest_fire" | "partner"; regionCode: string;
  uploadedBy: string; uploadedByName: string; name: string; bytes: number; at: Date; expiresAt: Date;
};

/** What preparing found out. */
export type Prepared = {
  kind: "image" | "video"; mime: string; sha256: string; bytes: number; width: number | null; height: number | null; seconds: number | null;
  renditions: readonly { size: number; sha256: string; bytes: number; width: number; height: number }[];
};

const writerSeconds = 30;

/** Writes down a material and its upload. */
export async function insertMaterial(tx: Tx, m: NewMaterial): Promise<void> {
  await tx.insertInto("materials.material").values({
    id: m.id, unit_id: m.unitId, unit_name: m.unitName, system: m.system, region_code: m.regionCode, uploaded_by: m.uploadedBy, uploaded_by_name: m.uploadedByName,
    uploaded_at: m.at, changed_at: m.at, state: "uploading", name: m.name, bytes: m.bytes,
  }).execute();
  await tx.insertInto("materials.upload").values({ material_id: m.id, owner_id: m.uploadedBy, bytes: m.bytes, expires_at: m.expiresAt }).execute();
}

/** Takes the pen of an upload, unless somebody holds it or the offset has moved. Bytes on their way are no act: they leave no trace, their beginning and end do. */
export async function takePen(db: Db, id: string, writer: string, received: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("materials.upload").set({ writer, writer_until: penUntil(now) })
    .where("material_id", "=", id).where("received", "=", received)
    .where((eb) => eb.or([eb("writer", "is", null), eb("writer_until", "<", now)])).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Moves the offset, if this writer still holds the pen. */
export async function advanceUpload(db: Db, step: { id: string; writer: string; from: number; to: number }, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("materials.upload").set({ received: step.to, writer_until: penUntil(now) })
    .where("material_id", "=", step.id).where("writer", "=", step.writer).where("received", "=", step.from).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lays the pen down, if this writer still holds it. */
export async function layDownPen(db: Db, id: string, writer: string): Promise<void> {
  await db.updateTable("materials.upload").set({ writer: null, writer_until: null }).where("material_id", "=", id).where("writer", "=", writer).execute();
}

/** All bytes are there. */
export const markPreparing = (tx: Tx, id: string, now: Date): Promise<boolean> =>
  changed(tx.updateTable("materials.material").set({ state: "preparing", changed_at: now }).where("id", "=", id).where("state", "=", "uploading").executeTakeFirst());

/** The material is ready, with its hash and small copies; false when it was ready or gone already. */
export async function markReady(tx: Tx, id: string, p: Prepared, now: Date): Promise<boolean> {
  const { kind, mime, sha256, bytes, width, height, seconds } = p;
  const now_ = await changed(tx.updateTable("materials.material").set({ state: "ready", kind, mime, sha256, bytes, width, height, seconds, changed_at: now })
    .where("id", "=", id).where("state", "=", "preparing").executeTakeFirst());
  if (now_ && p.renditions.length > 0) await tx.insertInto("materials.rendition").values(p.renditions.map((r) => ({ ...r, material_id: id }))).execute();
  return now_;
}

/** The material cannot be kept, with the reason. */
export const markRefused = (tx: Tx, id: string, refusal: { code: string; facts?: object }, now: Date): Promise<boolean> =>
  changed(tx.updateTable("materials.material").set({ state: "refused", refusal: refusal.code, refusal_facts: JSON.stringify(refusal.facts ?? {}), changed_at: now })
    .where("id", "=", id).where("state", "=", "preparing").executeTakeFirst());

/** Forgets an upload whose draft is gone. */
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom("materials.upload").where("material_id", "=", id).execute();
}

/** Forgets a material that never had all its bytes; false when it is past that. */
export const deleteUnfinished = (tx: Tx, id: string): Promise<boolean> =>
  deleted(tx.deleteFrom("materials.material").where("id", "=", id).where("state", "=", "uploading").executeTakeFirst());

/** Changes what is written down about a material. */
export async function updateMaterial(tx: Tx, id: string, part: { name?: string; credit?: string; rights?: string; alt?: string; takenAt?: Date | null }, now: Date): Promise<void> {
  const { takenAt, ...words } = part;
  await tx.updateTable("materials.material").set({ ...words, ...(takenAt === undefined ? {} : { taken_at: takenAt }), changed_at: now }).where("id", "=", id).execute();
}

/** Writes down a judgement and who made it. */
export async function setUsable(tx: Tx, id: string, to: { usable: Usable; reason: string }, by: { personId: string; name: string }, now: Date): Promise<void> {
  await tx.updateTable("materials.material").set({ usable: to.usable, usable_reason: to.reason, judged_by: by.personId, judged_by_name: by.name, judged_at: now, changed_at: now }).where("id", "=", id).execute();
}

/** Replaces the units a material is shared with. */
export async function setShares(tx: Tx, id: string, unitIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("materials.share").where("material_id", "=", id).execute();
  if (unitIds.length > 0) await tx.insertInto("materials.share").values([...new Set(unitIds)].map((unit_id) => ({ material_id: id, unit_id }))).execute();
}

/** Takes a material off the wall. */
export async function markRemoved(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable("materials.material").set({ state: "removed", changed_at: now }).where("id", "=", id).execute();
}

/** Forgets a removed material for good, after its bytes are gone. */
export async function deleteRemoved(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("materials.material").where("id", "=", id).where("state", "=", "removed").execute();
}

/** Nobody else decides about these bytes until commit. */
export async function lockBytes(tx: Tx, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 7316015))`.execute(tx);
}

/** Locks the row, so that two who change it come one after the other. */
export async function lockMaterial(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom("materials.material").select("id").where("id", "=", id).forUpdate().execute();
}

/** An upload as the protocol sees it. */
export async function findUpload(db: Db, id: string): Promise<Upload | null> {
  const row = await db.selectFrom("materials.upload").selectAll().where("material_id", "=", id).executeTakeFirst();
  return row ? { id, ownerId: row.owner_id, bytes: row.bytes, received: row.received, expiresAt: row.expires_at } : null;
}

const penUntil = (now: Date): Date => new Date(now.getTime() + writerSeconds * 1000);
const changed = async (result: Promise<{ numUpdatedRows: bigint }>): Promise<boolean> => (await result).numUpdatedRows > 0n;
const deleted = async (result: Promise<{ numDeletedRows: bigint }>): Promise<boolean> => (await result).numDeletedRows > 0n;
