import type { DayHours } from "#kernel/carrier.ts";
import { beijing, isoDay } from "#kernel/clock.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** When a carrier may send: from and until. */
export type Window = { from: Date; until: Date };

const [minute, day] = [60_000, 86_400_000];
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Shorter than this no carrier can do anything, minutes. */
export const shortest = 15;

/** The next stretch of the signed hours (Beijing) in which a request can be carried out, cut where the words no longer hold; one day at most. */
export function windowOf({ hours, validUntil }: { hours: DayHours; validUntil: string | null }, now: Date): Decision<Window> {
  const { hour, minute: past, second } = beijing(now);
  const midnight = now.getTime() - ((hour * 60 + past) * 60 + second) * 1000 - now.getMilliseconds();
  const end = validUntil === null ? Number.POSITIVE_INFINITY : Date.parse(validUntil);
  const [opens, closes] = [minutesOf(hours.from), minutesOf(hours.until)];
  const allDay = closes - opens >= 1440;
  for (const start of [midnight, midnight + day]) {
    const from = Math.max(now.getTime(), start + opens * minute);
    const until = Math.min(end, allDay ? now.getTime() + day : start + closes * minute);
    if (until - from >= shortest * minute) return permit({ from: new Date(from), until: new Date(until) });
  }
  return refuse("carriers.window-over", { from: hours.from, until: hours.until, minutes: shortest });
}

/** From now for a day: what takes something back waits for no hour. */
export const anyWindow = (now: Date): Window => ({ from: now, until: new Date(now.getTime() + day) });

/** The day in Beijing a window counts for. */
export const dayOf = ({ from }: Pick<Window, "from">): string => isoDay(from);
