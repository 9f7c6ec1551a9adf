import fc from "fast-check";
import { expect, test } from "vitest";
import { readNumeral } from "./numerals.ts";

test.each([["3", 3], ["3.9", 3.9], ["1,200", 1200], ["1.2万", 12_000], ["5百", 500], ["三", 3], ["两", 2], ["十", 10], ["十二", 12], ["二十", 20], ["一百零五", 105], ["两千三百", 2300], ["三万", 30_000], ["十一万", 110_000], ["二〇二四", 2024]])("%s is %d", (text, value) => expect(readNumeral(text)).toBe(value));
test.each(["", "人", "3人", "约"])("%j is no numeral", (text) => expect(readNumeral(text)).toBeNull());

const letters = "零一二三四五六七八九";
function inChinese(value: number): string {
  let [text, gap] = ["", false];
  for (const [unit, sign] of [[1000, "千"], [100, "百"], [10, "十"], [1, ""]] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit > 0) text += `${gap ? "零" : ""}${letters[digit] ?? ""}${sign}`;
    gap = digit === 0 && text !== "";
  }
  return text;
}
test("a number written in Chinese is read back", () => fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (value) => readNumeral(inChinese(value)) === value)));
