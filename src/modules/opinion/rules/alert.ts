import type { Urgency } from "#kernel/urgency.ts";
import type { Match } from "./profile.ts";
import type { Reason, TopicFacts } from "./shapes.ts";

/** What the engine found when it asked whether anybody must be told: the titles it rests on and its reasons; null when it would not. */
export type Grounds = { titles: readonly string[]; why: readonly Reason[] } | null;

/** An alert with what it rests on: which rule, which titles, which figures. */
export type PlannedAlert = { rule: "emergency" | "hot-words"; urgency: Urgency; titles: readonly string[]; figures: Readonly<Record<string, number>>; why: readonly Reason[] };

/** A topic that was not seen for so many hours is history: a profile saved today finds it in the list and wakes nobody. */
export const freshHours = 6;
/** The heat from which words alone wake somebody: two independent sources in one hour, or the head of a list. */
export const hotWords = 1;

/** What is known of the figures of a topic. */
export type Known = { deaths: number | null; injured: number | null; missing: number | null; sources: number };

const urgencyOf = ({ deaths, missing }: Known, heat: number | null): Urgency => ((deaths ?? 0) + (missing ?? 0) > 0 ? "orange" : (heat ?? 0) >= hotWords ? "yellow" : "blue");

/**
 * Whether the duty officer is told of a topic that concerns a profile (clause 3.6). Tell when the engine has grounds that this is an emergency
 * here and the likelihood reaches the profile's; or when a word of the profile is in it and it is hot. Otherwise be quiet.
 */
export function planAlert(topic: TopicFacts & Known, match: Match, profile: { least: number; alerts: boolean }, grounds: Grounds, now: Date): PlannedAlert | null {
  if (!profile.alerts || now.getTime() - topic.lastSeenAt.getTime() > freshHours * 3_600_000) return null;
  const figures = Object.fromEntries(Object.entries({ likelihood: topic.emergency, least: profile.least, heat: topic.heat, sources: topic.sources, deaths: topic.deaths, injured: topic.injured, missing: topic.missing })
    .filter((entry): entry is [string, number] => entry[1] !== null));
  const urgency = urgencyOf(topic, topic.heat);
  if (grounds && topic.emergency >= profile.least) return { rule: "emergency", urgency, titles: grounds.titles, figures, why: grounds.why };
  if (match.rule === "words" && (topic.heat ?? 0) >= hotWords) {
    const said = topic.titles.filter((title) => title.includes(match.word)).slice(0, 3);
    return { rule: "hot-words", urgency, titles: said.length > 0 ? said : topic.titles.slice(0, 1), figures, why: [{ rule: "profile.word", words: [match.word] }] };
  }
  return null;
}
