import fc from "fast-check";
import { expect, it } from "vitest";
import { heatOfHour, type Seen } from "./heat.ts";

const seen = (over: Partial<Seen> = {}): Seen => ({ source: "a", rank: null, reads: null, comments: null, ...over });
const valueOf = (...all: Seen[]): number | null => heatOfHour(all)?.value ?? null;

it.each([
  ["an hour nobody saw it has no heat, which is not zero", [], null],
  ["a source counts one", [seen()], 1],
  ["many items of one source count once", [seen(), seen(), seen()], 1],
  ["independent sources add up", [seen(), seen({ source: "b" })], 2],
  ["the first place of a list counts three more", [seen({ rank: 1 })], 4],
  ["of several places of one list the best counts", [seen({ rank: 9 }), seen({ rank: 1 })], 4],
  ["readers count by their order of magnitude", [seen({ reads: 1_000_000 })], 4],
  ["few readers count nothing", [seen({ reads: 9_999 })], 1],
] as const)("%s", (_, all, value) => expect(valueOf(...all)).toBe(value));

it("one source more never cools a topic", () => {
  const any = fc.record({ source: fc.constantFrom("a", "b", "c"), rank: fc.option(fc.integer({ min: 1, max: 50 })), reads: fc.option(fc.integer({ min: 0, max: 1e8 })), comments: fc.constant(null) });
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), any, (all, more) => { expect(valueOf(...all, more) ?? 0).toBeGreaterThanOrEqual(valueOf(...all) ?? 0); }));
});
