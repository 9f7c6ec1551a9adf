import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyHour, type CarrierOrder, type RegionCount } from "#kernel/carrier.ts";
import { beijing } from "#kernel/clock.ts";
import { clashesOf, meets, planClash, sayPlaces, waitsForReason, type OtherRequest } from "./clash.ts";
import { planCounts, rateOf, rungOf, sumOf, type Countable } from "./counts.ts";
import { letterOf, lettersWords, subjectOf, type Told } from "./letter.ts";
import { planPut, type Standing } from "./put.ts";
import { anyWindow, dayOf, shortest, windowOf } from "./window.ts";

const hours = { from: "08:00", until: "21:00" };
const friday = (time: string): Date => new Date(`2026-04-03T${time}:00+08:00`);
const saturday = (time: string): Date => new Date(`2026-04-04T${time}:00+08:00`);

describe("when a carrier may send", () => {
  test.each([
    ["in the hours: from now until they end", friday("14:00"), null, friday("14:00"), friday("21:00")],
    ["before they begin: the same day", friday("05:00"), null, friday("08:00"), friday("21:00")],
    ["after they ended: the next day", friday("22:00"), null, saturday("08:00"), saturday("21:00")],
    ["a few minutes before they end: the next day", friday("20:50"), null, saturday("08:00"), saturday("21:00")],
    ["never past what the piece says", friday("14:00"), friday("18:00"), friday("14:00"), friday("18:00")],
  ] as const)("%s", (_, now, end, from, until) => {
    expect(windowOf({ hours, validUntil: end?.toISOString() ?? null }, now)).toEqual({ ok: true, value: { from, until } });
  });
  test("what expires before the hours come is refused, with the hours", () => {
    expect(windowOf({ hours, validUntil: saturday("07:00").toISOString() }, friday("22:00"))).toMatchObject({ ok: false, refusal: { code: "carriers.window-over", facts: hours } });
  });
  test("an emergency goes at any hour", () => { expect(windowOf({ hours: anyHour, validUntil: null }, friday("03:00"))).toEqual({ ok: true, value: anyWindow(friday("03:00")) }); });
  test("whatever the hour, a window lies in the hours, ahead, and is long enough to be used", () => {
    fc.assert(fc.property(fc.date({ min: friday("00:00"), max: new Date("2027-04-03T00:00:00Z"), noInvalidDate: true }), fc.option(fc.integer({ min: -600, max: 6000 })), (now, minutes) => {
      const end = minutes === null ? null : new Date(now.getTime() + minutes * 60_000);
      const window = windowOf({ hours, validUntil: end?.toISOString() ?? null }, now);
      if (!window.ok) return end !== null && end.getTime() - now.getTime() < 12 * 3_600_000;
      const { from, until } = window.value;
      const [b, e] = [beijing(from), beijing(until)];
      return from >= now && until.getTime() - from.getTime() >= shortest * 60_000 && b.hour >= 8 && (e.hour < 21 || (e.hour === 21 && e.minute === 0)) && (end === null || until <= end) && dayOf(window.value) === dayOf({ from: until });
    }));
  });
});

describe("two messages for the same people", () => {
  test.each([
    ["220200", "220200", true], ["220200", "220281", true], ["220281", "220200", true], ["220000", "220281", true], ["220281", "220000", true], ["220000", "X22CBS", true],
    ["220281", "220283", false], ["220200", "220100", false], ["220200", "222400", false], ["220281", "220281003", true], ["220281001", "220281003", false], ["X22CBS", "220600", false],
  ] as const)("%s and %s meet: %s", (a, b, met) => { expect(meets(a, b)).toBe(met); });
  test("meeting is mutual", () => {
    const code = fc.constantFrom("220000", "220100", "220102", "220200", "220281", "220281003", "X22CBS");
    fc.assert(fc.property(code, code, (a, b) => meets(a, b) === meets(b, a) && meets(a, a)));
  });
  const city = { code: "220200", name: "吉林市" };
  const county = { code: "220281", name: "蛟河市" };
  const other = (pieceId: string, places = [city]): OtherRequest => ({ number: "短2026-0007", pieceId, title: "停水通知", unitName: "吉林市应急局", places });
  test("the narrower region is named, once", () => {
    expect(clashesOf({ pieceId: "a", places: [county] }, [other("b")])).toEqual([expect.objectContaining({ number: "短2026-0007", places: [county] })]);
    expect(clashesOf({ pieceId: "a", places: [city] }, [other("b", [county, city])])[0]?.places).toEqual([county, city]);
  });
  test("a piece does not clash with itself, nor with what goes elsewhere", () => {
    expect(clashesOf({ pieceId: "a", places: [city] }, [other("a"), other("b", [{ code: "220100", name: "长春市" }])])).toEqual([]);
  });
  const clashes = clashesOf({ pieceId: "a", places: [county] }, [other("b"), other("c")]);
  test("a routine piece waits for a reason; the refusal names the other request", () => {
    expect(planClash("routine", clashes, null)).toEqual({ ok: false, refusal: { code: "carriers.clash", facts: { number: "短2026-0007", title: "停水通知", unit: "吉林市应急局", places: "蛟河市", more: 1 } } });
    expect(planClash("routine", clashes, "与停水无关，今晚大风")).toEqual({ ok: true, value: "与停水无关，今晚大风" });
    expect(planClash("routine", [], null)).toEqual({ ok: true, value: null });
  });
  test.each(["red", "orange", "yellow", "blue"] as const)("a %s warning is never held back (refusal 7)", (urgency) => {
    expect([planClash(urgency, clashes, null).ok, waitsForReason(urgency, clashes, null)]).toEqual([true, false]);
  });
  test("many regions are said in a line", () => { expect(sayPlaces([city, county, { code: "1", name: "甲" }, { code: "2", name: "乙" }])).toBe("吉林市、蛟河市、甲等 4 地"); });
});

