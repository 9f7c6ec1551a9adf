import { describe, expect, test } from "vitest";
import { halfLifeOf, peakOf, type Series, trendOf } from "./series.ts";

const _ = null;
const always = (): boolean => true;
const coolingOf = (series: Series): number | null => halfLifeOf(series, peakOf(series, always)?.heat ?? null);

describe("a peak", () => {
  test.each<[string, Series, number | null]>([
    ["is called when known hours before it and six after it are lower", [0.1, 0.4, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3], 2],
    ["is not called while heat still rises", [0.1, 0.2, 0.4, 0.7, 0.9, 1.2, 1.3, 1.4, 1.5], null],
    ["is not called on the first lower hours: a lull is no end", [0.1, 0.4, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4], null],
    ["is not called from hours nobody looked", [0.1, 0.4, 0.9, _, _, _, _, _, _, _], null],
    ["is called late when the hours after it were looked at late", [0.1, 0.4, 0.9, _, _, 0.6, 0.5, _, 0.5, 0.4, _, 0.4, 0.3], 2],
    ["is not the first hour that was looked at", [_, _, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3], null],
    ["is not the first hour after a hole", [0.1, 0.2, _, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3], null],
    ["may be the first hour of a topic when the hours before it were silent", [0, 0, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3], 2],
    ["is no hour that is hardly higher than those after it", [0.1, 0.4, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8], null],
    ["is not called while heat comes back to it", [0.1, 0.4, 0.9, 0.4, 0.4, 0.4, 0.4, 0.85, 0.5, 0.4], null],
    ["of several equal hours is the first, and falls from the last", [0.1, 0.4, 0.9, 0.2, 0.9, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3], 2],
    ["is not seen in silence", [0, 0, 0, 0, 0, 0], null],
    ["is not seen where nobody ever looked", [_, _, _], null],
    ["is not seen in nothing", [], null],
  ])("%s", (_title, series, hour) => { expect(peakOf(series, always)?.hour ?? null).toBe(hour); });
  test("is not called from hours in which heat was only supposed", () => { expect(peakOf([0.1, 0.4, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], (hour) => hour !== 7)).toBeNull(); });
});

describe("the trend", () => {
  test.each<[string, Series, string]>([
    ["rises with the heat", [0.1, 0.2, 0.4, 0.8], "rising"],
    ["falls with the heat", [0.8, 0.4, 0.2, 0.1], "falling"],
    ["is steady where heat stands", [0.4, 0.41, 0.4, 0.4], "steady"],
    ["is not bent by one odd hour", [0.4, 0.4, 0.4, 2.5, 0.4, 0.4], "steady"],
    ["leaves out hours nobody looked", [0.4, _, 0.4, _, 0.4], "steady"],
    ["is unknown from two hours", [0.1, _, _, 0.9], "unknown"],
    ["forgets what was long ago", [5, 5, 5, 5, 0.1, 0.1, 0.2, 0.3, 0.5, 0.8], "rising"],
  ])("%s", (_title, series, direction) => { expect(trendOf(series).direction).toBe(direction); });
});

describe("the half-life", () => {
  const fading = (halves: number, hours = 24): Series => [0, 0, ...Array.from({ length: hours }, (_each, i) => 4 * 2 ** (-i / halves))];
  test.each([2, 4, 8])("of a topic that halves every %i hours is about that", (halves) => {
    expect(coolingOf(fading(halves))).toBeGreaterThan(halves * 0.9);
    expect(coolingOf(fading(halves))).toBeLessThan(halves * 1.25);
  });
  test("is the same where hours in between were not looked at", () => {
    const whole = fading(4);
    const holed = whole.map((heat, i) => (i > 3 && i % 3 === 0 ? null : heat));
    expect(Math.abs((coolingOf(holed) ?? 0) - (coolingOf(whole) ?? 0))).toBeLessThan(0.5);
  });
  test("is not lengthened by the silence afterwards", () => {
    const series: Series = [0, 0, 4, 2, 1, 0.5, 0.1, 0, 0, 0];
    expect(coolingOf([...series, ...Array.from({ length: 40 }, () => 0)])).toBe(coolingOf([...series, 0]));
  });
  test("of a topic that falls silent at once is short", () => { expect(coolingOf([0, 0, 0.9, 0, 0, 0, 0, 0, 0])).toBeLessThan(1); });
  test("is not told before the peak is", () => { expect(coolingOf([0, 0, 4, 2, 1])).toBeNull(); });
});
