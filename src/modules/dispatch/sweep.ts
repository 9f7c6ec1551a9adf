import { theHouse } from "#kernel/actor.ts";
import { Urgency } from "#kernel/urgency.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { raise } from "#modules/duty/index.ts";
import { callOffVoided } from "./actions/called.ts";
import { giveOwner, lockOverdue } from "./store/delivery.ts";
import { leaveOut, lockExpired } from "./store/held.ts";
import { lockOverdueHands, markHandsEscalated } from "./store/hands.ts";
import { insertReceipts } from "./store/settle.ts";
import type { DeliveryState } from "./rules/outcome.ts";
import { reclaimLost } from "./sender/sender.ts";

const kinds: Partial<Record<DeliveryState, string>> = { failed: "dispatch.failed", unknown: "dispatch.unknown", held: "dispatch.undecided" };

/** Gives every delivery that failed, is unknown, undecided or stands past its deadline an owner and an alert: nothing sticks silently. */
export async function sweepDeliveries(house: House): Promise<number> {
  const now = house.now();
  const waiting = await house.db.transaction().execute((tx) => lockOverdue(tx, now, 1));
  if (waiting.length === 0) return 0;
  const ctx = contextOf(house, theHouse, newId(now));
  return ctx.write(async (tx) => {
    const overdue = await lockOverdue(tx, now, 100);
    for (const d of overdue) {
      await giveOwner(tx, d.id, d.ownerPersonId, now);
      await raise(ctx, tx, {
        kind: kinds[d.state] ?? "dispatch.overdue", subject: { type: "delivery", id: d.id }, unitId: d.unitId, ownerPersonId: d.ownerPersonId, urgency: Urgency.options[d.lane] ?? "routine",
        facts: { account: d.accountName, title: d.title }, link: `/desk/boards/${d.pieceId}`,
      });
    }
    record(tx, { action: "dispatch.alert", subject: { type: "delivery", id: overdue[0]?.id ?? "" }, facts: { deliveries: overdue.map((d) => ({ id: d.id, state: d.state, owner: d.ownerPersonId })) } });
    await announce(tx, ...overdue.map((d) => `board:${d.pieceId}`), "board");
    return overdue.length;
  });
}

/** What nobody decided to spend until its latest time is left out. */
export async function sweepHeld(house: House): Promise<number> {
  const now = house.now();
  if ((await house.db.transaction().execute((tx) => lockExpired(tx, now, 1))).length === 0) return 0;
  return contextOf(house, theHouse, newId(now)).write(async (tx) => {
    const expired = await lockExpired(tx, now, 100);
    if (expired.length === 0) return 0;
    await leaveOut(tx, expired.map((d) => d.id), "too-late", now);
    await insertReceipts(tx, expired.map((d) => ({ id: newId(now), deliveryId: d.id, accountId: d.accountId, source: "house", outcome: "void", rung: null, failureClass: null, rawCode: "too-late", rawBody: "", note: "", eventId: null, by: null, at: now })));
    await callOffVoided(tx, expired, "过了最晚时间，没有发", now);
    record(tx, { action: "dispatch.expire", subject: { type: "delivery", id: expired[0]?.id ?? "" }, facts: { deliveries: expired.map((d) => d.id) } });
    await announce(tx, ...expired.map((d) => `board:${d.pieceId}`), "board", "alerts");
    return expired.length;
  });
}

/** Tells the unit's duty officer about hand posts that are late. */
export async function sweepHands(house: House): Promise<number> {
  const now = house.now();
  const late = await house.db.transaction().execute((tx) => lockOverdueHands(tx, now));
  if (late.length === 0) return 0;
  const ctx = contextOf(house, theHouse, newId(now));
  return ctx.write(async (tx) => {
    const hands = await lockOverdueHands(tx, now);
    for (const h of hands) {
      await raise(ctx, tx, {
        kind: "dispatch.hand-late", subject: { type: "hand-post", id: h.key }, unitId: h.unitId, ownerPersonId: h.personId, urgency: "yellow",
        facts: { account: h.accountName }, link: `/desk/boards/${h.pieceId}`,
      });
    }
    if (hands.length > 0) await markHandsEscalated(tx, hands.map((h) => h.key), now);
    record(tx, { action: "dispatch.alert-hands", subject: { type: "hand-post", id: hands[0]?.key ?? "" }, facts: { keys: hands.map((h) => h.key) } });
    return hands.length;
  });
}

/** Every few seconds in every worker: dead workers' deliveries, undecided ones past their time, overdue ones, late hands. */
export function startSweeping(house: House, everyMs = 5_000): { stop: () => Promise<void> } {
  let running = Promise.resolve();
  let busy = false;
  const sweep = async (): Promise<void> => {
    for (const one of [reclaimLost, sweepHeld, sweepDeliveries, sweepHands]) {
      await one(house).catch((error: unknown) => house.log.error({ err: error }, "sweep"));
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = sweep().finally(() => { busy = false; });
  }, everyMs);
  return { stop: async () => { clearInterval(timer); await running; } };
}
