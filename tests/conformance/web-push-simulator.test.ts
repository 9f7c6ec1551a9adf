import { createPrivateKey, sign } from "node:crypto";
import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import webPush from "web-push";
import { startPushService, type PushService, type Subscription } from "#tests/simulators/web-push.ts";

// A push service that is not ours, for messages that a sender which is not ours made: what both take, both took by the same standards.
type Peer = { notifyUrl: string; subscribe: (options: object) => Promise<Subscription & { clientHash: string }>; handleNotification: (id: string, headers: object, body: Buffer) => Promise<void>; getNotifications: (ask: { clientHash: string }) => { messages: string[] } };
const { PushApiModel } = createRequire(import.meta.url)("web-push-testing/src/PushApiModel.js") as { PushApiModel: new () => Peer };

type Try = { method?: string; path?: string; headers: Record<string, string>; body: Buffer };
type Made = ReturnType<typeof webPush.generateRequestDetails>;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (clock?: () => Date): Promise<PushService> => {
  const sim = await startPushService(clock ? { clock } : {});
  stops.push(sim.stop);
  return sim;
};
const [keys, others] = [webPush.generateVAPIDKeys(), webPush.generateVAPIDKeys()];
const text = JSON.stringify({ title: "清明禁火", text: "严禁野外用火" });
const vapid = (pair = keys, subject = "mailto:desk@example.org") => ({ subject, ...pair });
const make = (to: Subscription, payload: string | Buffer = text, more: Parameters<typeof webPush.generateRequestDetails>[2] = {}): Made =>
  webPush.generateRequestDetails(to, payload, { vapidDetails: vapid(), TTL: 60, urgency: "high", topic: "a".repeat(32), contentEncoding: "aes128gcm", ...more });
const headersOf = (made: Made): Record<string, string> => Object.fromEntries(Object.entries(made.headers).filter(([name]) => name !== "Content-Length").map(([name, value]) => [name.toLowerCase(), String(value)]));
const asTry = (made: Made): Try => ({ headers: headersOf(made), body: made.body ?? Buffer.alloc(0) });
const send = (to: Subscription, { method = "POST", path, headers, body }: Try) =>
  fetch(path ? new URL(path, to.endpoint) : to.endpoint, { method, headers, ...(method === "GET" ? {} : { body: new Uint8Array(body) }) });

