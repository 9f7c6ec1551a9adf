import type { Language } from "./language.ts";
import { isPair, lineOf, sharedRuns, signsOf, termsOf } from "./terms.ts";

/** A text that is looked for: its headline counts more than what follows. */
export type Indexed = { id: string; title: string; text: string };

/** What ties a question to a text: the part of the question's weight that the text covers (0 to 1), and that weight itself. */
export type Tie = { cover: number; gain: number };
export type Hit = Tie & { id: string };

// Okapi BM25 over signs and pairs of signs, the figures round ones around the best on rumours of early 2020 (bench `rumour`).
const headline = 2;
const saturation = 2;
const lengthPart = 0.6;
/** Rare terms count more than their rarity alone; a pair counts in part, since its signs count already. */
const sharpened = 1.8;
const pairPart = 0.2;
/** With fewer texts nothing is as rare as it seems; and what less than this part of the texts use is rare enough, so that the same words weigh the same among few texts and many. */
const fewest = 100;
const rarest = 0.003;

type Entry = { counts: ReadonlyMap<string, number>; length: number; line: string };

/** Texts found again by what they say, as a stream: texts come and go; rare is what few of them and little of the language use. */
export class TextIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #holders = new Map<string, Map<string, number>>();
  readonly #language: Language;
  #length = 0;

  constructor(language: Language) { this.#language = language; }

  has(id: string): boolean { return this.#entries.has(id); }

  add({ id, title, text }: Indexed): void {
    this.remove(id);
    const [head, body] = [signsOf(title), signsOf(text)];
    const counts = new Map<string, number>();
    for (const term of termsOf(head)) counts.set(term, (counts.get(term) ?? 0) + headline);
    for (const term of termsOf(body)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const entry = { counts, length: headline * head.length + body.length, line: `${lineOf(head)}|${lineOf(body)}` };
    this.#entries.set(id, entry);
    this.#length += entry.length;
    for (const [term, count] of counts) {
      const holders = this.#holders.get(term);
      if (holders) holders.set(id, count); else this.#holders.set(term, new Map([[id, count]]));
    }
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#length -= entry.length;
    for (const term of entry.counts.keys()) {
      const holders = this.#holders.get(term);
      holders?.delete(id);
      if (holders?.size === 0) this.#holders.delete(term);
    }
  }

  /** The texts that cover a question best, best first; of equals by their key. */
  find(question: string, most: number): Hit[] {
    const signs = signsOf(question);
    const { weights, whole } = this.#weigh(signs);
    const gains = new Map<string, number>();
    for (const [term, weight] of weights) for (const [id, count] of this.#holders.get(term) ?? []) gains.set(id, (gains.get(id) ?? 0) + weight * this.#part(id, count));
    return [...gains].map(([id, gain]): Hit => ({ id, gain, cover: gain / whole })).sort((a, b) => b.cover - a.cover || (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  /** What ties a question to one text; null when they share nothing. */
  tie(question: string, id: string): Tie | null {
    const { weights, whole } = this.#weigh(signsOf(question));
    let gain = 0;
    for (const [term, weight] of weights) gain += weight * this.#part(id, this.#entries.get(id)?.counts.get(term) ?? 0);
    return gain > 0 ? { gain, cover: gain / whole } : null;
  }

  /** The words of a question that a text has as well, the most telling first. */
  sharedWords(question: string, id: string, most: number): string[] {
    const signs = signsOf(question);
    const { weights } = this.#weigh(signs);
    const words = sharedRuns(signs, this.#entries.get(id)?.line ?? "").map(({ from, to }) => {
      const word = signs.slice(from, to);
      return { word: word.join(""), weight: word.reduce((sum, sign) => sum + (weights.get(sign) ?? 0), 0) };
    });
    return [...new Map(words.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1)).map(({ word }) => [word, word])).values()].slice(0, most);
  }

  #weigh(signs: readonly string[]): { weights: ReadonlyMap<string, number>; whole: number } {
    const all = Math.max(fewest, this.#entries.size);
    const weights = new Map<string, number>();
    let whole = 0;
    for (const term of new Set(termsOf(signs))) {
      const share = Math.max((this.#holders.get(term)?.size ?? 0) / all, this.#language.share(term));
      const weight = (isPair(term) ? pairPart : 1) * Math.log(1 + (1 - share) / (share + rarest)) ** sharpened;
      weights.set(term, weight);
      whole += weight;
    }
    return { weights, whole };
  }

  /** How much of a term's weight a text of its length earns by so many uses. */
  #part(id: string, count: number): number {
    const length = this.#entries.get(id)?.length ?? 0;
    return count / (count + saturation * (1 - lengthPart + (lengthPart * length * this.#entries.size) / this.#length));
  }
}
