import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { dingtalkSign } from "#channels/dingtalk/connector.ts";
import { feishuSign } from "#channels/feishu/connector.ts";
import { webhookSign } from "#channels/webhook/signature.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { startFeishu } from "#tests/simulators/feishu.ts";
import type { Simulator } from "#tests/simulators/http.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { startWecom } from "#tests/simulators/wecom.ts";

/** A request made by hand from the platform's own documents, without our connectors. */
type Request = { method?: string; path: string; query?: Record<string, string>; headers?: Record<string, string>; body: string };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const keep = <S extends { stop: () => Promise<void> }>(sim: S): S => { stops.push(sim.stop); return sim; };

async function send(url: string, { method = "POST", path, query = {}, headers = {}, body }: Request): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, { method, headers: { "content-type": "application/json", ...headers }, body });
  return { status: answer.status, body: await answer.text() };
}

/** Flips the lowest bit of one character. */
const flip = (text: string, at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const text = (content: string) => JSON.stringify({ msgtype: "text", text: { content } });
const now = new Date("2026-04-03T06:00:00Z");
const clock = () => now;
const hour = 3_600_000;

async function accepts(sim: Simulator<unknown>, request: Request): Promise<void> {
  expect((await send(sim.url, request)).status).toBeLessThan(300);
  expect(sim.ledger).toHaveLength(1);
}
async function refuses(sim: Simulator<unknown>, request: Request): Promise<void> {
  await send(sim.url, request);
  expect(sim.ledger).toHaveLength(0);
}

describe("DingTalk as its documents say", () => {
  const secret = "SECdingtalkdemosecret";
  const right = (at = now.getTime(), key = secret): Request => ({
    path: "/robot/send", body: text("清明禁火"),
    query: { access_token: "dingtalk-demo-token", timestamp: String(at), sign: createHmac("sha256", Buffer.from(key)).update(Buffer.from(`${at}\n${key}`)).digest().toString("base64") },
  });
  const turned = (change: Record<string, string>): Request => ({ ...right(), query: { ...right().query, ...change } });
  const sign = right().query?.["sign"] ?? "";

  test("a right request is accepted, also at the edge of the hour", async () => {
    await accepts(keep(await startDingtalk({ clock })), right());
    await accepts(keep(await startDingtalk({ clock })), right(now.getTime() - hour));
  });
  test.each<[string, Request]>([
    ["first bit of sign", turned({ sign: flip(sign, 0) })], ["middle bit of sign", turned({ sign: flip(sign, 20) })], ["last bit of sign", turned({ sign: flip(sign, sign.length - 2) })],
    ["sign encoded twice", turned({ sign: encodeURIComponent(sign) })], ["sign empty", turned({ sign: "" })], ["sign in hex", turned({ sign: Buffer.from(sign, "base64").toString("hex") })],
    ["stamp moved under the sign", turned({ timestamp: String(now.getTime() + 1) })], ["stamp in seconds", right(Math.floor(now.getTime() / 1000))], ["stamp missing", turned({ timestamp: "" })],
    ["replayed after an hour", right(now.getTime() - hour - 1)], ["from an hour ahead", right(now.getTime() + hour + 1)],
    ["another secret", right(now.getTime(), "SECother")], ["another token", turned({ access_token: "dingtalk-demo-tokem" })], ["sign of Feishu", turned({ sign: createHmac("sha256", `${now.getTime()}\n${secret}`).digest("base64") })],
    ["unknown kind", { ...right(), body: JSON.stringify({ msgtype: "telegram" }) }], ["no JSON", { ...right(), body: "hello" }], ["20,001 bytes", { ...right(), body: text("a".repeat(20_001 - text("").length)) }], ["another method", { ...right(), method: "PUT" }],
  ])("refuses: %s", async (_title, request) => { await refuses(keep(await startDingtalk({ clock })), request); });
  test("a message over 20 in a minute costs ten minutes of silence", async () => {
    let at = now.getTime();
    const sim = keep(await startDingtalk({ clock: () => new Date(at) }));
    for (let i = 0; i < 20; i++) await send(sim.url, right(at));
    expect((await send(sim.url, right(at))).body).toContain("130101");
    at += 599_000;
    expect((await send(sim.url, right(at))).body).toContain("130101");
    at += 2_000;
    expect((await send(sim.url, right(at))).body).toContain('"errcode":0');
  });
  test("our signature equals one computed by the book", () => { expect(dingtalkSign(secret, now.getTime())).toBe(sign); });
});

describe("Feishu as its documents say", () => {
  const secret = "feishu-demo-secret";
  const seconds = Math.floor(now.getTime() / 1000);
  const signOf = (at: number, key = secret) => createHmac("sha256", Buffer.from(`${at}\n${key}`)).update(Buffer.alloc(0)).digest().toString("base64");
  const right = (change: Record<string, unknown> = {}, at = seconds): Request => ({
    path: "/open-apis/bot/v2/hook/feishu-demo-hook", body: JSON.stringify({ timestamp: String(at), sign: signOf(at), msg_type: "text", content: { text: "清明禁火" }, ...change }),
  });

  test("a right request is accepted", async () => { await accepts(keep(await startFeishu({ clock })), right()); });
  test.each<[string, Request]>([
    ["first bit of sign", right({ sign: flip(signOf(seconds), 0) })], ["middle bit of sign", right({ sign: flip(signOf(seconds), 20) })], ["last bit of sign", right({ sign: flip(signOf(seconds), 42) })],
    ["sign missing", right({ sign: undefined })], ["sign of DingTalk", right({ sign: createHmac("sha256", secret).update(`${seconds}\n${secret}`).digest("base64") })], ["stamp moved under the sign", right({ timestamp: String(seconds + 1) })],
    ["stamp in milliseconds", right({ timestamp: String(now.getTime()), sign: signOf(now.getTime()) })], ["replayed after an hour", right({}, seconds - 3601)], ["from an hour ahead", right({}, seconds + 3601)], ["another secret", right({ sign: signOf(seconds, "other") })],
    ["another hook", { ...right(), path: "/open-apis/bot/v2/hook/feishu-demo-hooj" }], ["unknown kind", right({ msg_type: "txt" })], ["no text", right({ content: {} })], ["over 20 KB", right({ content: { text: "a".repeat(20_480) } })], ["no JSON", { ...right(), body: "{" }],
  ])("refuses: %s", async (_title, request) => { await refuses(keep(await startFeishu({ clock })), request); });
  test("a sixth message within a second is too many", async () => {
    const sim = keep(await startFeishu({ clock }));
    for (let i = 0; i < 5; i++) await send(sim.url, right());
    expect((await send(sim.url, right())).body).toContain("11232");
  });
  test("our signature equals one computed by the book", () => { expect(feishuSign(secret, seconds)).toBe(signOf(seconds)); });
});

describe("WeCom as its documents say", () => {
  const right = (change: Partial<Request> = {}): Request => ({ path: "/cgi-bin/webhook/send", query: { key: "wecom-demo-key" }, body: text("清明禁火"), ...change });

  test("a right request is accepted, up to 2048 bytes of text", async () => {
    await accepts(keep(await startWecom({ clock })), right());
    await accepts(keep(await startWecom({ clock })), right({ body: text("火".repeat(682) + "ab") }));
  });
  test.each<[string, Partial<Request>]>([
    ["first bit of key", { query: { key: flip("wecom-demo-key", 0) } }], ["last bit of key", { query: { key: flip("wecom-demo-key", 13) } }], ["no key", { query: {} }], ["key twice as long", { query: { key: "wecom-demo-keywecom-demo-key" } }],
    ["2049 bytes", { body: text("火".repeat(683)) }], ["unknown kind", { body: JSON.stringify({ msgtype: "txt" }) }], ["no text", { body: JSON.stringify({ msgtype: "text" }) }], ["empty text", { body: text("") }], ["no JSON", { body: "hello" }], ["an array", { body: "[]" }], ["another path", { path: "/cgi-bin/webhook/sent" }], ["another method", { method: "PUT" }],
  ])("refuses: %s", async (_title, change) => { await refuses(keep(await startWecom({ clock })), right(change)); });
  test("the 21st message within a minute is too many", async () => {
    const sim = keep(await startWecom({ clock }));
    for (let i = 0; i < 20; i++) await send(sim.url, right());
    expect((await send(sim.url, right())).body).toContain("45009");
  });
});

describe("a receiver of our webhook", () => {
  const secret = "webhook-demo-secret-of-32-characters";
  const seconds = Math.floor(now.getTime() / 1000);
  const body = JSON.stringify({ pieceId: "p", edition: 1 });
  const sign = (at = seconds, what = body, key = secret) => `v1=${createHmac("sha256", Buffer.from(key)).update(Buffer.from(`${at}.${what}`)).digest("hex")}`;
  const right = (headers: Record<string, string> = {}, change: Partial<Request> = {}): Request => ({
    path: "/hook", body, headers: { "idempotency-key": "k1", "x-tongsheng-timestamp": String(seconds), "x-tongsheng-signature": sign(), ...headers }, ...change,
  });

  test("a right request is accepted", async () => { await accepts(keep(await startWebhook({ clock })), right()); });
  test.each<[string, Request]>([
    ["first bit of signature", right({ "x-tongsheng-signature": flip(sign(), 3) })], ["last bit of signature", right({ "x-tongsheng-signature": flip(sign(), sign().length - 1) })], ["no version", right({ "x-tongsheng-signature": sign().slice(3) })],
    ["upper case", right({ "x-tongsheng-signature": sign().toUpperCase() })], ["one byte of the body", right({}, { body: flip(body, 12) })], ["a blank in the body", right({}, { body: `${body} ` })],
    ["stamp moved under the signature", right({ "x-tongsheng-timestamp": String(seconds + 1) })], ["replayed after five minutes", right({ "x-tongsheng-timestamp": String(seconds - 301), "x-tongsheng-signature": sign(seconds - 301) })],
    ["from the future", right({ "x-tongsheng-timestamp": String(seconds + 301), "x-tongsheng-signature": sign(seconds + 301) })], ["stamp in milliseconds", right({ "x-tongsheng-timestamp": String(now.getTime()), "x-tongsheng-signature": sign(now.getTime()) })],
    ["another secret", right({ "x-tongsheng-signature": sign(seconds, body, "other") })], ["no key", right({ "idempotency-key": "" })], ["no signature", right({ "x-tongsheng-signature": "" })],
  ])("refuses: %s", async (_title, request) => { await refuses(keep(await startWebhook({ clock })), request); });
  test("a captured request replayed under a new key has no second effect", async () => {
    const sim = keep(await startWebhook({ clock }));
    await send(sim.url, right());
    expect((await send(sim.url, right({ "idempotency-key": "k2" }))).status).toBe(401);
    expect(sim.ledger).toHaveLength(1);
  });
  test("our signature equals one computed by the book", () => { expect(webhookSign(secret, seconds, body)).toBe(sign()); });
});
