import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Post } from "#kernel/posts.ts";
import { aPerson, aRoute } from "./fixtures/people.ts";
import { barredFrom, chaseEveryMinutes, gates, planChase, planPass, planReassign, planReturn, planSubmit, planWithdraw, postOf, whyNotAfterReview, whyNotDecide, type Route, type RouteStage, type Submission } from "./route.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const stages: readonly RouteStage[] = ["first", "second", "final", "cosign", "cleared", "returned", "withdrawn", "superseded"];
const reviewer = (post: Post, id = "reviewer", unit = "lead") => aPerson(id, [[unit, post]]);

describe("where a submitted edition enters", () => {
  const plain: Submission = { urgency: "routine", path: "normal", pathReason: null, openComments: 0, accounts: 3, reviewedAlready: false };
  const urgent: Submission = { ...plain, urgency: "red", path: "emergency", pathReason: "明火威胁居民区" };
  it.each([
    ["a new text enters at 初审", plain, { stage: "first", afterReview: "none" }],
    ["a text that 复审 passed, with another signature line, enters at 终审", { ...plain, reviewedAlready: true }, { stage: "final", afterReview: "none" }],
    ["Ⅰ may skip to 终审 with a reason, and an after-review stays open", urgent, { stage: "final", afterReview: "open" }],
    ["Ⅱ may too", { ...urgent, urgency: "orange" as const }, { stage: "final", afterReview: "open" }],
    ["Ⅲ may not", { ...urgent, urgency: "yellow" as const }, "review.not-an-emergency"],
    ["nor may routine work", { ...urgent, urgency: "routine" as const }, "review.not-an-emergency"],
    ["an emergency gives its reason", { ...urgent, pathReason: "  " }, "review.reason-missing"],
    ["an emergency that takes the normal way is reviewed in full", { ...urgent, path: "normal" as const }, { stage: "first", afterReview: "none" }],
    ["without an account there is nothing to send", { ...plain, accounts: 0 }, "review.no-accounts"],
    ["comments are settled before it is submitted again", { ...plain, openComments: 2 }, "review.comments-unsettled"],
    ["an emergency settles its comments too", { ...urgent, openComments: 1 }, "review.comments-unsettled"],
  ])("%s", (_, submission, expected) => {
    const decision = planSubmit(submission);
    expect(decision.ok ? decision.value : decision.refusal.code).toEqual(expected);
  });
});

describe("who decides a stage", () => {
  it.each([
    ["the first reviewer of the lead unit decides 初审", aRoute(), "first", reviewer("first-reviewer"), undefined],
    ["the second reviewer decides 复审", aRoute({ stage: "second" }), "second", reviewer("second-reviewer"), undefined],
    ["the signer decides 终审", aRoute({ stage: "final" }), "final", reviewer("signer"), undefined],
    ["nobody decides a stage it is not at", aRoute(), "second", reviewer("second-reviewer"), "review.not-at-this-stage"],
    ["another post does not", aRoute(), "first", reviewer("second-reviewer"), "review.not-your-post"],
    ["the same post of another unit does not", aRoute(), "first", reviewer("first-reviewer", "x", "fire"), "review.not-your-post"],
    ["asked by name, only that person decides", aRoute({ reviewers: { first: "named", second: null, final: null } }), "first", reviewer("first-reviewer"), "review.asked-of-another"],
    ["and that person may", aRoute({ reviewers: { first: "named", second: null, final: null } }), "first", reviewer("first-reviewer", "named"), undefined],
    ["nobody reviews what they submitted", aRoute(), "first", reviewer("first-reviewer", "writer"), "review.own-piece"],
    ["nobody passes twice", aRoute({ stage: "second", passedBy: ["both"] }), "second", reviewer("second-reviewer", "both"), "review.passed-before"],
    ["the emergency path is too short to pass twice", aRoute({ stage: "final", path: "emergency", passedBy: ["both"] }), "final", reviewer("signer", "both"), undefined],
  ] as const)("%s", (_, route, stage, actor, expected) => expect(whyNotDecide(route, stage, actor)?.code).toBe(expected));
});

describe("passing, returning, withdrawing", () => {
  it.each([
    ["初审 passes to 复审", aRoute(), "first", gates, "second"],
    ["复审 passes to 终审", aRoute({ stage: "second" }), "second", gates, "final"],
    ["all five gates are ticked", aRoute(), "first", gates.slice(0, 4), "review.gate-missing"],
    ["a gate nobody knows does not stand in for one", aRoute(), "first", [...gates.slice(1), "style"], "review.gate-missing"],
    ["an open comment holds it", aRoute({ openComments: 1 }), "first", gates, "review.comments-open"],
  ] as const)("%s", (_, route, stage, ticked, expected) => {
    const decision = planPass(route, stage, reviewer(postOf[stage]), ticked);
    expect(decision.ok ? decision.value : decision.refusal.code).toBe(expected);
  });

  it("returning needs a reason and the right to decide", () => {
    expect(codeOf(planReturn(aRoute(), "first", reviewer("first-reviewer"), "口径与事实单不符"))).toBe("permitted");
    expect(codeOf(planReturn(aRoute(), "first", reviewer("first-reviewer"), " "))).toBe("review.reason-missing");
    expect(codeOf(planReturn(aRoute(), "first", reviewer("editor"), "x"))).toBe("review.not-your-post");
  });

  it.each(stages)("a route that is %s can be withdrawn by its writers only while it is on its way", (stage) => {
    const under = ["first", "second", "final", "cosign"].includes(stage);
    expect(codeOf(planWithdraw(aRoute({ stage }), true))).toBe(under ? "permitted" : "review.not-under-way");
    expect(codeOf(planWithdraw(aRoute({ stage }), false))).toBe("review.not-your-piece");
  });
});

