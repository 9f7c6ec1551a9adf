import type { Item } from "../item.ts";
import type { Gazetteer } from "../place/gazetteer.ts";
import type { Reading, Reason } from "../reading.ts";
import { type Cut, plain } from "../words.ts";
import { areOne, byAge, united } from "./bridge.ts";
import { oddsOf, rarityOf, weigh, wordGain } from "./evidence.ts";
import { habits as ourHabits } from "./habits.ts";
import { leave } from "./holding.ts";
import { type Correction, Lessons } from "./lessons.ts";
import { Lexicon } from "./lexicon.ts";
import { reasonsOf } from "./reasons.ts";
import { bestTwo, type Match, unsaidHazard } from "./search.ts";
import type { Topic, Trace } from "./shapes.ts";
import { type Habits, join, secondOf, topicOf, wake } from "./topic.ts";
import { type Hearing, traceOf } from "./trace.ts";

/** What the fold needs: the cutter, the parents of every place, and habits where they differ from ours. */
export type FoldSettings = { cut: Cut; lineage: Gazetteer["lineage"]; habits?: Partial<Habits> };

/** A title found its topic; `fresh` when it began it. */
export type Placement = { title: string; topic: string; fresh: boolean; why: readonly Reason[] };
/** Titles left one topic for another: two stories were one, or a person corrected. */
export type Move = { titles: readonly string[]; from: string; topic: string };
/** What came of the titles heard since the last time. */
export type Settled = { placed: readonly Placement[]; moved: readonly Move[] };
/** Two topics that became one, and what moved for it. */
type Union = { topic: Topic; move: Move };
/** An awake topic as it stands, titles in the order they came. */
export type Folded = Pick<Topic, "id" | "last" | "hazard"> & { first: number; titles: readonly string[]; places: readonly string[] };

const first: readonly Reason[] = [{ rule: "fold.first", words: [] }];
const sameWords: readonly Reason[] = [{ rule: "fold.same-words", words: [] }];
const sweepEvery = 24 * 3_600_000;
const titlesOf = (members: readonly Trace[]): string[] => members.map((member) => member.heard);

/** What is known of a hearing before it is folded: those that say more come first, so that bare names find their story. */
const order = (a: Hearing, b: Hearing): number => a.at - b.at || weight(b) - weight(a) || compareText(a.title, b.title) || compareText(a.heard, b.heard);
const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const weight = ({ reading, cut }: Hearing): number => (reading.hazard === null ? 0 : 2) + (reading.mentions.length > 0 ? 1 : 0) + Math.min(0.9, cut.length / 100);

/**
 * Folds titles into stories as they come: the same story once, across wording and days. It holds only what is awake.
 * The order within what is settled together never matters; the same stream gives the same topics and keys.
 */
export class Fold {
  readonly #cut: Cut;
  readonly #habits: Habits;
  readonly #lexicon: Lexicon;
  readonly #lessons = new Lessons();
  readonly #topics = new Set<Topic>();
  readonly #known = new Map<string, Topic>();
  #heard: Hearing[] = [];
  #now = -Infinity;
  #swept = -Infinity;
  #mark = 0;

  constructor({ cut, lineage, habits = {} }: FoldSettings) {
    this.#cut = cut;
    this.#habits = { ...ourHabits, ...habits };
    this.#lexicon = new Lexicon(lineage);
  }

  /** The topic of a title that was folded before and is still awake, seen once more: one look-up, no reading needed. */
  again(title: string, at: number): string | null {
    const topic = this.#known.get(title);
    if (!topic || topic.until < secondOf(at)) return null;
    wake(topic, at);
    return topic.id;
  }

  /** Hears a title with its reading; it is folded when settled. */
  hear(item: Pick<Item, "title" | "seenAt">, reading: Reading): void {
    const title = plain(item.title);
    this.#heard.push({ heard: item.title, title, at: Math.max(item.seenAt, this.#now), reading, cut: this.#cut(title) });
  }

