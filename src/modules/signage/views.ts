import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { Standing } from "./rules.ts";

/** A screen in service, found by the hash of its token. */
export const screenByToken = (read: Reader, tokenHash: string) =>
  read.selectFrom("signage.screen").select(["id", "account_id as accountId", "name", "place"]).where("token_hash", "=", tokenHash).where("retired_at", "is", null).executeTakeFirst();

/** One entry of a playlist with the very bytes that were signed. */
export type PlaylistEntry = { id: string; payload: string; sha256: string; priority: number; validUntil: string | null };

/** What the screens of an account are to show, gravest first, then newest. */
export async function playlistOf(read: Reader, accountId: string, now: Date): Promise<PlaylistEntry[]> {
  const rows = await read.selectFrom("signage.entry").select(["id", "payload", "sha256", "priority", "valid_until"]).where("account_id", "=", accountId).where("withdrawn_at", "is", null)
    .where((eb) => eb.or([eb("valid_until", "is", null), eb("valid_until", ">", now)])).orderBy("priority").orderBy("valid_from", "desc").orderBy("id").limit(200).execute();
  return rows.map((r) => ({ id: r.id, payload: r.payload, sha256: r.sha256, priority: r.priority, validUntil: r.valid_until?.toISOString() ?? null }));
}

/** Where a piece stands on an account's screens, as `planShow` asks it. */
export async function standingOf(read: Reader, accountId: string, pieceId: string, edition: number): Promise<Standing> {
  const of = read.selectFrom("signage.entry").where("account_id", "=", accountId).where("piece_id", "=", pieceId);
  const newest = await of.select((eb) => eb.fn.max("edition").as("edition")).executeTakeFirst();
  const same = await of.select("sha256").where("edition", "=", edition).executeTakeFirst();
  const recall = await read.selectFrom("signage.recall").select("key").where("account_id", "=", accountId).where("piece_id", "=", pieceId).executeTakeFirst();
  return { recalled: recall !== undefined, newest: newest?.edition ?? null, sha256: same?.sha256 ?? null };
}

/** What came in under a delivery key: an entry, with whether a screen proved it, or a recall, or nothing. */
export async function underKey(read: Reader, key: string) {
  const entry = await read.selectFrom("signage.entry as e").select(["e.id", "e.piece_id", "e.payload", "e.sha256"])
    .select((eb) => eb.exists(eb.selectFrom("signage.proof as p").select(sql`1`.as("one")).whereRef("p.entry_id", "=", "e.id")).as("shown")).where("e.key", "=", key).executeTakeFirst();
  if (entry) return { kind: "entry" as const, id: entry.id, pieceId: entry.piece_id, payload: entry.payload, sha256: entry.sha256, shown: Boolean(entry.shown) };
  const recall = await read.selectFrom("signage.recall").select("piece_id").where("key", "=", key).executeTakeFirst();
  return recall ? { kind: "recall" as const, pieceId: recall.piece_id } : null;
}

/** The entries of an account that reports name, and whether this screen proved them before. */
export async function entriesNamed(read: Reader, screen: { id: string; accountId: string }, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { key: string; pieceId: string; edition: number; validFrom: Date; proven: boolean }>();
  const rows = await read.selectFrom("signage.entry as e").select(["e.id", "e.key", "e.piece_id", "e.edition", "e.valid_from"])
    .select((eb) => eb.exists(eb.selectFrom("signage.proof as p").select(sql`1`.as("one")).whereRef("p.entry_id", "=", "e.id").where("p.screen_id", "=", screen.id)).as("proven"))
    .where("e.account_id", "=", screen.accountId).where("e.id", "in", ids).execute();
  return new Map(rows.map((r) => [r.id, { key: r.key, pieceId: r.piece_id, edition: r.edition, validFrom: r.valid_from, proven: Boolean(r.proven) }]));
}

/** The account that a screen is to belong to. */
export const accountOf = (read: Reader, accountId: string) =>
  read.selectFrom("channels.account").select(["unit_id as unitId", "connector_id as connectorId", "state"]).where("id", "=", accountId).executeTakeFirst();

const screens = (read: Reader) => read.selectFrom("signage.screen").select(["id", "account_id as accountId", "unit_id as unitId", "name", "place", "registered_at as registeredAt", "last_seen_at as lastSeenAt", "retired_at as retiredAt"]);

/** Screens of an account, those in service first. */
export const screensOf = (read: Reader, accountId: string) => screens(read).where("account_id", "=", accountId).orderBy((eb) => eb("retired_at", "is not", null)).orderBy("registered_at").limit(500).execute();

/** One screen by id. */
export const screenById = (read: Reader, screenId: string) => screens(read).where("id", "=", screenId).executeTakeFirst();

/** The newest proofs of a screen. */
export const proofsOf = (read: Reader, screenId: string) =>
  read.selectFrom("signage.proof as p").innerJoin("signage.entry as e", "e.id", "p.entry_id")
    .select(["e.piece_id as pieceId", "e.edition", "p.started_at as startedAt", "p.ended_at as endedAt", "p.received_at as receivedAt"]).where("p.screen_id", "=", screenId).orderBy("p.started_at", "desc").limit(200).execute();
