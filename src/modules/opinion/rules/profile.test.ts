import { expect, it } from "vitest";
import { planProfile, whyConcerned, type Profile, type Within } from "./profile.ts";
import type { TopicFacts } from "./shapes.ts";

const aTopic = (over: Partial<TopicFacts> = {}): TopicFacts =>
  ({ titles: ["长春市宽城区一仓库起火"], placeLine: ["220103", "220100", "220000"], about: "in", category: "accident", hazard: "fire", emergency: 0.9, heat: 1, lastSeenAt: new Date("2026-04-03T06:00:00Z"), ...over });
const aProfile = (over: Partial<Profile> = {}): Profile => ({ regions: ["220100"], hazards: [], categories: [], least: 0.5, words: [], ...over });

it.each<[string, Partial<Profile>, Within, Partial<TopicFacts>, string | null]>([
  ["a topic of its place", {}, "all", {}, "place-and-kind"],
  ["what lies in the county, when the county's city is watched", { regions: ["220000"] }, "all", {}, "place-and-kind"],
  ["not one of another place", { regions: ["220200"] }, "all", {}, null],
  ["not one less likely than it asks", { least: 0.95 }, "all", {}, null],
  ["one of a hazard it names", { hazards: ["fire"] }, "all", {}, "place-and-kind"],
  ["one of a kind it names, whatever the hazard", { hazards: ["flood"], categories: ["accident"] }, "all", {}, "place-and-kind"],
  ["not one of other hazards", { hazards: ["flood"] }, "all", {}, null],
  ["its own name, however unlikely an emergency", { regions: [], words: ["宽城区"], least: 1 }, "all", { emergency: 0.1 }, "words"],
  ["its name in other letters", { regions: [], words: ["ＡＢＣ化工"] }, "all", { titles: ["abc化工起火"] }, "words"],
  ["not its name in a topic of another province", { words: ["宽城区"] }, "all", { about: "out" }, null],
  ["nothing without a place, where no word says so", {}, "all", { about: "unsure", placeLine: [] }, null],
  ["for a city, nothing beyond its region", { regions: [], words: ["起火"] }, { region: "220200" }, {}, null],
  ["for a corps, nothing nobody could place", { regions: [], words: ["起火"] }, "placed", { about: "unsure", placeLine: [] }, null],
  ["for the department, also what nobody could place", { regions: [], words: ["起火"] }, "all", { about: "unsure", placeLine: [] }, "words"],
])("a profile is concerned by %s", (_, profile, within, topic, rule) => expect(whyConcerned(aProfile(profile), within, aTopic(topic))?.rule ?? null).toBe(rule));

it("a profile names a place or a word", () => {
  expect([planProfile(aProfile()).ok, planProfile(aProfile({ regions: [], words: ["消防"] })).ok, planProfile(aProfile({ regions: [], hazards: ["fire"] })).ok]).toEqual([true, true, false]);
});
