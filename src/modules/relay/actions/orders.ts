import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import type { Context } from "#platform/http/context.ts";
import { pieceBasis } from "#modules/content/index.ts";
import { unitsById } from "#modules/organisation/index.ts";
import { mayIssue, mayTend } from "../policy.ts";
import { planChase, planOrder } from "../rules/order.ts";
import { closeOrder, insertOrder, noteChase } from "../store/orders.ts";
import { askableAccounts } from "../views/askable.ts";
import { callUnit, dismiss, enter, locked } from "./within.ts";

export type OrderInput = { pieceId: string; accountIds: readonly string[]; dueAt: Date; note: string };

/** 下发: asks official accounts of other units to pass on a public piece; every unit asked is called at once. */
export async function issueOrder(ctx: Context, input: OrderInput): Promise<{ id: string; number: string }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    const writers = [piece.unitId, ...piece.participantUnitIds];
    allow(mayIssue(ctx.actor, writers), "relay.may-not-issue");
    const chosen = accept(planOrder(piece, await askableAccounts(tx, piece.id), input.accountIds, input.dueAt, now));
    const issuer = writers.includes(ctx.actor.unitId) ? ctx.actor.unitId : piece.unitId;
    const units = await unitsById(tx, [issuer, ...chosen.map((a) => a.unitId)], isoDay(now));
    const placed = (unitId: string) => { const unit = found(units.get(unitId), "relay.no-such-account"); return { unitId, system: unit.system, regionCode: unit.regionCode, unitName: unit.shortName }; };
    const order = await insertOrder(tx, { ...placed(issuer), pieceId: piece.id, edition: piece.publishedEdition ?? piece.editionNumber, title: piece.title, note: input.note, dueAt: input.dueAt },
      chosen.map((a) => ({ ...placed(a.unitId), accountId: a.id, accountName: a.name, connectorId: a.connectorId })), ctx.actor, now);
    const asked = [...new Set(chosen.map((a) => a.unitId))];
    for (const unitId of asked) await callUnit(ctx, tx, { ...order, title: piece.title, urgency: piece.urgency }, { kind: "relay.asked", unitId, facts: { from: placed(issuer).unitName } });
    await enter(ctx, tx, order.id, { action: "relay.issue", note: input.note || null, facts: { number: order.number, title: piece.title, accounts: chosen.length, units: asked.length } });
    return order;
  });
}

/** 催: calls the desk of a unit that has not relayed. */
export async function chaseUnit(ctx: Context, input: { orderId: string; unitId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const order = await locked(ctx, tx, input.orderId);
    allow(mayTend(ctx.actor, order.unitId), "relay.not-your-order");
    const waiting = order.targets.filter((t) => t.unitId === input.unitId && (t.state === "issued" || t.state === "acknowledged"));
    if (waiting.length === 0) throw new Problem("refused", { code: "relay.nothing-to-chase" });
    accept(planChase(waiting.reduce<Date | null>((last, t) => (t.chasedAt && (!last || t.chasedAt > last) ? t.chasedAt : last), null), ctx.now()));
    await noteChase(tx, waiting.map((t) => t.id), ctx.now());
    await callUnit(ctx, tx, order, { kind: "relay.chased", unitId: input.unitId, facts: { from: ctx.actor.unitName } });
    await enter(ctx, tx, order.id, { action: "relay.chase", facts: { unit: waiting[0]?.unitName ?? "" } });
  });
}

/** Takes an order back; what was relayed stays reported. */
export async function withdrawOrder(ctx: Context, input: { orderId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const order = await locked(ctx, tx, input.orderId);
    allow(mayTend(ctx.actor, order.unitId), "relay.not-your-order");
    if (order.withdrawnAt !== null) throw new Problem("refused", { code: "relay.closed" });
    await closeOrder(tx, order.id, input.reason, ctx.now());
    for (const unitId of new Set(order.targets.map((t) => t.unitId))) await dismiss(ctx, tx, order.id, unitId, "withdrawn");
    await enter(ctx, tx, order.id, { action: "relay.withdraw", note: input.reason });
  });
}
