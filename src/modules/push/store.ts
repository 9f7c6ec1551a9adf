import { sql } from "kysely";
import type { Db, Tx } from "#platform/db/database.ts";

/** One writer per account and piece until commit. */
export const lockPiece = (tx: Tx, accountId: string, pieceId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`push:${accountId}:${pieceId}`}, 0))`.execute(tx);

/** Keeps where a browser is reached, sealed; asked again, its newest wish counts and its day stays. */
export async function keepSubscription(tx: Tx, s: { id: string; serverKey: string; sealed: string; urgentOnly: boolean; day: string }): Promise<void> {
  const wish = { server_key: s.serverKey, sealed: s.sealed, urgent_only: s.urgentOnly };
  await tx.insertInto("push.subscription").values({ id: s.id, since: s.day, ...wish }).onConflict((on) => on.column("id").doUpdateSet(wish)).execute();
}

/** Keeps a browser under its new place with its wish and its day, hands it what it was still to be told, and forgets the old place; nothing happens where nobody stood. */
export async function moveSubscription(tx: Tx, left: string, to: { id: string; serverKey: string; sealed: string }): Promise<void> {
  const old = await tx.selectFrom("push.subscription").select(["urgent_only", "since"]).where("id", "=", left).forUpdate().executeTakeFirst();
  if (!old || left === to.id) return;
  await keepSubscription(tx, { ...to, urgentOnly: old.urgent_only, day: old.since });
  await sql`update push.pending p set subscription_id = ${to.id}, held_until = null where subscription_id = ${left}
    and not exists (select from push.pending o where o.message_id = p.message_id and o.subscription_id = ${to.id})`.execute(tx);
  await dropSubscriptions(tx, [left]);
}

/** Forgets browsers, and with them whatever they were still to be told. */
export async function dropSubscriptions(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom("push.subscription").where("id", "in", [...ids].sort()).execute();
}

export type MessageToPut = {
  id: string; key: string; accountId: string; pieceId: string; edition: number; withdrawn: boolean; payload: string; sha256: string; urgent: boolean; now: Date; expiresAt: Date;
};

/** Writes down a signed reminder before anybody is told. */
export async function insertMessage(tx: Tx, m: MessageToPut): Promise<void> {
  await tx.insertInto("push.message").values({
    id: m.id, key: m.key, account_id: m.accountId, piece_id: m.pieceId, edition: m.edition, withdrawn: m.withdrawn, payload: m.payload, sha256: m.sha256, urgent: m.urgent, put_at: m.now, expires_at: m.expiresAt,
  }).execute();
}

/**
 * Lines up everybody who stands under the key and wants this kind; answers how many. Where a call with an older edition is under way right
 * now, the newer one waits until that call must be over, so that it never lands first.
 */
export async function lineUp(tx: Tx, m: { id: string; accountId: string; pieceId: string; serverKey: string; forAll: boolean; lane: number; now: Date }): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into push.pending (message_id, subscription_id, lane, due_at)
    select ${m.id}, s.id, ${m.lane}, greatest(${m.now}::timestamptz, (
      select max(p.held_until) from push.pending p join push.message o on o.id = p.message_id
      where p.subscription_id = s.id and o.account_id = ${m.accountId} and o.piece_id = ${m.pieceId}))
    from push.subscription s where s.server_key = ${m.serverKey} and (${m.forAll} or not s.urgent_only)
    on conflict do nothing`.execute(tx);
  const told = Number(numAffectedRows ?? 0n);
  await tx.updateTable("push.message").set((eb) => ({ told: eb("told", "+", told), finished_at: null })).where("id", "=", m.id).execute();
  return told;
}

/** What has not left of the older reminders of a piece leaves no more. */
export async function overtake(tx: Tx, m: { id: string; accountId: string; pieceId: string; now: Date }): Promise<void> {
  const older = await tx.updateTable("push.message").set({ overtaken_at: m.now })
    .where("account_id", "=", m.accountId).where("piece_id", "=", m.pieceId).where("id", "<>", m.id).where("overtaken_at", "is", null).returning("id").execute();
  if (older.length > 0) await tx.deleteFrom("push.pending").where("message_id", "in", older.map((o) => o.id)).execute();
}

