import { expect, it } from "vitest";
import type { Scope } from "#kernel/actor.ts";
import { anOfficer } from "./rules/fixtures/officers.ts";
import { mayDecidePress, mayKeepPlan, mayOpen, mayRead, mayWork, mayWorkFor } from "./policy.ts";

const c = { unitId: "xf-220200", leadUnitId: "yjt", system: "fire" as const, regionCode: "220200", participantUnitIds: ["yj-220221"] };
const seeing = (scope: Partial<Scope>) => ({ ...anOfficer(["x", "editor"]), scope: { all: false, systems: [], regions: [], unitIds: ["x"], ...scope } });

it.each([
  ["one's own unit", { unitIds: ["xf-220200"] }, true],
  ["the unit that leads", { unitIds: ["yjt"] }, true],
  ["a unit that takes part", { unitIds: ["yj-220221"] }, true],
  ["a corps its own line", { systems: ["fire" as const] }, true],
  ["not another corps", { systems: ["forest_fire" as const] }, false],
  ["a city its region", { regions: ["220200", "220221"] }, true],
  ["not another city", { regions: ["220100"] }, false],
  ["新闻宣传处 all", { all: true }, true],
  ["nobody else", {}, false],
])("sees a case: %s", (_, scope, sees) => expect(mayRead(seeing(scope), c)).toBe(sees));
it("administrators see none, whatever their scope", () => {
  for (const post of ["system-admin", "security-admin", "audit-admin"] as const) expect(mayRead({ ...anOfficer(["yjt", post]), scope: { all: true, systems: [], regions: [], unitIds: ["yjt"] } }, c)).toBe(false);
});
it("works on it: the desk of the unit and of the one that leads; a unit that takes part on what is its own", () => {
  expect([mayWork(anOfficer(["xf-220200", "editor"]), c), mayWork(anOfficer(["yjt", "liaison"]), c), mayWork(anOfficer(["yj-220221", "editor"]), c), mayWork(anOfficer(["xf-220200", "leading-group"]), c)]).toEqual([true, true, false, false]);
  expect([mayWorkFor(anOfficer(["yj-220221", "editor"]), c, "yj-220221"), mayWorkFor(anOfficer(["yj-220221", "editor"]), c, "xf-220200"), mayWorkFor(anOfficer(["yj-220100", "editor"]), c, "yj-220100")]).toEqual([true, false, false]);
});
it("decisions are for those who decide", () => {
  expect([mayDecidePress(anOfficer(["yjt", "signer"]), c), mayDecidePress(anOfficer(["yjt", "editor"]), c), mayKeepPlan(anOfficer(["yjt", "second-reviewer"]), "yjt"), mayKeepPlan(anOfficer(["yjt", "editor"]), "yjt"), mayOpen(anOfficer(["yjt", "duty-officer"]), "yjt"), mayOpen(anOfficer(["yjt", "signer"]), "yjt")]).toEqual([true, false, true, false, true, false]);
});
