import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Grade } from "#kernel/urgency.ts";
import { anOfficer, at } from "./fixtures/officers.ts";
import { isTold, mustTell, owedNotices, whyNotAcknowledge, whyNotGuide, whyNotReport } from "./notice.ts";

const minutes = { red: 15, orange: 30, yellow: 120, blue: 240 };
const minutesOf = (grade: keyof typeof minutes) => minutes[grade];
const corps = { system: "fire" as const, t0At: at("09:00") };
const g = (grade: Grade, time: string) => ({ grade, at: at(time) });

it("the corps tell, the department's own line and partners need not", () => {
  expect((["fire", "forest_fire", "emergency", "partner"] as const).map(mustTell)).toEqual([true, true, false, false]);
  expect(owedNotices({ system: "emergency", t0At: at("09:00"), gradings: [g("red", "09:10")], sent: [] }, minutesOf)).toEqual([]);
});

describe("a corps owes a 通报单", () => {
  it.each([
    ["by its grade from T0", [g("yellow", "09:20")], [], [["yellow", "09:00", "11:00", null]]],
    ["and it is met when it was sent", [g("yellow", "09:20")], [g("yellow", "09:50")], [["yellow", "09:00", "11:00", "09:50"]]],
    ["also one sent before the time of grading counts for the first", [g("yellow", "09:20")], [g("yellow", "09:20")], [["yellow", "09:00", "11:00", "09:20"]]],
    ["another when it becomes graver, from then on", [g("yellow", "09:20"), g("orange", "13:00")], [g("yellow", "09:50")], [["yellow", "09:00", "11:00", "09:50"], ["orange", "13:00", "13:30", null]]],
    ["which the notice of that very moment meets", [g("yellow", "09:20"), g("orange", "13:00")], [g("yellow", "09:50"), g("orange", "13:00")], [["yellow", "09:00", "11:00", "09:50"], ["orange", "13:00", "13:30", "13:00"]]],
    ["none when it becomes less grave", [g("orange", "09:10"), g("yellow", "13:00")], [g("orange", "09:20")], [["orange", "09:00", "09:30", "09:20"]]],
    ["none for a grade the department was told of before", [g("orange", "09:10"), g("blue", "10:00"), g("orange", "13:00")], [g("orange", "09:20")], [["orange", "09:00", "09:30", "09:20"]]],
    ["and a graver grade never gives more time than was left", [g("blue", "09:10"), g("yellow", "12:30")], [], [["blue", "09:00", "13:00", null], ["yellow", "12:30", "13:00", null]]],
    ["one notice meets both", [g("blue", "09:10"), g("yellow", "12:30")], [g("yellow", "12:40")], [["blue", "09:00", "13:00", "12:40"], ["yellow", "12:30", "13:00", "12:40"]]],
  ] as const)("%s", (_, gradings, sent, expected) => {
    const owed = owedNotices({ ...corps, gradings, sent }, minutesOf);
    expect(owed).toEqual(expected.map(([grade, from, deadline, sentAt]) => ({ grade, from: at(from), deadline: at(deadline), sentAt: sentAt ? at(sentAt) : null })));
    expect(isTold(owed)).toBe(expected.every(([, , , sentAt]) => sentAt !== null));
  });

  it("the newest notice settles everything owed until then, whatever the grades were", () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 }).map((list) => list.toSorted((a, b) => a - b));
    fc.assert(fc.property(times, fc.array(fc.constantFrom(...Grade.options), { minLength: 6, maxLength: 6 }), (list, grades) => {
      const gradings = list.map((m, i) => ({ grade: grades[i] ?? "blue", at: new Date(corps.t0At.getTime() + m * 60_000) }));
      const last = gradings.at(-1) ?? { grade: "blue" as const, at: corps.t0At };
      const owed = owedNotices({ ...corps, gradings, sent: [{ grade: last.grade, at: new Date(last.at.getTime() + 60_000) }] }, minutesOf);
      expect(isTold(owed)).toBe(true);
      expect(new Set(owed.map((o) => o.grade)).size).toBe(owed.length);
      for (const o of owed) expect(o.deadline.getTime()).toBeGreaterThan(o.from.getTime());
    }));
  });
});

describe("who may", () => {
  const c = { unitId: "corps", departmentId: "department", leadUnitId: "corps", graded: true, open: true };
  it.each([
    ["tell: the desk of the unit whose field it is", whyNotReport(c, anOfficer(["corps", "liaison"])), undefined],
    ["tell: not another unit's", whyNotReport(c, anOfficer(["other", "liaison"])), "cases.not-your-unit"],
    ["tell: not before there is a grade to tell", whyNotReport({ ...c, graded: false }, anOfficer(["corps", "liaison"])), "cases.not-graded"],
    ["tell: the department does not tell itself", whyNotReport({ ...c, unitId: "department" }, anOfficer(["department", "liaison"])), "cases.department-itself"],
    ["acknowledge: a post of the unit it went to", whyNotAcknowledge({ toUnitId: "department", acknowledged: false }, anOfficer(["department", "duty-officer"])), undefined],
    ["acknowledge: nobody else", whyNotAcknowledge({ toUnitId: "department", acknowledged: false }, anOfficer(["corps", "liaison"])), "cases.not-to-you"],
    ["acknowledge: once", whyNotAcknowledge({ toUnitId: "department", acknowledged: true }, anOfficer(["department", "liaison"])), "cases.acknowledged-already"],
    ["guide: the department", whyNotGuide(c, anOfficer(["department", "second-reviewer"])), undefined],
    ["guide: not while it leads itself", whyNotGuide({ ...c, leadUnitId: "department" }, anOfficer(["department", "signer"])), "cases.department-leads"],
    ["guide: no other unit", whyNotGuide(c, anOfficer(["corps", "signer"])), "cases.not-the-department"],
  ] as const)("%s", (_, why, code) => expect(why?.code).toBe(code));
});
