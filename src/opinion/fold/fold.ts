import type { Gazetteer } from "../place/gazetteer.ts";
import type { Reading, Reason } from "../reading.ts";
import { type Cut, plain } from "../words.ts";
import { areOne, byAge, united } from "./bridge.ts";
import { noCeiling, oddsOf, rarityOf, weigh, wordGain } from "./evidence.ts";
import { habits as ourHabits } from "./habits.ts";
import { type Correction, Lessons } from "./lessons.ts";
import { Lexicon } from "./lexicon.ts";
import type { Habits, Memory } from "./memory.ts";
import { reasonsOf } from "./reasons.ts";
import { Roll } from "./roll.ts";
import { bestTwo, type Match, unsaidHazard } from "./search.ts";
import { Seats } from "./seats.ts";
import type { Topic, Trace } from "./shapes.ts";
import { join, leave, secondOf, topicOf, wake } from "./topic.ts";
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
export type Folded = Pick<Topic, "id" | "hazard"> & { first: number; last: number; titles: readonly string[]; places: readonly string[] };

const first: readonly Reason[] = [{ rule: "fold.first", words: [] }];
const sameWords: readonly Reason[] = [{ rule: "fold.same-words", words: [] }];
const sweepEvery = 24 * 3_600_000;
const titlesOf = (members: readonly Trace[]): string[] => members.map((member) => member.heard);

/** What is known of a hearing before it is folded: those that say more come first, so that bare names find their story. */
const order = (a: Hearing, b: Hearing): number => a.at - b.at || b.says - a.says || compareText(a.title, b.title) || compareText(a.heard, b.heard);
const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const saysMuch = ({ hazard, mentions }: Reading, cut: readonly string[]): number => (hazard === null ? 0 : 200) + (mentions.length > 0 ? 100 : 0) + Math.min(90, cut.length);

/**
 * Folds titles into stories as they come: the same story once, across wording and days. It holds only what is awake.
 * The order within what is settled together never matters; the same stream gives the same topics and keys.
 */
export class Fold {
  readonly #cut: Cut;
  readonly #memory: Memory;
  readonly #lessons = new Lessons();
  /** Titles of awake topics, in plain form and as they were heard, with the rows of their topics. */
  readonly #known = new Map<string, number>();
  #heard: Hearing[] = [];
  #now = -Infinity;
  #swept = -Infinity;
  #mark = 0;

  constructor({ cut, lineage, habits = {} }: FoldSettings) {
    this.#cut = cut;
    const seats = new Seats();
    this.#memory = { lexicon: new Lexicon(lineage, seats), roll: new Roll(), seats, habits: { ...ourHabits, ...habits } };
  }

  /** The topic of a title that was folded before and is still awake, seen once more: one look-up, no reading needed. */
  again(title: string, at: number): string | null {
    const row = this.#awake(title, at);
    return row === undefined ? null : this.#keyOf(row);
  }

