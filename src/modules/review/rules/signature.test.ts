import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPerson, aSigning, aWay, manifestHash } from "./fixtures/people.ts";
import { fullySigned, planDecline, planSign, turnOf, whyNotAnswer, type Answer, type Signing } from "./signature.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const signed = (unitId: string, over: Partial<Answer> = {}): Answer => ({ unitId, personId: unitId, decision: "signed", manifestHash, ...over });
const signer = aPerson("signer", [["lead", "signer"]]);
const fire = aPerson("fire", [["fire", "liaison"]]);
const yjt = aPerson("yjt", [["yjt", "signer"]]);
const afterLead = aSigning({ answers: [signed("lead")] });

describe("who may answer for a unit", () => {
  it.each([
    ["the lead unit's signer gives 终审 first", aSigning(), "lead", signer, aWay(), undefined],
    ["its liaison does not: 终审 is the signer's alone", aSigning(), "lead", aPerson("liaison", [["lead", "liaison"]]), aWay(), "review.not-your-post"],
    ["nobody signs their own text as 终审", aSigning(), "lead", signer, aWay({ submittedBy: "signer" }), "review.own-piece"],
    ["nobody gives 终审 after 初审 or 复审", aSigning(), "lead", signer, aWay({ passedBy: ["signer"] }), "review.passed-before"],
    ["on the emergency path the few on duty may", aSigning(), "lead", signer, aWay({ passedBy: ["signer"], path: "emergency" }), undefined],
    ["终审 asked of another by name waits for that person", aSigning(), "lead", signer, aWay({ reviewers: { first: null, second: null, final: "chief" } }), "review.asked-of-another"],
    ["the others wait for the lead", aSigning(), "fire", fire, aWay(), "review.not-your-turn"],
    ["a liaison signs for a co-signing unit", afterLead, "fire", fire, aWay(), undefined],
    ["its signer too", afterLead, "yjt", yjt, aWay(), undefined],
    ["an editor does not", afterLead, "fire", aPerson("e", [["fire", "editor"]]), aWay(), "review.not-your-post"],
    ["nobody signs for another unit", afterLead, "yjt", fire, aWay(), "review.not-your-post"],
    ["nobody signs for a unit that was not asked", afterLead, "city", aPerson("c", [["city", "signer"]]), aWay(), "review.unit-not-asked"],
    ["a unit answers once", afterLead, "lead", signer, aWay(), "review.answered-before"],
    ["in order, the third waits for the second", { ...afterLead, inOrder: true }, "yjt", yjt, aWay(), "review.not-your-turn"],
    ["in order, then it is their turn", aSigning({ inOrder: true, answers: [signed("lead"), signed("fire")] }), "yjt", yjt, aWay(), undefined],
    ["nobody signs what is void", { ...afterLead, void: true }, "fire", fire, aWay(), "review.manifest-void"],
    ["after a refusal nobody signs", aSigning({ answers: [signed("lead"), signed("fire", { decision: "declined" })] }), "yjt", yjt, aWay(), "review.not-your-turn"],
    ["one person may speak for two units", aSigning({ answers: [signed("lead", { personId: "both" })] }), "fire", aPerson("both", [["lead", "signer"], ["fire", "liaison"]]), aWay(), undefined],
  ] as const)("%s", (_, s, unitId, actor, way, expected) => expect(whyNotAnswer(s, unitId, actor, way)?.code).toBe(expected));
});

