import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { answeredInTime, isMissed, metBy, stepDue, wantedClocks, warnAt, type Evidence, type Facts } from "./clocks.ts";

const clocks = [{ code: "first-information", hours: 5, source: "国办发〔2016〕80号" }, { code: "press-conference", hours: 24, source: "国办发〔2016〕61号" }, { code: "answer", hours: 48, source: "国办发〔2016〕61号" }];
const facts = (over: Partial<Facts> = {}): Facts => ({ grade: "yellow", t0At: at("09:00"), owed: [], concerns: [], hold: null, clocks, noticeSource: "预设", ...over });
const said = (f: Facts) => wantedClocks(f).map((c) => `${c.code}${c.subject && ` ${c.subject}`} ${(c.deadline.getTime() - c.startAt.getTime()) / 3_600_000}h`);
const nothing: Evidence = { released: [], held: [], answered: [] };

describe("which clocks run", () => {
  it.each([
    ["none before there is a grade", facts({ grade: null }), []],
    ["5 h and 24 h for Ⅰ", facts({ grade: "red" }), ["first-information 5h", "press-conference 24h"]],
    ["5 h and 24 h for Ⅱ", facts({ grade: "orange" }), ["first-information 5h", "press-conference 24h"]],
    ["48 h for Ⅲ", facts(), ["answer 48h"]],
    ["48 h for Ⅳ", facts({ grade: "blue" }), ["answer 48h"]],
    ["no 24 h once it was decided, with a reason, not to hold one (视情)", facts({ grade: "orange", hold: false }), ["first-information 5h"]],
    ["24 h goes on when it was decided to hold one", facts({ grade: "orange", hold: true }), ["first-information 5h", "press-conference 24h"]],
    ["48 h for each thing people ask, graded or not", facts({ grade: null, concerns: [{ id: "c1", askedAt: at("10:00") }] }), ["answer c1 48h"]],
    ["the minutes of each notice owed", facts({ owed: [{ grade: "yellow", from: at("09:00"), deadline: at("11:00"), sentAt: null }] }), ["notify yellow 2h", "answer 48h"]],
  ] as const)("%s", (_, f, expected) => expect(said(f)).toEqual(expected));

  it("all count from the chosen T0; what is asked later counts from when it was asked", () => {
    const start = (over: Partial<Facts>) => wantedClocks(facts(over)).map((c) => c.startAt);
    expect(start({ grade: "red", t0At: at("07:30") })).toEqual([at("07:30"), at("07:30")]);
    expect(start({ grade: null, concerns: [{ id: "a", askedAt: at("08:00") }, { id: "b", askedAt: at("10:00") }] })).toEqual([at("09:00"), at("10:00")]);
  });
  it("each says where it comes from", () => { for (const c of wantedClocks(facts({ grade: "red" }))) expect(c.source).not.toBe(""); });
  it("moving T0 moves what hangs on it by as much, and nothing else", () => {
    fc.assert(fc.property(fc.integer({ min: -600, max: 600 }), (minutes) => {
      const by = minutes * 60_000;
      const owed = [{ grade: "orange" as const, from: at("13:00"), deadline: at("13:30"), sentAt: null }];
      const before = wantedClocks(facts({ grade: "orange", owed }));
      const after = wantedClocks(facts({ grade: "orange", owed, t0At: new Date(at("09:00").getTime() + by) }));
      expect(after.map((c, i) => c.deadline.getTime() - (before[i]?.deadline.getTime() ?? 0))).toEqual([0, by, by]);
    }));
  });
});

