import type { Hazard } from "../reading.ts";
import { isVague } from "./habits.ts";
import { topicId } from "./identity.ts";
import type { Memory } from "./memory.ts";
import type { Roll } from "./roll.ts";
import type { Spot, Topic, Trace, Word } from "./shapes.ts";
import { Tally } from "./tally.ts";
import { weights } from "./weights.ts";

const hour = 3_600_000;
/** Hours after which the pace of new titles counts half. */
const paceHalves = 48;
/** A hazard in less than this part of the titles is not what the topic is about. */
const core = 0.15;
/** A topic of an emergency sleeps no sooner than after so many days. */
const leastDays = 4;

/** The highest place that holds a place. */
export const homeOf = (spot: Spot): Spot => spot.line[spot.line.length - 1] ?? spot;

/** The pace of new titles of a topic as it has faded until now. */
export function paceAt({ last, pace }: Roll, row: number, at: number): number {
  const [then, lively] = [last[row] ?? 0, pace[row] ?? 0];
  return then === at ? lively : lively * 2 ** ((then - at) / hour / paceHalves);
}

/** The part of the titles that share one name or one home: a topic that is of one piece has much, one that drifts has little. */
export const onePiece = ({ name, home, members }: Topic): number => Math.max(name?.count ?? 0, home) / members.length;

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
const noSeats: number[] = [];
function step<K>(tally: Tally<K>, key: K): Tally<K> {
  if (tally === nothing) return new Tally(key);
  tally.add(key);
  return tally;
}
const also = (values: readonly number[], value: number | null): readonly number[] => (value === null || values.includes(value) ? values : [...values, value]);

/** Seconds since the year 2000: small enough for a column of whole numbers, which is asked of every title on every list. */
export const secondOf = (at: number): number => Math.floor(at / 1000) - 946_684_800;

/** Keeps a topic awake from a sign of life on. */
export function wake({ until, stays }: Roll, row: number, at: number): void {
  const end = secondOf(at) + (stays[row] ?? 0);
  if (end > (until[row] ?? 0)) until[row] = end;
}

/** How long a topic stays awake after a sign of life, in seconds. */
const staying = ({ hazard, habit: { sleeps } }: Topic): number => Math.round((hazard === null ? sleeps : Math.max(leastDays, sleeps)) * 86_400);

/** The seat a topic has under a word, looked for where there are fewer; below 0 it has none. */
function seatOf(word: Word, { row, seats: own }: Topic, { seats }: Memory): number {
  if (seats.held(word) > own.length) return own.find((seat) => seats.word(seat) === word) ?? -1;
  let seat = seats.first(word);
  while (seat >= 0 && seats.topic(seat) !== row) seat = seats.after(seat);
  return seat;
}

/** How many titles of the topic say a word. */
export function countOf(word: Word, topic: Topic, memory: Memory): number {
  const seat = seatOf(word, topic, memory);
  return seat < 0 ? 0 : memory.seats.count(seat);
}

/** Notes that one more title of the topic says a word, and answers how many do; from then on the topic is found under the word. */
function hold(word: Word, topic: Topic, memory: Memory): number {
  const seat = seatOf(word, topic, memory);
  if (seat >= 0) return memory.seats.rise(seat);
  topic.seats.push(memory.seats.take(word, topic.row));
  return 1;
}

/** A topic falls asleep, or turned out to be part of another: it is found no more. */
export function leave(topic: Topic, { roll, seats }: Memory): void {
  for (const seat of topic.seats) seats.leave(seat);
  roll.leave(topic.row);
}

function settleIn(topic: Topic, spots: readonly Spot[], memory: Memory): void {
  topic.placed += 1;
  for (const spot of spots) topic.spots = step(topic.spots, spot);
  const [one] = spots;
  for (const holder of one && spots.length === 1 ? one.line : new Set(spots.flatMap((spot) => spot.line))) hold(holder.word, topic, memory);
  for (const home of one && spots.length === 1 ? [homeOf(one)] : new Set(spots.map(homeOf))) {
    topic.homes = step(topic.homes, home);
    topic.home = Math.max(topic.home, topic.homes.of(home));
  }
}

/** A title joins a topic. */
export function join(topic: Topic, trace: Trace, memory: Memory): void {
  const { roll, seats, habits } = memory;
  const { row } = topic;
  roll.pace[row] = paceAt(roll, row, trace.at) + 1;
  roll.last[row] = trace.at;
  // Most topics have one title: their rows are kept short.
  if (topic.members.length === 0) topic.members = [trace]; else topic.members.push(trace);
  roll.size[row] = topic.members.length;
  const first = topic.seats === noSeats;
  if (first) topic.seats = trace.words.map((word) => seats.take(word, row));
  for (const word of trace.words) {
    const count = first ? 1 : hold(word, topic, memory);
    if (!trace.said.has(word) && count > (topic.name?.count ?? 0)) topic.name = { word, count };
  }
  if (trace.spots.length > 0) settleIn(topic, trace.spots, memory);
  if (trace.again) topic.again += 1;
  if (trace.hazard !== null) { topic.hazards = step(topic.hazards, trace.hazard); roll.grave[row] = (roll.grave[row] ?? 0) + 1; }
  topic.magnitudes = also(topic.magnitudes, trace.magnitude);
  topic.deaths = also(topic.deaths, trace.deaths);
  if (trace.harms && trace.at < topic.harmed) topic.harmed = trace.at;
  topic.hazard = mainHazard(topic);
  topic.habit = habits[topic.hazard ?? "ordinary"];
  roll.fades[row] = topic.habit.fades;
  roll.slope[row] = topic.hazard === null ? weights.rhythm.gapOrdinary : weights.rhythm.gap;
  roll.stays[row] = staying(topic);
  wake(roll, row, trace.at);
}

/** The topic of these titles, oldest first; its key comes from the first. */
export function topicOf(members: readonly Trace[], memory: Memory): Topic {
  const [first] = members;
  const topic: Topic = {
    id: topicId(first?.title ?? "", first?.at ?? 0), row: 0, members: noMembers, hazard: null, habit: memory.habits.ordinary, hazards: nothing, placed: 0, again: 0,
    spots: nothing, magnitudes: noFigures, deaths: noFigures, harmed: Infinity, seats: noSeats, name: null, homes: nothing, home: 0,
  };
  topic.row = memory.roll.enter(topic);
  for (const member of members) join(topic, member, memory);
  return topic;
}
