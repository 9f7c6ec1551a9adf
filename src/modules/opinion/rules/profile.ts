import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { Category, Hazard, TopicFacts } from "./shapes.ts";

/** What a unit wants to be told of; an empty list asks for nothing in particular. `least` is the least likelihood of an emergency (0–1). */
export type Profile = { regions: readonly string[]; hazards: readonly Hazard[]; categories: readonly Category[]; least: number; words: readonly string[] };

/** By what a topic concerns a profile: words alone are enough (a unit's own name), else place and kind together. */
export type Match = { rule: "words"; word: string } | { rule: "place-and-kind"; place: string | null };

const plain = (words: string): string => words.normalize("NFKC").toLowerCase();

/** Which topics a unit sees at all: everything (新闻宣传处), what is placed in the province (a corps), or what lies in its region. */
export type Within = "all" | "placed" | { region: string };

const sees = (within: Within, placeLine: readonly string[]): boolean => within === "all" || (within === "placed" ? placeLine.length > 0 : placeLine.includes(within.region));

/** Why a topic concerns a profile, or null. A topic that lies elsewhere, or beyond what the unit sees, does not, whatever its words. */
export function whyConcerned(profile: Profile, within: Within, topic: TopicFacts): Match | null {
  if (topic.about === "out" || !sees(within, topic.placeLine)) return null;
  const word = profile.words.find((one) => topic.titles.some((title) => plain(title).includes(plain(one))));
  if (word !== undefined) return { rule: "words", word };
  if (topic.emergency < profile.least || topic.about !== "in") return null;
  if (profile.hazards.length + profile.categories.length > 0
    && !(topic.hazard !== null && profile.hazards.includes(topic.hazard)) && !(topic.category !== null && profile.categories.includes(topic.category))) return null;
  if (profile.regions.length === 0) return { rule: "place-and-kind", place: topic.placeLine[0] ?? null };
  const place = topic.placeLine.find((code) => profile.regions.includes(code));
  return place === undefined ? null : { rule: "place-and-kind", place };
}

/** A profile names a place or a word; one that names neither would call everybody for everything. */
export const planProfile = (profile: Profile): Decision<Profile> => (profile.regions.length + profile.words.length === 0 ? refuse("opinion.profile-empty") : permit(profile));
