import { sql } from "kysely";
import type { System } from "#kernel/actor.ts";
import type { Tx } from "#platform/db/database.ts";
import { nextNumber } from "#platform/db/yearly-number.ts";
import { newId } from "#platform/ids.ts";
import type { Stale, TargetState } from "../rules/target.ts";

/** Whoever did it, for the unit they act for. */
export type By = { personId: string; name: string; unitId: string; unitName: string };

type Placed = { unitId: string; system: System; regionCode: string };
export type NewOrder = Placed & { pieceId: string; edition: number; title: string; note: string; dueAt: Date };
export type NewTarget = Placed & { accountId: string; accountName: string; connectorId: string; unitName: string };

/** Writes an order under the next number of the year, such as 转2026-0012, with its accounts. */
export async function insertOrder(tx: Tx, o: NewOrder, targets: readonly NewTarget[], by: By, now: Date): Promise<{ id: string; number: string }> {
  const id = newId(now);
  const number = await nextNumber(tx, "relay", "转", now);
  await tx.insertInto("relay.relay_order").values({
    id, number, piece_id: o.pieceId, edition_number: o.edition, title: o.title, unit_id: o.unitId, system: o.system, region_code: o.regionCode, note: o.note, due_at: o.dueAt,
    issued_by: by.personId, issued_by_name: by.name, issued_at: now,
  }).execute();
  await tx.insertInto("relay.target").values(targets.map((t) => ({
    id: newId(now), order_id: id, account_id: t.accountId, account_label: t.accountName, connector_id: t.connectorId, unit_id: t.unitId, unit_name: t.unitName, system: t.system, region_code: t.regionCode, state: "issued" as const, updated_at: now,
  }))).execute();
  return { id, number };
}

/** What may change of one account in an order. */
export type Change = Partial<{ state: TargetState; stale: Stale; report: { link: string; at: Date; by: By }; acknowledgedAt: Date; verified: { at: Date; byName: string } | null; reason: string | null }>;

/** Changes accounts of an order. */
export async function updateTargets(tx: Tx, ids: readonly string[], c: Change, now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("relay.target").set({
    updated_at: now, ...(c.state ? { state: c.state } : {}), ...(c.stale !== undefined ? { stale: c.stale } : {}), ...(c.reason !== undefined ? { reason: c.reason } : {}),
    ...(c.report ? { link: c.report.link, relayed_at: c.report.at, relayed_by: c.report.by.personId, relayed_by_name: c.report.by.name } : {}),
    ...(c.acknowledgedAt ? { acknowledged_at: sql<Date>`coalesce(acknowledged_at, ${c.acknowledgedAt})` } : {}),
    ...(c.verified !== undefined ? { verified_at: c.verified?.at ?? null, verified_by_name: c.verified?.byName ?? null } : {}),
  }).where("id", "in", [...ids]).execute();
}

/** Notes that a unit was chased. */
export async function noteChase(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.updateTable("relay.target").set({ chased_at: now }).where("id", "in", [...ids]).execute();
}

/** Takes an order back; its accounts that had not relayed are withdrawn. */
export async function closeOrder(tx: Tx, id: string, reason: string, now: Date): Promise<void> {
  await tx.updateTable("relay.relay_order").set({ withdrawn_at: now, withdrawn_reason: reason }).where("id", "=", id).execute();
  await tx.updateTable("relay.target").set({ state: "withdrawn", updated_at: now }).where("order_id", "=", id).where("state", "in", ["issued", "acknowledged"]).where("relayed_by", "is", null).execute();
}

/** Marks the accounts whose time is over, each once, however many workers look; answers which. */
export async function markOverdue(tx: Tx, now: Date, most: number): Promise<{ orderId: string; unitId: string }[]> {
  const { rows } = await sql<{ orderId: string; unitId: string }>`
    update relay.target t set overdue_at = ${now} from (
      select x.id from relay.target x join relay.relay_order o on o.id = x.order_id
      where x.state in ('issued', 'acknowledged') and x.overdue_at is null and o.due_at <= ${now} order by o.due_at limit ${most} for update of x skip locked
    ) due where due.id = t.id returning t.order_id as "orderId", t.unit_id as "unitId"`.execute(tx);
  return [...new Map(rows.map((row) => [`${row.orderId}/${row.unitId}`, row])).values()];
}

/** Adds to the course of an order. */
export async function insertEvent(tx: Tx, e: { orderId: string; kind: string; note: string | null; facts: Record<string, string | number> }, by: By, now: Date): Promise<void> {
  await tx.insertInto("relay.event").values({ id: newId(now), order_id: e.orderId, kind: e.kind, note: e.note, facts: JSON.stringify(e.facts), by_person: by.personId, by_name: by.name, unit_id: by.unitId, unit_name: by.unitName, at: now }).execute();
}