  /** Folds what was heard, in an order of its own. */
  settle(): Settled {
    const [placed, moved]: [Placement[], Move[]] = [[], []];
    for (const hearing of this.#heard.toSorted(order)) {
      this.#now = hearing.at;
      const known = this.#known.get(hearing.title);
      if (known && known.until >= secondOf(hearing.at)) {
        wake(known, hearing.at);
        placed.push({ title: hearing.heard, topic: known.id, fresh: false, why: sameWords });
      } else placed.push(this.#place(traceOf(hearing, this.#lexicon), moved));
    }
    this.#heard = [];
    if (this.#now - this.#swept > sweepEvery) this.#sweep();
    return { placed, moved };
  }

  /** Puts a person's correction right at once; it holds for later titles of the same kind. Handed in again at its place, a replay gives the same. */
  correct(correction: Correction): readonly Move[] {
    if (correction.kind === "merge") {
      const [a, b] = correction.topics.map((id) => this.#find(id));
      this.#lessons.one(...correction.topics);
      return a && b && a !== b ? [this.#unite(a, b).move] : [];
    }
    const topic = this.#find(correction.topic);
    const out = topic?.members.filter((member) => correction.titles.includes(member.heard)) ?? [];
    if (!topic || out.length === 0 || out.length === topic.members.length) return [];
    return this.#split(topic, out);
  }

  /** All awake topics, oldest first. */
  topics(): readonly Folded[] {
    return [...this.#topics].map(({ id, last, hazard, members, spots }): Folded => ({
      id, first: members[0]?.at ?? 0, last, hazard, titles: titlesOf(members), places: spots.keys.map((spot) => spot.text).sort(),
    })).sort((a, b) => a.first - b.first || compareText(a.id, b.id));
  }

  /** Why two titles of awake topics are one story or two, as the later looks to the earlier alone; null when one is not known. */
  compare(a: string, b: string): { same: boolean; odds: number; why: readonly Reason[] } | null {
    const [x, y] = [a, b].map((title) => this.#known.get(title)?.members.find((member) => member.heard === title));
    if (!x || !y) return null;
    const [earlier, later] = x.at <= y.at ? [x, y] : [y, x];
    const alone = topicOf([earlier], this.#habits);
    for (const word of later.words) {
      if (!earlier.words.includes(word)) continue;
      alone.gain += wordGain(rarityOf(word, later, this.#lexicon), 1, alone);
      alone.hits += 1;
    }
    const evidence = weigh(later, alone, unsaidHazard(later, this.#lexicon), this.#lexicon, this.#habits, true);
    const why = evidence ? reasonsOf(later, alone, evidence, this.#lexicon) : [];
    leave(alone);
    return { same: this.#known.get(a) === this.#known.get(b), odds: evidence ? oddsOf(evidence) : -Infinity, why };
  }

  #place(trace: Trace, moved: Move[]): Placement {
    this.#lexicon.tick(trace.at);
    this.#mark += 1;
    const [best, second] = bestTwo(trace, this.#mark, this.#lexicon, this.#lessons, this.#habits);
    const why = best ? reasonsOf(trace, best.topic, best.evidence, this.#lexicon) : first;
    let topic = best?.topic ?? this.#begin(trace);
    if (best) { join(topic, trace, this.#habits); this.#remember(topic, [trace]); }
    this.#lexicon.note(trace, topic.hazard !== null);
    const bridged = best && second ? this.#bridge(best, second) : null;
    const taught = best ? undefined : this.#lessons.oneWith(topic);
    const other = taught === undefined ? undefined : this.#find(taught);
    const union = bridged ?? (other ? this.#unite(topic, other) : null);
    if (union) { moved.push(union.move); topic = union.topic; }
    return { title: trace.heard, topic: topic.id, fresh: best === null && !union, why };
  }

  #begin(trace: Trace): Topic {
    const topic = topicOf([trace], this.#habits);
    this.#enter(topic);
    return topic;
  }

  #bridge(best: Match, second: Match): Union | null {
    if (!this.#lessons.mayBridge(best.topic, second.topic)) return null;
    const [a, b] = byAge(best.topic, second.topic);
    return areOne(a, b, second, this.#lexicon, this.#habits) ? this.#unite(a, b) : null;
  }

  #unite(one: Topic, other: Topic): Union {
    const [a, b] = byAge(one, other);
    this.#drop(a);
    this.#drop(b);
    const topic = united(a, b, this.#habits);
    this.#enter(topic);
    return { topic, move: { titles: titlesOf(b.members), from: b.id, topic: topic.id } };
  }

  #split(topic: Topic, out: readonly Trace[]): Move[] {
    this.#drop(topic);
    const parts = [topic.members.filter((member) => !out.includes(member)), out].map((members) => {
      const part = topicOf(members, this.#habits);
      part.until = Math.max(part.until, topic.until);
      this.#enter(part);
      return part;
    });
    const [stays, left] = parts;
    if (stays && left) this.#lessons.apart(stays, left);
    return parts.filter((part) => part.id !== topic.id).map((part) => ({ titles: titlesOf(part.members), from: topic.id, topic: part.id }));
  }

  /** A topic by its key: people ask by it, and they ask seldom. */
  #find(id: string): Topic | undefined {
    for (const topic of this.#topics) if (topic.id === id) return topic;
    return undefined;
  }

  #enter(topic: Topic): void {
    this.#topics.add(topic);
    this.#remember(topic, topic.members);
  }

  #remember(topic: Topic, members: readonly Trace[]): void {
    for (const { heard, title } of members) {
      this.#known.set(heard, topic);
      if (title !== heard) this.#known.set(title, topic);
    }
  }

  #drop(topic: Topic): void {
    leave(topic);
    this.#topics.delete(topic);
    for (const { heard, title } of topic.members) {
      if (this.#known.get(heard) === topic) this.#known.delete(heard);
      if (title !== heard && this.#known.get(title) === topic) this.#known.delete(title);
    }
  }

  /** Lets go of what sleeps; it makes room and changes nothing else. */
  #sweep(): void {
    this.#swept = this.#now;
    const now = secondOf(this.#now);
    for (const topic of this.#topics) if (topic.until < now) { this.#drop(topic); this.#lessons.forget(topic); }
  }
}
