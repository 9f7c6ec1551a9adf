import { describe, expect, it } from "vitest";
import { clashesOf, sharePlace, type Dated } from "./clashes.ts";

const aDated = (over: Partial<Dated>): Dated => ({ pieceId: "a", day: "2026-04-03", topic: "forest-fire", regions: [], planned: true, ...over });

describe("two pieces clash", () => {
  const cases: [says: string, other: Partial<Dated>, clash: boolean, first: Partial<Dated>][] = [
    ["when topic, day and place are the same", {}, true, {}],
    ["not on different days", { day: "2026-04-04" }, false, {}],
    ["not on different topics", { topic: "fire-safety" }, false, {}],
    ["not when both are out already: nothing can be moved", { planned: false }, false, { planned: false }],
    ["when one is out and the other can still be moved", { planned: false }, true, {}],
    ["not in different prefectures", { regions: ["220200"] }, false, { regions: ["220100"] }],
    ["when one speaks to a county of the other's prefecture", { regions: ["220221"] }, true, { regions: ["220200"] }],
  ];
  it.each(cases)("%s", (_, other, clash, first) => {
    expect(clashesOf([aDated(first), aDated({ pieceId: "b", ...other })]).length > 0).toBe(clash);
  });
  it("one piece never with itself", () => expect(clashesOf([aDated({}), aDated({})])).toEqual([]));
  it("three on one day are one hint", () => expect(clashesOf(["a", "b", "c"].map((pieceId) => aDated({ pieceId })))).toEqual([{ day: "2026-04-03", topic: "forest-fire", pieceIds: ["a", "b", "c"] }]));
});

it("places share people when one contains the other; the house's own codes only when they are the same", () => {
  expect([sharePlace(["220000"], ["222406"]), sharePlace(["220200"], ["220100"]), sharePlace(["X22CBS"], ["X22CBS"]), sharePlace(["X22CBS"], ["220600"]), sharePlace([], ["220100"])]).toEqual([true, false, true, false, true]);
});