/** Gives a reminder that reached nobody a new time to live before it is tried once more. */
export const setExpiry = (tx: Tx, messageId: string, expiresAt: Date) => tx.updateTable("push.message").set({ expires_at: expiresAt }).where("id", "=", messageId).execute();

/** One reminder that is to go to one browser now; `sealed` says where. */
export type Held = { messageId: string; subscriptionId: string; accountId: string; pieceId: string; payload: string; sealed: string; tries: number; expiresAt: Date };

/** Takes what is due, the most urgent first, for as long as the lease; a worker that dies gives everything back by dying. */
export async function holdDue(db: Db, most: number, now: Date, until: Date): Promise<Held[]> {
  const { rows } = await sql<Held>`
    with due as (
      select message_id, subscription_id from push.pending where due_at <= ${now} and (held_until is null or held_until <= ${now})
      order by lane, due_at limit ${most} for update skip locked
    ), held as (
      update push.pending p set held_until = ${until}, tries = p.tries + 1 from due where p.message_id = due.message_id and p.subscription_id = due.subscription_id
      returning p.message_id, p.subscription_id, p.tries
    )
    select h.message_id as "messageId", h.subscription_id as "subscriptionId", m.account_id as "accountId", m.piece_id as "pieceId", m.payload, s.sealed, h.tries, m.expires_at as "expiresAt"
    from held h join push.message m on m.id = h.message_id join push.subscription s on s.id = h.subscription_id`.execute(db);
  return rows;
}

/** Puts one off to a later time, untouched otherwise. */
export async function putOff(tx: Tx, off: readonly { messageId: string; subscriptionId: string; at: Date; tries: number }[]): Promise<void> {
  for (const { messageId, subscriptionId, at, tries } of off) {
    await tx.updateTable("push.pending").set({ due_at: at, held_until: null, tries }).where("message_id", "=", messageId).where("subscription_id", "=", subscriptionId).execute();
  }
}

/** Strikes those who were told, and counts each once; one that a newer edition overtook meanwhile counts no more. */
export async function strike(tx: Tx, messageId: string, as: "sent" | "dropped" | "given_up", subscriptionIds: readonly string[]): Promise<void> {
  if (subscriptionIds.length === 0) return;
  const struck = await tx.deleteFrom("push.pending").where("message_id", "=", messageId).where("subscription_id", "in", [...subscriptionIds]).returning("subscription_id").execute();
  await tx.updateTable("push.message").set((eb) => ({ [as]: eb(as, "+", struck.length) })).where("id", "=", messageId).execute();
}

/** A call with an older edition is over: whoever waited for that end is due now. */
export async function letGo(tx: Tx, messageId: string, subscriptionIds: readonly string[], now: Date): Promise<void> {
  await sql`update push.pending p set due_at = ${now} from push.message m, push.message old
    where old.id = ${messageId} and m.account_id = old.account_id and m.piece_id = old.piece_id and m.id <> old.id and p.message_id = m.id
      and p.subscription_id = any(${subscriptionIds}::text[]) and p.tries = 0 and p.due_at > ${now}`.execute(tx);
}

/** Closes the reminders nobody is left to be told of; answers them with their figures. */
export const finishMessages = (tx: Tx, now: Date) => tx.updateTable("push.message as m").set({ finished_at: now }).where("m.finished_at", "is", null)
  .where((eb) => eb.not(eb.exists(eb.selectFrom("push.pending as p").select(sql`1`.as("one")).whereRef("p.message_id", "=", "m.id"))))
  .returning(["m.id", "m.piece_id as pieceId", "m.edition", "m.told", "m.sent", "m.dropped", "m.given_up as givenUp"]).execute();
