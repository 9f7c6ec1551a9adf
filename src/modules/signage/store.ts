import { sql } from "kysely";
import type { RecallNotice } from "#kernel/connector.ts";
import type { Db, Tx } from "#platform/db/database.ts";
import type { Showing } from "./rules.ts";

/** One writer per account and piece until commit. */
export const lockPiece = (tx: Tx, accountId: string, pieceId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`signage:${accountId}:${pieceId}`}, 0))`.execute(tx);

export type EntryToShow = { id: string; key: string; accountId: string; pieceId: string; edition: number; payload: string; sha256: string; priority: number; validUntil: Date | null; now: Date };

/** Puts an edition on the screens of an account in place of the one before. */
export async function insertEntry(tx: Tx, e: EntryToShow): Promise<void> {
  await takeDown(tx, e.accountId, e.pieceId, e.key, e.now);
  await tx.insertInto("signage.entry").values({
    id: e.id, key: e.key, account_id: e.accountId, piece_id: e.pieceId, edition: e.edition, payload: e.payload, sha256: e.sha256, priority: e.priority, valid_from: e.now, valid_until: e.validUntil,
  }).execute();
}

/** Takes a piece off the screens of an account for good. */
export async function insertRecall(tx: Tx, entry: { key: string; accountId: string; notice: RecallNotice; now: Date }): Promise<void> {
  await takeDown(tx, entry.accountId, entry.notice.pieceId, entry.key, entry.now);
  await tx.insertInto("signage.recall").values({ key: entry.key, account_id: entry.accountId, piece_id: entry.notice.pieceId, reason: entry.notice.reason, recalled_at: entry.now })
    .onConflict((on) => on.doNothing()).execute();
}

const takeDown = (tx: Tx, accountId: string, pieceId: string, by: string, now: Date) =>
  tx.updateTable("signage.entry").set({ withdrawn_at: now, withdrawn_by: by }).where("account_id", "=", accountId).where("piece_id", "=", pieceId).where("withdrawn_at", "is", null).execute();

/** Writes down what a screen showed; the same report twice is one row. */
export async function insertProofs(into: Db | Tx, screenId: string, showings: readonly Showing[], now: Date): Promise<void> {
  if (showings.length === 0) return;
  await into.insertInto("signage.proof")
    .values(showings.map((s) => ({ id: s.id, screen_id: screenId, entry_id: s.entryId, rev: s.rev, started_at: s.startedAt, ended_at: s.endedAt, received_at: now })))
    .onConflict((on) => on.column("id").doNothing()).execute();
}

export async function insertScreen(tx: Tx, s: { id: string; accountId: string; unitId: string; name: string; place: string; tokenHash: string; now: Date }): Promise<void> {
  await tx.insertInto("signage.screen").values({ id: s.id, account_id: s.accountId, unit_id: s.unitId, name: s.name, place: s.place, token_hash: s.tokenHash, registered_at: s.now }).execute();
}

export const setToken = (tx: Tx, screenId: string, tokenHash: string) => tx.updateTable("signage.screen").set({ token_hash: tokenHash }).where("id", "=", screenId).execute();

export const setRetired = (tx: Tx, screenId: string, now: Date) => tx.updateTable("signage.screen").set({ retired_at: now }).where("id", "=", screenId).where("retired_at", "is", null).execute();

/** Notes that a screen asked; at most once a minute, because screens ask often. */
export const noteSeen = (db: Db, screenId: string, now: Date) =>
  db.updateTable("signage.screen").set({ last_seen_at: now }).where("id", "=", screenId)
    .where((eb) => eb.or([eb("last_seen_at", "is", null), eb("last_seen_at", "<", new Date(now.getTime() - 60_000))])).execute();
