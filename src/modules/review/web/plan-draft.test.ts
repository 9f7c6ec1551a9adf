import fc from "fast-check";
import { expect, test } from "vitest";
import { draftOf, fromField, lineChanged, toField, whyNotSave, type Plan } from "./plan-draft.ts";

const now = new Date("2026-04-03T08:00:00Z");
const unit = (unitId: string) => ({ unitId, name: unitId, shortName: unitId, seal: "印" });
const plan: Plan = {
  leadUnitId: "lead", units: [unit("lead"), unit("fire")], proposed: [unit("lead"), unit("fire")], basis: { topic: "fire", source: null, note: null, verified: false }, missingSystems: [], lineReason: null, inOrder: false,
  accountIds: ["a"], sendAt: null, embargoUntil: null, notAfter: null, saved: false, mustKeepAccountIds: ["old"], accounts: [], candidates: [],
};

test("a draft begins with what the plan says, and never without an account whose readers must see the correction", () => {
  expect(draftOf(plan)).toMatchObject({ unitIds: ["lead", "fire"], accountIds: ["a", "old"] });
  expect(lineChanged(plan, draftOf(plan))).toBe(false);
});

test("the grey button speaks with the server's own rules", () => {
  const draft = draftOf(plan);
  expect(whyNotSave(plan, draft, now)).toBeNull();
  expect(whyNotSave(plan, { ...draft, unitIds: ["lead"] }, now)?.code).toBe("review.line-reason-missing");
  expect(whyNotSave(plan, { ...draft, unitIds: ["fire"], lineReason: "x" }, now)?.code).toBe("review.lead-not-in-line");
  expect(whyNotSave(plan, { ...draft, notAfter: now.toISOString() }, now)?.code).toBe("review.latest-time-past");
});

test("a time survives its field to the minute, in Beijing whatever the machine's zone", () => {
  expect(toField("2026-04-03T16:30:00Z")).toBe("2026-04-04T00:30");
  expect(fromField("2026-04-04T00:30")).toBe("2026-04-03T16:30:00.000Z");
  expect(fromField("")).toBeNull();
  expect(fromField("2026-04")).toBeNull();
  fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000 }), (minutes) => {
    const instant = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString();
    expect(fromField(toField(instant))).toBe(instant);
  }));
});
