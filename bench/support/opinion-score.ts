import { round } from "./report.ts";

/** How a yes-or-no answer did against its labels. */
type Score = { precision: number; recall: number; right: number; wrong: number; missed: number };

/** Precision and recall of answers against truths, row by row. */
export function score(rows: readonly { truth: boolean; said: boolean }[]): Score {
  const [right, wrong, missed] = [rows.filter((r) => r.said && r.truth).length, rows.filter((r) => r.said && !r.truth).length, rows.filter((r) => !r.said && r.truth).length];
  return { precision: round(right / (right + wrong)), recall: round(right / (right + missed)), right, wrong, missed };
}

/** A score in one line of words. */
export const told = ({ precision, recall, right, wrong, missed }: Score): string => `P ${precision} R ${recall} (${right} right, ${wrong} wrong, ${missed} missed)`;

/** The part of the rows that are right, and of how many. */
export const share = (rows: readonly boolean[]): string => `${round(rows.filter(Boolean).length / rows.length)} of ${rows.length}`;

/** How well likelihoods are kept: Brier score, and for every tenth the mean likelihood against what came true. */
export function reliability(rows: readonly { truth: boolean; likelihood: number }[]): { brier: number; deciles: string; gap: number } {
  const brier = round(rows.reduce((sum, r) => sum + (r.likelihood - (r.truth ? 1 : 0)) ** 2, 0) / rows.length, 4);
  const tenths = Map.groupBy(rows, (r) => Math.min(9, Math.floor(r.likelihood * 10)));
  const lines = [...tenths].toSorted(([a], [b]) => a - b).map(([tenth, of]) => {
    const [said, came] = [of.reduce((sum, r) => sum + r.likelihood, 0) / of.length, of.filter((r) => r.truth).length / of.length];
    return { text: `.${tenth}: ${round(said, 2)}→${round(came, 2)} (${of.length})`, gap: (Math.abs(said - came) * of.length) / rows.length };
  });
  return { brier, deciles: lines.map((line) => line.text).join("  "), gap: round(lines.reduce((sum, line) => sum + line.gap, 0)) };
}
