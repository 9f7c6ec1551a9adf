import type { TargetState } from "./target.ts";

/** One account of an order as it counts: withdrawn ones do not. */
export type Counted = { unitId: string; state: TargetState; dueAt: Date; acknowledgedAt: Date | null; relayedAt: Date | null };

/** What a unit made of the orders it got, as counts; the rate is verified of ordered, and both are shown. */
export type Rate = { ordered: number; acknowledged: number; relayed: number; inTime: number; verified: number; unable: number };

const none: Rate = { ordered: 0, acknowledged: 0, relayed: 0, inTime: 0, verified: 0, unable: 0 };

/** Relay rate per unit (传播力): a relay taken down because the piece was recalled was one. */
export function ratesOf(targets: readonly Counted[]): Map<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const target of targets) {
    if (target.state === "withdrawn") continue;
    const rate = rates.get(target.unitId) ?? none;
    const relayed = target.relayedAt !== null && target.state !== "unable" && target.state !== "acknowledged";
    rates.set(target.unitId, {
      ordered: rate.ordered + 1, acknowledged: rate.acknowledged + Number(target.acknowledgedAt !== null), relayed: rate.relayed + Number(relayed),
      inTime: rate.inTime + Number(relayed && target.relayedAt !== null && target.relayedAt <= target.dueAt),
      verified: rate.verified + Number(target.state === "verified" || target.state === "retracted"), unable: rate.unable + Number(target.state === "unable"),
    });
  }
  return rates;
}