const standing = (over: Partial<Standing> = {}): Standing => ({ number: "短2026-0001", edition: 1, kind: "send", outcome: "taken", windowFrom: friday("08:00"), counted: false, turned: null, ...over });
const at = friday("14:00");

describe("the fence before a carrier", () => {
  test.each([
    ["a first request goes", [], { recall: false, edition: 1 }, { kind: "send", about: [], unsent: [] }],
    ["a newer edition stands beside what went out", [standing()], { recall: false, edition: 2 }, { kind: "send", about: [], unsent: [] }],
    ["a newer edition stands in for what has not begun", [standing({ windowFrom: friday("18:00") })], { recall: false, edition: 2 }, { kind: "send", about: ["短2026-0001"], unsent: ["短2026-0001"] }],
    ["a recall before the window stops it", [standing({ windowFrom: friday("18:00") })], { recall: true, edition: 1 }, { kind: "cancel", about: ["短2026-0001"], unsent: ["短2026-0001"] }],
    ["a recall after it began is a further message", [standing()], { recall: true, edition: 1 }, { kind: "further", about: ["短2026-0001"], unsent: [] }],
    ["counts say that it went out, whatever the window", [standing({ windowFrom: friday("18:00"), counted: true })], { recall: true, edition: 1 }, { kind: "further", about: ["短2026-0001"], unsent: [] }],
    ["what may have arrived is taken back as well", [standing({ outcome: "unknown" })], { recall: true, edition: 1 }, { kind: "further", about: ["短2026-0001"], unsent: [] }],
    ["a new edition after a recall goes", [standing({ turned: "recalled" }), standing({ number: "短2026-0002", kind: "further" })], { recall: false, edition: 2 }, { kind: "send", about: [], unsent: [] }],
  ] as const)("%s", (_, all, entry, plan) => { expect(planPut(all, entry, at)).toEqual({ ok: true, value: plan }); });
  test.each([
    ["older after newer", [standing({ edition: 3 })], { recall: false, edition: 2 }, "carriers.superseded"],
    ["an edition that was recalled", [standing({ turned: "recalled" }), standing({ kind: "further", edition: 1 })], { recall: false, edition: 1 }, "carriers.recalled"],
    ["a recall of what was never asked", [], { recall: true, edition: 1 }, "carriers.nothing-there"],
    ["a recall of what did not arrive", [standing({ outcome: "failed" })], { recall: true, edition: 1 }, "carriers.nothing-there"],
  ] as const)("no %s", (_, all, entry, code) => { expect(planPut(all, entry, at)).toMatchObject({ ok: false, refusal: { code } }); });
});

const request: Countable = { number: "短2026-0001", kind: "send", outcome: "taken", places: [{ code: "220200", name: "吉林市" }, { code: "220281", name: "蛟河市" }], putAt: friday("09:00") };
const counts: RegionCount[] = [{ region: "220200", submitted: 1000, sent: 900, failed: 60 }, { region: "220281", submitted: 100, sent: 100, failed: 0 }];
const returned = { counts, total: { submitted: 1100, sent: 1000, failed: 60 }, takenBy: "集团客户部值班席", takenAt: friday("09:05") };

