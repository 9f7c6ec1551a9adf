import { describe, expect, test } from "vitest";
import { planAccept, planRecheck, planRectify, planRound, type Finding } from "./finding.ts";

const finding = (over: Partial<Finding> = {}): Finding => ({ state: "open", code: "no-update", rectifiedBy: null, ...over });
const said = (decision: { ok: boolean; value?: unknown; refusal?: { code: string } }) => (decision.ok ? decision.value : decision.refusal?.code);
const answer = (over: Partial<Parameters<typeof planRecheck>[1]> = {}) => ({ pass: true, note: "", stillFound: false, personId: "xu", ...over });

describe("what was found is mended and rechecked", () => {
  const mended = finding({ state: "rectified", rectifiedBy: "lin" });
  test.each([
    ["a unit says what it did", planRectify(finding(), "已恢复更新"), "rectified"],
    ["and not nothing", planRectify(finding(), " "), "matrix.note-missing"],
    ["and not twice", planRectify(mended, "又改了"), "matrix.rectified-already"],
    ["somebody else rechecks", planRecheck(mended, answer()), { state: "closed", outcome: "mended" }],
    ["never who mended it", planRecheck(mended, answer({ personId: "lin" })), "matrix.not-your-own"],
    ["what was not mended is not rechecked", planRecheck(finding(), answer()), "matrix.not-rectified"],
    ["what the house still sees is not closed by words", planRecheck(mended, answer({ stillFound: true })), "matrix.still-so"],
    ["what no machine sees is closed by the person who looked", planRecheck(finding({ state: "rectified", code: "leak", rectifiedBy: "lin" }), answer({ stillFound: true })), { state: "closed", outcome: "mended" }],
    ["sent back it is open again, with the reason", planRecheck(mended, answer({ pass: false, note: "只转了一条" })), { state: "open", outcome: null }],
    ["and without a reason it is not", planRecheck(mended, answer({ pass: false })), "matrix.note-missing"],
    ["a warning is accepted for a time", planAccept({ ...finding(), level: "warn" }, { note: "季节性账号", until: "2026-10-01", today: "2026-04-03" }), "accepted"],
    ["a veto is accepted by nobody", planAccept({ ...finding(), level: "veto" }, { note: "请谅解", until: "2026-10-01", today: "2026-04-03" }), "matrix.veto-stands"],
    ["and nothing for ever", planAccept({ ...finding(), level: "warn" }, { note: "一直如此", until: "2028-01-01", today: "2026-04-03" }), "matrix.acceptance-time"],
  ])("%s", (_, decision, expected) => expect(said(decision)).toEqual(expected));
});

describe("a round of inspection", () => {
  const known = (over: object = {}) => ({ id: "1", code: "no-update", state: "open" as const, acceptedUntil: null, ...over });
  test("opens what is new, once", () => expect(planRound([known()], [{ code: "no-update" }, { code: "registration" }], "2026-04-03")).toEqual({ fresh: ["registration"], gone: [] }));
  test("closes what went away by itself", () => expect(planRound([known()], [], "2026-04-03")).toEqual({ fresh: [], gone: ["1"] }));
  test("leaves to people what people found", () => expect(planRound([known({ code: "leak" }), known({ id: "2", code: "no-interaction" })], [], "2026-04-03")).toEqual({ fresh: [], gone: [] }));
  test("lets sleep what was accepted, until its day", () => {
    const accepted = known({ state: "closed", acceptedUntil: "2026-04-03" });
    expect(planRound([accepted], [{ code: "no-update" }], "2026-04-03").fresh).toEqual([]);
    expect(planRound([accepted], [{ code: "no-update" }], "2026-04-04").fresh).toEqual(["no-update"]);
  });
  test("a second round of the same day changes nothing", () => {
    const first = planRound([], [{ code: "idle" }], "2026-04-03");
    expect(planRound(first.fresh.map((code, i) => known({ id: String(i), code })), [{ code: "idle" }], "2026-04-03")).toEqual({ fresh: [], gone: [] });
  });
});
