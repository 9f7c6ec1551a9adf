import { describe, expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { answeredAt, planAnswer, planConcern, stateOf } from "./concern.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const concern = { askedAt: at("10:00") };
const piece = (publishedAt: string | null, recalled = false) => ({ id: "p", publishedAt: publishedAt ? at(publishedAt) : null, recalled });

describe("a concern is answered only when everybody can read it", () => {
  it.each([
    ["open without a piece", null, "open", null],
    ["answering while the piece is written and signed", piece(null), "answering", null],
    ["answered when it is seen in public", piece("11:00"), "answered", "11:00"],
    ["answered from the first by what stood there before", piece("08:00"), "answered", "10:00"],
    ["open again when the answer was taken back", piece("11:00", true), "open", null],
  ] as const)("%s", (_, answer, state, when) => expect([stateOf(concern, answer), answeredAt(concern, answer)]).toEqual([state, when ? at(when) : null]));
});

describe("a concern is written down", () => {
  const input = { question: "空气、饮水是否受影响？", askedAt: at("10:00"), unitId: "u" };
  const known = { questions: ["附近学校停课吗"], unitIds: ["u", "v"], ownerHoldsPost: true, namesSomebody: false };
  it.each([
    ["once", input, known, "permitted"],
    ["not twice in other signs", { ...input, question: "附近学校，停课吗？" }, known, "cases.concern-twice"],
    ["not with somebody's number, handle or name in it", input, { ...known, namesSomebody: true }, "cases.names-somebody"],
    ["not from the future", { ...input, askedAt: at("12:01") }, known, "cases.asked-in-the-future"],
    ["not for a unit that takes no part", { ...input, unitId: "x" }, known, "cases.unit-not-in-case"],
    ["not for somebody without a post there", input, { ...known, ownerHoldsPost: false }, "cases.owner-without-post"],
  ] as const)("%s", (_, i, k, code) => expect(codeOf(planConcern(i, k, at("12:00")))).toBe(code));
});

it.each([
  ["a piece of a unit that takes part", null, { ...piece(null), unitIds: ["u"] }, "permitted"],
  ["not another unit's", null, { ...piece(null), unitIds: ["x"] }, "cases.piece-of-others"],
  ["not one that was taken back", null, { ...piece("11:00", true), unitIds: ["u"] }, "cases.piece-recalled"],
  ["another draft instead of a draft", piece(null), { ...piece(null), unitIds: ["u"] }, "permitted"],
  ["nothing instead of a public answer", piece("11:00"), { ...piece(null), unitIds: ["u"] }, "cases.answered-already"],
] as const)("the answer is %s", (_, before, answer, code) => expect(codeOf(planAnswer(concern, before, answer, ["u", "v"]))).toBe(code));
