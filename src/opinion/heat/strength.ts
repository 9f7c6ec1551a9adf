/** What one source said of a topic in an hour: its best rank, and its most reads gained in an hour; null is not said. */
export type Mark = { rank: number | null; gain: number | null };

/** What is usual for a source in an hour: how long its list is, how many reads an item gains; null where nobody told. */
export type Usual = { length: number | null; gain: number | null };

/** An item that gives no figure, as news and pinned official answers do, counts half. */
const present = 0.5;
const usualLength = 50;

/**
 * How strongly a source carries a topic in an hour, 0 to 1: from the rank in its list and from the reads gained beside what is usual for
 * it (the mean where both are known).
 */
export function strengthOf({ rank, gain }: Mark, usual: Usual): number {
  const length = Math.max(1, usual.length ?? usualLength);
  const figures: number[] = [];
  if (rank !== null && rank >= 1) figures.push(Math.max(1, length + 1 - rank) / length);
  if (gain !== null && usual.gain !== null) figures.push(gain / (gain + usual.gain));
  return figures.length === 0 ? present : figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

const known = (a: number | null, b: number | null, best: (a: number, b: number) => number): number | null => (a === null ? b : b === null ? a : best(a, b));

/** What two items of one source and hour say together; the order does not matter, nor does saying it twice. */
export const together = (a: Mark, b: Mark): Mark => ({ rank: known(a.rank, b.rank, Math.min), gain: known(a.gain, b.gain, Math.max) });