describe("figures of a carrier", () => {
  test("that add up are kept with their sum; what is still under way is no failure", () => { expect(planCounts(request, returned, at)).toEqual({ ok: true, value: returned.total }); });
  test.each([
    ["a total that differs", { total: { ...returned.total, sent: 999 } }, "carriers.totals-differ"], ["more than submitted", { counts: [{ region: "220200", submitted: 10, sent: 9, failed: 2 }, counts[1]] }, "carriers.more-than-submitted"],
    ["a region that was not asked", { counts: [...counts, { region: "220100", submitted: 1, sent: 1, failed: 0 }] }, "carriers.other-region"], ["a region twice", { counts: [counts[0], ...counts] }, "carriers.region-twice"],
    ["a region left out", { counts: [counts[0]] }, "carriers.region-missing"], ["a time that has not come", { takenAt: friday("15:00") }, "carriers.in-the-future"], ["a time before the request", { takenAt: friday("08:59") }, "carriers.before-the-request"],
    ["a phone number for a desk", { takenBy: "138 4310 1234" }, "carriers.no-numbers"],
  ])("with %s are refused", (_, change, code) => { expect(planCounts(request, { ...returned, ...change } as typeof returned, at)).toMatchObject({ ok: false, refusal: { code } }); });
  test("of a request that did not arrive are refused", () => { expect(planCounts({ ...request, outcome: "failed" }, returned, at)).toMatchObject({ ok: false, refusal: { code: "carriers.not-there" } }); });
  test("a carrier's own word needs no total beside it", () => { expect(planCounts(request, { ...returned, total: null }, at).ok).toBe(true); });
  test.each([["send", 1, "published"], ["send", 0, "accepted"], ["further", 5, "published"], ["cancel", 0, "published"], ["cancel", 3, "accepted"]] as const)("to %s with %i sent prove %s", (kind, sent, rung) => { expect(rungOf(kind, { submitted: 10, sent, failed: 0 })).toBe(rung); });
  test("a rate is never flattered, and nothing submitted has none", () => {
    expect([rateOf({ submitted: 0, sent: 0, failed: 0 }), rateOf({ submitted: 1000, sent: 999, failed: 1 }), rateOf({ submitted: 3, sent: 3, failed: 0 })]).toEqual([null, 99, 100]);
  });
  test("any accepted figures sum to what is kept", () => {
    const row = fc.record({ submitted: fc.nat(10_000), sent: fc.nat(10_000), failed: fc.nat(10_000) });
    fc.assert(fc.property(row, row, (a, b) => {
      const all = [{ region: "220200", ...a }, { region: "220281", ...b }];
      const plan = planCounts(request, { ...returned, counts: all, total: sumOf(all) }, at);
      return plan.ok === [a, b].every((one) => one.sent + one.failed <= one.submitted);
    }));
  });
});

describe("the letter", () => {
  const order: CarrierOrder = {
    kind: "send", pieceId: "019b0000-0000-7000-8000-00000000c001", edition: 1, title: "今晚大风，暂停野外用火", text: "【吉林应急】今晚大风，请勿野外用火。", parts: 1, reason: "向公众发布《今晚大风，暂停野外用火》", units: ["吉林省应急管理厅", "吉林省消防救援总队"],
    regions: [{ code: "220281", name: "蛟河市" }], hours, validUntil: null, urgency: "orange",
  };
  const told = (over: Partial<Told> = {}): Told => ({ number: "短2026-0012", kind: "send", addressee: "示例移动公司", about: [], places: order.regions, window: { from: friday("14:00"), until: friday("21:00") }, order, at, ...over });
  test("says word for word what was signed, where, when, in how many parts, why, how urgent, who asks", () => {
    const words = lettersWords(letterOf(told()));
    for (const part of ["短2026-0012", "示例移动公司：", order.text, `${order.text.length}字（含签名），1条`, "蛟河市（220281）", "2026年4月3日 14:00 至 2026年4月3日 21:00（北京时间）", "Ⅱ级（橙色）", "不提供、也不索取任何用户号码", "吉林省应急管理厅\n吉林省消防救援总队"]) expect(words).toContain(part);
    expect(subjectOf(told())).toBe("【短信发布请求】短2026-0012 今晚大风，暂停野外用火（蛟河市）");
  });
  test.each([
    ["stops what has not begun, and gives nothing to send", { kind: "cancel", about: ["短2026-0011"], window: null }, "短2026-0011号函商请发布的短信不再发布，请停止发送", false],
    ["takes back what went out with a further message", { kind: "further", about: ["短2026-0011"] }, "尚未发出的请停止发送", true],
    ["stands in for an earlier one", { about: ["短2026-0011"] }, "短2026-0011号函尚未发布，以本函为准", true],
  ] as const)("%s", (_, over, words, says) => {
    const said = lettersWords(letterOf(told(over as Partial<Told>)));
    expect([said.includes(words), said.includes(order.text)]).toEqual([true, says]);
  });
});
