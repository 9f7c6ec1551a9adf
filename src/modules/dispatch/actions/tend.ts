import type { Rung } from "#kernel/connector.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { markPublished } from "#modules/content/index.ts";
import { mayTend } from "../policy.ts";
import { asksFirst } from "../rules/spend.ts";
import { lockDelivery, requeue, type DeliveryRow } from "../store/delivery.ts";
import { pollsFor } from "../sender/settlements.ts";
import { insertReceipts, lockPiecesOf, raiseRung, type Receipt } from "../store/settle.ts";
import { callOff } from "./called.ts";

async function tendable(ctx: Context, tx: Tx, deliveryId: string): Promise<DeliveryRow> {
  const delivery = found(await lockDelivery(tx, deliveryId), "dispatch.no-delivery");
  allow(mayTend(ctx.actor, delivery), "dispatch.may-not-tend");
  return delivery;
}

const personReceipt = (ctx: Context, d: DeliveryRow, over: Partial<Receipt> & Pick<Receipt, "outcome">): Receipt => ({
  id: newId(ctx.now()), deliveryId: d.id, accountId: d.accountId, source: "person", rung: null, failureClass: null, rawCode: "", rawBody: "", note: "", eventId: null,
  by: { personId: ctx.actor.personId, name: ctx.actor.name }, at: ctx.now(), ...over,
});

/** A person looked and says what can be seen of an unknown outcome: it is there, or it is not and goes again. */
export async function decideUnknown(ctx: Context, input: { deliveryId: string; seen: boolean; link: string | null; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    // The piece before its delivery, as everybody locks them.
    if (input.seen) await lockPiecesOf(tx, [input.deliveryId]);
    const delivery = await tendable(ctx, tx, input.deliveryId);
    if (delivery.state !== "unknown") throw new Problem("refused", { code: "dispatch.not-unknown", facts: { state: delivery.state } });
    const rung: Rung | null = input.seen ? "published" : null;
    await insertReceipts(tx, [personReceipt(ctx, delivery, { outcome: "decided", rung, note: [input.note, input.link].filter(Boolean).join(" ") })]);
    if (rung) {
      await raiseRung(tx, { deliveryId: delivery.id, rung, url: input.link, note: null, polls: pollsFor(ctx.house, delivery.connectorId) }, ctx.now());
      if (delivery.action !== "recall") await markPublished(tx, [{ pieceId: delivery.pieceId, editionNumber: delivery.editionNumber }], ctx.now());
    } else {
      await again(ctx, tx, delivery);
    }
    await callOff(tx, delivery.id, input.seen ? "看到了" : "没有，重发", ctx.now());
    record(tx, { action: "dispatch.decide", subject: { type: "delivery", id: delivery.id }, facts: { seen: input.seen, note: input.note, link: input.link } });
    await announce(tx, `board:${delivery.pieceId}`, "board", "alerts");
  });
}

/** Tries one failed leg again and no other (anchors.md: retry re-posts everywhere). */
export async function retryDelivery(ctx: Context, input: { deliveryId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const delivery = await tendable(ctx, tx, input.deliveryId);
    if (delivery.state !== "failed") throw new Problem("refused", { code: "dispatch.not-failed", facts: { state: delivery.state } });
    await insertReceipts(tx, [personReceipt(ctx, delivery, { outcome: "requeued", note: "重试" })]);
    await again(ctx, tx, delivery);
    await callOff(tx, delivery.id, "重试", ctx.now());
    record(tx, { action: "dispatch.retry", subject: { type: "delivery", id: delivery.id } });
    await announce(tx, `board:${delivery.pieceId}`, "board", "alerts");
  });
}

// What is scarce is not spent by trying again: whoever may spend it is asked anew.
async function again(ctx: Context, tx: Tx, delivery: DeliveryRow): Promise<void> {
  const connector = ctx.house.connectors.get(delivery.connectorId);
  const seconds = connector?.deadlineSeconds ?? 300;
  await requeue(tx, delivery.id, connector && asksFirst(connector.capabilities, delivery.action) ? "held" : "queued", new Date(ctx.now().getTime() + seconds * 1000), ctx.now());
}
