import { describe, expect, it } from "vitest";
import { Grade } from "#kernel/urgency.ts";
import { anOfficer, at } from "./fixtures/officers.ts";
import { graver, planGrade, planT0, whyNotGrade } from "./grade.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const c = { stage: "grade" as const, unitId: "corps", leadUnitId: "department", grade: null };
const reviewer = anOfficer(["corps", "first-reviewer"]);
const said = { grade: "yellow" as const, reason: "传播较快", basis: "本单位预案第 3 条" };

it("Ⅰ is graver than Ⅱ, Ⅱ than Ⅲ, Ⅲ than Ⅳ, and none than itself", () => {
  expect(Grade.options.flatMap((a) => Grade.options.filter((b) => graver(a, b)).map((b) => `${a}>${b}`))).toEqual(["red>orange", "red>yellow", "red>blue", "orange>yellow", "orange>blue", "yellow>blue"]);
});

describe("a grade", () => {
  it.each([
    ["has a reason", { ...said, reason: " " }, "cases.reason-missing"],
    ["rests on something", { ...said, basis: "" }, "cases.basis-missing"],
    ["is given", said, "permitted"],
  ] as const)("%s", (_, to, code) => expect(codeOf(planGrade(c, reviewer, to))).toBe(code));
  it("is changed up and down, never to what it is", () => {
    expect(codeOf(planGrade({ ...c, stage: "release", grade: "yellow" }, reviewer, said))).toBe("cases.grade-unchanged");
    for (const grade of ["red", "orange", "blue"] as const) expect(codeOf(planGrade({ ...c, stage: "release", grade: "yellow" }, reviewer, { ...said, grade }))).toBe("permitted");
  });
  it.each([
    ["not before it is verified", "verify", reviewer, "cases.not-verified"],
    ["not once it is archived", "archived", reviewer, "cases.closed"],
    ["by a reviewer of the unit that leads too", "handle", anOfficer(["department", "second-reviewer"]), undefined],
    ["not by an editor", "grade", anOfficer(["corps", "editor"]), "cases.not-your-grade"],
    ["not by a reviewer of another unit", "grade", anOfficer(["other", "signer"]), "cases.not-your-grade"],
  ] as const)("%s", (_, stage, actor, code) => expect(whyNotGrade({ ...c, stage }, actor)?.code).toBe(code));
});

describe("T0", () => {
  const now = at("14:00");
  const event = { kind: "event" as const, at: at("09:52"), reason: "" };
  it.each([
    ["is chosen when a case is opened", null, event, "permitted"],
    ["has happened", null, { ...event, at: at("14:01") }, "cases.t0-in-the-future"],
    ["changes with a reason", { kind: "discovery", at: at("10:30") }, { ...event, reason: "以接警时间为准" }, "permitted"],
    ["never without", { kind: "discovery", at: at("10:30") }, event, "cases.reason-missing"],
    ["changes to something else", { kind: "event", at: at("09:52") }, { ...event, reason: "再选" }, "cases.t0-unchanged"],
  ] as const)("%s", (_, before, to, code) => expect(codeOf(planT0(before, to, now))).toBe(code));
});
