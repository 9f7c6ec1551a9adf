import { sql } from "kysely";
import { kept, type Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { AccountState, Trust } from "./rules/account.ts";

/** An account locked for a change. */
export type LockedAccount = {
  id: string; connectorId: string; unitId: string; name: string; state: AccountState; config: string; audience: "public" | "staff";
  ownerPersonId: string; successorPersonId: string | null; health: "unknown" | "well" | "ill";
};

/** Locks one account, or answers null. */
export async function lockAccount(tx: Tx, id: string): Promise<LockedAccount | null> {
  const a = await tx.selectFrom("channels.account").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  return a ? {
    id: a.id, connectorId: a.connector_id, unitId: a.unit_id, name: a.name, state: a.state, config: a.config, audience: a.audience,
    ownerPersonId: a.owner_person_id, successorPersonId: a.successor_person_id, health: a.health,
  } : null;
}

export type NewAccount = {
  connectorId: string; unitId: string; name: string; config: unknown; registrationNo: string; ownerId: string; successorId: string | null; audience: "public" | "staff";
};

/** Opens an account; null when the unit has one of that name on the platform. */
export async function insertAccount(tx: Tx, a: NewAccount, now: Date): Promise<string | null> {
  const row = await tx.insertInto("channels.account").values({
    id: newId(now), connector_id: a.connectorId, unit_id: a.unitId, name: a.name, config: JSON.stringify(a.config), registration_no: a.registrationNo,
    owner_person_id: a.ownerId, successor_person_id: a.successorId, audience: a.audience, state: "active", created_at: now, updated_at: now,
  }).onConflict((c) => c.columns(["unit_id", "connector_id", "name"]).where("state", "<>", "closed").doNothing()).returning("id").executeTakeFirst();
  return row?.id ?? null;
}

/** Is the name borne by another open account of the unit on that platform? Held until commit against a second one. */
export async function nameTaken(tx: Tx, account: { id: string; unitId: string; connectorId: string }, name: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`channels.account/${account.unitId}/${account.connectorId}/${name}`}, 0))`.execute(tx);
  const row = await tx.selectFrom("channels.account").select("id").where("unit_id", "=", account.unitId).where("connector_id", "=", account.connectorId)
    .where("name", "=", name).where("state", "<>", "closed").where("id", "<>", account.id).executeTakeFirst();
  return row !== undefined;
}

const mended = { refusals: 0, barred_at: null };
const untested = { health: "unknown" as const, health_detail: "", health_at: null, ...mended };

/** Writes name and settings; what was known of its health is void, and it may be called again. */
export async function saveSettings(tx: Tx, id: string, name: string, config: unknown, now: Date): Promise<void> {
  await tx.updateTable("channels.account").set({ name, config: JSON.stringify(config), ...untested, updated_at: now }).where("id", "=", id).execute();
}

/** Writes a sealed secret over the one before; what was known of the account's health is void, and it may be called again. */
export async function saveSecret(tx: Tx, secret: { accountId: string; name: string; sealed: string; setBy: string }, now: Date): Promise<void> {
  const { sealed, setBy: set_by } = secret;
  await tx.insertInto("channels.secret").values({ account_id: secret.accountId, name: secret.name, sealed, set_by, set_at: now })
    .onConflict((c) => c.columns(["account_id", "name"]).doUpdateSet({ sealed, set_by, set_at: now })).execute();
  await tx.updateTable("channels.account").set({ ...untested, updated_at: now }).where("id", "=", secret.accountId).execute();
}

/** Destroys the secrets of a closed account. */
export async function dropSecrets(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom("channels.secret").where("account_id", "=", accountId).execute();
}

/** Writes who keeps an account. */
export async function saveKeepers(tx: Tx, id: string, keepers: { ownerId: string; successorId: string | null; registrationNo: string }, now: Date): Promise<void> {
  await tx.updateTable("channels.account")
    .set({ owner_person_id: keepers.ownerId, successor_person_id: keepers.successorId, registration_no: keepers.registrationNo, updated_at: now }).where("id", "=", id).execute();
}

/** Suspends, resumes or closes. */
export async function saveState(tx: Tx, id: string, state: AccountState, reason: string, now: Date): Promise<void> {
  await tx.updateTable("channels.account").set({ state, state_reason: reason, updated_at: now, ...(state === "active" ? mended : {}) }).where("id", "=", id).execute();
}

/** Writes what a test found, unless the account changed since the test began. One that is called no more is freed by a test that succeeds, and stays as it is after any other. */
export async function saveHealth(tx: Tx, found: { id: string; health: "unknown" | "well" | "ill"; detail: string; begunAt: Date }, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("channels.account").set({ health: found.health, health_detail: found.detail, health_at: now, ...(found.health === "well" ? mended : {}) })
    .where("id", "=", found.id).where("updated_at", "<=", found.begunAt).$if(found.health !== "well", (q) => q.where("barred_at", "is", null)).executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Notes that accounts spoke; within the same minute nothing is written, so that a busy account is no bottleneck. */
export async function notePosts(tx: Tx, accountIds: readonly string[], at: Date): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`${kept}update channels.account a set last_post_at = ${at} from (
      select id from channels.account where id = any(${[...new Set(accountIds)]}::uuid[]) and (last_post_at is null or last_post_at < ${at}::timestamptz - interval '1 minute') order by id for update skip locked
    ) due where a.id = due.id`.execute(tx);
}

/** An account whose secret was refused, now or before. */
type Shaken = Trust & { id: string; name: string; unitId: string; ownerPersonId: string; health: "unknown" | "well" | "ill" };

/** Locks those of the accounts that were refused before, and those that are `refused` now, in one order for everybody. */
export async function lockShaken(tx: Tx, ids: readonly string[], refused: readonly string[]): Promise<Shaken[]> {
  const { rows } = await sql<Shaken>`${kept}select id, name, unit_id as "unitId", owner_person_id as "ownerPersonId", health, refusals, barred_at is not null as barred
    from channels.account where id = any(${[...new Set(ids)]}::uuid[]) and (refusals > 0 or id = any(${refused}::uuid[])) order by id for no key update`.execute(tx);
  return rows;
}

/** Writes how an account stands with its platform. */
export async function saveTrust(tx: Tx, id: string, { refusals, barred }: Trust, now: Date): Promise<void> {
  await tx.updateTable("channels.account").set({ refusals, barred_at: barred ? sql<Date>`coalesce(barred_at, ${now})` : null }).where("id", "=", id).execute();
}

/** Writes why an account is called no more. */
export async function saveRefused(tx: Tx, id: string, detail: string, now: Date): Promise<void> {
  await tx.updateTable("channels.account").set({ health: "ill", health_detail: detail, health_at: now }).where("id", "=", id).execute();
}

/** The number of a word within a series: the one it was given before, or the next. Whoever asks at the same moment waits here. */
export async function giveNumber(tx: Tx, { series, word }: { series: string; word: string }, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`channels.number/${series}`}, 0))`.execute(tx);
  const numbers = tx.selectFrom("channels.number").where("series", "=", series);
  const given = await numbers.select("number").where("word", "=", word).executeTakeFirst();
  if (given) return given.number;
  const { last } = await numbers.select((eb) => eb.fn.max("number").as("last")).executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx.insertInto("channels.number").values({ series, word, number, at: now }).execute();
  return number;
}