/** A token made by hand, signed rightly with the site's key. */
function token(audience: string, claims: object, head: object = { typ: "JWT", alg: "ES256" }): string {
  const point = Buffer.from(keys.publicKey, "base64url");
  const key = createPrivateKey({ key: { kty: "EC", crv: "P-256", d: keys.privateKey, x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") }, format: "jwk" });
  const parts = [head, { aud: audience, exp: Math.floor(Date.now() / 1000) + 3_600, sub: "mailto:desk@example.org", ...claims }].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `vapid t=${parts}.${sign("sha256", Buffer.from(parts), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}, k=${keys.publicKey}`;
}

const flipped = (bytes: Buffer, at: number): Buffer => { const copy = Buffer.from(bytes); copy[at < 0 ? copy.length + at : at]! ^= 1; return copy; };

describe("the simulated push service, before our reminders are measured by it", () => {
  test("web-push, a sender that is not ours, is taken and read", async () => {
    const sim = await start();
    const to = sim.subscribe(keys.publicKey);
    const answer = await send(to, asTry(make(to)));
    expect([answer.status, answer.headers.get("location")]).toEqual([201, expect.stringContaining("/message/")]);
    expect(sim.ledger).toMatchObject([{ text, ttl: 60, urgency: "high", topic: "a".repeat(32), replaced: false }]);
    expect(sim.fetch(to.endpoint)).toEqual([text]);
  });
  test("web-push-testing, a push service that is not ours, reads the same message", async () => {
    const peer = new PushApiModel();
    peer.notifyUrl = "https://push.example.org/notify/";
    const { clientHash, endpoint, keys: own } = await peer.subscribe({ applicationServerKey: keys.publicKey, userVisibleOnly: "true" });
    const { headers, body } = asTry(make({ endpoint, keys: own }));
    await peer.handleNotification(clientHash, { encoding: headers["content-encoding"], ttl: headers["ttl"], authorization: headers["authorization"] }, body);
    expect(peer.getNotifications({ clientHash }).messages).toEqual([text]);
  });
  test("a later message of one topic takes the place of one that still waits, and of none that was fetched", async () => {
    const sim = await start();
    const to = sim.subscribe(keys.publicKey);
    for (const words of ["一", "二"]) await send(to, asTry(make(to, words)));
    expect(sim.fetch(to.endpoint)).toEqual(["二"]);
    await send(to, asTry(make(to, "三")));
    await send(to, asTry(make(to, "四", { topic: "other" })));
    expect(sim.fetch(to.endpoint)).toEqual(["三", "四"]);
    expect(sim.ledger.map(({ replaced }) => replaced)).toEqual([true, false, false, false]);
  });
  test("4096 bytes are taken, one more is not; a browser that is gone says so", async () => {
    const sim = await start();
    const to = sim.subscribe(keys.publicKey);
    const [fits, over] = [3_993, 3_994].map((size) => asTry(make(to, "a".repeat(size))));
    expect([fits!.body.length, over!.body.length]).toEqual([4_096, 4_097]);
    expect([(await send(to, fits!)).status, (await send(to, over!)).status]).toEqual([201, 413]);
    sim.expire(to.endpoint);
    expect((await send(to, fits!)).status).toBe(410);
  });

  const changed = (headers: Record<string, string | undefined>) => (to: Subscription): Try => {
    const right = asTry(make(to));
    return { ...right, headers: Object.fromEntries(Object.entries({ ...right.headers, ...headers }).filter((one): one is [string, string] => one[1] !== undefined)) };
  };
  const body = (change: (bytes: Buffer) => Buffer) => (to: Subscription): Try => { const right = asTry(make(to)); return { ...right, body: change(right.body) }; };
  const claims = (some: object, head?: object) => (to: Subscription): Try => changed({ authorization: token(new URL(to.endpoint).origin, some, head) })(to);
  const seconds = () => Math.floor(Date.now() / 1000);

  test("a token made by hand is taken, so that only the mutation is refused below", async () => {
    const sim = await start();
    const to = sim.subscribe(keys.publicKey);
    expect((await send(to, claims({})(to))).status).toBe(201);
  });
  test.each<[string, (to: Subscription) => Try]>([
    ["no TTL", changed({ ttl: undefined })], ["a TTL below nought", changed({ ttl: "-1" })], ["a TTL that is no number", changed({ ttl: "soon" })],
    ["an urgency nobody knows", changed({ urgency: "urgent" })], ["a topic of 33 characters", changed({ topic: "a".repeat(33) })], ["a topic with other characters", changed({ topic: "a+b/c=" })],
    ["no token", changed({ authorization: undefined })], ["another scheme", (to) => changed({ authorization: asTry(make(to)).headers["authorization"]!.replace("vapid", "WebPush") })(to)],
    ["a token that is no token", changed({ authorization: `vapid t=abc, k=${keys.publicKey}` })], ["a token signed by another key", (to) => asTry(make(to, text, { vapidDetails: vapid({ publicKey: keys.publicKey, privateKey: others.privateKey }) }))],
    ["another key than the browser trusts", (to) => asTry(make(to, text, { vapidDetails: vapid(others) }))], ["no key beside the token", (to) => changed({ authorization: token(new URL(to.endpoint).origin, {}).replace(/, k=.*$/, "") })(to)],
    ["a token for another service", claims({ aud: "https://push.example.net" })], ["a token that is over", claims({ exp: seconds() - 1 })], ["a token for more than a day", claims({ exp: seconds() + 90_000 })], ["a token without an end", claims({ exp: undefined })],
    ["a token that names nobody", claims({ sub: undefined })], ["a token that names a phone", claims({ sub: "tel:119" })], ["a token that says it is not signed", claims({}, { typ: "JWT", alg: "none" })],
    ["an older coding", (to) => asTry(make(to, text, { contentEncoding: "aesgcm" }))], ["no coding", changed({ "content-encoding": undefined })], ["one bit of the salt", body((b) => flipped(b, 0))], ["one bit of the sender's key", body((b) => flipped(b, 40))],
    ["one bit of the words", body((b) => flipped(b, 90))], ["one bit of the tag", body((b) => flipped(b, -1))], ["a key of another length", body((b) => flipped(b, 20))], ["a message cut short", body((b) => b.subarray(0, -3))], ["no message", body(() => Buffer.alloc(0))],
    ["words in the clear", body(() => Buffer.from(text))], ["encrypted for another browser", (to) => asTry(make({ ...to, keys: { ...to.keys, auth: Buffer.alloc(16, 1).toString("base64url") } }))], ["a browser nobody knows", (to) => ({ ...asTry(make(to)), path: "/push/nobody" })], ["another method", (to) => ({ ...asTry(make(to)), method: "PUT" })],
  ])("refuses: %s", async (_title, change) => {
    const sim = await start();
    const to = sim.subscribe(keys.publicKey);
    expect((await send(to, change(to))).status).toBeGreaterThanOrEqual(400);
    expect(sim.ledger).toHaveLength(0);
  });
});
