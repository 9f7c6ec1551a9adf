/** The overlapping pieces of a text, three characters each, marks and blanks left out: what two texts are compared by. */
export function shingles(text: string, size = 3): Set<string> {
  const bare = [...text.replace(/[^\p{L}\p{N}]/gu, "")];
  if (bare.length <= size) return new Set(bare.length ? [bare.join("")] : []);
  return new Set(bare.slice(0, bare.length - size + 1).map((_, i) => bare.slice(i, i + size).join("")));
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((piece) => b.has(piece)).length;

/** How alike two texts are, 0 to 1: shared pieces over all pieces (Jaccard). */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = shared(a, b);
  const all = a.size + b.size - both;
  return all === 0 ? 0 : both / all;
}

/** How much of the first text is already said by the second, 0 to 1. */
export const coverage = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => (a.size === 0 ? 0 : shared(a, b) / a.size);
