import { sql } from "kysely";
import type { Rung } from "#kernel/connector.ts";
import type { Tx } from "#platform/db/database.ts";
import { wakeSenders } from "#platform/http/live.ts";
import type { DeliveryState } from "../rules/outcome.ts";

/** A delivery locked for a person's decision. */
export type DeliveryRow = {
  id: string; releaseId: string; pieceId: string; manifestId: string; accountId: string; connectorId: string; unitId: string; editionNumber: number;
  action: "publish" | "correct" | "recall"; key: string; lane: number; state: DeliveryState; rung: Rung | null; goal: Rung; attempt: number; checks: number; ownerPersonId: string | null;
};

/** Locks one delivery. */
export async function lockDelivery(tx: Tx, id: string): Promise<DeliveryRow | null> {
  const d = await tx.selectFrom("dispatch.progress as s").innerJoin("dispatch.delivery as d", "d.id", "s.delivery_id").selectAll().where("s.delivery_id", "=", id).forUpdate("s").executeTakeFirst();
  if (!d) return null;
  return {
    id: d.id, releaseId: d.release_id, pieceId: d.piece_id, manifestId: d.manifest_id, accountId: d.account_id, connectorId: d.connector_id, unitId: d.unit_id,
    editionNumber: d.edition_number, action: d.action, key: d.key, lane: d.lane, state: d.state, rung: d.rung, goal: d.goal, attempt: d.attempt, checks: d.checks, ownerPersonId: d.owner_person_id,
  };
}

/** Finds a delivery by the key it left under, or by the channel's own reference. */
export async function findDelivery(tx: Tx, accountId: string, by: { key?: string | undefined; ref?: string | undefined }): Promise<string | null> {
  if (by.key !== undefined) {
    const row = await tx.selectFrom("dispatch.delivery").select("id").where("key", "=", by.key).where("account_id", "=", accountId).executeTakeFirst();
    if (row) return row.id;
  }
  if (by.ref === undefined) return null;
  const row = await tx.selectFrom("dispatch.progress as s").innerJoin("dispatch.delivery as d", "d.id", "s.delivery_id").select("d.id").where("s.account_id", "=", accountId).where("s.ref", "=", by.ref).orderBy("d.created_at", "desc").executeTakeFirst();
  return row?.id ?? null;
}

/** Queues a delivery again, now, or asks again: after a person retried it or found that nothing had happened. */
export async function requeue(tx: Tx, id: string, state: "queued" | "held", deadlineAt: Date, now: Date): Promise<void> {
  await tx.updateTable("dispatch.progress").set({
    state, not_before: now, deadline_at: deadlineAt, alerted_at: null, owner_person_id: null, checks: 0, failure_class: null, failure_code: null, failure_text: null, updated_at: now,
  }).where("delivery_id", "=", id).execute();
  await wakeSenders(tx);
}

/** Keeps a receipt that names something we have not been told about yet. */
export async function keepStray(tx: Tx, stray: { accountId: string; ref: string; eventId: string; rung: Rung | null; failureClass: string | null; rawCode: string; rawBody: string; at: Date }): Promise<void> {
  await tx.insertInto("dispatch.stray_receipt").values({
    account_id: stray.accountId, ref: stray.ref, event_id: stray.eventId, rung: stray.rung, failure_class: stray.failureClass, raw_code: stray.rawCode, raw_body: stray.rawBody.slice(0, 4096), at: stray.at,
  }).onConflict((c) => c.doNothing()).execute();
}

/**
 * What the far side said of a delivery last, if that was a failure; null if it said since that more was seen. Its own times count, not when its words came
 * (design/channels.md, contract 7); of words of one moment the failure counts, because a person looks at it.
 */
export async function lastFailure(tx: Tx, deliveryId: string): Promise<{ failureClass: string; rawCode: string; rawBody: string } | null> {
  const { rows: [last] } = await sql<{ failureClass: string | null; rawCode: string; rawBody: string }>`select failure_class as "failureClass", raw_code as "rawCode", raw_body as "rawBody" from dispatch.receipt
    where delivery_id = ${deliveryId} and outcome in ('rung', 'failed') and (event_id is not null or source = 'poll') order by at desc, outcome, event_id desc limit 1`.execute(tx);
  return last?.failureClass == null ? null : { ...last, failureClass: last.failureClass };
}

/** Marks a delivery failed because the channel said so later, unless the channel said something better after that. */
export async function markFailed(tx: Tx, id: string, now: Date): Promise<void> {
  // What is written at the same moment is waited for, so that the last word is known.
  await tx.selectFrom("dispatch.progress").select("state").where("delivery_id", "=", id).forUpdate().execute();
  const last = await lastFailure(tx, id);
  if (!last) return;
  await tx.updateTable("dispatch.progress").set({ state: "failed", failure_class: last.failureClass, failure_code: last.rawCode, failure_text: last.rawBody.slice(0, 500), updated_at: now })
    .where("delivery_id", "=", id).where("state", "in", ["waiting", "unknown", "failed"]).execute();
}

/** Deliveries past their deadline that nobody was told about; they get an owner now. */
export type Overdue = { id: string; pieceId: string; accountId: string; unitId: string; state: DeliveryState; lane: number; ownerPersonId: string; accountName: string; title: string };

/** Locks what stands past its deadline, or failed, or unknown, and was not brought to anyone yet. */
export async function lockOverdue(tx: Tx, now: Date, limit: number): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    with late as (select delivery_id, state, lane, deadline_at from dispatch.progress
      where alerted_at is null and (state in ('queued', 'waiting') and deadline_at < ${now} or state = 'sending' and deadline_at < ${now} or state = 'held' and deadline_at < ${now} or state in ('unknown', 'failed'))
      order by lane, deadline_at limit ${limit} for update skip locked)
    select d.id, d.piece_id as "pieceId", d.account_id as "accountId", d.unit_id as "unitId", l.state, l.lane, a.owner_person_id as "ownerPersonId", a.name as "accountName", p.title
    from late l join dispatch.delivery d on d.id = l.delivery_id join channels.account a on a.id = d.account_id join content.piece p on p.id = d.piece_id
    order by l.lane, l.deadline_at`.execute(tx);
  return rows;
}

/** Writes down who owns it from now on. */
export async function giveOwner(tx: Tx, id: string, personId: string, now: Date): Promise<void> {
  await tx.updateTable("dispatch.progress").set({ owner_person_id: personId, alerted_at: now }).where("delivery_id", "=", id).execute();
}

/** The delivery that left under a key. */
export async function deliveryByKey(tx: Tx, key: string): Promise<{ id: string; accountId: string; pieceId: string } | null> {
  const row = await tx.selectFrom("dispatch.delivery").select(["id", "account_id", "piece_id"]).where("key", "=", key).executeTakeFirst();
  return row ? { id: row.id, accountId: row.account_id, pieceId: row.piece_id } : null;
}

/** Nothing more of a delivery is waited for; answers whether anything was. */
export async function giveUpWaiting(tx: Tx, id: string, reason: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("dispatch.progress").set({ state: "void", void_reason: reason, next_check_at: null, updated_at: now })
    .where("delivery_id", "=", id).where("state", "in", ["waiting", "unknown"]).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The key a delivery leaves under; it never changes, so nothing is locked. */
export async function keyOf(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom("dispatch.delivery").select("key").where("id", "=", id).executeTakeFirst();
  return row?.key ?? null;
}
