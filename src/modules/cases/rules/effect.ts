/** Heat of a topic in one hour; null is an hour nobody looked, never zero. */
export type HeatHour = { hour: Date; value: number | null };

/** Heat before and after something was released, as the mean of the hours known. `null` says that the data is too thin. */
export type Effect = { before: number | null; after: number | null; change: number | null; hoursBefore: number; hoursAfter: number };

/** Hours looked at on each side, and how many of them must be known to say anything. */
export const effectHours = 6;
export const leastHours = 3;

const mean = (values: readonly number[]): number | null => (values.length < leastHours ? null : values.reduce((a, b) => a + b, 0) / values.length);

/** What the heat did around a release. It shows a sequence in time and proves no cause. */
export function effectOf(heat: readonly HeatHour[], at: Date): Effect {
  const hours = (h: HeatHour): number => (h.hour.getTime() - at.getTime()) / 3_600_000;
  const within = (from: number, to: number) => heat.flatMap((h) => (h.value !== null && hours(h) >= from && hours(h) < to ? [h.value] : []));
  const [left, right] = [within(-effectHours, 0), within(0, effectHours)];
  const [before, after] = [mean(left), mean(right)];
  return { before, after, change: before !== null && after !== null && before > 0 ? after / before - 1 : null, hoursBefore: left.length, hoursAfter: right.length };
}

/** The hour of most heat, where enough hours are known to speak of one. */
export function peakOf(heat: readonly HeatHour[]): { hour: Date; value: number } | null {
  const known = heat.flatMap((h) => (h.value === null ? [] : [{ hour: h.hour, value: h.value }]));
  return known.length < leastHours ? null : known.reduce((most, h) => (h.value > most.value ? h : most));
}
