import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OutboundAnswer } from "#kernel/connector.ts";
import { Urgency } from "#kernel/urgency.ts";
import { fateOf, mostTries } from "./fate.ts";
import { expiryOf, headerUrgency, topicOf } from "./note.ts";
import { planPut, stateOf } from "./put.ts";
import { OptIn, whyNotEndpoint } from "./subscription.ts";

const now = new Date("2026-04-03T06:00:00Z");
const later = new Date("2026-04-04T06:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const answer = (status: number, headers: Record<string, string> = {}): OutboundAnswer => ({ ok: true, status, headers, body: "" });
const silence = (reason: string, reached: false | "maybe" = "maybe"): OutboundAnswer => ({ ok: false, reached, reason });

describe("a push service's answer", () => {
  test.each<[string, OutboundAnswer, ReturnType<typeof fateOf>]>([
    ["201 is taken", answer(201), { kind: "sent" }],
    ["404 ends the subscription", answer(404), { kind: "dropped" }],
    ["410 ends the subscription", answer(410), { kind: "dropped" }],
    ["429 waits as long as it says", answer(429, { "retry-after": "120" }), { kind: "again", at: after(120), hostRests: true }],
    ["503 waits until the date it says", answer(503, { "retry-after": "Fri, 03 Apr 2026 06:05:00 GMT" }), { kind: "again", at: after(300), hostRests: true }],
    ["nobody is made to wait a week", answer(429, { "retry-after": "604800" }), { kind: "again", at: after(3_600), hostRests: true }],
    ["500 is tried again", answer(500), { kind: "again", at: after(15), hostRests: false }],
    ["nonsense after Retry-After is as good as nothing", answer(503, { "retry-after": "soon" }), { kind: "again", at: after(15), hostRests: false }],
    ["400 concerns this reminder, not the subscription", answer(400), { kind: "given-up" }],
    ["403 costs no reader, because it may be our key", answer(403), { kind: "given-up" }],
    ["413 is not tried again", answer(413), { kind: "given-up" }],
    ["a redirect is not followed", answer(302), { kind: "given-up" }],
    ["silence is tried again", silence("timeout"), { kind: "again", at: after(15), hostRests: false }],
    ["nothing that left is tried again", silence("ECONNREFUSED", false), { kind: "again", at: after(15), hostRests: false }],
    ["a private address ends the subscription", silence("forbidden: push.example.org resolves to a private address", false), { kind: "dropped" }],
    ["a host that is not on the list costs no reader", silence("forbidden: push.example.org is not on the list", false), { kind: "given-up" }],
  ])("%s", (_title, said, fate) => expect(fateOf(said, 1, later, now)).toEqual(fate));

  test("whatever is answered, it ends: after eight tries, or when the reminder is too old", () => {
    const any = fc.oneof(fc.integer({ min: 200, max: 599 }).map((status) => answer(status)), fc.constantFrom(silence("timeout"), silence("ECONNRESET", false)));
    fc.assert(fc.property(any, (said) => fateOf(said, mostTries, later, now).kind !== "again" && fateOf(said, 1, now, now).kind !== "again"));
  });
});

describe("where a browser may be reached", () => {
  test.each([
    "https://fcm.googleapis.com/fcm/send/dQw4:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx", "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk", "https://web.push.apple.com/QGzf",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2b", "https://push.example.org:443/x",
  ])("%s", (endpoint) => expect(whyNotEndpoint(endpoint).ok).toBe(true));
  test.each([
    "http://push.example.org/x", "https://127.0.0.1/x", "https://10.1.2.3/x", "https://[::1]/x", "https://2130706433/x", "https://0x7f.1/x", "https://localhost/x", "https://printer/x", "https://db.internal/x", "https://nas.local/x",
    "https://user:pass@push.example.org/x", "https://push.example.org:8443/x", "https://push.example.org", "https://push.example.org/", "https://push.example.org/a b", "https://push.example.org/x\r\nHost: y", "https://push.example.org@10.0.0.1/x",
    "ftp://push.example.org/x", "javascript:alert(1)//", "file:///etc/passwd", "",
  ])("never %j", (endpoint) => expect(whyNotEndpoint(endpoint).ok).toBe(false));
  test("a key that is none, or a field nobody asked for, is not kept", () => {
    const right = { endpoint: "https://push.example.org/x", keys: { p256dh: `B${"a".repeat(86)}`, auth: "a".repeat(22) }, serverKey: `B${"a".repeat(86)}`, urgentOnly: false };
    expect(OptIn.parse({ ...right, name: "林", ip: "203.0.113.7" })).toEqual(right);
    for (const wrong of [{ keys: { ...right.keys, auth: "a" } }, { keys: { ...right.keys, p256dh: `A${"a".repeat(86)}` } }, { keys: null }, { endpoint: "x".repeat(1_025) }, { urgentOnly: "yes" }]) expect(OptIn.safeParse({ ...right, ...wrong }).success).toBe(false);
  });
});

describe("a reminder goes out", () => {
  const none = { newest: null, withdrawn: false, urgent: false, sha256: null };
  test.each([
    ["first", none, { edition: 1, withdrawn: false }, "tell"],
    ["as a newer edition", { ...none, newest: 1 }, { edition: 2, withdrawn: false }, "tell"],
    ["as a recall of what was said", { ...none, newest: 1 }, { edition: 1, withdrawn: true }, "tell"],
    ["once, however often it is put", { ...none, newest: 2, sha256: "a" }, { edition: 2, withdrawn: false }, "again"],
    ["never over a newer one", { ...none, newest: 3 }, { edition: 2, withdrawn: false }, "push.superseded"],
    ["never after a recall", { ...none, newest: 1, withdrawn: true }, { edition: 2, withdrawn: false }, "push.recalled"],
    ["never with other bytes under one number", { ...none, newest: 2, sha256: "b" }, { edition: 2, withdrawn: false }, "push.other-bytes"],
    ["never to take back what was not said", none, { edition: 1, withdrawn: true }, "push.nothing-there"],
  ])("%s", (_title, standing, entry, said) => {
    const plan = planPut(standing, { ...entry, sha256: "a" });
    expect(plan.ok ? plan.value : plan.refusal.code).toBe(said);
  });
  test("it is taken when one push service took it, under way while some are left, and reached nobody otherwise", () => {
    const figures = { told: 3, sent: 0, dropped: 0, givenUp: 0, left: 0 };
    expect([{ sent: 1, left: 2 }, { left: 3 }, { dropped: 3 }, { told: 0 }].map((some) => stateOf({ ...figures, ...some }))).toEqual(["taken", "under-way", "nobody", "nobody"]);
  });
  test("a topic is one per piece, of at most 32 characters that need no escape", () => {
    fc.assert(fc.property(fc.uuid(), fc.uuid(), (a, b) => /^[A-Za-z0-9_-]{1,32}$/.test(topicOf(a)) && (a === b) === (topicOf(a) === topicOf(b))));
  });
  test("it is kept as long as the account says and never past what the piece says", () => {
    expect(expiryOf({ validUntil: null }, 60, now)).toEqual(after(60));
    expect(expiryOf({ validUntil: after(30).toISOString() }, 60, now)).toEqual(after(30));
    expect(expiryOf({ validUntil: after(90).toISOString() }, 60, now)).toEqual(after(60));
  });
  test("an emergency and a recall wake a phone, a routine piece does not", () => {
    expect(Urgency.options.map((urgency) => headerUrgency({ urgency, withdrawn: false }))).toEqual(["high", "high", "normal", "normal", "low"]);
    expect(headerUrgency({ urgency: "routine", withdrawn: true })).toBe("high");
  });
});