describe("signing and declining", () => {
  it("a signature covers the hash that was seen", () => expect(codeOf(planSign(afterLead, "fire", fire, aWay(), "b".repeat(64)))).toBe("review.manifest-changed"));
  it("a signature needs a second factor", () => expect(codeOf(planSign(afterLead, "fire", aPerson("f", [["fire", "liaison"]], false), aWay(), manifestHash))).toBe("review.second-factor-missing"));
  it("a refusal needs none, but a reason", () => {
    const without = aPerson("f", [["fire", "liaison"]], false);
    expect(codeOf(planDecline(afterLead, "fire", without, aWay(), "数据未核实"))).toBe("permitted");
    expect(codeOf(planDecline(afterLead, "fire", without, aWay(), "  "))).toBe("review.reason-missing");
  });
  it("the last signature completes it, an earlier one does not", () => {
    expect(planSign(afterLead, "fire", fire, aWay(), manifestHash)).toMatchObject({ ok: true, value: { complete: false } });
    expect(planSign(aSigning({ answers: [signed("lead"), signed("fire")] }), "yjt", yjt, aWay(), manifestHash)).toMatchObject({ ok: true, value: { complete: true, answer: { unitId: "yjt", personId: "yjt", manifestHash } } });
  });
  it("a unit that signs alone is complete with its 终审", () => {
    const alone = aSigning({ asked: aSigning().asked.slice(0, 1) });
    expect(planSign(alone, "lead", signer, aWay(), manifestHash)).toMatchObject({ ok: true, value: { complete: true } });
  });
});

describe("fully signed", () => {
  const all = ["lead", "fire", "yjt"].map((u) => signed(u));
  it.each([
    ["every asked unit over this manifest", aSigning({ answers: all }), true],
    ["not when a unit is missing", aSigning({ answers: all.slice(1) }), false],
    ["not when one declined", aSigning({ answers: [...all.slice(1), signed("lead", { decision: "declined" })] }), false],
    ["not when one signed another manifest", aSigning({ answers: [...all.slice(1), signed("lead", { manifestHash: "b".repeat(64) })] }), false],
    ["not when it is void", aSigning({ answers: all, void: true }), false],
    ["never when nobody was asked", aSigning({ asked: [], answers: [] }), false],
    ["a stranger's signature adds nothing", aSigning({ answers: [...all.slice(1), signed("city")] }), false],
  ])("%s", (_, s, expected) => expect(fullySigned(s)).toBe(expected));
});

const units = ["lead", "fire", "yjt", "city"];
const anyAnswer = fc.record({ unitId: fc.constantFrom(...units), personId: fc.string(), decision: fc.constantFrom("signed" as const, "declined" as const), manifestHash: fc.constantFrom(manifestHash, "b".repeat(64)) });
const anySigning: fc.Arbitrary<Signing> = fc.record({
  hash: fc.constant(manifestHash), inOrder: fc.boolean(), void: fc.boolean(), answers: fc.uniqueArray(anyAnswer, { selector: (a) => a.unitId }),
  asked: fc.shuffledSubarray(units, { minLength: 1 }).map((ids) => ids.map((unitId, position) => ({ unitId, unitName: unitId, position, role: position === 0 ? "lead" as const : "co" as const }))),
});

describe("of any manifest", () => {
  it("whoever may answer holds the turn, and whoever is out of turn may not", () => {
    fc.assert(fc.property(anySigning, fc.constantFrom(...units), (s, unitId) => {
      const why = whyNotAnswer(s, unitId, aPerson("p", [[unitId, "signer"]]), aWay());
      expect(why === null).toBe(turnOf(s).some((a) => a.unitId === unitId));
    }));
  });
  it("in order at most one unit is asked at a time, and nobody once it is over", () => {
    fc.assert(fc.property(anySigning, (s) => {
      if (s.inOrder) expect(turnOf(s).length).toBeLessThanOrEqual(1);
      if (fullySigned(s) || s.void) expect(turnOf(s)).toEqual([]);
    }));
  });
  it("a signature completes it exactly when nobody is left", () => {
    fc.assert(fc.property(anySigning, fc.constantFrom(...units), (s, unitId) => {
      const decision = planSign(s, unitId, aPerson("p", [[unitId, "signer"]]), aWay(), s.hash);
      if (decision.ok) expect(decision.value.complete).toBe(fullySigned({ ...s, answers: [...s.answers, decision.value.answer] }));
    }));
  });
});
