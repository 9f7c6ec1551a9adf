import { describe, expect, it } from "vitest";
import { anOfficer } from "./fixtures/officers.ts";
import { planLead, suggestLead, whyNotLead, type Proposal, type Situation } from "./lead.ts";

const codeOf = (decision: { ok: boolean; value?: string; refusal?: { code: string } }) => (decision.ok ? decision.value : decision.refusal?.code);
const situation = (over: Partial<Situation> = {}): Situation => ({ grade: "yellow", major: false, units: 1, ofDepartment: false, earlier: [], ...over });
const earlier = (state: Proposal["state"], over: Partial<Proposal> = {}): Proposal => ({ grade: "orange", units: 1, grounds: ["major"], state, ...over });

describe("the department is proposed to lead", () => {
  it.each([
    ["when the case is major", situation({ grade: "orange", major: true }), "propose major"],
    ["or when more than one unit takes part", situation({ units: 2 }), "propose cross-unit"],
    ["with both grounds where both are so", situation({ grade: "red", major: true, units: 3 }), "propose major cross-unit"],
    ["not for a small case of one unit", situation(), "leave"],
    ["not before there is a grade", situation({ grade: null, units: 2 }), "leave"],
    ["not in its own field", situation({ grade: "red", major: true, ofDepartment: true }), "leave"],
    ["once: an open proposal stands", situation({ grade: "orange", major: true, earlier: [earlier("open")] }), "leave"],
    ["anew when a unit joins while it is open", situation({ grade: "orange", major: true, units: 2, earlier: [earlier("open")] }), "propose major cross-unit"],
    ["not while it leads", situation({ grade: "red", major: true, units: 3, earlier: [earlier("accepted")] }), "leave"],
    ["not again when it declined and nothing got worse", situation({ grade: "orange", major: true, earlier: [earlier("declined")] }), "leave"],
    ["not again when it declined and things got better", situation({ grade: "yellow", units: 2, earlier: [earlier("declined", { units: 2 })] }), "leave"],
    ["again when it became graver", situation({ grade: "red", major: true, earlier: [earlier("declined")] }), "propose major"],
    ["again when a unit joined", situation({ grade: "orange", major: true, units: 2, earlier: [earlier("declined")] }), "propose major cross-unit"],
    ["again when it had lapsed", situation({ grade: "orange", major: true, earlier: [earlier("lapsed")] }), "propose major"],
    ["and the proposal lapses when its grounds are gone", situation({ grade: "yellow", earlier: [earlier("open")] }), "lapse"],
  ] as const)("%s", (_, s, expected) => {
    const suggestion = suggestLead(s);
    expect([suggestion.kind, ...(suggestion.kind === "propose" ? suggestion.grounds : [])].join(" ")).toBe(expected);
  });
});

describe("the department answers", () => {
  const signer = anOfficer(["department", "signer"]);
  it.each([
    ["yes, and leads", earlier("open"), { accept: true, reason: "" }, "accepted"],
    ["no, with a reason", earlier("open"), { accept: false, reason: "由总队继续牵头" }, "declined"],
    ["no, never without", earlier("open"), { accept: false, reason: " " }, "cases.reason-missing"],
    ["and may hand it back later, with a reason", earlier("accepted"), { accept: false, reason: "已平息" }, "handed-back"],
    ["but does not accept twice", earlier("accepted"), { accept: true, reason: "" }, "cases.leads-already"],
    ["nothing that was not asked", null, { accept: true, reason: "" }, "cases.no-proposal"],
    ["nothing that lapsed", earlier("lapsed"), { accept: true, reason: "" }, "cases.no-proposal"],
  ] as const)("%s", (_, last, answer, code) => expect(codeOf(planLead(last, "department", signer, answer))).toBe(code));
  it("nobody answers in its place", () => {
    for (const actor of [anOfficer(["corps", "signer"]), anOfficer(["department", "editor"]), anOfficer(["department", "system-admin"])]) expect(whyNotLead(earlier("open"), "department", actor)?.code).toBe("cases.not-the-department");
  });
});
