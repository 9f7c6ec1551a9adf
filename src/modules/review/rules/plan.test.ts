import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostSigners, planLine, planTargets, planTiming } from "./plan.ts";

const now = new Date("2026-04-03T08:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);

describe("the signature line", () => {
  const line = { unitIds: ["lead", "fire"], proposed: ["lead", "fire"], leadUnitId: "lead", reason: null };
  it.each([
    ["as the duty rule proposes, no reason is needed", line, "permitted"],
    ["a third signer is added with a reason (三家)", { ...line, unitIds: ["lead", "fire", "yjt"], reason: "涉及指挥部口径" }, "permitted"],
    ["without a reason it is not", { ...line, unitIds: ["lead", "fire", "yjt"] }, "review.line-reason-missing"],
    ["another order is a change too", { ...line, unitIds: ["fire", "lead"] }, "review.line-reason-missing"],
    ["blanks are no reason", { ...line, unitIds: ["lead"], reason: "  " }, "review.line-reason-missing"],
    ["the lead unit stays in it", { ...line, unitIds: ["fire"], reason: "x" }, "review.lead-not-in-line"],
    ["no unit signs twice", { ...line, unitIds: ["lead", "lead"], reason: "x" }, "review.unit-twice"],
    ["somebody signs", { ...line, unitIds: [], reason: "x" }, "review.line-length"],
    ["at most twelve sign", { ...line, unitIds: Array.from({ length: mostSigners + 1 }, (_, i) => `u${i}`), reason: "x" }, "review.line-length"],
  ])("%s", (_, plan, expected) => expect(codeOf(planLine(plan))).toBe(expected));

  it("whatever it accepts differs from the proposal only with a reason", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 }), fc.subarray(["a", "b", "c", "d"], { minLength: 1 }), fc.option(fc.string({ maxLength: 4 })), (unitIds, proposed, reason) => {
      const decision = planLine({ unitIds, proposed, leadUnitId: "a", reason });
      if (!decision.ok) return;
      expect(decision.value.unitIds).toContain("a");
      expect(new Set(unitIds).size).toBe(unitIds.length);
      expect(decision.value.changed).toBe(unitIds.join() !== proposed.join());
      if (decision.value.changed) expect(reason?.trim()).toBeTruthy();
    }));
  });
});

describe("where it goes", () => {
  const theirs = [{ id: "wechat" }, { id: "weibo" }];
  it.each([
    ["to accounts of the units that write or sign", ["wechat", "weibo"], "permitted"],
    ["never through the account of a unit outside", ["wechat", "strange"], "review.account-of-others"],
    ["nowhere yet is no offence; submitting refuses it", [], "permitted"],
  ])("%s", (_, ids, expected) => expect(codeOf(planTargets(ids, theirs))).toBe(expected));
});

describe("when it goes", () => {
  const free = { sendAt: null, embargoUntil: null, notAfter: null };
  it.each([
    ["at once", free, "permitted"],
    ["at a time", { ...free, sendAt: at(2) }, "permitted"],
    ["a time that passed means at once", { ...free, sendAt: at(-2) }, "permitted"],
    ["not before an embargo ends, not after a latest time", { sendAt: at(1), embargoUntil: at(2), notAfter: at(3) }, "permitted"],
    ["a latest time lies ahead", { ...free, notAfter: at(0) }, "review.latest-time-past"],
    ["a latest time comes after the earliest", { ...free, sendAt: at(3), notAfter: at(2) }, "review.latest-before-earliest"],
    ["an embargo counts as the earliest", { ...free, embargoUntil: at(3), notAfter: at(3) }, "review.latest-before-earliest"],
  ])("%s", (_, timing, expected) => expect(codeOf(planTiming(timing, now))).toBe(expected));
});
