import { plain } from "#opinion/words.ts";

const day = 86_400_000;
const shingle = (text: string): Set<string> => { const bare = plain(text).replace(/[^\p{L}\p{N}]/gu, ""); return new Set(Array.from({ length: Math.max(1, bare.length - 1) }, (_, i) => bare.slice(i, i + 2))); };

type Known = { cluster: string; at: number; shingles: Set<string> };

/**
 * The plain way to fold: a title joins the most similar title (Jaccard of character bigrams) of the last days, if it is similar enough;
 * a title that is there again is not looked at again.
 */
export class PlainFold {
  readonly #holders = new Map<string, Known[]>();
  readonly #known = new Map<string, Known>();
  readonly #least: number;
  readonly #days: number;

  constructor(least: number, days: number) { this.#least = least; this.#days = days; }

  place(title: string, at: number): string {
    const seen = this.#known.get(title);
    if (seen && at - seen.at < this.#days * day) { seen.at = at; return seen.cluster; }
    const shingles = shingle(title);
    const shared = new Map<Known, number>();
    for (const one of shingles) {
      const holders = (this.#holders.get(one) ?? []).filter((known) => at - known.at < this.#days * day);
      this.#holders.set(one, holders);
      for (const known of holders) shared.set(known, (shared.get(known) ?? 0) + 1);
    }
    let [best, most]: [Known | null, number] = [null, this.#least];
    for (const [known, both] of shared) {
      const alike = both / (shingles.size + known.shingles.size - both);
      if (alike >= most) { best = known; most = alike; }
    }
    const known: Known = { cluster: best?.cluster ?? `${at} ${title}`, at, shingles };
    for (const one of shingles) this.#holders.get(one)?.push(known);
    this.#known.set(title, known);
    return known.cluster;
  }
}
