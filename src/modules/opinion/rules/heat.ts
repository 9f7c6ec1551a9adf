/** How one item stood in one hour: its source, and what the source said of it; null is not said. */
export type Seen = { source: string; rank: number | null; reads: number | null; comments: number | null };

/** Heat of an hour with what it is made of. */
export type HourHeat = { value: number; sources: number; items: number; bestRank: number | null; reads: number | null };

const best = (values: readonly (number | null)[], of: (...all: number[]) => number): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : of(...known);
};

/**
 * How hot a topic was in an hour: each independent source counts one, a place on a list up to three more by its rank, readers by their
 * order of magnitude from ten thousand on. Many items of one source count once. An hour nobody saw it has no heat at all, not zero.
 */
export function heatOfHour(seen: readonly Seen[]): HourHeat | null {
  if (seen.length === 0) return null;
  const sources = [...Map.groupBy(seen, (one) => one.source).values()].map((of) => ({ rank: best(of.map((one) => one.rank), Math.min), reads: best(of.map((one) => one.reads), Math.max) }));
  const value = sources.reduce((sum, { rank, reads }) => sum + 1 + (rank === null ? 0 : 3 / Math.sqrt(rank)) + (reads === null || reads < 10_000 ? 0 : Math.log10(reads) - 3), 0);
  return {
    value: Number(value.toFixed(3)), sources: sources.length, items: seen.length,
    bestRank: best(sources.map((one) => one.rank), Math.min), reads: best(sources.map((one) => one.reads), Math.max),
  };
}
