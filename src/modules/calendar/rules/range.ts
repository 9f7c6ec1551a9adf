import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { daysBetween } from "./days.ts";

/** Most days of one answer: six weeks of a month's grid, and a quarter for planning. */
export const longestRange = 100;

/** A calendar is read forwards, and not more than a quarter at once. */
export function planRange<R extends { from: string; to: string }>(range: R): Decision<R> {
  const days = daysBetween(range.from, range.to);
  return days >= 0 && days <= longestRange ? permit(range) : refuse("calendar.range-too-long", { days: longestRange });
}
