import { theHouse } from "#kernel/actor.ts";
import type { Rung, VerifiedReceipt } from "#kernel/connector.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { markPublished } from "#modules/content/index.ts";
import { closeAlerts } from "#modules/duty/index.ts";
import { deliveryByKey, findDelivery, giveUpWaiting, keepStray, lockDelivery, markFailed } from "../store/delivery.ts";
import { callOff } from "./called.ts";
import { pollsFor } from "../sender/settlements.ts";
import { insertReceipts, lockPiecesOf, lockStrays, raiseRung } from "../store/settle.ts";

/** Takes in receipts whose raw bytes were verified: twice, early or out of order, the board ends the same (channels.md, 7). */
export async function receive(ctx: Context, tx: Tx, accountId: string, receipts: readonly VerifiedReceipt[]): Promise<number> {
  let fresh = 0;
  const meant = await deliveriesOf(tx, accountId, receipts);
  await lockPiecesOf(tx, meant.flatMap(({ id, receipt }) => (id !== null && isPublic(receipt.rung) ? [id] : [])));
  for (const { id, receipt } of meant) {
    if (id === null) await stray(tx, accountId, receipt);
    else if (await take(ctx, tx, accountId, id, receipt)) fresh += 1;
  }
  record(tx, { action: "dispatch.receive", subject: { type: "account", id: accountId }, facts: { receipts: receipts.map((r) => r.eventId), fresh }, by: theHouse });
  return fresh;
}

type Meant = { receipt: VerifiedReceipt; id: string | null };

/** Which delivery each receipt speaks of. Where one is not known it looks once more while nobody writes answers of this account: the one that names it may just have been under way. */
async function deliveriesOf(tx: Tx, accountId: string, receipts: readonly VerifiedReceipt[]): Promise<Meant[]> {
  const look = async (): Promise<Meant[]> => {
    const meant: Meant[] = [];
    for (const receipt of receipts) meant.push({ receipt, id: await findDelivery(tx, accountId, receipt) });
    return meant;
  };
  const meant = await look();
  if (meant.every(({ id }) => id !== null)) return meant;
  await lockStrays(tx, [accountId], "one");
  return look();
}

const isPublic = (rung: Rung | undefined): boolean => rung !== undefined && rung !== "accepted";

async function stray(tx: Tx, accountId: string, { ref, key, eventId, rung, failure, rawBody, at }: VerifiedReceipt): Promise<void> {
  await keepStray(tx, { accountId, ref: ref ?? key ?? "", eventId, rung: rung ?? null, failureClass: failure?.class ?? null, rawCode: failure?.rawCode ?? "", rawBody, at });
}

async function take(ctx: Context, tx: Tx, accountId: string, deliveryId: string, receipt: VerifiedReceipt): Promise<boolean> {
  const inserted = await insertReceipts(tx, [{
    id: newId(ctx.now()), deliveryId, accountId, source: "callback", outcome: receipt.rung ? "rung" : "failed", rung: receipt.rung ?? null,
    failureClass: receipt.failure?.class ?? null, rawCode: receipt.failure?.rawCode ?? "", rawBody: receipt.rawBody, note: "", eventId: receipt.eventId, by: null, at: receipt.at,
  }]);
  if (inserted.size === 0) return false;
  if (receipt.rung) await witness(ctx, tx, deliveryId, receipt.rung, null, null);
  else if (receipt.failure) await markFailed(tx, deliveryId, ctx.now());
  return true;
}

/** Raises the evidence of one delivery and tells the boards; for callbacks, screens and hands. */
export async function witness(ctx: Context, tx: Tx, deliveryId: string, rung: Rung, url: string | null, note: string | null): Promise<void> {
  if (isPublic(rung)) await lockPiecesOf(tx, [deliveryId]);
  const delivery = await lockDelivery(tx, deliveryId);
  if (!delivery) return;
  await raiseRung(tx, { deliveryId, rung, url, note, polls: pollsFor(ctx.house, delivery.connectorId) }, ctx.now());
  if (isPublic(rung) && delivery.action !== "recall") await markPublished(tx, [{ pieceId: delivery.pieceId, editionNumber: delivery.editionNumber }], ctx.now());
  await announce(tx, `board:${delivery.pieceId}`, "board");
}

/** A screen showed an item for the first time: the delivery under that key was displayed. */
export async function witnessPlay(ctx: Context, tx: Tx, shown: { key: string; screenId: string; screenName: string; at: Date }): Promise<void> {
  const delivery = await deliveryByKey(tx, shown.key);
  if (!delivery) return;
  const inserted = await insertReceipts(tx, [{
    id: newId(ctx.now()), deliveryId: delivery.id, accountId: delivery.accountId, source: "session", outcome: "rung", rung: "displayed", failureClass: null, rawCode: "", rawBody: "",
    note: shown.screenName, eventId: `play:${shown.key}:${shown.screenId}`, by: null, at: shown.at,
  }]);
  if (inserted.size > 0) await witness(ctx, tx, delivery.id, "displayed", null, shown.screenName);
}

/** What the far side had taken and not begun was stopped there, or a newer edition stands in for it: nothing more of it is waited for, and nobody is called for it. What is reported of it all the same is still evidence. */
export async function witnessCalledOff(ctx: Context, tx: Tx, stopped: { key: string; by: "replaced" | "cancelled"; number: string }): Promise<void> {
  const delivery = await deliveryByKey(tx, stopped.key);
  if (!delivery || !(await giveUpWaiting(tx, delivery.id, stopped.by === "replaced" ? "older-edition" : "recalled", ctx.now()))) return;
  await insertReceipts(tx, [{
    id: newId(ctx.now()), deliveryId: delivery.id, accountId: delivery.accountId, source: "house", outcome: "void", rung: null, failureClass: null, rawCode: stopped.by, rawBody: "", note: stopped.number, eventId: null, by: null, at: ctx.now(),
  }]);
  await callOff(tx, delivery.id, `见 ${stopped.number}`, ctx.now());
  await announce(tx, `board:${delivery.pieceId}`, "board", "alerts");
}

/** An officer wrote down what a carrier returned: the delivery under that key came as far as the figures prove, and nobody is called for them any more. */
export async function witnessCounts(ctx: Context, tx: Tx, returned: { key: string; entryId: string; rung: Rung; note: string }): Promise<void> {
  const delivery = await deliveryByKey(tx, returned.key);
  if (!delivery) return;
  const now = ctx.now();
  await insertReceipts(tx, [{
    id: newId(now), deliveryId: delivery.id, accountId: delivery.accountId, source: "person", outcome: "rung", rung: returned.rung, failureClass: null, rawCode: "", rawBody: "", note: returned.note, eventId: `counts:${returned.entryId}`, by: ctx.actor, at: now,
  }]);
  await witness(ctx, tx, delivery.id, returned.rung, null, null);
  await closeAlerts(tx, { type: "delivery", id: delivery.id }, ["dispatch.overdue"], "已填回数", now);
}
