type Node<V> = { next: Map<number, Node<V>>; value: V | undefined };

/** Words that are looked up letter by letter. */
export type Dictionary<V> = {
  /** Every word that begins at a letter of a text, with the letter after its last, shortest first. */
  from: (text: string, at: number) => readonly { end: number; value: V }[];
  /** May a word begin at this letter? Nearly always no, which is told at a glance; the letters are given by their codes. */
  mayBegin: (letters: readonly number[], at: number) => boolean;
};

const none: readonly never[] = [];
/** A number below 2 ** 17 for two letters; few pairs share one. */
const pairOf = (one: number, other: number): number => ((one * 37) ^ (other * 5)) & 0x1ffff;
/** Marks are bits, so that the rows of all dictionaries stay where the processor reads quickly. */
const mark = (marks: Uint8Array, i: number): void => { marks[i >> 3] = (marks[i >> 3] ?? 0) | (1 << (i & 7)); };
const isMarked = (marks: Uint8Array, i: number): boolean => ((marks[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;

/** Builds a dictionary; a word given twice keeps the last value. Most pairs of letters begin no word: a row of marks tells so before anything is walked. */
export function openDictionary<V>(words: Iterable<readonly [string, V]>): Dictionary<V> {
  const firsts = new Map<number, Node<V>>();
  const single = new Uint8Array(0x10000 / 8);
  const begins = new Uint8Array(0x20000 / 8);
  for (const [word, value] of words) {
    if (word === "") continue;
    if (word.length === 1) mark(single, word.charCodeAt(0)); else mark(begins, pairOf(word.charCodeAt(0), word.charCodeAt(1)));
    let nodes = firsts;
    let node: Node<V> | undefined;
    for (let i = 0; i < word.length; i += 1) {
      const letter = word.charCodeAt(i);
      node = nodes.get(letter);
      if (!node) nodes.set(letter, (node = { next: new Map(), value: undefined }));
      nodes = node.next;
    }
    if (node) node.value = value;
  }
  return {
    mayBegin(letters, at) {
      const [first, second] = [letters[at] ?? 0, letters[at + 1] ?? 0];
      return isMarked(begins, pairOf(first, second)) || isMarked(single, first);
    },
    from(text, at) {
      let node = firsts.get(text.charCodeAt(at));
      let found: { end: number; value: V }[] | undefined;
      for (let end = at + 1; node; end += 1) {
        if (node.value !== undefined) (found ??= []).push({ end, value: node.value });
        if (end >= text.length) break;
        node = node.next.get(text.charCodeAt(end));
      }
      return found ?? none;
    },
  };
}
