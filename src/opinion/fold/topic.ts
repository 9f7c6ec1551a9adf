import type { Hazard } from "../reading.ts";
import { type Habit, isVague } from "./habits.ts";
import { topicId } from "./identity.ts";
import type { Spot, Topic, Trace, Word } from "./shapes.ts";

const hour = 3_600_000;
/** Hours after which the pace of new titles counts half. */
const paceHalves = 48;
/** A hazard in less than this part of the titles is not what the topic is about. */
const core = 0.15;
/** A topic of an emergency sleeps no sooner than after so many days. */
const leastDays = 4;

export type Habits = Readonly<Record<Hazard | "ordinary", Habit>>;

/** The pace of new titles of a topic as it has faded until now. */
export const paceAt = (topic: Topic, at: number): number => topic.pace * 2 ** ((topic.last - at) / hour / paceHalves);

/** The part of the titles that share one name or one home: a topic that is of one piece has much, one that drifts has little. */
export const onePiece = ({ name, home, members }: Topic): number => Math.max(name?.count ?? 0, home) / members.length;

/** How stories like this one behave. */
export const habitOf = (topic: Topic, habits: Habits): Habit => habits[topic.hazard ?? "ordinary"];

function mainHazard({ hazards, members }: Topic): Hazard | null {
  const most = (of: Iterable<[Hazard, number]>) => [...of].reduce<[Hazard, number] | null>((best, one) => (best === null || one[1] > best[1] ? one : best), null);
  const enough = (one: [Hazard, number] | null) => (one !== null && one[1] >= core * members.length ? one[0] : null);
  return hazards.size === 0 ? null : (enough(most([...hazards].filter(([hazard]) => !isVague(hazard)))) ?? enough(most(hazards)));
}

/** Notes that one more title of the topic says a word, and answers how many do. */
function hold(word: Word, topic: Topic): number {
  // A topic has few keys, a common word many topics.
  if (!topic.keys.includes(word)) { word.topics.push(topic); word.counts.push(1); topic.keys.push(word); return 1; }
  const i = word.topics.indexOf(topic);
  return (word.counts[i] = (word.counts[i] ?? 0) + 1);
}

/** Most topics are one title without a place or a hazard: they share this. */
const nothing: ReadonlyMap<never, number> = new Map<never, number>();
const step = <K>(counts: ReadonlyMap<K, number>, key: K): ReadonlyMap<K, number> => {
  const own = counts === nothing ? new Map<K, number>() : (counts as Map<K, number>);
  return own.set(key, (own.get(key) ?? 0) + 1);
};
const also = (values: readonly number[], value: number | null): readonly number[] => (value === null || values.includes(value) ? values : [...values, value]);

/** Keeps a topic awake from a sign of life on. */
export function wake(topic: Topic, at: number, habits: Habits): void {
  const days = habitOf(topic, habits).sleeps;
  topic.until = Math.max(topic.until, at + (topic.hazard === null ? days : Math.max(leastDays, days)) * 24 * hour);
}

function settleIn(topic: Topic, spots: readonly Spot[]): void {
  topic.placed += 1;
  for (const spot of spots) topic.spots = step(topic.spots, spot);
  for (const holder of new Set(spots.flatMap((spot) => spot.line))) hold(holder, topic);
  for (const home of new Set(spots.map((spot) => spot.line.at(-1) ?? spot))) {
    topic.homes = step(topic.homes, home);
    topic.home = Math.max(topic.home, topic.homes.get(home) ?? 0);
  }
}

/** A title joins a topic. */
export function join(topic: Topic, trace: Trace, habits: Habits): void {
  topic.pace = paceAt(topic, trace.at) + 1;
  topic.last = trace.at;
  topic.members.push(trace);
  for (const word of trace.words) {
    const count = hold(word, topic);
    if (!trace.said.has(word) && count > (topic.name?.count ?? 0)) topic.name = { word, count };
  }
  if (trace.spots.length > 0) settleIn(topic, trace.spots);
  if (trace.again) topic.again += 1;
  if (trace.hazard !== null) { topic.hazards = step(topic.hazards, trace.hazard); topic.grave += 1; }
  topic.magnitudes = also(topic.magnitudes, trace.magnitude);
  topic.deaths = also(topic.deaths, trace.deaths);
  topic.hazard = mainHazard(topic);
  wake(topic, trace.at, habits);
}

/** A topic is no longer found under its words. */
export function leave(topic: Topic): void {
  for (const word of topic.keys) {
    const i = word.topics.indexOf(topic);
    const [last, count] = [word.topics.pop(), word.counts.pop()];
    if (i < word.topics.length && last && count !== undefined) { word.topics[i] = last; word.counts[i] = count; }
  }
  topic.keys = [];
}

/** The topic of these titles, oldest first; its key comes from the first. */
export function topicOf(members: readonly Trace[], habits: Habits): Topic {
  const [first] = members;
  const topic: Topic = {
    id: topicId(first?.title ?? "", first?.at ?? 0), members: [], last: first?.at ?? 0, until: 0, pace: 0, hazard: null, hazards: nothing, grave: 0, placed: 0, again: 0,
    spots: nothing, magnitudes: [], deaths: [], keys: [], name: null, homes: nothing, home: 0, mark: 0, gain: 0, hits: 0,
  };
  for (const member of members) join(topic, member, habits);
  return topic;
}
