import { expect, test } from "vitest";
import { parseNumeral } from "./numerals.ts";

test.each<[string, number | null]>([
  ["五", 5], ["两", 2], ["十", 10], ["十二", 12], ["二十", 20], ["一百零三", 103], ["两百一十", 210], ["一千二百", 1200], ["一万二千", 12000], ["一亿两千万", 120_000_000],
  ["二〇二六", 2026], ["零", 0], ["1,204", 1204], ["1.2万", 12000], ["3百", 300], ["846", 846], ["人", null], ["", null],
])("%s reads %s", (words, number) => expect(parseNumeral(words)).toBe(number));