describe("asking a colleague instead", () => {
  it.each([
    ["for the present stage", aRoute(), "first", "colleague", "permitted"],
    ["for a later stage", aRoute(), "final", "colleague", "permitted"],
    ["not for a stage that is over", aRoute({ stage: "second" }), "first", "colleague", "review.not-at-this-stage"],
    ["not once the units sign", aRoute({ stage: "cosign" }), "final", "colleague", "review.not-at-this-stage"],
    ["not somebody without the post", aRoute(), "first", undefined, "review.without-post"],
    ["not the one who submitted", aRoute(), "first", "writer", "review.own-piece"],
    ["not one who passed it before", aRoute({ stage: "second", passedBy: ["earlier"] }), "second", "earlier", "review.passed-before"],
  ] as const)("%s", (_, route, stage, id, expected) => expect(codeOf(planReassign(route, stage, id === undefined ? undefined : { id }))).toBe(expected));

  it("whoever may be asked may then decide", () => {
    fc.assert(fc.property(fc.constantFrom("first", "second", "final"), fc.subarray(["a", "b", "writer"]), fc.constantFrom("a", "b", "writer"), fc.constantFrom("normal", "emergency"), (stage, passedBy, id, path) => {
      const route = aRoute({ stage, passedBy, path });
      const asked = planReassign(route, stage, { id });
      if (!asked.ok) return;
      const then: Route = { ...route, reviewers: { ...route.reviewers, [stage]: id } };
      expect(whyNotDecide(then, stage, reviewer(postOf[stage], id))).toBeNull();
      expect(barredFrom(then)).not.toContain(id);
    }));
  });
});

describe("chasing and the after-review", () => {
  const now = new Date("2026-04-03T08:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  it("one reminder every ten minutes, and only while somebody is waited for", () => {
    expect(codeOf(planChase(aRoute(), null, now))).toBe("permitted");
    expect(codeOf(planChase(aRoute(), ago(chaseEveryMinutes), now))).toBe("permitted");
    expect(planChase(aRoute(), ago(7), now)).toEqual({ ok: false, refusal: { code: "review.chased-just-now", facts: { minutes: 3 } } });
    expect(codeOf(planChase(aRoute({ stage: "cleared" }), null, now))).toBe("review.not-under-way");
  });

  it.each([
    ["a second reviewer of the lead unit", aPerson("second", [["lead", "second-reviewer"]]), undefined],
    ["a leader of the lead unit", aPerson("leader", [["lead", "leading-group"]]), undefined],
    ["not whoever submitted it", aPerson("writer", [["lead", "second-reviewer"]]), "review.own-piece"],
    ["not whoever signed it", aPerson("signer", [["lead", "leading-group"]]), "review.own-piece"],
    ["not a reviewer of another unit", aPerson("other", [["fire", "second-reviewer"]]), "review.not-your-post"],
  ])("the after-review is done by %s", (_, actor, expected) =>
    expect(whyNotAfterReview(aRoute({ stage: "cleared", path: "emergency", afterReview: "open" }), ["signer"], actor)?.code).toBe(expected));

  it("there is no after-review before it went out", () =>
    expect(whyNotAfterReview(aRoute({ stage: "cosign", path: "emergency", afterReview: "open" }), [], aPerson("second", [["lead", "second-reviewer"]]))?.code).toBe("review.no-after-review"));

  it.each(["none", "done"] as const)("an after-review that is %s is not open to anyone", (afterReview) =>
    expect(whyNotAfterReview(aRoute({ stage: "cleared", afterReview }), [], aPerson("second", [["lead", "second-reviewer"]]))?.code).toBe("review.no-after-review"));
});

it("no sequence of passes takes a normal route to the signers without three different people", () => {
  const people = ["a", "b", "c", "writer"].map((id) => aPerson(id, [["lead", "first-reviewer"], ["lead", "second-reviewer"], ["lead", "signer"]]));
  fc.assert(fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 12 }), (turns) => {
    let route = aRoute();
    for (const turn of turns) {
      const actor = people[turn];
      if (!actor || (route.stage !== "first" && route.stage !== "second")) continue;
      const decision = planPass(route, route.stage, actor, gates);
      if (decision.ok) route = { ...route, stage: decision.value, passedBy: [...route.passedBy, actor.personId] };
    }
    expect(route.passedBy).not.toContain("writer");
    if (route.stage === "final") expect(new Set(route.passedBy).size).toBe(2);
  }));
});
