/** Something the paper rests on: of what kind, what it says, and its number in the house. */
export type Evidence = { kind: string; words: string; id: string };

/** One sentence with the evidence behind it, as places in the paper's list (from 0); `thin` where the data do not carry a sentence. */
export type PaperSentence = { text: string; refs: readonly number[]; thin: boolean };

/** One figure with the evidence it was counted from. */
export type PaperFigure = { label: string; value: string; refs: readonly number[] };

/** A paper of an agency as GB/T 9704-2012 lays it out: red head, number, title, sections numbered 一、二、, date, and the list of what every sentence rests on. */
export type Paper = {
  /** The red words of the head: 发文机关标志, or the name of a bulletin. */
  mark: string;
  /** 发文字号 or 第 N 期, under the mark. */
  number: string;
  /** The unit that issues it. */
  issuer: string;
  title: string;
  sections: readonly { title: string; figures: readonly PaperFigure[]; sentences: readonly PaperSentence[] }[];
  evidence: readonly Evidence[];
  at: Date;
};

/** Numbers of evidence as a reader writes them: [1–3、7]. */
export function spans(refs: readonly number[]): string {
  const sorted = [...new Set(refs)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from + 1}` : to === from + 1 ? `${from + 1}、${to + 1}` : `${from + 1}–${to + 1}`)).join("、");
}

const digits = "〇一二三四五六七八九";

/** A section's number in Chinese numerals, from 1 to 99 (GB/T 9704-2012, 7.3.3). */
export function sectionNumber(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`}${ones === 0 ? "" : digits[ones]}`;
}
