import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWaiting, planAcknowledge, planRelay, planReturn, planRetract, planTurn, planUnable, planVerify, targetStates, type Target, type TargetState } from "./target.ts";

const now = new Date("2026-04-03T06:00:00Z");
const known = { publishedAt: new Date("2026-04-03T05:00:00Z"), original: "https://yj.example.org/a/1", links: ["https://weibo.example.org/taken"] };
const report = { link: "https://weibo.example.org/1", at: new Date("2026-04-03T05:30:00Z") };
const target = (state: TargetState, over: Partial<Target> = {}): Target => ({ state, stale: null, relayedBy: state === "relayed" || state === "verified" ? "li" : null, ...over });
const said = (decision: { ok: boolean; value?: unknown; refusal?: { code: string } }) => (decision.ok ? decision.value : decision.refusal?.code);

describe("one account goes 下发, 签收, 转发, 核验", () => {
  test.each([
    ["a unit says once that it knows", planAcknowledge(target("issued")), "acknowledged"],
    ["and not twice", planAcknowledge(target("acknowledged")), "relay.acknowledged-already"],
    ["and not after it said that it cannot", planAcknowledge(target("unable")), "relay.closed"],
    ["a relay is a link and a time", planRelay(target("acknowledged"), report, known, now), "relayed"],
    ["who relays at once knows by that", planRelay(target("issued"), report, known, now), "relayed"],
    ["a report put right before it was verified", planRelay(target("relayed"), report, known, now), "relayed"],
    ["what was verified stands", planRelay(target("verified"), report, known, now), "relay.verified-already"],
    ["a time to come is none", planRelay(target("issued"), { ...report, at: new Date("2026-04-03T06:01:00Z") }, known, now), "relay.in-the-future"],
    ["nobody relayed before it was public", planRelay(target("issued"), { ...report, at: new Date("2026-04-03T04:59:00Z") }, known, now), "relay.before-publication"],
    ["the original is no relay", planRelay(target("issued"), { ...report, link: "https://yj.example.org/a/1?from=wx" }, known, now), "relay.link-is-the-original"],
    ["one link is one relay", planRelay(target("issued"), { ...report, link: "https://weibo.example.org/taken" }, known, now), "relay.link-twice"],
    ["a unit that cannot says why", planUnable(target("acknowledged"), "账号停用检修"), "unable"],
    ["and with no reason it is not heard", planUnable(target("issued"), " "), "relay.reason-missing"],
    ["what is out cannot be refused any more", planUnable(target("relayed"), "不便"), "relay.relayed-already"],
    ["the unit that asked verifies", planVerify(target("relayed"), "wang"), "verified"],
    ["whoever reported it does not", planVerify(target("relayed"), "li"), "relay.not-your-own"],
    ["there must be something to verify", planVerify(target("acknowledged"), "wang"), "relay.not-relayed"],
    ["a link that does not open goes back with the reason", planReturn(target("relayed"), "打不开"), "acknowledged"],
    ["even one verified too soon", planReturn(target("verified"), "后来删了"), "acknowledged"],
  ])("%s", (_, decision, answer) => expect(said(decision)).toBe(answer));
});

describe("when the piece is corrected or taken back", () => {
  test.each([
    ["what is out is stale", planTurn(target("verified"), "corrected"), { state: "verified", stale: "corrected" }],
    ["what is not out will carry the correction anyway", planTurn(target("acknowledged"), "corrected"), null],
    ["what is out of a recalled piece must come down", planTurn(target("relayed"), "recalled"), { state: "relayed", stale: "recalled" }],
    ["also where the report of it was sent back", planTurn(target("acknowledged", { relayedBy: "li" }), "recalled"), { state: "relayed", stale: "recalled" }],
    ["what is not out of it stays in", planTurn(target("issued"), "recalled"), { state: "withdrawn", stale: null }],
    ["who could not has nothing to do", planTurn(target("unable"), "recalled"), null],
  ])("%s", (_, turn, answer) => expect(turn).toEqual(answer));

  test.each([
    ["a corrected piece is relayed anew", planRelay(target("verified", { stale: "corrected" }), report, known, now), "relayed"],
    ["a stale relay is not verified", planVerify(target("relayed", { stale: "corrected" }), "wang"), "relay.piece-turned"],
    ["a recalled one is not relayed", planRelay(target("relayed", { stale: "recalled" }), report, known, now), "relay.piece-recalled"],
    ["it is taken down", planRetract(target("verified", { stale: "recalled" })), "retracted"],
    ["and nothing else is", planRetract(target("verified")), "relay.nothing-to-retract"],
  ])("%s", (_, decision, answer) => expect(said(decision)).toBe(answer));
});

test("whatever people press, nothing is verified that was never reported, and what is over stays over", () => {
  const moves = fc.array(fc.constantFrom("acknowledge", "relay", "unable", "verify", "return", "retract", "corrected", "recalled"), { maxLength: 12 });
  fc.assert(fc.property(moves, (steps) => {
    let at: Target = target("issued");
    let reported = false;
    for (const step of steps) {
      const before = at;
      if (step === "corrected" || step === "recalled") at = { ...at, ...planTurn(at, step) };
      else {
        const decision = { acknowledge: () => planAcknowledge(at), relay: () => planRelay(at, report, known, now), unable: () => planUnable(at, "不便"), verify: () => planVerify(at, "wang"), return: () => planReturn(at, "打不开"), retract: () => planRetract(at) }[step]();
        if (!decision.ok) continue;
        reported ||= decision.value === "relayed";
        at = { state: decision.value, stale: decision.value === "relayed" || decision.value === "retracted" ? null : at.stale, relayedBy: decision.value === "relayed" ? "li" : at.relayedBy };
      }
      if (before.state === "unable" || before.state === "withdrawn" || before.state === "retracted") expect(at.state).toBe(before.state);
      if (at.state === "verified" || at.state === "retracted") expect(reported).toBe(true);
    }
    expect(targetStates).toContain(at.state);
    expect(isWaiting(at)).toBe(["issued", "acknowledged", "relayed"].includes(at.state) || (at.state === "verified" && at.stale !== null));
  }));
});
