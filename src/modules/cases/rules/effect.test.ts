import { expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { effectOf, peakOf } from "./effect.ts";

const heat = (values: readonly (number | null)[]) => values.map((value, i) => ({ hour: new Date(at("06:00").getTime() + i * 3_600_000), value }));

it("heat before and after is the mean of six hours on each side", () => {
  expect(effectOf(heat([10, 20, 30, 40, 50, 60, 30, 30, 30, 30, 30, 30]), at("12:00"))).toEqual({ before: 35, after: 30, change: 30 / 35 - 1, hoursBefore: 6, hoursAfter: 6 });
});
it("an hour nobody looked is not an hour without talk", () => {
  expect(effectOf(heat([null, null, null, 40, 50, 60, 30, null, 30, null, 30, null]), at("12:00"))).toMatchObject({ before: 50, after: 30, hoursBefore: 3, hoursAfter: 3 });
});
it("too few hours say nothing", () => {
  expect(effectOf(heat([null, null, null, null, 50, 60, 30, 30, 30]), at("12:00"))).toMatchObject({ before: null, after: 30, change: null });
  expect(peakOf(heat([10, null, 20]))).toBeNull();
});
it("the peak is the hour of most heat", () => expect(peakOf(heat([10, 80, 20]))).toEqual({ hour: at("07:00"), value: 80 }));
