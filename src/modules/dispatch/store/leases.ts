import { sql } from "kysely";
import type { DeliveryAction, Rung } from "#kernel/connector.ts";
import { kept, type Db, type Tx } from "#platform/db/database.ts";
import { barred, loaded, type Claimed } from "./claim.ts";

/** Marks, right before the one mutation, that it may have left (channels.md, 2); what an earlier try was called says nothing of this one. */
export async function markSubmitting(db: Db, id: string, workerId: string, attempt: number): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("dispatch.progress").set({ submitting: true, ref: null })
    .where("delivery_id", "=", id).where("worker_id", "=", workerId).where("attempt", "=", attempt).where("state", "=", "sending").executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keeps what this worker holds from being taken for dead; answers what it still holds. */
export async function renew(db: Db, ids: readonly string[], workerId: string, until: Date): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.updateTable("dispatch.progress").set({ lease_until: until }).where("delivery_id", "in", [...ids]).where("worker_id", "=", workerId).where("state", "=", "sending").returning("delivery_id").execute();
  return rows.map((row) => row.delivery_id);
}

/** A delivery whose worker fell silent. */
export type Lost = { id: string; pieceId: string; accountId: string; connectorId: string; action: DeliveryAction; editionNumber: number; attempt: number; checks: number; rung: Rung | null; goal: Rung; submitting: boolean };

/** Locks deliveries whose lease ran out; the caller moves them in the same transaction. */
export async function lockLost(tx: Tx, now: Date, limit: number): Promise<Lost[]> {
  const { rows } = await sql<Lost>`select d.id, d.piece_id as "pieceId", d.account_id as "accountId", d.connector_id as "connectorId", d.action, d.edition_number as "editionNumber", s.attempt, s.checks, s.rung, d.goal, s.submitting
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where s.state = 'sending' and s.lease_until < ${now} order by s.lease_until limit ${limit} for update of s skip locked`.execute(tx);
  return rows;
}

/** Takes deliveries whose next look is due, for one read-only look each. */
export async function claimLooks(db: Db, workerId: string, limit: number, leaseSeconds: number, now: Date): Promise<Claimed[]> {
  const lease = new Date(now.getTime() + leaseSeconds * 1000);
  const { rows } = await sql<Claimed>`${kept}
    with held as (update dispatch.progress set lease_until = ${lease}, worker_id = ${workerId} where delivery_id in (
      select delivery_id from dispatch.progress where state = 'waiting' and next_check_at <= ${now} and (lease_until is null or lease_until < ${now})
      order by next_check_at limit ${limit} for update skip locked) returning *)
    ${loaded(sql`held`)}`.execute(db);
  return rows;
}

/** When the next queued delivery or look comes due; null when nothing waits. */
export async function nextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select least(
    (select min(first.at) from generate_series(0, 4) as l(lane) cross join lateral (
      select s.not_before as at from dispatch.progress s where s.state = 'queued' and s.lane = l.lane and s.account_id not in ${barred} order by s.not_before limit 1) first),
    (select min(next_check_at) from dispatch.progress where state = 'waiting')) as at`.execute(db);
  return rows[0]?.at ?? null;
}
