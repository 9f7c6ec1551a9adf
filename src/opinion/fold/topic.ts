import type { Hazard } from "../reading.ts";
import { type Habit, isVague } from "./habits.ts";
import { hold, holdFirst, unseated } from "./holding.ts";
import { topicId } from "./identity.ts";
import type { Spot, Topic, Trace } from "./shapes.ts";
import { Tally } from "./tally.ts";

const hour = 3_600_000;
/** Hours after which the pace of new titles counts half. */
const paceHalves = 48;
/** A hazard in less than this part of the titles is not what the topic is about. */
const core = 0.15;
/** A topic of an emergency sleeps no sooner than after so many days. */
const leastDays = 4;

export type Habits = Readonly<Record<Hazard | "ordinary", Habit>>;

/** The highest place that holds a place. */
export const homeOf = (spot: Spot): Spot => spot.line[spot.line.length - 1] ?? spot;

/** The pace of new titles of a topic as it has faded until now. */
export const paceAt = (topic: Topic, at: number): number => topic.last === at ? topic.pace : topic.pace * 2 ** ((topic.last - at) / hour / paceHalves);

/** The part of the titles that share one name or one home: a topic that is of one piece has much, one that drifts has little. */
export const onePiece = ({ name, home, members }: Topic): number => Math.max(name?.count ?? 0, home) / members.length;

/** How stories like this one behave. */
export const habitOf = (topic: Topic, habits: Habits): Habit => habits[topic.hazard ?? "ordinary"];

/** The hazard that most titles speak of, one that says what happened before a vague one; of equals the earlier. */
function mainHazard({ hazards: { keys, counts }, members }: Topic): Hazard | null {
  if (keys.length === 0) return null;
  let [clear, ofClear, vague, ofVague]: [Hazard | null, number, Hazard | null, number] = [null, 0, null, 0];
  for (let i = 0; i < keys.length; i += 1) {
    const [hazard, count] = [keys[i], counts[i] ?? 0];
    if (hazard === undefined || count < core * members.length) continue;
    if (isVague(hazard)) { if (count > ofVague) [vague, ofVague] = [hazard, count]; } else if (count > ofClear) [clear, ofClear] = [hazard, count];
  }
  return clear ?? vague;
}

/** Most topics are one title without a place, a hazard or a figure: they share these. */
const nothing = new Tally<never>();
const noFigures: readonly number[] = [];
const noMembers: Trace[] = [];
function step<K>(tally: Tally<K>, key: K): Tally<K> {
  if (tally === nothing) return new Tally(key);
  tally.add(key);
  return tally;
}
const also = (values: readonly number[], value: number | null): readonly number[] => (value === null || values.includes(value) ? values : [...values, value]);

/** Seconds since the year 2000: a number so small stands in a topic itself, and is asked of every title on every list. */
export const secondOf = (at: number): number => Math.floor(at / 1000) - 946_684_800;

/** Keeps a topic awake from a sign of life on. */
export function wake(topic: Topic, at: number): void {
  const until = secondOf(at) + topic.stays;
  if (until > topic.until) topic.until = until;
}

/** How long a topic stays awake after a sign of life, in seconds. */
function staying(topic: Topic, habits: Habits): number {
  const days = habitOf(topic, habits).sleeps;
  return Math.round((topic.hazard === null ? days : Math.max(leastDays, days)) * 86_400);
}

function settleIn(topic: Topic, spots: readonly Spot[]): void {
  topic.placed += 1;
  for (const spot of spots) topic.spots = step(topic.spots, spot);
  const [one] = spots;
  for (const holder of one && spots.length === 1 ? one.line : new Set(spots.flatMap((spot) => spot.line))) hold(holder, topic);
  for (const home of one && spots.length === 1 ? [homeOf(one)] : new Set(spots.map(homeOf))) {
    topic.homes = step(topic.homes, home);
    topic.home = Math.max(topic.home, topic.homes.of(home));
  }
}

/** A title joins a topic. */
export function join(topic: Topic, trace: Trace, habits: Habits): void {
  topic.pace = paceAt(topic, trace.at) + 1;
  topic.last = trace.at;
  // Most topics have one title: their rows are kept short.
  if (topic.members.length === 0) topic.members = [trace]; else topic.members.push(trace);
  const first = topic.keys.length === 0;
  if (first) holdFirst(trace.words, topic);
  for (const word of trace.words) {
    const count = first ? 1 : hold(word, topic);
    if (!trace.said.has(word) && count > (topic.name?.count ?? 0)) topic.name = { word, count };
  }
  if (trace.spots.length > 0) settleIn(topic, trace.spots);
  if (trace.again) topic.again += 1;
  if (trace.hazard !== null) { topic.hazards = step(topic.hazards, trace.hazard); topic.grave += 1; }
  topic.magnitudes = also(topic.magnitudes, trace.magnitude);
  topic.deaths = also(topic.deaths, trace.deaths);
  if (trace.harms && trace.at < topic.harmed) topic.harmed = trace.at;
  topic.hazard = mainHazard(topic);
  topic.stays = staying(topic, habits);
  topic.alone = topic.members.length === 1;
  wake(topic, trace.at);
}

/** The topic of these titles, oldest first; its key comes from the first. */
export function topicOf(members: readonly Trace[], habits: Habits): Topic {
  const [first] = members;
  const topic: Topic = {
    // What is asked most often stands together.
    id: topicId(first?.title ?? "", first?.at ?? 0), until: secondOf(0), stays: 0, mark: 0, alone: false, gain: 0, hits: 0,
    members: noMembers, last: first?.at ?? 0, pace: 0, hazard: null, hazards: nothing, grave: 0, placed: 0, again: 0,
    spots: nothing, magnitudes: noFigures, deaths: noFigures, harmed: Infinity, keys: unseated.keys, counts: unseated.counts, seats: unseated.seats, name: null, homes: nothing, home: 0,
  };
  for (const member of members) join(topic, member, habits);
  return topic;
}
