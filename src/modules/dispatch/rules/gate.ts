import type { Rate } from "#kernel/connector.ts";

/** What an account has sent in its present window. */
export type Gate = { restsUntil: Date | null; windowStart: Date; sentInWindow: number };

/** A fifth of every account's rate is kept for red and orange, so that routine never uses up what a warning needs. */
const keptForUrgent = 0.2;

/** How many deliveries of a lane the account may still send now, and when it may again if none. */
export function openingOf(gate: Gate, rate: Rate, lane: number, now: Date): { free: number; againAt: Date | null } {
  if (gate.restsUntil && gate.restsUntil > now) return { free: 0, againAt: gate.restsUntil };
  const windowEnd = new Date(gate.windowStart.getTime() + rate.perSeconds * 1000);
  const sent = now >= windowEnd ? 0 : gate.sentInWindow;
  const calls = lane <= 1 ? rate.calls : Math.max(1, Math.floor(rate.calls * (1 - keptForUrgent)));
  const free = Math.max(0, calls - sent);
  return free > 0 ? { free, againAt: null } : { free: 0, againAt: windowEnd };
}

/** The gate after sending `count` now. */
export function passGate(gate: Gate, rate: Rate, count: number, now: Date): Gate {
  const over = now.getTime() - gate.windowStart.getTime() >= rate.perSeconds * 1000;
  return over ? { ...gate, windowStart: now, sentInWindow: count } : { ...gate, sentInWindow: gate.sentInWindow + count };
}
