import { plain } from "#opinion/words.ts";

const bigrams = (text: string): string[] => { const bare = plain(text).replace(/[^\p{L}\p{N}]/gu, ""); return Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)); };

/** The plain way to find a text: Okapi BM25 (k1 1.2, b 0.75) over character bigrams. Answers the texts by their number, best first. */
export function bm25(texts: readonly string[]): (question: string) => number[] {
  const counts = texts.map((text) => { const all = new Map<string, number>(); for (const one of bigrams(text)) all.set(one, (all.get(one) ?? 0) + 1); return all; });
  const lengths = counts.map((all) => [...all.values()].reduce((sum, n) => sum + n, 0));
  const average = lengths.reduce((sum, n) => sum + n, 0) / texts.length;
  const holders = new Map<string, number>();
  for (const all of counts) for (const one of all.keys()) holders.set(one, (holders.get(one) ?? 0) + 1);
  const rarity = (one: string) => { const n = holders.get(one) ?? 0; return Math.log(1 + (texts.length - n + 0.5) / (n + 0.5)); };
  return (question) => {
    const asked = bigrams(question);
    const scores = counts.map((all, i) => asked.reduce((sum, one) => { const n = all.get(one) ?? 0; return n === 0 ? sum : sum + (rarity(one) * n * 2.2) / (n + 1.2 * (0.25 + (0.75 * (lengths[i] ?? 0)) / average)); }, 0));
    return scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  };
}
