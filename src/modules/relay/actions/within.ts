import { theHouse } from "#kernel/actor.ts";
import { found } from "#kernel/errors.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlertsUnder, deskOf, raise } from "#modules/duty/index.ts";
import { mayRead } from "../policy.ts";
import { insertEvent } from "../store/orders.ts";
import { orderBasis, type OrderBasis } from "../views/basis.ts";

/** An order that this person may see. Whoever may not is told that there is none. */
export async function visible(ctx: Context, orderId: string): Promise<OrderBasis> {
  const order = found(await orderBasis(ctx.read, orderId), "relay.no-order");
  return found(mayRead(ctx.actor, order, order.targets) ? order : null, "relay.no-order");
}

/** The same, locked for a change. */
export async function locked(ctx: Context, tx: Tx, orderId: string): Promise<OrderBasis> {
  const order = found(await orderBasis(tx, orderId, true), "relay.no-order");
  return found(mayRead(ctx.actor, order, order.targets) ? order : null, "relay.no-order");
}

type Done = { action: `relay.${string}`; note?: string | null; facts?: Record<string, string | number> };

/** Writes down what was done to an order: its course, the audit, every screen that shows it. */
export async function enter(ctx: Context, tx: Tx, orderId: string, { action, note = null, facts = {} }: Done): Promise<void> {
  await insertEvent(tx, { orderId, kind: action.slice("relay.".length), note, facts }, ctx.actor, ctx.now());
  record(tx, { action, subject: { type: "relay-order", id: orderId }, facts: { ...facts, ...(note ? { note } : {}) } });
  await announce(tx, `relay:${orderId}`, "relay");
}

type Matter = { kind: "relay.asked" | "relay.chased" | "relay.overdue" | "relay.returned" | "relay.corrected" | "relay.recalled"; unitId: string; facts?: Record<string, string | number> };
type Order = { id: string; title: string; number: string; urgency: Urgency };

/** Calls the desk of a unit about its accounts in an order; what it was called for before is closed. */
export async function callUnit(ctx: Context, tx: Tx, order: Order, { kind, unitId, facts = {} }: Matter): Promise<void> {
  await dismiss(ctx, tx, order.id, unitId, kind);
  const people = await deskOf(tx, unitId, ctx.now());
  for (const person of people) {
    await raise({ ...ctx, actor: theHouse }, tx, {
      kind, subject: { type: "relay-unit", id: `${order.id}/${unitId}/${person.id}` }, unitId, ownerPersonId: person.id, urgency: order.urgency, facts: { title: order.title, number: order.number, ...facts }, link: `/desk/relay/${order.id}`,
    });
  }
  await announce(tx, ...people.map((p) => `inbox:${p.id}`));
}

/** A unit is waited for no more in this order. */
export const dismiss = (ctx: Context, tx: Tx, orderId: string, unitId: string, why: string): Promise<void> => closeAlertsUnder(tx, "relay-unit", `${orderId}/${unitId}`, why, ctx.now());
