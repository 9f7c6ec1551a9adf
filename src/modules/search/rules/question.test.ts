import { describe, expect, it } from "vitest";
import { markWords, questionOf } from "./question.ts";

describe("a question for the index", () => {
  it.each([
    [["森林", "防火"], "森林防火", "'森林' & '防火':*"],
    [["森林", "防"], "森林防", "'森林' & '防':*"],
    [["清明", "森林"], "森林。清明", "'清明' & '森林'"],
    [["森林", "防火", "森林防火"], "森林防火", "'森林' & '防火':*"],
    [["o'neil"], "o'neil", "'o''neil':*"],
    [["a\\b"], "a\\b", "'a\\\\b':*"],
    [[], "。", ""],
  ])("%j of “%s” is %s", (words, typed, question) => expect(questionOf(words, typed)).toBe(question));
});

describe("words in a text", () => {
  it("are marked where they stand, the longer word as a whole", () => {
    expect(markWords("清明节森林防火提示", ["防火", "森林防火", "森林"])).toEqual([{ text: "清明节", hit: false }, { text: "森林防火", hit: true }, { text: "提示", hit: false }]);
  });
  it("never break on signs of a pattern", () => expect(markWords("a+b(c)", ["+b("])).toEqual([{ text: "a", hit: false }, { text: "+b(", hit: true }, { text: "c)", hit: false }]));
  it("no words leave the text whole", () => expect(markWords("提示", [])).toEqual([{ text: "提示", hit: false }]));
});
