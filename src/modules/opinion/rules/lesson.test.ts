import { expect, it } from "vitest";
import { planMerge, planSplit } from "./lesson.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const stands = (id: string) => ({ id, mergedInto: null });

it.each([
  ["two that stand by themselves", stands("a"), stands("b"), "permitted"], ["not a topic with itself", stands("a"), stands("a"), "opinion.merge-with-itself"], ["not one that was folded away", stands("a"), { id: "b", mergedInto: "c" }, "opinion.topic-folded"],
])("are one story: %s", (_, a, b, code) => expect(codeOf(planMerge(a, b))).toBe(code));
it.each([
  ["titles it holds, as long as one stays", ["甲", "乙"], ["乙"], null, "permitted"], ["not all of them", ["甲", "乙"], ["甲", "乙"], null, "opinion.nothing-stays"], ["not titles it does not hold", ["甲"], ["丙"], null, "opinion.no-such-title"], ["nothing of one that was folded away", ["甲", "乙"], ["乙"], "x", "opinion.topic-folded"],
] as const)("are taken out of a topic: %s", (_, titles, out, mergedInto, code) => expect(codeOf(planSplit(titles, out, mergedInto))).toBe(code));
it("titles it does not hold are passed over, repeated ones count once", () => { expect(planSplit(["甲", "乙", "丙"], ["乙", "乙", "丁"], null)).toEqual({ ok: true, value: ["乙"] }); });
