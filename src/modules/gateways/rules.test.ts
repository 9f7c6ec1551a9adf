import { describe, expect, test } from "vitest";
import { barePhone, maskedFrame, maskedPhone, maskedWords, mayGoAgain, planPut, sayParts, verdictOf, wishOf, type PartStanding } from "./rules.ts";

const entry = { edition: 2, sha256: "a", recall: false };
const nothing = { sha256: null, newest: null, recalledUpto: null };
describe("words go on the line", () => {
  test.each([
    ["when nothing went before", nothing, entry, { ok: true, value: "first" }],
    ["as they are when they were put already", { ...nothing, sha256: "a", newest: 2 }, entry, { ok: true, value: "again" }],
    ["never under a key that holds others", { ...nothing, sha256: "b", newest: 2 }, entry, { ok: false, refusal: { code: "gateways.other-bytes", facts: { edition: 2 } } }],
    ["never after a newer edition", { ...nothing, newest: 3 }, entry, { ok: false, refusal: { code: "gateways.superseded", facts: { edition: 2, newest: 3 } } }],
    ["never after their recall", { ...nothing, newest: 2, recalledUpto: 2 }, entry, { ok: false, refusal: { code: "gateways.recalled", facts: { edition: 2 } } }],
    ["when what was recalled is older", { ...nothing, newest: 1, recalledUpto: 1 }, entry, { ok: true, value: "first" }],
    ["as a recall, whatever stands", { ...nothing, newest: 3, recalledUpto: null }, { ...entry, recall: true }, { ok: true, value: "first" }],
  ])("%s", (_title, standing, put, plan) => { expect(planPut(standing, put)).toEqual(plan); });
});

const part = (phone: number, number: number, over: Partial<PartStanding> = {}): PartStanding => ({ phone, lastFour: `000${phone}`, number, state: "answered", failure: null, report: null, reportWords: null, ...over });
const refused = { state: "refused", failure: { class: "recipient", code: "13", text: "" } } as const;
const busy = { state: "refused", failure: { class: "rateLimited", code: "8", text: "" } } as const;
const delivered = { report: "delivered", reportWords: "DELIVRD" } as const;
const lost = { report: "undelivered", reportWords: "EXPIRED" } as const;
describe("a message is", () => {
  test.each<[string, PartStanding[], object]>([
    ["open while a part waits for the line", [part(1, 1), part(2, 1, { state: "queued" })], { kind: "open" }],
    ["open while a part may have left", [part(1, 1, { state: "handed" })], { kind: "open" }],
    ["nothing where no part ever left", [part(1, 1, { state: "withdrawn" }), part(2, 1, { state: "withdrawn" })], { kind: "nothing", never: true, failure: null }],
    ["nothing where every part was refused, and what a later try may mend is told", [part(1, 1, refused), part(2, 1, busy)], { kind: "nothing", never: false, failure: { code: "8" } }],
    ["between where one phone has it and one was refused", [part(1, 1), part(2, 1, refused)], { kind: "between", failure: { code: "13" } }],
    ["between where half of it never left", [part(1, 1), part(1, 2, { state: "withdrawn" })], { kind: "between", failure: null }],
    ["between where nobody answered", [part(1, 1), part(2, 1, { state: "unknown" })], { kind: "between" }],
    ["accepted when the gateway has every part", [part(1, 1), part(1, 2), part(2, 1)], { kind: "taken", rung: "accepted" }],
    ["accepted while one phone is open, whatever the others have", [part(1, 1, delivered), part(2, 1, { report: "underway" })], { kind: "taken", rung: "accepted" }],
    ["accepted while one part of a phone is open", [part(1, 1, delivered), part(1, 2)], { kind: "taken", rung: "accepted" }],
    ["accepted where the gateway does not know", [part(1, 1, { report: "unclear" })], { kind: "taken", rung: "accepted" }],
    ["published when no phone is open and one has it whole", [part(1, 1, delivered), part(2, 1, lost)], { kind: "taken", rung: "published" }],
    ["verified when every phone has every part", [part(1, 1, delivered), part(1, 2, delivered), part(2, 1, delivered)], { kind: "taken", rung: "verified" }],
    ["undelivered when no phone has it whole", [part(1, 1, delivered), part(1, 2, lost)], { kind: "undelivered", words: "EXPIRED" }],
  ])("%s", (_title, parts, verdict) => { expect(verdictOf(parts)).toMatchObject(verdict); });

  test("told phone by phone, with the last four digits of those that need somebody and the gateway's words", () => {
    const parts = [part(1, 1, delivered), part(2, 1, refused), part(3, 1, lost), part(4, 1, { state: "unknown" }), part(5, 1, { state: "withdrawn" }), part(6, 1), part(7, 1, { state: "handed" })];
    expect(JSON.parse(sayParts(parts))).toEqual({ numbers: 7, parts: 7, delivered: 1, failed: ["*0002 13", "*0003 EXPIRED"], unknown: ["*0004"], notSent: ["*0005"], waiting: ["*0006"], underway: ["*0007"] });
    expect(sayParts(Array.from({ length: 1000 }, (_, i) => part(i + 1, 1))).length).toBeLessThanOrEqual(4096);
  });
});

