import { countOf } from "./holding.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Topic, Trace, Word } from "./shapes.ts";
import { weights } from "./weights.ts";

/** What a person put right: two topics are one, or these titles do not belong to the topic. Handed in again on every replay. */
export type Correction = { kind: "merge"; topics: readonly [string, string] } | { kind: "split"; topic: string; titles: readonly string[] };

/** Titles like these were taken out of a topic: their own words, and all their words. */
type Lesson = { titles: ReadonlySet<string>; own: ReadonlySet<Word>; all: ReadonlySet<Word> };

const wordsOf = (members: readonly Trace[]): Set<Word> => new Set(members.flatMap((member) => [...member.words, ...member.spots]));
const pair = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Corrections as they bear on later titles. */
export class Lessons {
  readonly #taught = new Map<string, Lesson[]>();
  readonly #apart = new Set<string>();
  readonly #one = new Map<string, string>();

  /** Two topics are one, now and when the second comes up only later. */
  one(a: string, b: string): void {
    this.#apart.delete(pair(a, b));
    this.#one.set(a, b).set(b, a);
  }

  /** The topic that a newly begun one was said to be one with. */
  oneWith({ id }: Topic): string | undefined { return this.#one.size === 0 ? undefined : this.#one.get(id); }

  /** Two topics that a person took apart stay apart, and later titles go where their own words are. */
  apart(a: Topic, b: Topic): void {
    this.#apart.add(pair(a.id, b.id));
    this.#one.delete(a.id);
    this.#one.delete(b.id);
    const [ofA, ofB] = [wordsOf(a.members), wordsOf(b.members)];
    this.#teach(a.id, b.members, ofB, ofA);
    this.#teach(b.id, a.members, ofA, ofB);
  }

  #teach(id: string, members: readonly Trace[], all: ReadonlySet<Word>, home: ReadonlySet<Word>): void {
    const lesson = { titles: new Set(members.map((member) => member.title)), own: new Set([...all].filter((word) => !home.has(word))), all };
    this.#taught.set(id, [...(this.#taught.get(id) ?? []), lesson]);
  }

  /** May two topics be found to be one story? */
  mayBridge(a: Topic, b: Topic): boolean { return this.#apart.size === 0 || !this.#apart.has(pair(a.id, b.id)); }

  /** Is a title of the kind that was taken out of this topic? It is when it has more of their own words than of the topic's own. */
  bars(trace: Trace, topic: Topic, lexicon: Lexicon): boolean {
    const lessons = this.#taught.size === 0 ? undefined : this.#taught.get(topic.id);
    if (!lessons) return false;
    const telling = (words: readonly Word[]) => words.reduce((sum, word) => sum - Math.log(lexicon.wordRarity(word)), 0);
    const said = [...trace.words, ...trace.spots];
    return lessons.some(({ titles, own, all }) => titles.has(trace.title)
      || telling(said.filter((word) => own.has(word))) > telling(said.filter((word) => !all.has(word) && isCore(word, topic))));
  }

  /** A topic fell asleep: what was taught about it is no longer needed. */
  forget({ id }: Topic): void { if (this.#taught.size > 0) this.#taught.delete(id); }
}

function isCore(word: Word, topic: Topic): boolean {
  const count = countOf(word, topic);
  return count > 0 && count >= weights.words.core * topic.members.length;
}