describe("a clock is met by evidence and by nothing else", () => {
  const t0 = at("09:00");
  const released = [{ id: "late", at: at("12:00") }, { id: "early", at: at("10:00") }, { id: "before T0", at: at("08:00") }];
  it.each([
    ["5 h by the first piece seen in public after T0", { code: "first-information", subject: "" }, { ...nothing, released }, "early"],
    ["not by one published before T0", { code: "first-information", subject: "" }, { ...nothing, released: released.slice(2) }, undefined],
    ["not by an answer or a press conference", { code: "first-information", subject: "" }, { ...nothing, held: [{ id: "h", at: at("10:00") }] }, undefined],
    ["24 h by a press conference that was held", { code: "press-conference", subject: "" }, { ...nothing, held: [{ id: "h", at: at("15:00") }] }, "h"],
    ["not by a release", { code: "press-conference", subject: "" }, { ...nothing, released }, undefined],
    ["48 h of the case by a release or an answer, whichever came first", { code: "answer", subject: "" }, { ...nothing, released, answered: [{ concernId: "c", pieceId: "a", at: at("09:30") }] }, "a"],
    ["48 h of a concern by its own answer", { code: "answer", subject: "c" }, { ...nothing, released, answered: [{ concernId: "d", pieceId: "x", at: at("09:10") }, { concernId: "c", pieceId: "a", at: at("09:30") }] }, "a"],
    ["not by another's", { code: "answer", subject: "c" }, { ...nothing, released, answered: [{ concernId: "d", pieceId: "x", at: at("09:10") }] }, undefined],
  ] as const)("%s", (_, clock, evidence, by) => expect(metBy(clock, t0, evidence, [])?.by).toBe(by));
  it("a notice clock by the notice it asked for", () => {
    const owed = [{ grade: "yellow" as const, from: t0, deadline: at("11:00"), sentAt: at("10:00") }, { grade: "orange" as const, from: at("12:00"), deadline: at("12:30"), sentAt: null }];
    expect(metBy({ code: "notify", subject: "yellow" }, t0, nothing, owed)?.at).toEqual(at("10:00"));
    expect(metBy({ code: "notify", subject: "orange" }, t0, nothing, owed)).toBeNull();
  });
});

describe("missed", () => {
  it.each([
    ["not while it runs", null, null, "13:59", false],
    ["not at the very deadline", null, null, "14:00", false],
    ["when it ran out", null, null, "14:01", true],
    ["not when it was met in time, however late one looks", "13:00", null, "20:00", false],
    ["when it was met late", "14:30", null, "20:00", true],
    ["for ever, also when T0 was moved so that it would be in time", "13:00", "12:00", "13:30", true],
  ] as const)("%s", (_, metAt, missedAt, now, missed) =>
    expect(isMissed({ deadline: at("14:00"), missedAt: missedAt ? at(missedAt) : null }, metAt ? at(metAt) : null, at(now))).toBe(missed));
  it("once missed, no later evidence and no other T0 makes it unmissed", () => {
    const any = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true });
    fc.assert(fc.property(any, any, fc.option(any), any, (deadline, missedAt, metAt, now) => isMissed({ deadline, missedAt }, metAt, now)));
  });
});

describe("people are warned before and called after", () => {
  it.each([
    ["an hour before 5 h are over", "09:00", "14:00", "13:00"],
    ["five minutes before 15 are over", "09:00", "09:15", "09:10"],
    ["24 minutes before two hours are over", "09:00", "11:00", "10:36"],
  ] as const)("%s", (_, startAt, deadline, warning) => expect(warnAt({ startAt: at(startAt), deadline: at(deadline) })).toEqual(at(warning)));
  it.each([["12:59", null], ["13:00", "warning"], ["14:00", "warning"], ["14:01", "missed"]] as const)("of a clock until 14:00, at %s: %s", (now, step) => expect(stepDue({ startAt: at("09:00"), deadline: at("14:00") }, at(now))).toBe(step));
});

it("the share answered in time leaves out what still has time, and is nothing when nothing can be said", () => {
  const c = (deadline: string, answeredAt: string | null) => ({ deadline: at(deadline), answeredAt: answeredAt ? at(answeredAt) : null });
  expect(answeredInTime([c("10:00", "09:00"), c("10:00", "11:00"), c("10:00", null), c("20:00", null)], at("12:00"))).toEqual({ asked: 4, answered: 2, inTime: 1, late: 2, share: 1 / 3 });
  expect(answeredInTime([c("20:00", null)], at("12:00"))).toEqual({ asked: 1, answered: 0, inTime: 0, late: 0, share: null });
});
