import { describe, expect, it } from "vitest";
import { planEscalation, quietUntil } from "./escalation.ts";

const at = (...ids: string[]) => ids.map((personId) => ({ personId, unitId: "u" }));

describe("an alert nobody acknowledged", () => {
  it.each([
    ["goes to the unit's duty officer first", 0, { unit: at("a"), province: at("p") }, ["o"], { step: 1, ids: ["a"] }],
    ["then to the province's", 1, { unit: at("a"), province: at("p") }, ["o", "a"], { step: 2, ids: ["p"] }],
    ["goes to the province at once when the unit has nobody", 0, { unit: [], province: at("p") }, ["o"], { step: 2, ids: ["p"] }],
    ["skips the owner who is on duty himself", 0, { unit: at("o"), province: at("p") }, ["o"], { step: 2, ids: ["p"] }],
    ["calls everybody on duty, each once", 0, { unit: at("a", "b", "a"), province: [] }, ["o"], { step: 1, ids: ["a", "b"] }],
    ["has nobody left to call after the province", 2, { unit: at("a"), province: at("p") }, ["o", "a", "p"], null],
  ] as const)("%s", (_, last, officers, called, expected) => {
    const plan = planEscalation(last, officers, new Set(called));
    expect(plan && { step: plan.step, ids: plan.people.map((one) => one.personId) }).toEqual(expected);
  });
});

describe("messages of one kind to one person", () => {
  const now = new Date("2026-04-03T06:01:00Z");
  it.each([
    ["the first goes at once", null, null],
    ["one within the minute waits for its end", "2026-04-03T06:00:30Z", "2026-04-03T06:01:30.000Z"],
    ["one after a minute goes at once", "2026-04-03T06:00:00Z", null],
  ])("%s", (_, last, until) => expect(quietUntil(last ? new Date(last) : null, now)?.toISOString() ?? null).toBe(until));
});
