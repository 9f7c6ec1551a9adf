import type { Cut } from "../words.ts";

/** A title cut into words, with the place of every word in the title. */
export type Words = { text: string; /** Its letters by their codes. */ letters: readonly number[]; words: readonly string[]; /** For every letter the word that begins there, or -1. */ at: readonly number[] };

/** Cuts a title; one more place at the end stands for its end. */
export function wordsOf(text: string, cut: Cut): Words {
  const words = cut(text);
  const letters = new Array<number>(text.length);
  const at = new Array<number>(text.length + 1);
  for (let i = 0; i < text.length; i += 1) { letters[i] = text.charCodeAt(i); at[i] = -1; }
  let from = 0;
  for (let i = 0; i < words.length; i += 1) {
    at[from] = i;
    from += words[i]?.length ?? 0;
  }
  at[text.length] = words.length;
  return { text, letters, words, at };
}

/** So many cut texts are remembered: more than come new at one time. */
const remembered = 256;

/** A cutter that remembers what it cut lately: reader and fold cut the same titles one after the other. */
export function cutOnce(cut: Cut): Cut {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    let words = known.get(text);
    if (words === undefined) {
      if (known.size === remembered) known.clear();
      known.set(text, (words = cut(text)));
    }
    return words;
  };
}

/** The word that holds a letter, by its number. */
export function wordHolding({ at }: Words, letter: number): number {
  let from = letter;
  while (from > 0 && (at[from] ?? -1) < 0) from -= 1;
  return at[from] ?? 0;
}
