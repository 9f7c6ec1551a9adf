import { sql } from "kysely";
import { kept, type Db, type Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";

/** One writer per account until commit. */
export const lockAccount = (tx: Tx, accountId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`gateways.put/${accountId}`}, 0))`.execute(tx);

/** Signed bytes with whom they go to: the last four digits of each phone, in the order of the account's list; null in the place of one that gets nothing. */
type NewMessage = {
  key: string; accountId: string; pieceId: string; edition: number; recall: boolean; payload: string; sha256: string; reference: number; frames: readonly string[];
  lastFours: readonly (string | null)[]; lane: number; notAfter: Date;
};

/** Writes a message and queues every part of it for every phone. */
export async function insertMessage(tx: Tx, m: NewMessage, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("gateways.message").values({
    id, key: m.key, account_id: m.accountId, piece_id: m.pieceId, edition: m.edition, recall: m.recall, payload: m.payload, sha256: m.sha256, reference: m.reference, frames: [...m.frames], put_at: now,
  }).execute();
  await sql`
    insert into gateways.part (id, message_id, account_id, place, number, lane, last_four, not_after, queued_at)
    select gen_random_uuid(), ${id}, ${m.accountId}, x.place, n.number, ${m.lane}, x.last_four, ${m.notAfter}, ${now}
    from unnest(${[...m.lastFours]}::text[]) with ordinality as x(last_four, place) cross join generate_series(1, ${m.frames.length}::int) as n(number) where x.last_four is not null`.execute(tx);
  return id;
}

/** Queues parts again; what still waits may wait until then too. */
export async function queueAgain(tx: Tx, messageId: string, ids: readonly string[], notAfter: Date, now: Date): Promise<void> {
  await sql`update gateways.part set state = 'queued', not_after = ${notAfter}, queued_at = ${now}, holder = null, handed_at = null, decided_at = null, ref = null, failure_class = null, failure_code = null, failure_text = null
    where message_id = ${messageId} and id = any(${ids}::uuid[]) and state in ('refused', 'unknown', 'withdrawn')`.execute(tx);
  await tx.updateTable("gateways.part").set({ not_after: notAfter }).where("message_id", "=", messageId).where("state", "=", "queued").execute();
}

/** Takes back what still waits of a message: it never leaves any more. */
export async function withdrawWaiting(db: Db | Tx, messageId: string, now: Date): Promise<void> {
  await sql`${kept}update gateways.part set state = 'withdrawn', decided_at = ${now} where message_id = ${messageId} and state = 'queued'`.execute(db);
}

/** Takes back what still waits of other messages of a piece that this one comes after. */
export async function withdrawOvertaken(tx: Tx, by: { accountId: string; pieceId: string; edition: number; recall: boolean; key: string }, now: Date): Promise<void> {
  await sql`update gateways.part p set state = 'withdrawn', decided_at = ${now} from gateways.message m
    where m.id = p.message_id and p.state = 'queued' and m.account_id = ${by.accountId} and m.piece_id = ${by.pieceId} and m.key <> ${by.key}
      and not m.recall and (m.edition < ${by.edition} or ${by.recall} and m.edition <= ${by.edition})`.execute(tx);
}

/** Takes back what nobody waits for any more. */
export async function withdrawLate(db: Db, accountId: string, now: Date): Promise<void> {
  await sql`${kept}update gateways.part set state = 'withdrawn', decided_at = ${now} where account_id = ${accountId} and state = 'queued' and not_after <= ${now}`.execute(db);
}
