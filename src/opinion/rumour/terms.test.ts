import { describe, expect, test } from "vitest";
import { lineOf, sharedRuns, signsOf, termsOf } from "./terms.ts";

describe("the signs of a text", () => {
  test.each<[string, string, string[]]>([
    ["are its characters", "戴口罩", ["戴", "口", "罩"]],
    ["take a Latin word as one and digits one by one", "SARS在2003年", ["sars", "在", "2", "0", "0", "3", "年"]],
    ["leave out marks and blanks", "喝 水？！#热#", ["喝", "水", "热"]],
    ["are the same in wide letters", "Ｎ９５", ["n", "9", "5"]],
  ])("%s", (_, text, signs) => { expect(signsOf(text)).toEqual(signs); });
});

test("a pair is formed across one sign, and across words that only join", () => {
  expect(termsOf(signsOf("戴好口罩"))).toContain("戴 口");
  expect(termsOf(signsOf("戴了一个口罩"))).toContain("戴 口");
  expect(termsOf(signsOf("戴上新口罩"))).not.toContain("戴 口");
});

describe("shared runs", () => {
  const runs = (a: string, b: string) => { const signs = signsOf(a); return sharedRuns(signs, lineOf(signsOf(b))).map(({ from, to }) => signs.slice(from, to).join("")); };
  test.each<[string, string, string, string[]]>([
    ["are as long as they can be", "水库大坝裂了", "某水库大坝安全", ["水库大坝"]],
    ["do not lie within one another", "大坝大坝", "大坝大", ["大坝大", "坝"].slice(0, 1).concat("大坝")],
    ["end with whole Latin words", "sars病", "sarscov病", ["病"]],
    ["are none where nothing is shared", "彩虹", "水库", []],
  ])("%s", (_, a, b, wanted) => { expect(runs(a, b)).toEqual(wanted); });
});
