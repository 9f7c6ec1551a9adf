import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Post } from "#kernel/posts.ts";
import { anOfficer } from "./fixtures/officers.ts";
import { looseEnds, planBack, planMove, postsBack, postsLeaving, stageAfter, stagesBehind, way, whyNotDismiss, whyNotMove, type CaseStage, type OnTheWay } from "./stage.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const aCase = (over: Partial<OnTheWay> = {}): OnTheWay => ({ stage: "watch", leadUnitId: "u", graded: true, told: true, debriefed: true, ...over });
const all = anOfficer(...Post.options.map((post) => ["u", post] as const));
const stages: readonly CaseStage[] = [...way, "dismissed"];
const anyCase = fc.record({ stage: fc.constantFrom(...stages), leadUnitId: fc.constantFrom("u", "v"), graded: fc.boolean(), told: fc.boolean(), debriefed: fc.boolean() });
const anyActor = fc.uniqueArray(fc.tuple(fc.constantFrom("u", "v"), fc.constantFrom(...Post.options))).map((posts) => anOfficer(...posts));

describe("forward", () => {
  it("goes one stage at a time, to the end and no further", () => {
    const gone: CaseStage[] = [];
    for (let stage: CaseStage | null = "watch"; stage !== null; stage = stageAfter(stage)) gone.push(stage);
    expect(gone).toEqual(way);
    expect(codeOf(planMove(aCase({ stage: "archived" }), all, "archived", "x"))).toBe("cases.closed");
  });
  it.each([
    ["never without a note", aCase(), "watch", " ", "cases.note-missing"],
    ["not over what somebody else did meanwhile", aCase({ stage: "verify" }), "watch", "核实了", "cases.moved-meanwhile"],
    ["not past 定级 without a grade", aCase({ stage: "grade", graded: false }), "grade", "定级", "cases.not-graded"],
    ["to 通报 before the department was told: that is what the stage is for", aCase({ stage: "grade", told: false }), "grade", "转通报", "permitted"],
    ["not past 通报 before the department was told", aCase({ stage: "notify", told: false }), "notify", "转处置", "cases.department-not-told"],
    ["nor later, when a graver grade was not told", aCase({ stage: "handle", told: false }), "handle", "转发布", "cases.department-not-told"],
    ["not into the archive without a debrief", aCase({ stage: "debrief", debriefed: false }), "debrief", "归档", "cases.no-debrief"],
  ] as const)("%s", (_, c, from, note, code) => expect(codeOf(planMove(c, all, from, note))).toBe(code));

  it("only by a post of the unit that leads", () => {
    fc.assert(fc.property(anyCase, anyActor, (c, actor) => {
      if (whyNotMove(c, actor) !== null) return;
      const posts = c.stage === "archived" || c.stage === "dismissed" ? [] : postsLeaving[c.stage];
      expect(actor.holdings.some((h) => h.unitId === c.leadUnitId && posts.includes(h.post))).toBe(true);
    }));
  });
  it("whatever happens, nothing of a corps that did not tell is past 通报, and nothing without debrief is archived", () => {
    fc.assert(fc.property(anyCase, anyActor, fc.string({ minLength: 1 }), (c, actor, note) => {
      const decision = planMove(c, actor, c.stage, note);
      if (!decision.ok) return;
      const to = way.indexOf(decision.value as (typeof way)[number]);
      expect(to).toBe(way.indexOf(c.stage as (typeof way)[number]) + 1);
      if (to > way.indexOf("notify")) expect(c.told).toBe(true);
      if (decision.value === "archived") expect(c.debriefed).toBe(true);
      if (to > way.indexOf("grade")) expect(c.graded || c.stage !== "grade").toBe(true);
    }));
  });
  it("administrators move nothing", () => {
    for (const stage of way) for (const post of ["system-admin", "security-admin", "audit-admin"] as const) expect(whyNotMove(aCase({ stage }), anOfficer(["u", post]))).not.toBeNull();
  });
});

describe("back", () => {
  it.each([
    ["to any stage behind, with a reason", "release", "verify", "有新情况", "permitted"],
    ["never without a reason", "release", "verify", " ", "cases.reason-missing"],
    ["never forward", "verify", "handle", "快", "cases.not-behind"],
    ["not to where it stands", "verify", "verify", "再来", "cases.not-behind"],
    ["out of the archive too", "archived", "handle", "又起波澜", "permitted"],
    ["from 不立案 only to 监测", "dismissed", "watch", "属实", "permitted"],
    ["from 不立案 to nothing else", "dismissed", "verify", "属实", "cases.not-behind"],
    ["not from the beginning", "watch", "watch", "无", "cases.at-the-beginning"],
  ] as const)("%s", (_, stage, to, reason, code) => expect(codeOf(planBack(aCase({ stage }), all, to, reason))).toBe(code));
  it("only by those who decide", () => {
    for (const post of Post.options) expect(codeOf(planBack(aCase({ stage: "handle" }), anOfficer(["u", post]), "verify", "重核"))).toBe(postsBack.includes(post) ? "permitted" : "cases.not-yours-to-send-back");
  });
  it("every stage behind lies on the way before it", () => {
    for (const stage of way) for (const behind of stagesBehind(stage)) expect(way.indexOf(behind as (typeof way)[number])).toBeLessThan(way.indexOf(stage));
  });
});

it("a case is dismissed only before it is graded", () => {
  expect(stages.filter((stage) => whyNotDismiss(aCase({ stage }), all) === null)).toEqual(["watch", "verify"]);
});

describe("what is soft never blocks", () => {
  const open = { tasksOpen: 3, concernsOpen: 2, released: 0, pressUndecided: true, unacknowledged: 1, leadUndecided: true };
  it("loose ends are said where they matter, worst first", () => {
    expect(looseEnds({ stage: "watch", ...open })).toEqual([]);
    expect(looseEnds({ stage: "notify", ...open }).map((l) => l.code)).toEqual(["not-acknowledged", "lead-undecided"]);
    expect(looseEnds({ stage: "release", ...open }).map((l) => l.code)).toEqual(["nothing-released", "press-undecided", "concerns-open", "tasks-open", "not-acknowledged", "lead-undecided"]);
    for (const stage of ["archived", "dismissed"] as const) expect(looseEnds({ stage, ...open })).toEqual([]);
    expect(looseEnds({ stage: "release", tasksOpen: 0, concernsOpen: 0, released: 1, pressUndecided: false, unacknowledged: 0, leadUndecided: false })).toEqual([]);
  });
  it("a move is not even told of them", () => expect(planMove.length).toBe(4));
});
