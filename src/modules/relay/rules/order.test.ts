import { describe, expect, test } from "vitest";
import { planChase, planOrder, type Asked } from "./order.ts";
import { ratesOf } from "./rate.ts";

const now = new Date("2026-04-03T06:00:00Z");
const inMinutes = (n: number) => new Date(now.getTime() + n * 60_000);
const account = (id: string, over: Partial<Asked> = {}): Asked => ({ id, name: id, audience: "public", state: "active", carries: false, ...over });
const piece = { stage: "published", publishedEdition: 1 };
const accounts = [account("weibo"), account("alerts", { audience: "staff" }), account("resting", { state: "suspended" }), account("carrier", { carries: true })];
const said = (decision: ReturnType<typeof planOrder>) => (decision.ok ? decision.value.map(({ id }) => id) : decision.refusal.code);

describe("an order goes out", () => {
  test.each([
    ["for what everybody can read", planOrder(piece, accounts, ["weibo"], inMinutes(60), now), ["weibo"]],
    ["and for nothing else", planOrder({ stage: "cleared", publishedEdition: null }, accounts, ["weibo"], inMinutes(60), now), "relay.not-public"],
    ["never for what was taken back", planOrder({ stage: "recalled", publishedEdition: 1 }, accounts, ["weibo"], inMinutes(60), now), "relay.piece-recalled"],
    ["with a time that can be kept", planOrder(piece, accounts, ["weibo"], inMinutes(14), now), "relay.too-soon"],
    ["and one that ends", planOrder(piece, accounts, ["weibo"], inMinutes(31 * 1440), now), "relay.too-late"],
    ["to somebody", planOrder(piece, accounts, [], inMinutes(60), now), "relay.no-such-account"],
    ["to accounts of the house only", planOrder(piece, accounts, ["a-fan"], inMinutes(60), now), "relay.no-such-account"],
    ["never through a channel for staff", planOrder(piece, accounts, ["alerts"], inMinutes(60), now), "relay.account-unfit"],
    ["nor to an account that rests", planOrder(piece, accounts, ["resting"], inMinutes(60), now), "relay.account-unfit"],
    ["nor to one that carries the piece itself", planOrder(piece, accounts, ["carrier"], inMinutes(60), now), "relay.carries-already"],
  ])("%s", (_, decision, answer) => expect(said(decision)).toEqual(answer));
});

test("a unit is chased, not flooded", () => {
  expect(planChase(null, now).ok).toBe(true);
  expect(planChase(inMinutes(-29), now).ok).toBe(false);
  expect(planChase(inMinutes(-30), now).ok).toBe(true);
});

test("a rate is counted from what was ordered: withdrawn orders do not count, late relays count as relays and not as in time", () => {
  const dueAt = now;
  const rates = ratesOf([
    { unitId: "a", state: "verified", dueAt, acknowledgedAt: inMinutes(-50), relayedAt: inMinutes(-10) },
    { unitId: "a", state: "relayed", dueAt, acknowledgedAt: inMinutes(-50), relayedAt: inMinutes(5) },
    { unitId: "a", state: "acknowledged", dueAt, acknowledgedAt: inMinutes(-50), relayedAt: inMinutes(-20) },
    { unitId: "a", state: "withdrawn", dueAt, acknowledgedAt: null, relayedAt: null },
    { unitId: "b", state: "unable", dueAt, acknowledgedAt: inMinutes(-50), relayedAt: null },
  ]);
  expect(rates.get("a")).toEqual({ ordered: 3, acknowledged: 3, relayed: 2, inTime: 1, verified: 1, unable: 0 });
  expect(rates.get("b")).toEqual({ ordered: 1, acknowledged: 1, relayed: 0, inTime: 0, verified: 0, unable: 1 });
});
