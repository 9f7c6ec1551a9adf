import { expect, test } from "vitest";
import type { Place } from "../reading.ts";
import { jiebaCut, placeSettings } from "./fixtures/watch.ts";
import { openReader } from "../read.ts";

const reader = openReader(placeSettings("jilin", "22"), jiebaCut());
const at = Date.parse("2024-08-01T12:00:00+08:00");
const placeOf = (...titles: string[]): Place | null => reader.placeOf(titles.map((title) => reader.read(title, at)), at);

test("a later title that says more refines the place", () => expect(placeOf("吉林一仓库起火", "舒兰一仓库起火")?.code).toBe("220283"));
test("one that says less takes nothing away", () => expect(placeOf("吉林舒兰一仓库起火", "吉林仓库火灾已扑灭", "吉林通报仓库火灾")?.code).toBe("220283"));
test("titles that contradict each other leave it at what they share", () => expect(placeOf("长春一仓库起火", "松原一仓库起火")?.code).toBe("220000"));
test("who names the county knows more than who feels it in the city", () => expect(placeOf("吉林宁江区3.9级地震", "长春震感明显")?.code).toBe("220702"));
test("titles from elsewhere and titles without a place say nothing", () => expect([placeOf("四川一仓库起火", "一仓库起火"), placeOf()]).toEqual([null, null]));
test("the more titles say so, the surer", () => expect(placeOf("延吉一仓库起火", "延吉仓库火灾已扑灭")?.likelihood ?? 0).toBeGreaterThan(placeOf("延吉一仓库起火")?.likelihood ?? 1));
test("titles read together say what each says alone", () => {
  const titles = ["舒兰一仓库起火3人受伤", "新剧今晚开播", "舒兰一仓库起火3人受伤", ""];
  expect(reader.readAll(titles, at)).toEqual(titles.map((title) => reader.read(title, at)));
});
