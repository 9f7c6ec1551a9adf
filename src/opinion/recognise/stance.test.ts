import { describe, expect, test } from "vitest";
import { wordsOf } from "../place/tokens.ts";
import { readChecking, readConcern, stancesIn } from "./stance.ts";

const stances = (title: string) => stancesIn(wordsOf(title, (text) => [text]));
const concern = (title: string) => readConcern(title, stances(title)).concern;
const needsCheck = (title: string) => readChecking(stances(title)).needsCheck;

describe("what people want", () => {
  test.each([
    ["被困村民求助", "help"], ["寻找昨日走失的老人", "help"], ["网曝某工地夜间施工", "report"], ["业主投诉供暖不热", "complaint"], ["暴雨何时停", "question"], ["暴雨什么时候停", "question"], ["举报人求助", "help"], ["仓库起火已扑灭", null],
  ] as const)("%s: %s", (title, kind) => expect(concern(title)).toBe(kind));
  test("the words that say so are given", () => expect(readConcern("业主投诉供暖", stances("业主投诉供暖")).why).toEqual([{ rule: "concern.complaint", words: ["投诉"] }]));
});

describe("what needs checking before anybody relies on it", () => {
  test("hearsay more than a plain report, and a plain report more than nothing said at all is never nought", () => {
    expect(needsCheck("网传某地发生爆炸")).toBeGreaterThan(needsCheck("某地发生爆炸"));
    expect(needsCheck("某地发生爆炸")).toBeGreaterThan(0);
  });
  test("a denial that names nobody more than one with an authority behind it", () => expect(needsCheck("某地爆炸系谣言")).toBeGreaterThan(needsCheck("官方辟谣某地爆炸")));
  test("it is a likelihood, never a verdict", () => { for (const title of ["网传某地疑似爆炸系谣言", "官方通报"]) { expect(needsCheck(title)).toBeGreaterThan(0); expect(needsCheck(title)).toBeLessThan(1); } });
});
