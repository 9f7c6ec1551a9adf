import { describe, expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { planHeld, planPress } from "./press.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const now = at("12:00");
const hold = { hold: true, reason: "社会关切集中", plannedAt: at("16:00"), place: "省应急管理厅新闻发布厅", speakers: [{ name: "宋怀远", post: "副厅长" }] };

describe("whether one is held", () => {
  it.each([
    ["with time, place and speakers", hold, "permitted"],
    ["not without a reason", { ...hold, reason: "" }, "cases.reason-missing"],
    ["not without a time", { ...hold, plannedAt: null }, "cases.press-when-and-where"],
    ["not without a place", { ...hold, place: " " }, "cases.press-when-and-where"],
    ["not without anybody who speaks", { ...hold, speakers: [] }, "cases.nobody-named"],
    ["a no has its reason too", { ...hold, hold: false, reason: " " }, "cases.reason-missing"],
    ["a no needs nothing else", { hold: false, reason: "书面通报已回应", plannedAt: null, place: "", speakers: [] }, "permitted"],
  ] as const)("%s", (_, d, code) => expect(codeOf(planPress(d, now))).toBe(code));
});

describe("that it was held", () => {
  const held = { at: at("11:00"), recordLink: "https://news.example.org/1", answers: [] };
  const answers = [{ question: "原因是什么", answer: "正在调查", concernId: null }];
  it.each([
    ["with where its record can be read", { hold: true, held: false }, held, "permitted"],
    ["or with what was answered there", { hold: true, held: false }, { ...held, recordLink: null, answers }, "permitted"],
    ["never by a mere tick", { hold: true, held: false }, { ...held, recordLink: null }, "cases.press-without-record"],
    ["not before it happened", { hold: true, held: false }, { ...held, at: at("13:00") }, "cases.press-time"],
    ["not before T0", { hold: true, held: false }, { ...held, at: at("08:00") }, "cases.press-time"],
    ["not when nobody decided to", null, held, "cases.press-not-decided"],
    ["not when it was decided not to", { hold: false, held: false }, held, "cases.press-not-decided"],
    ["once", { hold: true, held: true }, held, "cases.press-held-already"],
  ] as const)("%s", (_, decision, h, code) => expect(codeOf(planHeld(decision, h, at("09:00"), now))).toBe(code));
});
