import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, overlaps, validAt, type Period } from "./periods.ts";

describe("a period has its first day and not its last", () => {
  it.each([
    ["2020-06-18", false], ["2020-06-19", true], ["2024-06-17", true], ["2024-06-18", false],
  ])("on %s it covers: %s", (day, expected) => expect(covers({ from: "2020-06-19", to: "2024-06-18" }, day)).toBe(expected));

  it("two periods that only touch share no day", () => {
    expect(overlaps<string>({ from: "2020-01-01", to: "2020-06-19" }, { from: "2020-06-19", to: null })).toBe(false);
    expect(validAt<string, Period<string>>([{ from: "2020-01-01", to: "2020-06-19" }, { from: "2020-06-19", to: null }], "2020-06-19")).toEqual({ from: "2020-06-19", to: null });
  });

  const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  const period = fc.tuple(instant, fc.option(instant)).filter(([from, to]) => to === null || from < to).map(([from, to]) => ({ from, to }));
  it("overlap is mutual, and a shared moment means overlap", () => fc.assert(fc.property(period, period, instant, (a, b, at) => {
    expect(overlaps<Date>(a, b)).toBe(overlaps<Date>(b, a));
    if (covers<Date>(a, at) && covers<Date>(b, at)) expect(overlaps<Date>(a, b)).toBe(true);
  })));
});
