import { expect, it } from "vitest";
import { freshHours, hotWords, planAlert, type Grounds, type Known } from "./alert.ts";
import type { Match } from "./profile.ts";
import type { TopicFacts } from "./shapes.ts";

const now = new Date("2026-04-03T06:00:00Z");
const before = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const aTopic = (over: Partial<TopicFacts & Known> = {}): TopicFacts & Known => ({
  titles: ["长春一仓库起火", "省消防救援总队到场"], placeLine: ["220103"], about: "in", category: "accident", hazard: "fire", emergency: 0.9, heat: 1, lastSeenAt: before(1), deaths: null, injured: null, missing: null, sources: 1, ...over,
});
const grounds: Grounds = { titles: ["长春一仓库起火"], why: [{ rule: "watch.one-title", words: [] }] };
const byPlace: Match = { rule: "place-and-kind", place: "220103" };
const byWord: Match = { rule: "words", word: "消防救援" };
const profile = { least: 0.5, alerts: true };

it.each<[string, Partial<TopicFacts & Known>, Match, Partial<typeof profile>, Grounds, string | null]>([
  ["an emergency the engine has grounds for", {}, byPlace, {}, grounds, "emergency"],
  ["not without grounds", {}, byPlace, {}, null, null],
  ["not less likely than the profile asks", { emergency: 0.4 }, byPlace, {}, grounds, null],
  ["a watched word that is hot, without grounds", { heat: hotWords, emergency: 0.1 }, byWord, {}, null, "hot-words"],
  ["not a watched word that is cool", { heat: hotWords / 2, emergency: 0.1 }, byWord, {}, null, null],
  ["not a watched word whose heat nobody knows", { heat: null, emergency: 0.1 }, byWord, {}, null, null],
  ["not history", { lastSeenAt: before(freshHours + 1) }, byPlace, {}, grounds, null],
  ["nobody, where the profile only lists", {}, byPlace, { alerts: false }, grounds, null],
])("the duty officer is told of %s", (_, topic, match, over, why, rule) => expect(planAlert(aTopic(topic), match, { ...profile, ...over }, why, now)?.rule ?? null).toBe(rule));

it("an alert stands on titles, a rule and figures; what nobody said is no figure", () => {
  expect(planAlert(aTopic({ deaths: 3 }), byPlace, profile, grounds, now)).toEqual({ rule: "emergency", urgency: "orange", titles: grounds.titles, why: grounds.why, figures: { likelihood: 0.9, least: 0.5, heat: 1, sources: 1, deaths: 3 } });
  expect(planAlert(aTopic({ heat: 5, emergency: 0.1 }), byWord, profile, null, now)).toMatchObject({ titles: ["省消防救援总队到场"], why: [{ rule: "profile.word", words: ["消防救援"] }] });
});
it.each([["orange where somebody died", { deaths: 1 }], ["orange where somebody is missing", { missing: 2 }], ["yellow where it is hot", { heat: hotWords }], ["blue otherwise", { heat: hotWords / 2 }]] as const)("it is %s", (words, topic) =>
  expect(planAlert(aTopic(topic), byPlace, profile, grounds, now)?.urgency).toBe(words.split(" ")[0]));
