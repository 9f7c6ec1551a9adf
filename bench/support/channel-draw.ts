import { places } from "./chaos-lane.ts";
import type { Boundary, Counts } from "./chaos-victim.ts";
import { drawFrom, type Draw } from "./draw.ts";

/** Deliveries of each channel that a victim has in hand at once. */
export const perVictim = 3;

/** Statements that write down what the last call brought. */
const writingDown = 12;

/** How long the calls of one delivery take together at least and at most in a run, milliseconds: platforms beyond a network are no quicker. */
const [leastMs, mostMs] = [600, 2_400];

/** Calls that one delivery takes, where there are several. */
const callsOfOne: Readonly<Record<string, number>> = { wechat: 6, "wechat-mass": 5, douyin: 3, "wecom-app": 2 };

/** Channels that are slow by themselves: a line is dialled, a letter made, browsers are told after the answer. */
const slow: readonly string[] = ["email", "carrier", "cmpp", "sgip", "smgp", "smpp", "web-push"];

/** How much later than these the others set off at most, in one run of three, and the deliveries of one channel after each other; milliseconds. */
const [mostLateMs, mostApartMs] = [2_000, 400];

/** What is known before a run: channels that have seen fewest kills, those that have seen fewest at a boundary of their own, and what the last victim counted that lived. */
export type Field = { fewest: readonly string[]; leastNear: readonly string[]; counts: Counts };

/** A run as it was drawn: where the victim dies, which side of the effect a far side chooses for that, how long every platform takes over an answer, and how much later than at once each delivery may leave; milliseconds. */
export type Drawn = { seed: number; boundary: Boundary; side: "before" | "after"; answersIn: ReadonlyMap<string, number>; leavesIn: ReadonlyMap<string, readonly number[]> };

/** Draws a run of these channels; all but the boundary hangs on the seed alone. The victim dies about a channel that is behind, now and then about nobody in particular; while nothing is known it lives. */
export function drawRun(seed: number, channels: readonly string[], field: Field | null, fixed: Boundary | null): Drawn {
  const draw = drawFrom(seed);
  const side = draw.chance(0.5) ? "before" : "after";
  const longest = leastMs + draw.below(mostMs - leastMs);
  const answersIn = new Map(channels.map((channel) => [channel, (0.4 + 0.6 * draw.next()) * longest / (callsOfOne[channel] ?? 1)]));
  const late = draw.chance(1 / 3) ? draw.below(mostLateMs) : 0;
  const leavesIn = new Map(channels.map((channel) => [channel, Array.from({ length: perVictim }, () => (slow.includes(channel) ? 0 : late) + draw.below(mostApartMs))]));
  return { seed, side, answersIn, leavesIn, boundary: fixed ?? (field ? drawBoundary(draw, field) : readBoundary("before-statement/any/0")) };
}

function drawBoundary(draw: Draw, { fewest, leastNear, counts }: Field): Boundary {
  const where = draw.pick(places);
  const chosen = draw.pick(draw.chance(0.5) ? fewest : leastNear);
  const focus = where !== "at-far-side" && draw.chance(0.2) ? null : chosen;
  const far = farthest(where, focus, counts);
  // A victim polls on while its last channels wait; of what anybody does, the earlier half has most channels in hand.
  return { where, focus, nth: 1 + (focus === null || where.endsWith("statement") ? Math.min(draw.below(far), draw.below(far)) : draw.below(far)) };
}

/** How far boundaries of a kind lie. */
function farthest(where: Boundary["where"], focus: string | null, { statements, calls, spans }: Counts): number {
  if (where === "at-far-side") return perVictim;
  if (where.endsWith("call")) return focus === null ? Object.values(calls).reduce((sum, n) => sum + n, 0) : calls[focus] ?? perVictim;
  const [from, to] = spans[focus ?? ""] ?? [0, statements];
  return to - from + (focus === null ? 0 : writingDown);
}

/** A boundary in a word, such as `before-call/weibo/4`; `any` is everybody's. */
export const sayBoundary = ({ where, focus, nth }: Boundary): string => `${where}/${focus ?? "any"}/${nth}`;

/** The boundary that such a word means; at the 0th of anything a victim lives. */
export function readBoundary(word: string): Boundary {
  const [place, focus = "any", nth = "0"] = word.split("/");
  const where = places.find((one) => one === place);
  if (!where) throw new Error(`no place ${word}; there are ${places.join(", ")}`);
  return { where, focus: focus === "any" ? null : focus, nth: Number(nth) };
}
