import type { Cut } from "../words.ts";

/** A title cut into words, with the place of every word in the title. */
export type Words = { text: string; words: readonly string[]; /** For every letter the word that begins there, or -1. */ at: readonly number[]; starts: readonly number[] };

/** Cuts a title; one more place at the end stands for its end. */
export function wordsOf(text: string, cut: Cut): Words {
  const words = cut(text);
  const at = new Array<number>(text.length + 1).fill(-1);
  const starts = new Array<number>(words.length);
  let from = 0;
  for (let i = 0; i < words.length; i += 1) {
    at[from] = i;
    starts[i] = from;
    from += words[i]?.length ?? 0;
  }
  at[text.length] = words.length;
  return { text, words, at, starts };
}

/** A cutter that remembers the last text: reader and fold cut the same title one after the other. */
export function cutOnce(cut: Cut): Cut {
  let last: { text: string; words: readonly string[] } = { text: "", words: [] };
  return (text) => {
    if (text !== last.text) last = { text, words: cut(text) };
    return last.words;
  };
}

/** The word that holds a letter, by its number. */
export function wordHolding({ at }: Words, letter: number): number {
  let from = letter;
  while (from > 0 && (at[from] ?? -1) < 0) from -= 1;
  return at[from] ?? 0;
}
