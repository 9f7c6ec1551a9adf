import { dayAfter, weekdayOf } from "../rules/days.ts";

/** The first day of a day's month. */
export const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first day of the month so many months on. */
export function monthAfter(day: string, months: number): string {
  const n = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}-01`;
}

/** The Monday on or before a day. */
export const mondayOf = (day: string): string => dayAfter(day, 1 - weekdayOf(day));

/** The whole weeks that show a month, or the one week of a day. */
export function gridOf(day: string, as: "month" | "week"): { from: string; to: string } {
  if (as === "week") return { from: mondayOf(day), to: dayAfter(mondayOf(day), 6) };
  return { from: mondayOf(monthStart(day)), to: dayAfter(mondayOf(dayAfter(monthAfter(day, 1), -1)), 6) };
}
