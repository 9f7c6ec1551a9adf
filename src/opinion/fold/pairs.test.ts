import fc from "fast-check";
import { expect, test } from "vitest";
import { pairOf, Pairs } from "./pairs.ts";

test("pairs are found as in a map, however many come and whatever is let go", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(0x5200 ** 2 - 1), { maxLength: 9000, size: "max" }), fc.integer({ min: 2, max: 7 }), (all, nth) => {
    const pairs = new Pairs();
    all.forEach((pair, row) => { pairs.put(pair, row); });
    expect(all.map((pair) => pairs.get(pair))).toEqual(all.map((_, row) => row));
    pairs.keep((row) => row % nth === 0);
    expect(all.map((pair) => pairs.get(pair))).toEqual(all.map((_, row) => (row % nth === 0 ? row : -1)));
  }), { numRuns: 20 });
});

test("only a word of two common Chinese letters is a pair, and each is another number", () => {
  expect(["山洪", "洪山", "山", "起火了", "5级", "級a"].map(pairOf).map((pair) => pair >= 0)).toEqual([true, true, false, false, false, false]);
  expect(pairOf("山洪")).not.toBe(pairOf("洪山"));
});
