import { accept, allow, found, Problem } from "#kernel/errors.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { mayCarry, mayTend } from "../policy.ts";
import { isWaiting, planAcknowledge, planRelay, planReturn, planRetract, planUnable, planVerify } from "../rules/target.ts";
import { updateTargets } from "../store/orders.ts";
import { orderBasis, type OrderBasis, type TargetRow } from "../views/basis.ts";
import { callUnit, dismiss, enter, locked } from "./within.ts";

type One = { orderId: string; targetId: string };

async function carried(ctx: Context, tx: Tx, { orderId, targetId }: One): Promise<{ order: OrderBasis; target: TargetRow }> {
  const order = await locked(ctx, tx, orderId);
  const target = found(order.targets.find((t) => t.id === targetId), "relay.no-target");
  allow(mayCarry(ctx.actor, target), "relay.not-your-account");
  return { order, target };
}

async function tended(ctx: Context, tx: Tx, { orderId, targetId }: One): Promise<{ order: OrderBasis; target: TargetRow }> {
  const order = await locked(ctx, tx, orderId);
  allow(mayTend(ctx.actor, order.unitId), "relay.not-your-order");
  return { order, target: found(order.targets.find((t) => t.id === targetId), "relay.no-target") };
}

// Whoever has nothing left to do here is not called any more.
async function restIfDone(ctx: Context, tx: Tx, orderId: string, unitId: string): Promise<void> {
  const left = (await orderBasis(tx, orderId))?.targets.filter((t) => t.unitId === unitId && isWaiting(t) && (t.state !== "relayed" || t.stale !== null)) ?? [];
  if (left.length === 0) await dismiss(ctx, tx, orderId, unitId, "done");
}

const about = ({ accountName, unitName }: TargetRow) => ({ account: accountName, unit: unitName });

/** 签收 for every account of a unit in the order; it says that the unit knows. */
export async function acknowledgeOrder(ctx: Context, input: { orderId: string; unitId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const order = await locked(ctx, tx, input.orderId);
    const own = order.targets.filter((t) => t.unitId === input.unitId && mayCarry(ctx.actor, t));
    allow(own.length > 0, "relay.not-your-account");
    const due = own.filter((t) => planAcknowledge(t).ok);
    if (due.length === 0) throw new Problem("refused", { code: "relay.acknowledged-already" });
    await updateTargets(tx, due.map((t) => t.id), { state: "acknowledged", acknowledgedAt: ctx.now() }, ctx.now());
    await dismiss(ctx, tx, order.id, input.unitId, "acknowledged");
    await enter(ctx, tx, order.id, { action: "relay.acknowledge", facts: { unit: due[0]?.unitName ?? "", accounts: due.length } });
  });
}

/** 转发: the link and the time, reported by the unit; after a correction it is reported anew. */
export async function reportRelay(ctx: Context, input: One & { link: string; at: Date }): Promise<void> {
  await ctx.write(async (tx) => {
    const { order, target } = await carried(ctx, tx, input);
    const links = order.targets.flatMap((t) => (t.id !== target.id && t.link !== null ? [t.link] : []));
    const state = accept(planRelay(target, input, { publishedAt: order.piece.publishedAt, original: `${ctx.house.publicUrl}/a/`, links }, ctx.now()));
    await updateTargets(tx, [target.id], { state, stale: null, report: { link: input.link, at: input.at, by: ctx.actor }, acknowledgedAt: ctx.now(), verified: null, reason: null }, ctx.now());
    await restIfDone(ctx, tx, order.id, target.unitId);
    await enter(ctx, tx, order.id, { action: "relay.report", facts: { ...about(target), link: input.link, at: input.at.toISOString() } });
  });
}

/** An account that cannot relay, with the reason. */
export async function declareUnable(ctx: Context, input: One & { reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const { order, target } = await carried(ctx, tx, input);
    const state = accept(planUnable(target, input.reason));
    await updateTargets(tx, [target.id], { state, reason: input.reason, acknowledgedAt: ctx.now() }, ctx.now());
    await restIfDone(ctx, tx, order.id, target.unitId);
    await enter(ctx, tx, order.id, { action: "relay.unable", note: input.reason, facts: about(target) });
  });
}

/** The relay of a recalled piece was taken down there. */
export async function retract(ctx: Context, input: One): Promise<void> {
  await ctx.write(async (tx) => {
    const { order, target } = await carried(ctx, tx, input);
    await updateTargets(tx, [target.id], { state: accept(planRetract(target)), stale: null }, ctx.now());
    await restIfDone(ctx, tx, order.id, target.unitId);
    await enter(ctx, tx, order.id, { action: "relay.retract", facts: about(target) });
  });
}

/** 核验 by the unit that asked. */
export async function verifyRelay(ctx: Context, input: One): Promise<void> {
  await ctx.write(async (tx) => {
    const { order, target } = await tended(ctx, tx, input);
    await updateTargets(tx, [target.id], { state: accept(planVerify(target, ctx.actor.personId)), verified: { at: ctx.now(), byName: ctx.actor.name }, reason: null }, ctx.now());
    await enter(ctx, tx, order.id, { action: "relay.verify", facts: { ...about(target), link: target.link ?? "" } });
  });
}

/** Sends a report back with the reason; the unit is called. */
export async function returnRelay(ctx: Context, input: One & { reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const { order, target } = await tended(ctx, tx, input);
    await updateTargets(tx, [target.id], { state: accept(planReturn(target, input.reason)), reason: input.reason, verified: null }, ctx.now());
    await callUnit(ctx, tx, order, { kind: "relay.returned", unitId: target.unitId, facts: { account: target.accountName } });
    await enter(ctx, tx, order.id, { action: "relay.return", note: input.reason, facts: { ...about(target), link: target.link ?? "" } });
  });
}
