import type { DeliveryAction, Rung } from "#kernel/connector.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { fingerprint } from "#kernel/fingerprint.ts";

/** One signed rendition, with what its channel can do and prove. */
export type Target = {
  accountId: string;
  accountName: string;
  connectorId: string;
  unitId: string;
  payloadHash: string;
  active: boolean;
  goal: Rung;
  deadlineSeconds: number;
  /** A person decides before anything leaves for it. */
  asksFirst: boolean;
};

/** What an account already carries of this piece. */
export type Carried = { accountId: string; accountName: string; editionNumber: number; payloadHash: string };

export type ReleaseOrder = {
  pieceId: string;
  manifestId: string;
  editionNumber: number;
  lane: number;
  sendAt: Date | null;
  embargoUntil: Date | null;
  notAfter: Date | null;
};

export type PlannedDelivery = {
  accountId: string;
  connectorId: string;
  unitId: string;
  action: DeliveryAction;
  key: string;
  payloadHash: string;
  notBefore: Date;
  notAfter: Date | null;
  deadlineAt: Date;
  goal: Rung;
  /** It waits for a person's decision before it may leave. */
  held: boolean;
};

/** The name under which a delivery is known before it leaves (channels.md, 3): the same order gives the same key. */
export const deliveryKey = (manifestId: string, accountId: string, payloadHash: string, action: DeliveryAction): string =>
  fingerprint({ manifestId, accountId, payloadHash, action });

/**
 * Plans one delivery per signed account. Whoever got an older edition gets this one, as a correction; a closed account
 * stops the whole release, because people agreed on where they speak.
 */
export function planRelease(order: ReleaseOrder, targets: readonly Target[], carried: readonly Carried[], now: Date): Decision<PlannedDelivery[]> {
  if (targets.length === 0) return refuse("dispatch.no-targets");
  const closed = targets.find((target) => !target.active);
  if (closed) return refuse("dispatch.account-not-active", { account: closed.accountName });
  const wanted = new Set(targets.map((target) => target.accountId));
  const forgotten = carried.find((old) => !wanted.has(old.accountId));
  if (forgotten) return refuse("dispatch.old-reader-forgotten", { account: forgotten.accountName, edition: forgotten.editionNumber });
  if (order.notAfter && now > order.notAfter) return refuse("dispatch.too-late", { until: order.notAfter.toISOString() });

  const notBefore = latest(now, order.sendAt, order.embargoUntil);
  const standing = new Map(carried.map((old) => [old.accountId, old]));
  return permit(targets.map((target) => {
    const action: DeliveryAction = standing.has(target.accountId) ? "correct" : "publish";
    return {
      accountId: target.accountId, connectorId: target.connectorId, unitId: target.unitId, action, payloadHash: target.payloadHash,
      key: deliveryKey(order.manifestId, target.accountId, target.payloadHash, action),
      notBefore, notAfter: order.notAfter, deadlineAt: new Date(notBefore.getTime() + target.deadlineSeconds * 1000), goal: target.goal, held: target.asksFirst,
    };
  }));
}

const latest = (now: Date, ...times: readonly (Date | null)[]): Date =>
  times.reduce<Date>((late, time) => (time && time > late ? time : late), now);
