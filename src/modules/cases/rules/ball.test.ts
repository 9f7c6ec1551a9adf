import { expect, it } from "vitest";
import { ballOf } from "./ball.ts";
import { way } from "./stage.ts";

const c = { stage: "watch" as const, unitId: "corps", leadUnitId: "department", graded: true, told: true, debriefed: true };
it.each([
  ["to move on: the unit that leads", c, "move department"],
  ["to grade, first of all at 定级", { ...c, stage: "grade" as const, graded: false, told: false }, "grade department"],
  ["to tell the department: the unit whose field it is, from the grade on", { ...c, stage: "notify" as const, told: false }, "tell corps"],
  ["to tell again after a graver grade, wherever it stands", { ...c, stage: "release" as const, told: false }, "tell corps"],
  ["to file the debrief", { ...c, stage: "debrief" as const, debriefed: false }, "debrief department"],
  ["nobody once it is archived", { ...c, stage: "archived" as const }, "nothing null"],
] as const)("%s", (_, some, expected) => { const { need, unitId } = ballOf(some); expect(`${need} ${unitId}`).toBe(expected); });
it("as long as a case is open somebody has the ball", () => {
  for (const stage of way.slice(0, -1)) for (const graded of [true, false]) for (const told of [true, false]) expect(ballOf({ ...c, stage, graded, told }).posts.length).toBeGreaterThan(0);
});
