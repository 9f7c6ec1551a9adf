import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { Standing } from "./rules.ts";
import { arrange, withoutEnded, type Plan, type Put } from "./rules/groups.ts";
import type { Entry } from "./rules/playlist.ts";

/** A screen in service, found by the hash of its token. */
export const screenByToken = (read: Reader, tokenHash: string) =>
  read.selectFrom("signage.screen").select(["id", "account_id as accountId", "group_id as groupId", "name", "place"]).where("token_hash", "=", tokenHash).where("retired_at", "is", null).executeTakeFirst();

/** How many pieces of an account may take turns; beyond them only what a group placed. */
const mostTurns = 200;

/** What stands on the screens of some accounts and has not ended, gravest first, then newest; the very bytes that were signed. */
export async function putOn(read: Reader, accountIds: readonly string[], now: Date): Promise<(Put & { accountId: string; edition: number })[]> {
  const { rows } = await sql<Put & { accountId: string; edition: number }>`
    with standing as (
      select e.*, row_number() over (partition by e.account_id order by e.priority, e.valid_from desc, e.id) as turn
      from signage.entry e where e.account_id = any(${[...accountIds]}::uuid[]) and e.withdrawn_at is null and (e.valid_until is null or e.valid_until > ${now})
    )
    select s.id, s.account_id as "accountId", s.piece_id as "pieceId", s.edition, s.payload, s.sha256, s.priority, s.valid_until as "validUntil" from standing s
    where s.turn <= ${mostTurns} or exists (select from signage.screen_group g left join signage.slot p on p.group_id = g.id and p.piece_id = s.piece_id
      where g.account_id = s.account_id and g.dissolved_at is null and (p.piece_id is not null or g.standing_piece_id = s.piece_id))
    order by s.turn, s.account_id`.execute(read);
  return rows;
}

/** What a screen of an account is to show now and later: in the order of its group, or as it came where it is in none. */
export async function playlistOf(read: Reader, accountId: string, now: Date, groupId: string | null = null): Promise<Entry[]> {
  const put = await putOn(read, [accountId], now);
  const plan = groupId === null ? null : (await plansOf(read, [groupId])).get(groupId) ?? null;
  return withoutEnded(arrange(put, plan), now);
}

/** What groups decide, by group. */
export async function plansOf(read: Reader, groupIds: readonly string[]): Promise<Map<string, Plan>> {
  if (groupIds.length === 0) return new Map();
  const groups = await read.selectFrom("signage.screen_group").select(["id", "shows_from", "shows_until", "standing_piece_id"]).where("id", "in", [...groupIds]).execute();
  const slots = await read.selectFrom("signage.slot").selectAll().where("group_id", "in", [...groupIds]).orderBy("position").execute();
  return new Map(groups.map((g) => [g.id, {
    from: g.shows_from, until: g.shows_until, standing: g.standing_piece_id,
    slots: slots.filter((s) => s.group_id === g.id).map((s) => ({ pieceId: s.piece_id, shown: s.shown, seconds: s.seconds, from: s.shows_from, until: s.shows_until })),
  }]));
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

/** A group that was not dissolved. */
export const groupById = (read: Reader, groupId: string) =>
  read.selectFrom("signage.screen_group").select(["id", "account_id as accountId", "unit_id as unitId", "name", "version"]).where("id", "=", groupId).where("dissolved_at", "is", null).executeTakeFirst();

/** Has an account a group of that name already? */
export const groupNamed = (read: Reader, accountId: string, name: string) =>
  read.selectFrom("signage.screen_group").select("id").where("account_id", "=", accountId).where("name", "=", name).where("dissolved_at", "is", null).executeTakeFirst();
