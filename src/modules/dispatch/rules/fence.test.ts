import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeFence, decideClaim, type Candidate, type Fence } from "./fence.ts";

const now = new Date("2026-04-03T06:00:00Z");
const open: Fence = { editionNumber: 0, recalledUpto: 0 };
const candidate = (over: Partial<Candidate> = {}): Candidate => ({ action: "publish", editionNumber: 1, notAfter: null, otherUnderWay: false, standsApart: false, ...over });

describe("the fence", () => {
  test("a first edition leaves and raises the fence", () => {
    expect(decideClaim(candidate(), open, now)).toEqual({ go: "send", fence: { editionNumber: 1, recalledUpto: 0 } });
  });
  test.each([
    ["an older edition never leaves after a newer one", candidate({ editionNumber: 1 }), { editionNumber: 2, recalledUpto: 0 }, "older-edition"],
    ["what was taken back never leaves", candidate({ editionNumber: 2 }), { editionNumber: 2, recalledUpto: 2 }, "recalled"],
    ["nothing leaves past its latest time", candidate({ notAfter: new Date("2026-04-03T05:59:59Z") }), open, "too-late"],
    ["a recall of an older edition does not touch a newer one", candidate({ action: "recall", editionNumber: 1 }), { editionNumber: 2, recalledUpto: 1 }, "older-edition"],
  ] as const)("%s", (_, c, fence, reason) => {
    expect(decideClaim(c, fence, now)).toEqual({ go: "void", reason });
  });
  test("a recall leaves although the fence is closed, and has no latest time", () => {
    expect(decideClaim(candidate({ action: "recall", notAfter: new Date(0) }), { editionNumber: 1, recalledUpto: 1 }, now)).toMatchObject({ go: "send" });
  });
  test("a recall of what stands leaves although a newer edition was tried there and failed", () => {
    expect(decideClaim(candidate({ action: "recall", editionNumber: 1 }), { editionNumber: 2, recalledUpto: 2 }, now)).toMatchObject({ go: "send" });
  });
  test("a recall of an older edition leaves after a newer one where both stand", () => {
    expect(decideClaim(candidate({ action: "recall", editionNumber: 1, standsApart: true }), { editionNumber: 2, recalledUpto: 1 }, now)).toEqual({ go: "send", fence: { editionNumber: 2, recalledUpto: 1 } });
  });
  test("one at a time per piece and account: the newer waits until the older is settled", () => {
    expect(decideClaim(candidate({ editionNumber: 2, otherUnderWay: true }), { editionNumber: 1, recalledUpto: 0 }, now)).toEqual({ go: "later" });
  });
  test("a newer edition leaves after a recall of the older ones", () => {
    expect(decideClaim(candidate({ editionNumber: 3 }), { editionNumber: 2, recalledUpto: 2 }, now)).toMatchObject({ go: "send" });
  });
  test("whatever the order of publish, correct and recall, editions leave in rising order and none after its recall", () => {
    const step = fc.record({ kind: fc.constantFrom("publish", "correct", "recall", "close" as const), edition: fc.integer({ min: 1, max: 5 }), busy: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let fence = open;
      let last = 0;
      for (const { kind, edition, busy } of steps) {
        if (kind === "close") { fence = closeFence(fence, edition); continue; }
        const decision = decideClaim(candidate({ action: kind, editionNumber: edition, otherUnderWay: busy }), fence, now);
        if (decision.go !== "send") continue;
        if (kind !== "recall") {
          if (edition < last || edition <= fence.recalledUpto) return false;
          last = edition;
        }
        fence = decision.fence;
      }
      return true;
    }), { numRuns: 2_000 });
  });
});