describe("a part goes again", () => {
  const at = new Date("2026-04-03T06:00:00Z");
  const later = new Date("2026-04-03T06:10:00Z");
  test.each<[string, Parameters<typeof mayGoAgain>[0], Date | null, boolean]>([
    ["when it never left", { state: "withdrawn", failureClass: null, decidedAt: at }, null, true],
    ["when the gateway was busy", { state: "refused", failureClass: "rateLimited", decidedAt: at }, null, true],
    ["not by itself when it was refused for good", { state: "refused", failureClass: "recipient", decidedAt: at }, null, false],
    ["not by itself when nobody knows", { state: "unknown", failureClass: null, decidedAt: at }, null, false],
    ["when a person looked since and said that it is not there", { state: "unknown", failureClass: null, decidedAt: at }, later, true],
    ["not when the person spoke of an earlier try", { state: "unknown", failureClass: null, decidedAt: later }, at, false],
    ["never when the gateway has it", { state: "answered", failureClass: null, decidedAt: at }, later, false],
    ["never while it may be under way", { state: "handed", failureClass: null, decidedAt: null }, later, false],
  ])("%s", (_title, standing, said, again) => { expect(mayGoAgain(standing, said)).toBe(again); });
});

describe("of a phone number only the last four digits are kept", () => {
  const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
  const back = (raw: string) => Buffer.from(raw, "hex").toString("latin1");
  test.each([
    ["at home", "\0id:1\x0013800000001\0\xff", "13800000001", "\0id:1\0*******0001\0\xff"],
    ["with its country", "\x008613800000001\0", "13800000001", "\x0086*******0001\0"],
    ["of somebody else", "a 13912345678 b", "13800000001", "a *******5678 b"],
    ["abroad", "\x0085261234567\0", "+85261234567", "\0*******4567\0"],
    ["not in a time or an id", "2604031400 12345678901234567890", "", "2604031400 12345678901234567890"],
  ])("%s", (_title, raw, phone, kept) => { expect(back(maskedFrame(hex(raw), phone))).toBe(kept); });
  test("in what it wrote", () => { expect(maskedWords("退订 13800000001，或 +8613900000002")).toBe("退订 *0001，或 *0002"); });
});

describe("what a phone wants", () => {
  test.each([
    ["退订", "out"], [" td ", "out"], ["T", "out"], ["退订，谢谢", "out"], ["拒收！", "out"], ["QX", "out"], ["订阅", "back"], ["dy", "back"],
    ["收到", null], ["退订了吗", null], ["不是我", null], ["", null], ["今天谁值班？退订", null],
  ] as const)("by %j is %s", (words, wish) => { expect(wishOf(words)).toBe(wish); });
  test.each([["+8613800000001", "13800000001", "138****0001"], ["8613800000001", "13800000001", "138****0001"], ["008613800000001", "13800000001", "138****0001"], ["+85261234567", "85261234567", "852****4567"]])("%s is one phone however it is written, and shown cut", (phone, bare, masked) => {
    expect([barePhone(phone), maskedPhone(phone)]).toEqual([bare, masked]);
  });
});
