import type { AnyConnector, Failure, Order, RecallNotice, Status, Submitted } from "#kernel/connector.ts";
import type { House } from "#platform/house.ts";
import { contextFor, type CallableAccount } from "#modules/channels/index.ts";
import { keepsEarlierPosts } from "../rules/recall.ts";
import type { Claimed } from "../store/claim.ts";

/** One delivery with everything its call needs. */
export type Call = { delivery: Claimed; connector: AnyConnector; account: CallableAccount };

/** What is known after one call. `stood: false` means the lease was gone before the mutation, so nothing was called. */
export type Answered = { stood: false } | { stood: true; answer: Submitted | Failure };

/** What a recall takes back bears the name it was sent under where every post stands by itself, and the newest name where editions replace each other. */
const previousRefOf = (delivery: Claimed, connector: AnyConnector): string | null =>
  delivery.action === "recall" && keepsEarlierPosts(connector.capabilities) ? delivery.ownRef : delivery.previousRef;

const orderOf = ({ delivery, connector }: Call): Order => ({
  key: delivery.key, action: delivery.action, pieceId: delivery.pieceId, edition: delivery.editionNumber, payload: delivery.payload,
  ref: delivery.ref, previousRef: previousRefOf(delivery, connector), recall: delivery.notice ? JSON.parse(delivery.notice) as RecallNotice : null, attempt: delivery.attempt - 1,
});

/** A fault of ours before the mutation is a transient failure; after it nobody knows. */
const fault = (error: unknown, mutated: boolean): Failure => ({
  ok: false, class: mutated ? "unknownOutcome" : "transient", scope: "app", rawCode: mutated ? "fault-after-call" : "fault-before-call", rawBody: String(error).slice(0, 4096),
});

/** Prepares and makes the one mutation of a delivery, if `mayMutate` still. Never throws: whatever goes wrong is a classified failure. */
export async function deliver(house: House, call: Call, mayMutate: () => Promise<boolean>): Promise<Answered> {
  const ctx = contextFor(house, call.account);
  let order = orderOf(call);
  try {
    const prepared = call.connector.prepare && order.action !== "recall" ? await call.connector.prepare(ctx, order.payload) : null;
    if (prepared && !prepared.ok) return { stood: true, answer: prepared };
    if (prepared) order = { ...order, payload: prepared.payload };
    if (!(await mayMutate())) return { stood: false };
  } catch (error) {
    return { stood: true, answer: fault(error, false) };
  }
  try {
    return { stood: true, answer: await call.connector.submit(ctx, order) };
  } catch (error) {
    return { stood: true, answer: fault(error, true) };
  }
}

/** One read-only look at what the channel shows. Never throws. */
export async function look(house: House, call: Call): Promise<Status> {
  if (!call.connector.check) return { state: "unclear", rawBody: "" };
  try {
    return await call.connector.check(contextFor(house, call.account), orderOf(call));
  } catch (error) {
    return { state: "unclear", rawBody: String(error).slice(0, 4096) };
  }
}
