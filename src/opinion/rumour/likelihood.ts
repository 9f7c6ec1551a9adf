import { weights } from "./learned.ts";
import type { Tie } from "./text-index.ts";

/** What the likelihood is a sum of: a constant, the cover, and the gain, whose tenfold is not ten times as telling. */
export const signsOfTie = ({ cover, gain }: Tie): readonly number[] => [1, cover, Math.log1p(gain)];

/** The likelihood that an answer is about a claim, where every second claim asked about has an answer; learned on pairs of before 2024. */
export function likelihoodOf(tie: Tie): number {
  const odds = signsOfTie(tie).reduce((sum, sign, i) => sum + sign * (weights[i] ?? 0), 0);
  return Number((1 / (1 + Math.exp(-odds))).toFixed(4));
}
