import { beijing } from "#kernel/clock.ts";
import type { Capabilities, DeliveryAction, Quota } from "#kernel/connector.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { DeliveryState } from "./outcome.ts";

/** Is a person asked before this leaves? What is scarce is spent by speaking; taking back spends nothing. */
export const asksFirst = ({ quotaScarce }: Pick<Capabilities, "quotaScarce">, action: DeliveryAction): boolean => quotaScarce && action !== "recall";

/** A delivery as it is found when somebody decides. */
export type Held = { state: DeliveryState; attempt: number; notBefore: Date; notAfter: Date | null };

/** What becomes of it: it may leave, from a time on, or never does. */
export type Lot = { state: "queued"; notBefore: Date } | { state: "void" };

/** Decides a held delivery once: whoever comes second, or too late, is told. Leaving it out is possible for as long as it is held. */
export function decideHeld(held: Held, spend: boolean, now: Date): Decision<Lot> {
  if (held.state !== "held") return refuse("dispatch.not-held", { state: held.state });
  if (!spend) return permit({ state: "void" });
  if (held.notAfter && now > held.notAfter) return refuse("dispatch.too-late", { until: held.notAfter.toISOString() });
  return permit({ state: "queued", notBefore: held.notBefore > now ? held.notBefore : now });
}

/** The name of the decision that frees one try of a delivery: there is one, and the database looks for it. */
export const spendingName = (deliveryId: string, attempt: number): string => `spend:${deliveryId}:${attempt}`;

const eightHours = 8 * 3_600_000;

/** The calendar day or month of Beijing in which something would be spent. */
export function windowOf({ per }: Quota, at: Date): { from: Date; to: Date } {
  const { year, month, day } = beijing(at);
  const midnight = (m: number, d: number): Date => new Date(Date.UTC(year, m - 1, d) - eightHours);
  return per === "day" ? { from: midnight(month, day), to: midnight(month, day + 1) } : { from: midnight(month, 1), to: midnight(month + 1, 1) };
}
