import type { AnyConnector, Failure, Status, Submitted } from "#kernel/connector.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { afterLook, afterLostLease, afterSubmit, marksMutation, type Means, type Move } from "../rules/outcome.ts";
import type { Claimed } from "../store/claim.ts";
import type { Lost } from "../store/leases.ts";
import type { Receipt, Settlement } from "../store/settle.ts";

/** What the rules need to know of a channel. */
export const meansOf = (connector: AnyConnector): Means => ({
  idempotency: connector.capabilities.idempotency, rate: connector.capabilities.rate, canCheck: connector.check !== undefined,
  polls: connector.check !== undefined && connector.capabilities.receiptBy.includes("poll"),
});

/** Does more evidence of this channel come by looking? Not of one that is no part of this house any more. */
export function pollsFor(house: House, connectorId: string): boolean {
  const connector = house.connectors.get(connectorId);
  return connector !== undefined && meansOf(connector).polls;
}

/** Does a sender note that this channel's mutation may have left? */
export const marks = ({ capabilities, prepare }: AnyConnector): boolean => marksMutation(capabilities.idempotency, prepare !== undefined);

const bare = { rung: null, failureClass: null, rawCode: "", rawBody: "", note: "", by: null } as const;

function receiptOf(delivery: { id: string; accountId: string }, now: Date, over: Partial<Receipt> & Pick<Receipt, "source" | "outcome">): Receipt {
  return { ...bare, id: newId(now), deliveryId: delivery.id, accountId: delivery.accountId, eventId: null, at: now, ...over };
}

const common = (delivery: Claimed | Lost, move: Move, receipt: Receipt, connector: AnyConnector | null) =>
  ({ deliveryId: delivery.id, pieceId: delivery.pieceId, editionNumber: delivery.editionNumber, action: delivery.action, accountId: delivery.accountId, attempt: delivery.attempt, goal: delivery.goal, move, receipt, polls: connector !== null && meansOf(connector).polls });

/** The channel's answer to the one mutation, as it will be written down. */
export function settlementOfAnswer(delivery: Claimed, connector: AnyConnector, answer: Submitted | Failure, now: Date, draw: number): Settlement {
  const move = afterSubmit(delivery, answer, meansOf(connector), draw);
  const receipt = answer.ok
    ? receiptOf(delivery, now, { source: "answer", outcome: "rung", rung: answer.rung, rawBody: answer.rawBody })
    : receiptOf(delivery, now, { source: "answer", outcome: move.state === "queued" ? "requeued" : answer.class === "unknownOutcome" ? "unclear" : "failed", failureClass: answer.class, rawCode: answer.rawCode, rawBody: answer.rawBody });
  return { ...common(delivery, move, receipt, connector), from: ["sending"], ref: answer.ref ?? null, url: answer.ok ? answer.url ?? null : null, looked: false };
}

/** What a look found, as it will be written down. */
export function settlementOfLook(delivery: Claimed, connector: AnyConnector, status: Status, now: Date, draw: number): Settlement {
  const move = afterLook(delivery, status, meansOf(connector), draw);
  const outcome = { present: "rung", absent: "absent", refused: "failed", pending: "unclear", unclear: "unclear" } as const;
  const refused = status.state === "refused" ? { failureClass: status.failure.class, rawCode: status.failure.rawCode, rawBody: status.failure.rawBody } : {};
  const receipt = receiptOf(delivery, now, { source: "poll", outcome: outcome[status.state], rung: status.state === "present" ? status.rung : null, rawBody: status.rawBody, rawCode: status.state, ...refused });
  const present = status.state === "present" ? status : null;
  return { ...common(delivery, move, receipt, connector), from: ["waiting"], ref: present?.ref ?? null, url: present?.url ?? null, looked: true };
}

/** Its channel is not part of this house any more: it fails at once, and its owner is told. */
export function settlementWithoutChannel(delivery: Claimed, now: Date): Settlement {
  const failure = { class: "permission", code: "no-such-channel" } as const;
  const receipt = receiptOf(delivery, now, { source: "house", outcome: "failed", failureClass: failure.class, rawCode: failure.code, rawBody: delivery.connectorId });
  return { ...common(delivery, { state: "failed", rung: delivery.rung, againInSeconds: null, failure, accountRestsSeconds: null }, receipt, null), from: ["sending", "waiting"], ref: null, url: null, looked: false };
}

/** A worker died holding this one; what may have happened decides where it goes. */
export function settlementOfLost(lost: Lost, connector: AnyConnector, now: Date, draw: number): Settlement {
  const mutationMayHaveLeft = !marks(connector) || lost.submitting;
  const move = afterLostLease(lost, mutationMayHaveLeft, meansOf(connector), draw);
  const receipt = receiptOf(lost, now, { source: "house", outcome: move.state === "queued" ? "requeued" : "unclear", rawCode: "lease-lost", note: "发送进程中断" });
  return { ...common(lost, move, receipt, connector), from: ["sending"], ref: null, url: null, looked: false };
}
