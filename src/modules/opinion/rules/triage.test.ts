import { expect, it } from "vitest";
import { mostAtOnce, planTriage, whyNotUndo } from "./triage.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);

it("a batch changes what does not stand so already, and remembers what stood before", () => {
  expect(planTriage([{ id: "a", mark: "new" }, { id: "b", mark: "dismissed" }, { id: "c", mark: "watch" }], "dismissed")).toEqual({ ok: true, value: [{ id: "a", before: "new" }, { id: "c", before: "watch" }] });
});
it("a batch that changes nothing is refused, and so is one nobody can look over", () => {
  expect(codeOf(planTriage([{ id: "a", mark: "watch" }], "watch"))).toBe("opinion.nothing-to-decide");
  expect(codeOf(planTriage(Array.from({ length: mostAtOnce + 1 }, (_, i) => ({ id: String(i), mark: "new" as const })), "watch"))).toBe("opinion.batch-too-large");
});
it.each([
  ["once", { undone: false, to: "dismissed" }, 0, "permitted"], ["not twice", { undone: true, to: "dismissed" }, 0, "opinion.batch-undone"], ["not over what was decided since", { undone: false, to: "watch" }, 2, "opinion.decided-since"], ["not a case that was opened", { undone: false, to: "case" }, 0, "opinion.case-stands"],
] as const)("a batch is taken back %s", (_, batch, since, code) => expect(codeOf(whyNotUndo(batch, since))).toBe(code));