  /** The row of the topic of a title; it stays awake. */
  #awake(title: string, at: number): number | undefined {
    const { roll } = this.#memory;
    const row = this.#known.get(title);
    if (row === undefined || (roll.until[row] ?? 0) < secondOf(at)) return undefined;
    wake(roll, row, at);
    return row;
  }

  #keyOf(row: number): string { return this.#memory.roll.topic(row)?.id ?? ""; }

  /** Hears a title as it was seen at a time, with its reading; it is folded when settled. */
  hear(heard: string, at: number, reading: Reading): void {
    const title = plain(heard);
    const cut = this.#cut(title);
    this.#heard.push({ heard, title, at: Math.max(at, this.#now), reading, cut, says: saysMuch(reading, cut) });
  }

  /** Folds what was heard, in an order of its own. */
  settle(): Settled {
    const [placed, moved]: [Placement[], Move[]] = [[], []];
    for (const hearing of this.#heard.toSorted(order)) {
      this.#now = hearing.at;
      const known = this.#awake(hearing.title, hearing.at);
      if (known === undefined) placed.push(this.#place(traceOf(hearing, this.#memory.lexicon), moved));
      else placed.push({ title: hearing.heard, topic: this.#keyOf(known), fresh: false, why: sameWords });
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
    const { roll } = this.#memory;
    return roll.all().map(({ id, row, hazard, members, spots }): Folded => ({
      id, first: members[0]?.at ?? 0, last: roll.last[row] ?? 0, hazard, titles: titlesOf(members), places: spots.keys.map((spot) => spot.text).sort(),
    })).sort((a, b) => a.first - b.first || compareText(a.id, b.id));
  }

  /** Why two titles of awake topics are one story or two, as the later looks to the earlier alone; null when one is not known. */
  compare(a: string, b: string): { same: boolean; odds: number; why: readonly Reason[] } | null {
    const { lexicon, roll } = this.#memory;
    const [x, y] = [a, b].map((title) => roll.topic(this.#known.get(title) ?? -1)?.members.find((member) => member.heard === title));
    if (!x || !y) return null;
    const [earlier, later] = x.at <= y.at ? [x, y] : [y, x];
    const alone = topicOf([earlier], this.#memory);
    const shared = later.words.filter((word) => earlier.words.includes(word));
    roll.gain[alone.row] = shared.reduce((sum, word) => sum + wordGain(rarityOf(word, later, lexicon), 1, 1), 0);
    roll.hits[alone.row] = shared.length;
    const evidence = weigh(later, alone, unsaidHazard(later, lexicon), this.#memory, noCeiling);
    const why = evidence ? reasonsOf(later, alone, evidence, this.#memory) : [];
    leave(alone, this.#memory);
    return { same: this.#known.get(a) === this.#known.get(b), odds: evidence ? oddsOf(evidence) : -Infinity, why };
  }

  #place(trace: Trace, moved: Move[]): Placement {
    const { lexicon } = this.#memory;
    lexicon.tick(trace.at);
    this.#mark += 1;
    const [best, second] = bestTwo(trace, this.#mark, this.#memory, this.#lessons);
    const why = best ? reasonsOf(trace, best.topic, best.evidence, this.#memory) : first;
    let topic = best?.topic ?? this.#enter([trace]);
    if (best) { join(topic, trace, this.#memory); this.#remember(topic, [trace]); }
    lexicon.note(trace, topic.hazard !== null);
    const bridged = best && second ? this.#bridge(best, second) : null;
    const taught = best ? undefined : this.#lessons.oneWith(topic);
    const other = taught === undefined ? undefined : this.#find(taught);
    const union = bridged ?? (other ? this.#unite(topic, other) : null);
    if (union) { moved.push(union.move); topic = union.topic; }
    return { title: trace.heard, topic: topic.id, fresh: best === null && !union, why };
  }

  #bridge(best: Match, second: Match): Union | null {
    if (!this.#lessons.mayBridge(best.topic, second.topic)) return null;
    const [a, b] = byAge(best.topic, second.topic);
    return areOne(a, b, second, this.#memory) ? this.#unite(a, b) : null;
  }

  #unite(one: Topic, other: Topic): Union {
    const [a, b] = byAge(one, other);
    const until = Math.max(this.#untilOf(a), this.#untilOf(b));
    this.#drop(a);
    this.#drop(b);
    const topic = this.#enter(united(a, b), until);
    return { topic, move: { titles: titlesOf(b.members), from: b.id, topic: topic.id } };
  }

  #split(topic: Topic, out: readonly Trace[]): Move[] {
    const until = this.#untilOf(topic);
    this.#drop(topic);
    const parts = [topic.members.filter((member) => !out.includes(member)), out].map((members) => this.#enter(members, until));
    const [stays, left] = parts;
    if (stays && left) this.#lessons.apart(stays, left, this.#memory.lexicon);
    return parts.filter((part) => part.id !== topic.id).map((part) => ({ titles: titlesOf(part.members), from: topic.id, topic: part.id }));
  }

  /** A topic by its key: people ask by it, and they ask seldom. */
  #find(id: string): Topic | undefined {
    return this.#memory.roll.all().find((topic) => topic.id === id);
  }

  #untilOf({ row }: Topic): number { return this.#memory.roll.until[row] ?? 0; }

  /** A topic of these titles, awake no shorter than until that second. */
  #enter(members: readonly Trace[], until = 0): Topic {
    const topic = topicOf(members, this.#memory);
    this.#memory.roll.until[topic.row] = Math.max(until, this.#untilOf(topic));
    this.#remember(topic, members);
    return topic;
  }

  #remember({ row }: Topic, members: readonly Trace[]): void {
    for (const { heard, title } of members) {
      this.#known.set(heard, row);
      if (title !== heard) this.#known.set(title, row);
    }
  }

  #drop(topic: Topic): void {
    leave(topic, this.#memory);
    for (const { heard, title } of topic.members) {
      if (this.#known.get(heard) === topic.row) this.#known.delete(heard);
      if (title !== heard && this.#known.get(title) === topic.row) this.#known.delete(title);
    }
  }

  /** Lets go of what sleeps; it makes room and changes nothing else. */
  #sweep(): void {
    this.#swept = this.#now;
    const now = secondOf(this.#now);
    for (const topic of this.#memory.roll.all()) if (this.#untilOf(topic) < now) { this.#drop(topic); this.#lessons.forget(topic); }
  }
}
