import { holdsAnywhere, type Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { dayTitle } from "#modules/calendar/index.ts";
import type { Today, Wall } from "../contract.ts";
import { onDuty } from "./duty.ts";
import { forceOf, newestCorrection } from "./in-force.ts";
import { jointPieces, runningClocks } from "./joint.ts";
import { stripOf } from "./strip.ts";
import { waitingList } from "./waiting.ts";
import { justNow, linesWell, stuckLegs } from "./wall.ts";

const dayOf = (now: Date): { from: Date; to: Date } => {
  const from = new Date(`${isoDay(now)}T00:00:00+08:00`);
  return { from, to: new Date(from.getTime() + 86_400_000) };
};

/** The first screen of one person, in one answer. */
export async function todayOf(read: Reader, actor: Actor, now: Date): Promise<Today> {
  const [day, waiting, joint, strip, force, duty] = await Promise.all([
    dayTitle(read, isoDay(now)), waitingList(read, actor, now), jointPieces(read, actor, now, 8), stripOf(read, actor, dayOf(now), 16), forceOf(read, actor, now), onDuty(read, actor, now),
  ]);
  return { at: now.toISOString(), day, waiting, joint, strip, ...force, duty, mayWrite: holdsAnywhere(actor, "editor") };
}

/** The wall as this person's scope allows. */
export async function wallOf(read: Reader, actor: Actor, now: Date): Promise<Wall> {
  const [day, clocks, stuck, correction, seen, next, force, duty, lines] = await Promise.all([
    dayTitle(read, isoDay(now)), runningClocks(read, actor, now, 3), stuckLegs(read, actor, 3), newestCorrection(read, actor, now), justNow(read, actor, 5),
    stripOf(read, actor, { from: now, to: new Date(now.getTime() + 86_400_000) }, 4), forceOf(read, actor, now), onDuty(read, actor, now), linesWell(read, actor),
  ]);
  return { at: now.toISOString(), day, clocks, ...stuck, correction, justNow: seen, next, ...force, duty, lines };
}
