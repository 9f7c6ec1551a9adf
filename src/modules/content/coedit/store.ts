import { sql } from "kysely";
import * as Y from "yjs";
import type { Reader, Tx } from "#platform/db/database.ts";

/** One change of a live draft as it came from a writer. */
export type DraftChange = { personId: string; unitId: string; change: Uint8Array };

/** A kept draft: its merged state, the number of the last change in it, and when it was last saved. */
export type KeptDraft = { state: Uint8Array; last: number; savedAt: Date };

/** The live draft of a piece with every change kept so far, or null where there is none. */
export async function loadDraft(read: Reader, pieceId: string): Promise<KeptDraft | null> {
  const { rows: [row] } = await sql<{ state: Buffer; upto: number; saved_at: Date; changes: Buffer[] | null; last: number | null }>`
    select d.state, d.upto, d.saved_at, u.changes, u.last from content.draft d
    left join lateral (select array_agg(change order by id) as changes, max(id) as last from content.draft_update where piece_id = d.piece_id and id > d.upto) u on true
    where d.piece_id = ${pieceId}`.execute(read);
  if (!row) return null;
  const state = row.changes?.length ? Y.mergeUpdates([row.state, ...row.changes]) : new Uint8Array(row.state);
  return { state, last: row.last ?? row.upto, savedAt: row.saved_at };
}

/** Keeps the first state of a new piece's draft. */
export async function saveNewDraft(tx: Tx, pieceId: string, state: Uint8Array, now: Date): Promise<void> {
  await tx.insertInto("content.draft").values({ piece_id: pieceId, state: Buffer.from(state), saved_at: now }).execute();
}

/** Holds a draft for one transaction, so that changes are numbered in the order they become visible, and holds the piece at its stage; null where there is no draft. */
export async function holdDraft(tx: Tx, pieceId: string): Promise<{ stage: string; upto: number } | null> {
  const piece = await tx.selectFrom("content.piece").select("stage").where("id", "=", pieceId).forShare().executeTakeFirst();
  const draft = await tx.selectFrom("content.draft").select("upto").where("piece_id", "=", pieceId).forUpdate().executeTakeFirst();
  return piece && draft ? { stage: piece.stage, upto: draft.upto } : null;
}

/** Changes after a number, or the whole draft where some of them were merged away meanwhile. */
export async function draftSince(read: Reader, pieceId: string, last: number): Promise<{ changes: Uint8Array[]; last: number }> {
  const { rows: [row] } = await sql<{ upto: number; changes: Buffer[] | null; last: number | null }>`
    select d.upto, u.changes, u.last from content.draft d
    left join lateral (select array_agg(change order by id) as changes, max(id) as last from content.draft_update where piece_id = d.piece_id and id > ${last}) u on true
    where d.piece_id = ${pieceId}`.execute(read);
  if (!row) return { changes: [], last };
  if (row.upto <= last) return { changes: row.changes ?? [], last: row.last ?? last };
  const whole = await loadDraft(read, pieceId);
  return whole ? { changes: [whole.state], last: whole.last } : { changes: [], last };
}

/** Appends changes to a held draft and counts them for their writers; answers the number of the last one. */
export async function appendChanges(tx: Tx, pieceId: string, changes: readonly DraftChange[], now: Date): Promise<number> {
  const rows = await tx.insertInto("content.draft_update")
    .values(changes.map(({ personId, unitId, change }) => ({ piece_id: pieceId, person_id: personId, unit_id: unitId, change: Buffer.from(change), at: now }))).returning("id").execute();
  await tx.updateTable("content.draft").set({ saved_at: now }).where("piece_id", "=", pieceId).execute();
  const counted = new Map<string, { personId: string; unitId: string; changes: number }>();
  for (const { personId, unitId } of changes) {
    const key = `${personId} ${unitId}`;
    counted.set(key, { personId, unitId, changes: (counted.get(key)?.changes ?? 0) + 1 });
  }
  await tx.insertInto("content.contribution")
    .values([...counted.values()].map((c) => ({ piece_id: pieceId, unit_id: c.unitId, person_id: c.personId, changes: c.changes, last_at: now })))
    .onConflict((conflict) => conflict.columns(["piece_id", "person_id", "unit_id"]).doUpdateSet({ changes: sql`content.contribution.changes + excluded.changes`, last_at: now })).execute();
  return Math.max(...rows.map((row) => row.id));
}

/** Merges every kept change into one state and lets the single changes go; who wrote stays counted. */
export async function mergeChanges(tx: Tx, pieceId: string): Promise<void> {
  if (!await holdDraft(tx, pieceId)) return;
  const draft = await loadDraft(tx, pieceId);
  if (!draft) return;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, draft.state);
  await tx.updateTable("content.draft").set({ state: Buffer.from(Y.encodeStateAsUpdate(doc)), upto: draft.last }).where("piece_id", "=", pieceId).execute();
  doc.destroy();
  await tx.deleteFrom("content.draft_update").where("piece_id", "=", pieceId).where("id", "<=", draft.last).execute();
}
