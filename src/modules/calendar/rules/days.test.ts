import { describe, expect, it } from "vitest";
import { readPreset } from "#modules/organisation/index.ts";
import { keyDaysOf, lunarName, seasonsIn, titleOf, weekdayOf } from "./days.ts";

const jilin = await readPreset("jilin");

describe("the title of a day", () => {
  it.each([
    ["2026-04-03", { weekday: 5, key: { name: "清明节", inDays: 2 }, during: { name: "春季森林防火期", nth: 20 } }],
    ["2026-04-05", { weekday: 7, key: { name: "清明节", inDays: 0 }, during: { name: "春季森林防火期", nth: 22 } }],
    ["2026-04-20", { key: { name: "五一", inDays: 11 }, during: { name: "春季森林高火险期", nth: 1 } }],
    ["2026-06-03", { key: { name: "安全宣传咨询日", inDays: 13 }, during: { name: "全国安全生产月", nth: 3 } }],
    ["2026-01-20", { key: null, during: { nth: 81 } }],
    ["2026-02-10", { key: { name: "春节", inDays: 7 } }],
    ["2026-12-20", { key: { name: "元旦", inDays: 12 } }],
    ["2026-07-10", { key: null, during: { name: "汛期", nth: 40 } }],
  ])("%s", (day, says) => expect(titleOf(day, jilin)).toMatchObject(says));
});

describe("key dates", () => {
  it("fall where the computed dates of the preset say", () => {
    for (const { keyDate, days } of jilin.computedDates) {
      expect(days.map((day) => keyDaysOf(jilin.keyDates, Number(day.slice(0, 4))).find((k) => k.code === keyDate)?.day)).toEqual(days);
    }
  });
  it("bring the days that belong to them", () => expect(keyDaysOf(jilin.keyDates, 2026).find((k) => k.code === "disaster-reduction-day")).toMatchObject({ day: "2026-05-12", from: "2026-05-08", to: "2026-05-14" }));
  it("leave a sensitive window to people when it has no dates", () => expect(keyDaysOf(jilin.keyDates, 2026).some((k) => k.sensitive)).toBe(false));
});

describe("seasons", () => {
  it("cross the new year as one", () => expect(seasonsIn(jilin.seasons, "2027-01-10", "2027-01-12").map((s) => [s.code, s.from, s.to])).toEqual([["winter-fire", "2026-11-01", "2027-04-30"], ["ice-and-snow", "2026-11-01", "2027-03-31"]]));
});

it.each([["2026-04-03", "十六", false], ["2026-04-05", "清明", true], ["2026-04-17", "三月", false]])("%s is %s in the lunar calendar", (day, name, term) => expect(lunarName(day)).toEqual({ name, term }));
it("counts Sunday as the seventh day", () => expect(weekdayOf("2026-04-05")).toBe(7));
