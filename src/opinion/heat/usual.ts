/** How far every item moves what is usual towards its own gain (natural log). */
const following = 0.02;
/** A title that was silent so many hours begins anew. */
export const remembered = 48;

/** The reads a title showed in an hour. */
export type Total = { hour: number; reads: number };

/**
 * The reads a title gained in an hour, from the total it shows and the one it showed in an earlier hour; null while there is none to
 * compare with, when that is too long ago or the total shrank.
 */
export function gainOf(before: Total | null, now: Total): number | null {
  if (!before || now.hour - before.hour > remembered || now.reads < before.reads) return null;
  return (now.reads - before.reads) / (now.hour - before.hour);
}

/** What is usual after an hour in which so many items gained, their gains given as the sum of natural logs; null where nobody ever told. */
export function followed(usual: number | null, sum: number, count: number): number | null {
  if (count === 0) return usual;
  const mean = sum / count;
  const was = usual === null ? mean : Math.log(usual);
  return Math.exp(was + (mean - was) * (1 - (1 - following) ** count));
}
