import { describe, expect, test } from "vitest";
import { aCheckInput, saying } from "../fixtures/piece.ts";
import { checkDates } from "./dates.ts";
import { festivalDay } from "./festivals.ts";
import { datesIn, sayDay } from "./said-dates.ts";

const found = (text: string, at = "2026-04-03T06:00:00Z") => checkDates({ ...saying(text), at: new Date(at) }).map((f) => [f.code.replace("content.", ""), f.suggestion]);

describe("days and weekdays agree", () => {
  test.each<[string, [string, string | undefined][]]>([
    ["4月3日（星期五）上午", []],
    ["4月3日（星期四）上午", [["weekday-differs", "星期五"]]],
    ["4月3日（周四）上午", [["weekday-differs", "周五"]]],
    ["2025年4月3日（星期四）", []],
    ["去年4月3日（星期四）", []],
    ["2026年4月5日，星期天，", []],
    ["4月5日 礼拜一", [["weekday-differs", "礼拜日"]]],
  ])("%s", (text, findings) => expect(found(text)).toEqual(findings));
  test("a year left unsaid is the nearest", () => {
    expect(datesIn("12月30日", new Date("2026-01-05T00:00:00Z"))[0]?.year).toBe(2025);
    expect(found("12月30日（星期二）", "2026-01-05T00:00:00Z")).toEqual([]);
  });
  test("a year said just before carries over", () => expect(datesIn("2024年12月30日至12月31日", new Date("2026-04-03T00:00:00Z"))[1]?.year).toBe(2024));
});

describe("days exist", () => {
  test.each([["2月30日", 1], ["2月29日", 1], ["2024年2月29日", 0], ["4月31日", 1], ["13月1日", 1], ["4月30日", 0], ["4月28日至31日", 1]])("%s", (text, n) =>
    expect(found(`${text}起`).filter(([code]) => code === "date-impossible")).toHaveLength(n));
});

describe("lunar days agree with the solar day beside them", () => {
  test.each<[string, string | undefined]>([
    ["4月3日（农历二月十六）", undefined],
    ["4月3日（农历二月十五）", "农历二月十六"],
    ["2026年2月17日（农历正月初一）", undefined],
    ["2026年2月17日，农历丙午年正月初一", undefined],
    ["2026年2月16日（农历腊月二十九）", undefined],
    ["2026年2月16日（农历腊月三十）", "农历十二月廿九"],
    ["2025年7月25日（农历闰六月初一）", undefined],
    ["2025年7月25日（农历六月初一）", "农历闰六月初一"],
  ])("%s", (text, right) => expect(found(text).find(([code]) => code === "lunar-differs")?.[1]).toBe(right));
});

describe("festivals and solar terms stand on their day", () => {
  test.each<[string, string | undefined]>([
    ["清明节（4月5日）", undefined],
    ["清明节（4月4日）", "4月5日"],
    ["4月4日清明节", "4月5日"],
    ["4月4日是清明", "4月5日"],
    ["今年清明节是4月4日", "4月5日"],
    ["4月4日至6日清明节假期", undefined],
    ["4月4日清明节假期首日", undefined],
    ["4月3日，清明节临近", undefined],
    ["清明节将至，4月3日，我省召开会议", undefined],
    ["清明节期间（4月4日至6日）", undefined],
    ["2026年春节（2月16日）", "2月17日"],
    ["5月12日全国防灾减灾日", undefined],
    ["5月11日是全国防灾减灾日", "5月12日"],
    ["12月7日大雪，道路结冰", undefined],
    ["12月6日大雪节气", "12月7日"],
    ["2026年12月22日冬至", undefined],
    ["11月9日是全国消防日", undefined],
    ["2026年除夕（2月16日）", undefined],
  ])("%s", (text, right) => expect(found(text).find(([code]) => code === "festival-date")?.[1]).toBe(right));
  test.each([["清明", 2020, "4月4日"], ["春节", 2027, "2月6日"], ["春节", 2030, "2月3日"], ["冬至", 2025, "12月21日"], ["元宵节", 2026, "3月3日"], ["腊八节", 2026, "1月26日"]])("%s %i", (name, year, day) => {
    const on = festivalDay(name, year);
    expect(on && sayDay(on)).toBe(day);
  });
});

describe("ranges run forward", () => {
  test.each([
    ["4月6日至4月3日", 1], ["4月6日至3日", 1], ["4月3日至4月6日", 0], ["4月3日至6日", 0], ["12月28日至1月3日", 0], ["11月15日至次年3月15日", 0], ["11月15日至3月15日", 0],
    ["6月15日至3月15日", 1], ["2026年4月6日至2025年4月9日", 1], ["14时至9时", 1], ["9时至14时", 0], ["22时至次日6时", 0], ["14:30至14:00", 1], ["3月15日-6月15日", 0],
  ])("%s", (text, n) => expect(found(text).filter(([code]) => code === "range-backwards")).toHaveLength(n));
});

test("a sound piece has no finding about days", () => expect(checkDates(aCheckInput())).toEqual([]));
