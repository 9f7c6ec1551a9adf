import type { Reading, Reason } from "../reading.ts";
import type { Told } from "./matters.ts";

/** From when on the duty officer is told: how likely it is an emergency, and how likely it is here (0–1). */
export type Vigilance = { emergency: number; place: number };

/** Our defaults; the watch settings of a unit may ask for more or less. */
export const vigilance: Vigilance = { emergency: 0.5, place: 0.3 };

/** What was said by one title of a topic. */
export type Said = { title: string; at: number; reading: Reading };

/** A topic as far as it is watched: the title that tells most of an emergency, and the one that places it here best. */
export type Watched = { last: number; told: boolean; grave: Said | null; here: Said | null; elsewhere: number };

/** A topic of which nothing is known yet. */
export const unwatched = (at: number): Watched => ({ last: at, told: false, grave: null, here: null, elsewhere: 0 });

/** An emergency elsewhere that is at least so likely keeps a topic from being told by two titles together. */
const certainly = 0.5;
const placed = ({ reading }: Said): number => (reading.region === "in" ? (reading.place?.likelihood ?? 0) : 0);
const direct = (said: Said): number => said.reading.emergency * (placed(said) > 0 ? 2 : 1);

/** Takes one more title of the topic into account; of equals the earlier stays. */
export function heard(topic: Watched, said: Said): void {
  topic.last = Math.max(topic.last, said.at);
  if (said.reading.region === "out" && said.reading.emergency >= certainly) topic.elsewhere += 1;
  if (!topic.grave || direct(said) > direct(topic.grave)) topic.grave = said;
  if (placed(said) > (topic.here ? placed(topic.here) : 0)) topic.here = said;
}

/** Can a title bear on whether anybody is told at all? Most say nothing of an emergency and name no place of ours. */
export const matters = ({ region, emergency }: Reading, limits: Vigilance): boolean => region === "in" || emergency >= Math.min(certainly, limits.emergency);

/** A topic of this title alone. */
export function ofOne(said: Said): Watched {
  const topic = unwatched(said.at);
  heard(topic, said);
  return topic;
}

/** Two topics turned out to be one story: what was told of either was told of it. */
export function joined(a: Watched, b: Watched): Watched {
  const one: Watched = { ...a, last: Math.max(a.last, b.last), told: a.told || b.told, elsewhere: a.elsewhere + b.elsewhere };
  if (b.grave && (!one.grave || direct(b.grave) > direct(one.grave))) one.grave = b.grave;
  if (b.here && placed(b.here) > (one.here ? placed(one.here) : 0)) one.here = b.here;
  return one;
}

/** Whoever came to harm, came to harm by something of its own. */
const isSlight = ({ why, figures: { deaths, injured, missing } }: Reading): boolean =>
  !deaths && !injured && !missing && !why.some(({ rule }) => rule.startsWith("emergency.sure:") || rule === "emergency.slight and harm");

/** Words of what was looked for; 未找到 says as well that it was told before. */
const lookedFor = /找到|寻获|打捞|捞出|捞起/u;

/** Something to tell: the title that tells it, what it tells of, and why. */
export type Telling = { said: Said; of: Told; why: readonly Reason[] };

/** What new titles of a topic give to tell: each that says enough alone, gravest first; when none does, the topic as a whole. */
export function tellings(topic: Watched, fresh: readonly Said[], limits: Vigilance): Telling[] {
  const alone = fresh.flatMap((said) => whyTell(ofOne(said), limits) ?? []).toSorted((a, b) => b.said.reading.emergency - a.said.reading.emergency || (a.said.title < b.said.title ? -1 : 1));
  const found = alone.length > 0 ? alone : [whyTell(topic, limits)].filter((one) => one !== null);
  return found.map(({ said, why }) => ({ said, of: { hazard: said.reading.hazard, place: said.reading.place ?? topic.here?.reading.place ?? null, slightly: isSlight(said.reading), found: lookedFor.test(said.title) }, why }));
}

/**
 * Why the duty officer must be told of a topic now; null when not, or when it was told before. One title says both that it is an
 * emergency and that it is here, or two titles of the topic say it together while none places it elsewhere (clause 3.6).
 */
export function whyTell(topic: Watched, { emergency, place }: Vigilance): { said: Said; why: readonly Reason[] } | null {
  const { grave, here } = topic;
  if (topic.told || !grave || !here || grave.reading.emergency < emergency || placed(here) < place) return null;
  if (placed(grave) >= place) return { said: grave, why: [{ rule: "watch.one-title", words: [grave.title], figure: grave.reading.emergency }, ...grave.reading.why] };
  if (grave.reading.region === "out" || topic.elsewhere > 0) return null;
  return {
    said: grave,
    why: [{ rule: "watch.two-titles", words: [grave.title, here.title], figure: grave.reading.emergency }, ...grave.reading.why, ...here.reading.why],
  };
}
