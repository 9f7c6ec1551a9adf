import { describe, expect, test } from "vitest";
import { planRelease, type ReleaseOrder, type Target } from "./plan.ts";
import { keepsEarlierPosts, planRecall } from "./recall.ts";
import { openingOf, passGate } from "./gate.ts";

const now = new Date("2026-04-03T06:00:00Z");
const later = new Date("2026-04-03T09:00:00Z");
const order: ReleaseOrder = { pieceId: "p", manifestId: "m", editionNumber: 2, lane: 1, sendAt: null, embargoUntil: null, notAfter: null };
const target = (accountId: string, over: Partial<Target> = {}): Target => ({ accountId, accountName: accountId, connectorId: "website", unitId: "u", payloadHash: "h", active: true, goal: "verified", deadlineSeconds: 60, asksFirst: false, ...over });

describe("a release", () => {
  test("goes to every signed account at once, under a key that is known before it leaves", () => {
    const plan = planRelease(order, [target("a"), target("b")], [], now);
    expect(plan).toMatchObject({ ok: true, value: [{ accountId: "a", action: "publish", notBefore: now }, { accountId: "b", action: "publish" }] });
    if (plan.ok) expect(new Set(plan.value.map((d) => d.key)).size).toBe(2);
  });
  test("whoever got the old edition gets the new one as a correction", () => {
    expect(planRelease(order, [target("a")], [{ accountId: "a", accountName: "a", editionNumber: 1, payloadHash: "x" }], now)).toMatchObject({ ok: true, value: [{ action: "correct" }] });
  });
  test("nobody who read the old edition is forgotten", () => {
    expect(planRelease(order, [target("a")], [{ accountId: "b", accountName: "微博", editionNumber: 1, payloadHash: "x" }], now)).toMatchObject({ ok: false, refusal: { code: "dispatch.old-reader-forgotten", facts: { account: "微博" } } });
  });
  test.each([
    ["waits for its time", { ...order, sendAt: later }],
    ["waits for the end of the embargo", { ...order, embargoUntil: later }],
  ])("%s", (_, waiting) => { expect(planRelease(waiting, [target("a")], [], now)).toMatchObject({ ok: true, value: [{ notBefore: later }] }); });
  test.each([
    ["never leaves after its latest time", { ...order, notAfter: new Date("2026-04-03T05:00:00Z") }, [target("a")], "dispatch.too-late"],
    ["stops when one account is closed: people agreed on where they speak", order, [target("a", { active: false })], "dispatch.account-not-active"],
    ["needs somewhere to go", order, [], "dispatch.no-targets"],
  ])("%s", (_, o, targets, code) => { expect(planRelease(o, targets, [], now)).toMatchObject({ ok: false, refusal: { code } }); });
});

describe("a recall", () => {
  const stood = { state: "settled", publishedAt: new Date("2026-04-03T05:00:00Z"), acceptedAt: null };
  test.each([
    ["voids what has not left", { ...stood, state: "queued" }, { how: "delete" as const }, true, { how: "void" }],
    ["deletes where the channel can", stood, { how: "delete" as const }, true, { how: "delete" }],
    ["supersedes after the channel's window", stood, { how: "delete" as const, windowSeconds: 120 }, true, { how: "supersede" }],
    ["names what is past its window and has no notice", stood, { how: "delete" as const, windowSeconds: 120 }, false, { how: "none", why: "window-over" }],
    ["names what cannot be taken back", stood, { how: "none" as const }, false, { how: "none", why: "channel-cannot" }],
  ])("%s", (_, standing, recall, notice, way) => { expect(planRecall(standing, recall, notice, now)).toEqual(way); });
});

test.each([
  ["deletes and cannot replace", false, "delete", true], ["cancels and cannot replace", false, "cancel", true], ["replaces", true, "delete", false], ["only says so", false, "supersede", false], ["can do nothing", false, "none", false],
] as const)("a channel that %s keeps earlier posts to be taken back one by one: %s %s %s", (_, update, how, each) => { expect(keepsEarlierPosts({ update, recall: { how } })).toBe(each); });

describe("an account's gate", () => {
  const rate = { calls: 10, perSeconds: 60 };
  const gate = { restsUntil: null, windowStart: now, sentInWindow: 8 };
  test("routine leaves a fifth of the rate to warnings", () => {
    expect(openingOf(gate, rate, 4, now)).toEqual({ free: 0, againAt: new Date("2026-04-03T06:01:00Z") });
    expect(openingOf(gate, rate, 0, now)).toEqual({ free: 2, againAt: null });
  });
  test("nobody passes while the account rests", () => {
    expect(openingOf({ ...gate, sentInWindow: 0, restsUntil: later }, rate, 0, now)).toEqual({ free: 0, againAt: later });
  });
  test("a new window starts counting anew", () => {
    expect(passGate(gate, rate, 1, new Date("2026-04-03T06:01:00Z")).sentInWindow).toBe(1);
  });
});
