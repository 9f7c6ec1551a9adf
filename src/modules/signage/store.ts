import { sql } from "kysely";
import type { RecallNotice } from "#kernel/connector.ts";
import type { Db, Tx } from "#platform/db/database.ts";
import type { Showing } from "./rules.ts";
import type { Plan } from "./rules/groups.ts";

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

/** One writer per account's groups until commit. */
export const lockGroups = (tx: Tx, accountId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`signage-groups:${accountId}`}, 0))`.execute(tx);

export async function insertGroup(tx: Tx, g: { id: string; accountId: string; unitId: string; name: string; now: Date }): Promise<void> {
  await tx.insertInto("signage.screen_group").values({ id: g.id, account_id: g.accountId, unit_id: g.unitId, name: g.name, made_at: g.now }).execute();
}

export const setGroupName = (tx: Tx, groupId: string, name: string) => tx.updateTable("signage.screen_group").set({ name }).where("id", "=", groupId).execute();

/** Dissolves a group; its screens are in none from then on. */
export async function setDissolved(tx: Tx, groupId: string, now: Date): Promise<void> {
  await tx.updateTable("signage.screen").set({ group_id: null }).where("group_id", "=", groupId).execute();
  await tx.updateTable("signage.screen_group").set({ dissolved_at: now }).where("id", "=", groupId).execute();
}

export const setScreenGroup = (tx: Tx, screenId: string, groupId: string | null) => tx.updateTable("signage.screen").set({ group_id: groupId }).where("id", "=", screenId).execute();

/** Writes the playlist of a group anew, under its next version. */
export async function setPlaylist(tx: Tx, groupId: string, version: number, plan: Plan): Promise<void> {
  await tx.updateTable("signage.screen_group").set({ version, shows_from: plan.from, shows_until: plan.until, standing_piece_id: plan.standing }).where("id", "=", groupId).execute();
  await tx.deleteFrom("signage.slot").where("group_id", "=", groupId).execute();
  if (plan.slots.length === 0) return;
  await tx.insertInto("signage.slot")
    .values(plan.slots.map((s, position) => ({ group_id: groupId, piece_id: s.pieceId, position, shown: s.shown, seconds: s.seconds, shows_from: s.from, shows_until: s.until }))).execute();
}
