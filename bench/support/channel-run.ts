import type { ChildProcess } from "node:child_process";
import { perVictim, sayBoundary, type Drawn } from "./channel-draw.ts";
import { channelLegs, inHand, ledgersOf, rests, whyWrong, type ChannelLeg, type Ledgers } from "./channel-judge.ts";
import { decide, lay, leave, once, openPlace, type ChannelLane, type Place } from "./channel-lane.ts";
import { killAt, recover, type End } from "./chaos-lane.ts";

/** An hour and five minutes later tokens, keys, windows and drafts are as old as they get before somebody looks. */
const laterMs = 65 * 60_000;

/** What one channel showed in a run: whether it was in the victim's hands at the death, how many of its deliveries stood in public then, and how they ended. */
export type Shown = { channel: string; held: boolean; publicAtDeath: number; states: string[]; effects: number };

/** How one run ended. */
export type Ended = { drawn: Drawn; end: End; shown: Shown[]; wrong: string[] };

/** One seeded run: a victim has all these channels in hand, each before its own platform, and dies at a boundary; a healthy worker settles an hour later, and the ledgers judge. */
export async function runChannels(lane: ChannelLane, victim: ChildProcess, channels: readonly string[], drawn: Drawn): Promise<Ended> {
  const { db, house, later } = lane;
  const wordsOf = new Map<string, string>();
  const wordsFor = once(() => `编号${String(drawn.seed * perVictim + wordsOf.size).padStart(9, "0")}`, wordsOf);
  later(0);
  const places = await Promise.all(channels.map((channel) => openPlace(lane, channel, wordsFor)));
  try {
    const pieceIds = await lay(lane, places, drawn.leavesIn);
    const end = await kill(lane, victim, places, pieceIds, drawn);
    const effectsOf = ledgersOf(new Map(places.map(({ channel, stage }) => [channel, stage])), wordsOf);
    const left = await channelLegs(db, pieceIds);
    const held = end.died ? inHand(left) : new Set<string>();
    const then = new Map(left.map((leg) => [leg.id, effectsOf(leg)]));
    await settle(lane, pieceIds);
    const legs = await channelLegs(db, pieceIds);
    const wrong = [...(legs.length === perVictim * channels.length ? [] : [`${legs.length} legs`]), ...legs.flatMap((leg) => whyWrong(leg, effectsOf(leg), house.connectors.get(leg.channel)))];
    return { drawn, end, shown: channels.map((channel) => shownBy(channel, held, legs, then, effectsOf)), wrong: wrong.map((why) => `seed ${drawn.seed} ${sayBoundary(drawn.boundary)} with ${channels.join(",")}: ${why}`) };
  } finally {
    await leave(lane, places);
  }
}

/** Lets the victim send before platforms that take their time, until it dies or is done. */
async function kill({ db, url }: ChannelLane, victim: ChildProcess, places: readonly Place[], pieceIds: readonly string[], { boundary, side, answersIn }: Drawn): Promise<End> {
  const { where, focus, nth } = boundary;
  for (const { channel, stage } of places) stage.slow?.(answersIn.get(channel) ?? 0);
  if (where === "at-far-side") places.find(({ channel }) => channel === focus)?.stage.ambush(side, () => victim.kill("SIGKILL"), nth - 1);
  const end = await killAt(victim, { ...boundary, url, through: "channels", work: "send", ready: null }, async () => (await channelLegs(db, pieceIds)).every(rests));
  for (const { stage } of places) stage.slow?.(0);
  return end;
}

/** An hour later a healthy worker takes over, and people decide what they are asked. */
async function settle(lane: ChannelLane, pieceIds: readonly string[]): Promise<void> {
  lane.later(laterMs);
  await recover(lane.house, pieceIds, async () => {
    const legs = await channelLegs(lane.db, pieceIds);
    await decide(lane, legs);
    return legs.every(rests);
  }).finally(lane.begin());
}

function shownBy(channel: string, held: ReadonlySet<string>, legs: readonly ChannelLeg[], then: ReadonlyMap<string, number>, effectsOf: Ledgers): Shown {
  const own = legs.filter((leg) => leg.channel === channel);
  const sum = (of: (leg: ChannelLeg) => number): number => own.reduce((all, leg) => all + of(leg), 0);
  return { channel, held: held.has(channel), publicAtDeath: sum((leg) => then.get(leg.id) ?? 0), states: own.map(({ state }) => state), effects: sum(effectsOf) };
}
