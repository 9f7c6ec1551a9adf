import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { planOn, planTick, planVersion, regrade, type Task } from "./checklist.ts";

const codeOf = (decision: { ok: boolean; value?: unknown; refusal?: { code: string } }) => (decision.ok ? decision.value : decision.refusal?.code);
const standard = [{ words: "核实事实", wordsEn: "verify" }, { words: "指定专人", wordsEn: "name an officer" }];
const version = (id: string, validFrom: string, items: readonly string[], changedAt = "09:00") => ({ id, validFrom, changedAt: at(changedAt), items });

describe("the plan of a day", () => {
  it.each([
    ["is the province's while a unit has none", "2026-04-03", [], null, ["核实事实", "指定专人"]],
    ["is the unit's from its day on", "2026-04-03", [version("a", "2026-04-03", ["自查"])], "a", ["自查"]],
    ["and not a day before", "2026-04-02", [version("a", "2026-04-03", ["自查"])], null, ["核实事实", "指定专人"]],
    ["the latest that has begun", "2026-04-03", [version("a", "2026-01-01", ["旧"]), version("b", "2026-04-01", ["新"]), version("c", "2026-05-01", ["以后"])], "b", ["新"]],
    ["of two from one day the one written later", "2026-04-03", [version("a", "2026-04-03", ["先"], "09:00"), version("b", "2026-04-03", ["后"], "09:05")], "b", ["后"]],
  ] as const)("%s", (_, day, own, planId, words) => {
    const plan = planOn(day, own, standard);
    expect([plan.planId, plan.items.map((item) => item.words)]).toEqual([planId, words]);
  });
  it("a unit's line in the province's words keeps the province's English", () => expect(planOn("2026-04-03", [version("a", "2026-04-03", ["指定专人", "自查"])], standard).items.map((i) => i.wordsEn)).toEqual(["name an officer", null]));
  it.each([
    ["no empty lines", { items: [" 自查 ", "", " "], validFrom: "2026-04-03", reason: "修订" }, ["自查"]],
    ["not nothing", { items: [" "], validFrom: "2026-04-03", reason: "修订" }, "cases.plan-empty"],
    ["no line twice", { items: ["自查", "自查"], validFrom: "2026-04-03", reason: "修订" }, "cases.plan-item-twice"],
    ["not for days that are over", { items: ["自查"], validFrom: "2026-04-02", reason: "修订" }, "cases.plan-in-the-past"],
    ["with a reason", { items: ["自查"], validFrom: "2026-04-03", reason: "" }, "cases.reason-missing"],
  ] as const)("a version: %s", (_, input, expected) => expect(codeOf(planVersion(input, "2026-04-03"))).toEqual(expected));
});

describe("a new grade", () => {
  const tasks: Task[] = [{ id: "1", words: "核实事实", state: "done" }, { id: "2", words: "指定专人", state: "open" }, { id: "3", words: "旧事", state: "open" }, { id: "4", words: "五小时内首发", state: "lapsed" }];
  const plan = ["核实事实", "指定专人", "五小时内首发", "联络网信办"].map((words) => ({ words, wordsEn: null }));
  it("adds what its plan has more, lets lapse what it lacks, asks again for what had lapsed", () => {
    expect(regrade(tasks, plan)).toEqual({ add: [{ words: "联络网信办", wordsEn: null }], lapse: ["3"], renew: ["4"] });
  });
  it("touches nothing that was done or found needless, and up and down again changes nothing", () => {
    const states = fc.constantFrom("open" as const, "done" as const, "not-needed" as const, "lapsed" as const);
    const anyTasks = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e")).chain((words) => fc.tuple(...words.map((w) => states.map((state): Task => ({ id: w, words: w, state })))));
    const anyPlan = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e")).map((words) => words.map((w) => ({ words: w, wordsEn: null })));
    const apply = (before: readonly Task[], to: { words: string; wordsEn: null }[]): Task[] => {
      const { add, lapse, renew } = regrade(before, to);
      return [...before.map((t): Task => (lapse.includes(t.id) ? { ...t, state: "lapsed" } : renew.includes(t.id) ? { ...t, state: "open" } : t)), ...add.map((i): Task => ({ id: i.words, words: i.words, state: "open" }))];
    };
    fc.assert(fc.property(anyTasks, anyPlan, anyPlan, (before, one, two) => {
      const settled = before.filter((t) => t.state === "done" || t.state === "not-needed");
      const once = apply(before, one);
      for (const t of settled) expect(once).toContainEqual(t);
      const asked = (list: readonly Task[]) => list.filter((t) => t.state === "open").map((t) => t.words).sort();
      expect(asked(apply(apply(once, two), one))).toEqual(asked(once));
      expect(apply(once, one)).toEqual(once);
    }));
  });
});

it.each([
  ["a line is ticked with or without words", "open", "done", "", "done"],
  ["it is found needless only with a reason", "open", "not-needed", "", "cases.note-missing"],
  ["it is opened again only with a reason", "done", "open", " ", "cases.note-missing"],
  ["what lapsed may still be done", "lapsed", "done", "", "done"],
  ["nothing is done twice", "done", "done", "再办", "cases.task-so-already"],
] as const)("%s", (_, state, to, note, code) => expect(codeOf(planTick({ state }, to, note))).toBe(code));
