import { expect, test } from "vitest";
import type { Placement, Settled } from "../fold/fold.ts";
import type { Hazard, Reading } from "../reading.ts";
import { heard, joined, unwatched, vigilance, whyTell } from "./vigilance.ts";
import { Watch } from "./watch.ts";

const nothing: Reading = { region: "unsure", place: null, mentions: [], emergency: 0.1, category: null, hazard: null, figures: { deaths: null, injured: null, missing: null, magnitude: null }, concern: null, needsCheck: 0, why: [] };
const here = (over: Partial<Reading> = {}): Reading => ({ ...nothing, region: "in", place: { code: "220200", level: "city", likelihood: 0.9 }, ...over });
const grave = (over: Partial<Reading> = {}): Reading => ({ ...nothing, emergency: 0.9, hazard: "fire", category: "accident", ...over });
const both = (hazard: Hazard = "fire", code = "220200"): Reading => here({ emergency: 0.9, hazard, category: "accident", place: { code, level: "city", likelihood: 0.9 }, why: [{ rule: `emergency.sure:${hazard}`, words: [] }] });

const topicOf = (...readings: Reading[]) => {
  const topic = unwatched(0);
  for (const [i, reading] of readings.entries()) heard(topic, { title: `title ${i}`, at: i, reading });
  return topic;
};

test.each([
  ["one title says both", [both()], "watch.one-title"],
  ["two titles say it together", [grave(), here()], "watch.two-titles"],
  ["an emergency that nobody places is not told", [grave()], null],
  ["a place without an emergency is not told", [here()], null],
  ["an emergency that one title places elsewhere is not told because another names us", [grave({ region: "out" }), here()], null],
  ["a place that is hardly believed is not told", [here({ emergency: 0.9, place: { code: "220000", level: "province", likelihood: 0.1 } })], null],
])("%s", (_, readings, rule) => {
  expect(whyTell(topicOf(...readings), vigilance)?.why[0]?.rule ?? null).toBe(rule);
});

test("a topic is told once, and what was told of either of two that became one was told of it", () => {
  const told = { ...topicOf(both()), told: true };
  expect(whyTell(told, vigilance)).toBeNull();
  expect(whyTell(joined(topicOf(both()), told), vigilance)).toBeNull();
  expect(whyTell(joined(topicOf(grave()), topicOf(here())), vigilance)?.why[0]?.rule).toBe("watch.two-titles");
});

const day = 86_400_000;

/** A watch whose reader and fold are told beforehand what to answer: `title → [topic, reading]`. */
function watchOf(known: Record<string, readonly [topic: string, reading: Reading]>, moves: Settled["moved"] = []) {
  const heardTitles: string[] = [];
  const seen = new Set<string>();
  const watch = new Watch({
    reader: { readAll: (titles) => titles.map((title) => known[title]?.[1] ?? nothing) },
    fold: {
      again: (title) => (seen.has(title) ? (known[title]?.[0] ?? null) : null),
      hear: (title) => { heardTitles.push(title); seen.add(title); },
      settle: () => {
        const placed = heardTitles.splice(0).map((title): Placement => ({ title, topic: known[title]?.[0] ?? title, fresh: true, why: [] }));
        return { placed, moved: placed.length > 0 ? moves : [] };
      },
    },
  });
  return (at: number, ...titles: string[]) => watch.take(titles, at).map((alert) => [alert.topic, alert.title]);
}

test("what stands on the list for hours is told in the first, whatever else comes of the topic", () => {
  const take = watchOf({ "仓库起火": ["a", both()], "仓库起火已扑灭": ["a", both()] });
  expect(take(0, "仓库起火")).toEqual([["a", "仓库起火"]]);
  expect(take(1, "仓库起火", "仓库起火已扑灭")).toEqual([]);
});

test("waves of a flood in one area are one matter, a flood elsewhere and a fire beside it are others", () => {
  const take = watchOf({ a: ["1", both("flood")], b: ["2", both("flood")], c: ["3", both("flood", "222400")], d: ["4", both("fire")], e: ["5", both("fire")], f: ["6", both("flood")] });
  expect(take(0, "a")).toHaveLength(1);
  expect(take(day, "b")).toEqual([]);
  expect(take(day, "c")).toHaveLength(1);
  expect(take(day, "d")).toHaveLength(1);
  expect(take(day, "e")).toHaveLength(1);
  expect(take(40 * day, "f")).toHaveLength(1);
});

