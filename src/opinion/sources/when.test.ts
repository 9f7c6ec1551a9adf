import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTime } from "./when.ts";

const seenAt = Date.UTC(2024, 4, 20, 12);
const noonish = Date.UTC(2024, 4, 20, 5, 5);
const day = 86_400_000;

describe("a date is read in every shape servers and people give it", () => {
  test.each([
    "Mon, 20 May 2024 13:05:00 +0800", "Mon, 20 May 24 05:05:00 GMT", "20 May 2024 05:05 UT", "Mon, 20 May 2024 00:05:00 EST", "Monday, May 20, 2024 13:05",
    "星期一, 20 五月 2024 13:05:00 +0800", "Mon, 20 5月 2024 13:05:00 +0800", "Mon May 20 13:05:00 CST 2024", "Mon May 20 2024 13:05:00 GMT+0800 (中国标准时间)",
    "2024-05-20T13:05:00+08:00", "2024-05-20T05:05:00Z", "2024-05-20T05:05:00.123Z", "2024-05-20T13:05:00+0800", "2024-05-20 13:05:00 +08", "20240520T050500Z",
    "2024-05-20 13:05", "2024/5/20 13:05:00", "2024.05.20 13:05", "20240520130500", "24-05-20 13:05", "05-20 13:05", "May 20, 2024 1:05 PM", "20-May-2024 13:05",
    "2024年5月20日 13:05", "2024年5月20日 下午1:05", "2024年5月20日13时05分", "二〇二四年五月二十日 13:05", "5月20日 13:05", "２０２４年５月２０日 １３：０５", "今天 13:05",
    "1716181500", "1716181500000", "1716181500000000",
  ])("%s", (said) => {
    const { at, problem } = readTime(said, seenAt);
    expect(problem).toBeNull();
    expect(Math.abs((at ?? 0) - noonish)).toBeLessThan(1_000);
  });
  test.each([
    ["a day alone begins at midnight in Beijing", "2024-05-20", Date.UTC(2024, 4, 19, 16)],
    ["an hour without minutes", "2024-05-20T13", noonish - 300_000],
    ["a day without its year is the last such day", "12月31日 23:00", Date.UTC(2023, 11, 31, 15)],
    ["yesterday", "昨天 13:05", noonish - day],
    ["minutes ago", "3分钟前", seenAt - 180_000],
    ["just now", "刚刚", seenAt],
  ])("%s", (_, said, at) => expect(readTime(said, seenAt)).toEqual({ at, problem: null }));
});

describe("what cannot be read or believed is not kept, and says why", () => {
  test.each([
    ["nothing was said", "", null, null],
    ["words", "近日", null, "opinion.time-unreadable"],
    ["a day no month has", "2024-02-30 08:00", null, "opinion.time-unreadable"],
    ["an hour no day has", "2024-05-20 25:05", null, "opinion.time-unreadable"],
    ["the year the clocks of computers begin", "Thu, 01 Jan 1970 00:00:00 GMT", null, "opinion.time-implausible"],
    ["next year", "2025-05-20 08:00", null, "opinion.time-in-future"],
    ["a clock five minutes fast", "2024-05-20T12:05:00Z", seenAt, "opinion.time-clamped"],
    ["Beijing time sold as UTC", "2024-05-20T19:30:00Z", Date.UTC(2024, 4, 20, 11, 30), "opinion.time-zone-wrong"],
  ] as const)("%s", (_, said, at, problem) => expect(readTime(said, seenAt)).toEqual({ at, problem }));
  test("whatever is said, nothing is published after it was seen", () => {
    const said = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.date({ noInvalidDate: true }).map(String), fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }).map((date) => date.toISOString()), fc.stringMatching(/^[\d\-/:年月日T+ Z.上下午前]{1,30}$/));
    fc.assert(fc.property(said, fc.boolean(), (raw, misled) => {
      const { at, problem } = readTime(raw, seenAt, misled);
      return at === null ? problem !== null || String(raw).trim() === "" : at <= seenAt && at >= Date.UTC(1989, 11, 31);
    }), { numRuns: 1_000 });
  });
});
