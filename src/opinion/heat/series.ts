/** Heat hour by hour, oldest first, without gaps: null is an hour nobody looked, not an hour of silence. */
export type Series = readonly (number | null)[];

/** Hours before a peak that must be known and lower: the first hours of a series, and of a series after a hole, are no peak. */
export const lead = 2;
/** Hours after a peak that must have been looked at and found lower by a part of it: a lull is no end (bench `heat`). */
const after = 6;
const fall = 0.3;
/** Hours looked back for the trend, and how many of them must be known. */
const window = 6;
const fewest = 3;
/** A topic has cooled when it has come down to this part of its peak; what follows says no more of how fast. */
const cooled = 0.1;
/** Change of heat in an hour (natural log) that counts as one. */
const steady = 0.05;
/** Heat added before logarithms, so that silence has one. */
const floor = 0.05;

export type Trend = { direction: "rising" | "falling" | "steady" | "unknown"; /** Part gained or lost in an hour. */ perHour: number | null };

/**
 * The hour of the highest heat, seen from both sides: it rose to it in hours that were known, and has fallen from it since, in hours that
 * were looked at (where heat is only supposed, nobody did). Null as long as that was not seen, and when the highest hour of all stands
 * where nobody can tell.
 */
export function peakOf(series: Series, looked: (hour: number) => boolean): { hour: number; heat: number } | null {
  const heat = Math.max(...series.map((one) => one ?? -Infinity));
  const [first, last] = [series.indexOf(heat), series.lastIndexOf(heat)];
  if (first < lead || !(heat > 0)) return null;
  const rose = series.slice(first - lead, first).every((one) => one !== null && one < heat);
  const fell = series.filter((one, hour) => hour > last && one !== null && looked(hour)).slice(-after);
  return rose && fell.length === after && fell.every((one) => one !== null && one <= heat * (1 - fall)) ? { hour: first, heat } : null;
}

/** The median of the slopes between all pairs of known hours (Theil and Sen): one odd hour does not bend it. */
function slopeOf(points: readonly (readonly [number, number])[]): number | null {
  if (points.length < fewest) return null;
  const slopes = points.flatMap(([x, y], i) => points.slice(i + 1).map(([u, v]) => (v - y) / (u - x))).sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  return slopes.length % 2 === 1 ? (slopes[middle] ?? 0) : ((slopes[middle - 1] ?? 0) + (slopes[middle] ?? 0)) / 2;
}

const known = (series: Series, from: number): [number, number][] =>
  series.flatMap((heat, hour): [number, number][] => (heat === null || hour < from ? [] : [[hour, Math.log(heat + floor)]]));

/** Where the heat of the last hours goes; hours nobody looked are left out, never taken for silence. */
export function trendOf(series: Series): Trend {
  const slope = slopeOf(known(series, series.length - window));
  if (slope === null) return { direction: "unknown", perHour: null };
  const perHour = Number((Math.exp(slope) - 1).toFixed(3));
  return { direction: slope > steady ? "rising" : slope < -steady ? "falling" : "steady", perHour };
}

/** Hours in which the heat halves after the peak, until it has cooled; null without a peak. */
export function halfLifeOf(series: Series, peakHeat: number | null): number | null {
  if (peakHeat === null) return null;
  const points = known(series, series.lastIndexOf(peakHeat));
  const end = points.findIndex(([, logarithm]) => logarithm <= Math.log(peakHeat * cooled + floor));
  const slope = slopeOf(end < 0 ? points : points.slice(0, Math.max(end + 1, fewest)));
  return slope === null || slope >= 0 ? null : Number((-Math.LN2 / slope).toFixed(1));
}
