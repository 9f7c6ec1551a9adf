/** 日报 周报 月报. */
export const periodKinds = ["day", "week", "month"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A stretch of Beijing days; `to` is not in it. */
export type Span = { from: Date; to: Date };

const dayMs = 86_400_000;
const midnight = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const monthAfter = (day: string, months: number): string => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1 + months, 1));
  return at.toISOString().slice(0, 10);
};

/** The day, the week from Monday, or the month that holds a Beijing day (YYYY-MM-DD). */
export function spanOf(kind: PeriodKind, day: string): Span {
  if (kind === "month") return { from: midnight(monthAfter(day, 0)), to: midnight(monthAfter(day, 1)) };
  const at = midnight(day);
  if (kind === "day") return { from: at, to: new Date(at.getTime() + dayMs) };
  const monday = new Date(at.getTime() - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) * dayMs);
  return { from: monday, to: new Date(monday.getTime() + 7 * dayMs) };
}

/** The span of the same kind before this one, to compare with. */
export function spanBefore(kind: PeriodKind, { from }: Span): Span {
  return spanOf(kind, new Date(from.getTime() - dayMs + 8 * 3_600_000).toISOString().slice(0, 10));
}
