import fc from "fast-check";
import { expect, test } from "vitest";
import { drop, keep, openRecent, recall } from "./recent.ts";

test("the last so many are kept, never more than twice as many, each under its newest value", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.record({ name: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), drops: fc.boolean() }), { maxLength: 200 }), (least, steps) => {
    const recent = openRecent<number>(least);
    const kept: { name: string; value: number }[] = [];
    const standing = new Map<string, number>();
    steps.forEach(({ name, drops }, value) => {
      if (drops) { drop(recent, name); standing.delete(name); }
      else { keep(recent, name, value); standing.set(name, value); kept.push({ name, value }); }
      for (const one of kept.slice(-least)) if (standing.get(one.name) === one.value) expect(recall(recent, one.name)).toBe(one.value);
      if (drops) expect(recall(recent, name)).toBeUndefined();
      expect(recent.young.size + recent.old.size).toBeLessThanOrEqual(2 * least);
    });
  }));
});