test("what comes back after its silence is told anew, in the same topic too", () => {
  const take = watchOf({ a: ["1", both("epidemic")], b: ["1", both("epidemic")], c: ["1", both("epidemic")] });
  expect(take(0, "a")).toHaveLength(1);
  expect(take(14 * day, "b")).toEqual([]);
  expect(take(40 * day, "c")).toEqual([["1", "c"]]);
});

test("a flood that reaches beyond the county it was told of is news, and once", () => {
  const take = watchOf({ a: ["1", both("flood", "220283")], b: ["2", both("flood", "220000")], c: ["3", both("flood", "220500")] });
  expect(take(0, "a")).toHaveLength(1);
  expect(take(day, "b")).toHaveLength(1);
  expect(take(2 * day, "c")).toEqual([]);
});

test("a hazard that is a stranger to the one told is told, even when the fold took both for one story", () => {
  const take = watchOf({ a: ["1", both("epidemic")], b: ["1", both("explosion")], c: ["1", both("fire")] });
  expect(take(0, "a")).toHaveLength(1);
  expect(take(1, "b")).toEqual([["1", "b"]]);
  expect(take(2, "c")).toEqual([]);
});

test.each([
  ["in the very place of what was just told is part of it", "220283", day, 0],
  ["elsewhere is told", "220500", day, 1],
  ["long after is told", "220283", 9 * day, 1],
])("a title that names no hazard %s", (_, code, at, alerts) => {
  const unnamed = here({ emergency: 0.9, place: { code, level: "county", likelihood: 0.9 } });
  const take = watchOf({ a: ["1", both("flood", "220283")], b: ["2", unnamed] });
  take(0, "a");
  expect(take(at, "b")).toHaveLength(alerts);
});

test.each([
  ["while a wave in the whole province is fresh is part of it", "220000", day, [], 0],
  ["in a place within is told", "220200", day, [], 1],
  ["long after is told", "220000", 9 * day, [], 1],
  ["beside a sure word is told", "220000", day, [{ rule: "emergency.sure:traffic", words: ["车祸"] }], 1],
  ["that did harm is told", "220000", day, [{ rule: "emergency.slight and harm", words: [] }], 1],
] as const)("a hazard told by slight words alone %s", (_, code, at, why, alerts) => {
  const slight = here({ emergency: 0.9, hazard: "traffic", place: { code, level: "province", likelihood: 0.9 }, why });
  const take = watchOf({ a: ["1", both("epidemic", "220000")], b: ["2", slight] });
  take(0, "a");
  expect(take(at, "b")).toHaveLength(alerts);
});

test.each([
  ["what was lost before ends its matter, named more coarsely too", "吉林坠江车辆已找到", "traffic", "220000", 4 * day, 0],
  ["a title of the same kind that finds nothing is told", "吉林一车坠江", "traffic", "220000", 4 * day, 1],
  ["in another city is told", "白山坠江车辆已找到", "traffic", "220600", 4 * day, 1],
  ["of another kind is told", "吉林失联登山者已找到", "missing", "220000", 4 * day, 1],
  ["long after is told", "吉林坠江车辆打捞上岸", "traffic", "220000", 20 * day, 1],
] as const)("what is found: %s", (_, title, hazard, code, at, alerts) => {
  const take = watchOf({ "榆树一车坠江": ["1", both("traffic", "220182")], [title]: ["2", both(hazard, code)] });
  take(0, "榆树一车坠江");
  expect(take(at, title)).toHaveLength(alerts);
});

test("what is found and was never told is told", () => {
  const take = watchOf({ "吉林坠江车辆已找到": ["1", both("traffic", "220000")] });
  expect(take(0, "吉林坠江车辆已找到")).toHaveLength(1);
});

test("a topic that joins one that was told brings no second alert", () => {
  const take = watchOf({ a: ["1", both()], b: ["2", both()] }, [{ titles: ["b"], from: "2", topic: "1" }]);
  expect(take(0, "a")).toEqual([["1", "a"]]);
  expect(take(1, "b")).toEqual([]);
});
