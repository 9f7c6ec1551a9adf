import { round } from "./report.ts";

/** A thing, where it was put, and where it belongs. */
export type Put = { cluster: string; truth: string };
export type Score = { precision: number; recall: number; f1: number; n: number };

const f1 = (precision: number, recall: number): number => (precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall));
const scored = (precision: number, recall: number, n: number): Score => ({ precision: round(precision), recall: round(recall), f1: round(f1(precision, recall)), n });

/** B³ (Bagga and Baldwin 1998): for every thing, the part of its cluster that belongs with it, and the part of what belongs with it that is in its cluster. */
export function bCubed(puts: readonly Put[]): Score {
  const count = (key: (put: Put) => string) => { const counts = new Map<string, number>(); for (const put of puts) counts.set(key(put), (counts.get(key(put)) ?? 0) + 1); return counts; };
  const cell = (put: Put) => `${put.cluster} ${put.truth}`;
  const [cells, clusters, truths] = [count(cell), count((put) => put.cluster), count((put) => put.truth)];
  const mean = (whole: Map<string, number>, key: (put: Put) => string) => puts.reduce((sum, put) => sum + (cells.get(cell(put)) ?? 0) / (whole.get(key(put)) ?? 1), 0) / puts.length;
  return scored(mean(clusters, (put) => put.cluster), mean(truths, (put) => put.truth), puts.length);
}

/** Precision and recall of pairs called the same, and the part of the look-alikes that were. */
export function pairScore(pairs: readonly { same: boolean; said: boolean }[]): Score & { falseMerges: number; lookAlikes: number; falseShare: number } {
  const of = (same: boolean, said: boolean) => pairs.filter((pair) => pair.same === same && pair.said === said).length;
  const [right, wrong, missed] = [of(true, true), of(false, true), of(true, false)];
  const lookAlikes = pairs.filter((pair) => !pair.same).length;
  return { ...scored(right / Math.max(1, right + wrong), right / Math.max(1, right + missed), pairs.length), falseMerges: wrong, lookAlikes, falseShare: round(wrong / Math.max(1, lookAlikes), 4) };
}

/** A score in one line of words. */
export const inWords = ({ precision, recall, f1: both, n }: Score): string => `F1 ${both} (P ${precision} R ${recall}, ${n})`;
