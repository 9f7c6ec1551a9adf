type Node<V> = { next: Map<number, Node<V>>; value: V | undefined };

/** Words that are looked up letter by letter: `from` gives every word that begins at a letter of a text, with the letter after its last, shortest first. */
export type Dictionary<V> = { from: (text: string, at: number) => readonly { end: number; value: V }[] };

const none: readonly never[] = [];

/** Builds a dictionary; a word given twice keeps the last value. First letters are found by number, because most letters begin no word. */
export function openDictionary<V>(words: Iterable<readonly [string, V]>): Dictionary<V> {
  const firsts: (Node<V> | undefined)[] = new Array<Node<V> | undefined>(0x10000).fill(undefined);
  for (const [word, value] of words) {
    if (word === "") continue;
    const first = word.charCodeAt(0);
    let node = (firsts[first] ??= { next: new Map(), value: undefined });
    for (let i = 1; i < word.length; i += 1) {
      const letter = word.charCodeAt(i);
      let next = node.next.get(letter);
      if (!next) node.next.set(letter, (next = { next: new Map(), value: undefined }));
      node = next;
    }
    node.value = value;
  }
  return {
    from(text, at) {
      let node = firsts[text.charCodeAt(at)];
      if (!node) return none;
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
