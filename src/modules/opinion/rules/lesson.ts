import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Two topics are one story when they are two that stand by themselves. */
export function planMerge(a: { id: string; mergedInto: string | null }, b: { id: string; mergedInto: string | null }): Decision<null> {
  if (a.id === b.id) return refuse("opinion.merge-with-itself");
  return a.mergedInto !== null || b.mergedInto !== null ? refuse("opinion.topic-folded") : permit(null);
}

/** Titles can be taken out of a topic that they are in, as long as one stays. */
export function planSplit(titles: readonly string[], out: readonly string[], mergedInto: string | null): Decision<string[]> {
  if (mergedInto !== null) return refuse("opinion.topic-folded");
  const left = [...new Set(out)].filter((title) => titles.includes(title));
  if (left.length === 0) return refuse("opinion.no-such-title");
  return left.length === new Set(titles).size ? refuse("opinion.nothing-stays") : permit(left);
}
