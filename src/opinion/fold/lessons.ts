import type { Lexicon } from "./lexicon.ts";
import type { Memory } from "./memory.ts";
import type { Topic, Trace, Word } from "./shapes.ts";
import { countOf } from "./topic.ts";
import { weights } from "./weights.ts";

/** What a person put right: two topics are one, or these titles do not belong to the topic. Handed in again on every replay. */
export type Correction = { kind: "merge"; topics: readonly [string, string] } | { kind: "split"; topic: string; titles: readonly string[] };

/** Titles like these were taken out of a topic: their own words, and all their words; as texts, since a lesson outlives the rows of words that are forgotten. */
type Lesson = { titles: ReadonlySet<string>; own: ReadonlySet<string>; all: ReadonlySet<string> };

const wordsOf = ({ words, spots }: Trace): Word[] => [...words, ...spots.map((spot) => spot.word)];
const textsOf = (members: readonly Trace[], lexicon: Lexicon): Set<string> => new Set(members.flatMap(wordsOf).map((word) => lexicon.text(word)));
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
  apart(a: Topic, b: Topic, lexicon: Lexicon): void {
    this.#apart.add(pair(a.id, b.id));
    this.#one.delete(a.id);
    this.#one.delete(b.id);
    const [ofA, ofB] = [textsOf(a.members, lexicon), textsOf(b.members, lexicon)];
    this.#teach(a.id, b.members, ofB, ofA);
    this.#teach(b.id, a.members, ofA, ofB);
  }

  #teach(id: string, members: readonly Trace[], all: ReadonlySet<string>, home: ReadonlySet<string>): void {
    const lesson = { titles: new Set(members.map((member) => member.title)), own: new Set([...all].filter((word) => !home.has(word))), all };
    this.#taught.set(id, [...(this.#taught.get(id) ?? []), lesson]);
  }

  /** May two topics be found to be one story? */
  mayBridge(a: Topic, b: Topic): boolean { return this.#apart.size === 0 || !this.#apart.has(pair(a.id, b.id)); }

  /** Is a title of the kind that was taken out of this topic? It is when it has more of their own words than of the topic's own. */
  bars(trace: Trace, topic: Topic, memory: Memory): boolean {
    const lessons = this.#taught.size === 0 ? undefined : this.#taught.get(topic.id);
    if (!lessons) return false;
    const { lexicon } = memory;
    const said = wordsOf(trace).map((word) => ({ word, text: lexicon.text(word) }));
    const telling = (words: typeof said) => words.reduce((sum, { word }) => sum - Math.log(lexicon.wordRarity(word)), 0);
    return lessons.some(({ titles, own, all }) => titles.has(trace.title)
      || telling(said.filter(({ text }) => own.has(text))) > telling(said.filter(({ word, text }) => !all.has(text) && isCore(word, topic, memory))));
  }

  /** A topic fell asleep: what was taught about it is no longer needed. */
  forget({ id }: Topic): void { if (this.#taught.size > 0) this.#taught.delete(id); }
}

function isCore(word: Word, topic: Topic, memory: Memory): boolean {
  const count = countOf(word, topic, memory);
  return count > 0 && count >= weights.words.core * topic.members.length;
}
