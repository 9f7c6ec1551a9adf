import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { aCorrection, anEdition } from "#tests/conformance/edition.ts";
import { finishEvent, massEvent, plainCallback, sealedCallback, type Called } from "#tests/simulators/wechat-callback.ts";
import { wechatAccount } from "#tests/simulators/wechat.ts";
import { wechat } from "../wechat/connector.ts";
import { wechatMass } from "./connector.ts";

const now = new Date("2026-04-03T06:00:00Z");
const { appId, ...secrets } = wechatAccount;
let hosts = 0;

/** A platform that answers each path as said; each test has its own address, so that none meets another's token. */
function against(answers: Record<string, unknown>) {
  const asked: { path: string; json: Record<string, unknown> }[] = [];
  const call: Outbound = (request) => {
    const path = new URL(request.url).pathname.replace("/cgi-bin/", "");
    asked.push({ path, json: typeof request.body === "string" ? JSON.parse(request.body) as Record<string, unknown> : {} });
    const said = path in answers ? answers[path] : path === "stable_token" ? { access_token: "t", expires_in: 7200 } : { errcode: -1 };
    if (said === "silence") return Promise.resolve({ ok: false, reached: "maybe", reason: "timeout" });
    return Promise.resolve(typeof said === "number" ? { ok: true, status: said, headers: {}, body: "" } : { ok: true, status: 200, headers: {}, body: JSON.stringify(said) });
  };
  const ctx: ConnectorContext = { accountId: "a", config: { appId, baseUrl: `https://m${hosts += 1}.example` }, secrets, now: () => now, call, openMaterial: () => Promise.resolve(Buffer.from("ffd8ff", "hex")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) };
  return { ctx, asked, paths: () => asked.map(({ path }) => path).filter((path) => path !== "stable_token") };
}

const key = "0123456789abcdef".repeat(4);
const signed = wechatMass.render(anEdition(), { appId }).payload;
const laid = JSON.stringify({ media_id: "DRAFT", filter: { is_to_all: true } });
const order = (over: Partial<Order> = {}): Order => ({ key, action: "publish", pieceId: "p", edition: 1, payload: laid, ref: null, previousRef: null, recall: null, attempt: 0, ...over });
const status = (msg_status: string) => ({ msg_id: 34182, msg_status });

describe("what people sign", () => {
  test("is the article of the account, word for word, and whom it goes to", () => {
    const { filter, ...article } = JSON.parse(signed) as { filter: unknown };
    expect([filter, article]).toEqual([{ is_to_all: true }, JSON.parse(wechat.render(anEdition(), { appId }).payload)]);
    expect(JSON.parse(wechatMass.render(anEdition(), { appId, tagId: 2 }).payload)).toMatchObject({ filter: { is_to_all: false, tag_id: 2 } });
    expect(JSON.parse(wechatMass.render(aCorrection(), { appId }).payload)).toMatchObject({ article: { title: "【更正】清明期间森林防火提示" } });
  });
  test("settings that change after signing change no audience", async () => {
    const { ctx, asked } = against({ "media/uploadimg": { url: "http://mmbiz.qpic.cn/1" }, "material/add_material": { media_id: "COVER" }, "draft/add": { media_id: "DRAFT" }, "message/mass/sendall": { errcode: 0, msg_id: 1 } });
    const changed = { ...ctx, config: { ...ctx.config as object, tagId: 9 } };
    const prepared = await wechatMass.prepare?.(changed, signed);
    expect(prepared).toEqual({ ok: true, payload: laid });
    await wechatMass.submit(changed, order());
    expect(asked.at(-1)?.json).toMatchObject({ filter: { is_to_all: true } });
  });
  test("a subscription account has one a day, a service account four a month", () => {
    expect([wechatMass.quota?.({ appId }), wechatMass.quota?.({ appId, accountKind: "service" })]).toEqual([{ uses: 1, per: "day" }, { uses: 4, per: "month" }]);
    expect([wechatMass.capabilities.quotaScarce, wechat.capabilities.quotaScarce]).toEqual([true, false]);
  });
});

describe("the one call the public can see", () => {
  const submit = (answer: unknown, over: Partial<Order> = {}) => wechatMass.submit(against({ "message/mass/sendall": answer }).ctx, order(over));
  test("sends the draft as the platform wants it, under the order's own key", async () => {
    const { ctx, asked } = against({ "message/mass/sendall": { errcode: 0, errmsg: "send job submission success", msg_id: 34182, msg_data_id: 206227730 } });
    expect(await wechatMass.submit(ctx, order())).toMatchObject({ ok: true, ref: "34182", rung: "accepted", rawBody: expect.stringContaining("206227730") as unknown });
    expect(asked.at(-1)).toEqual({ path: "message/mass/sendall", json: { filter: { is_to_all: true }, mpnews: { media_id: "DRAFT" }, msgtype: "mpnews", send_ignore_reprint: 0, clientmsgid: key } });
  });
  test("no key is longer than the platform takes", async () => {
    const { ctx, asked } = against({ "message/mass/sendall": { errcode: 0, msg_id: 1 } });
    await wechatMass.submit(ctx, order({ key: "k".repeat(100) }));
    expect(Buffer.byteLength(String(asked.at(-1)?.json["clientmsgid"]))).toBe(64);
  });
  test.each<[string, unknown, object]>([
    ["sent before under this key is sent, and has the number it had", { errcode: 45065, errmsg: "clientmsgid exist", msg_id: 34182 }, { ok: true, ref: "34182", rung: "accepted" }],
    ["sent before and no number: nobody knows", { errcode: 45065, errmsg: "clientmsgid exist" }, { ok: false, class: "unknownOutcome", rawCode: "no-msg-id" }],
    ["taken and no number: nobody knows", { errcode: 0 }, { ok: false, class: "unknownOutcome", rawCode: "no-msg-id" }],
    ["no answer", "silence", { ok: false, class: "unknownOutcome" }], ["a server that broke", 502, { ok: false, class: "unknownOutcome" }], ["a server that is away", 503, { ok: false, class: "transient" }],
    ["no mass send left", { errcode: 45028 }, { ok: false, class: "quota", rawCode: "45028" }], ["no call left today", { errcode: 45009 }, { ok: false, class: "quota" }], ["too often", { errcode: 45011 }, { ok: false, class: "rateLimited" }],
    ["again within a minute", { errcode: 45066 }, { ok: false, class: "rateLimited", retryAfterSeconds: 60 }], ["no right to it", { errcode: 48001 }, { ok: false, class: "permission" }],
  ])("%s", async (_title, answer, expected) => { expect(await submit(answer)).toMatchObject(expected); });
  test("signed bytes that nobody prepared do not leave", async () => { expect(await submit({ errcode: 0, msg_id: 1 }, { payload: signed })).toMatchObject({ ok: false, class: "content", rawCode: "not-prepared" }); });
});

describe("what a look says", () => {
  test.each<[string, unknown, Partial<Order>, object]>([
    ["out", status("SEND_SUCCESS"), { ref: "34182" }, { state: "present", rung: "published", ref: "34182" }], ["on its way", status("SENDING"), { ref: "34182" }, { state: "pending" }],
    ["failed", status("SEND_FAIL"), { ref: "34182" }, { state: "refused", failure: { class: "content", rawCode: "sendfail" } }], ["deleted there since", status("DELETE"), { ref: "34182" }, { state: "refused", failure: { class: "recipient" } }],
    ["a word nobody knows", status("SEND_MAYBE"), { ref: "34182" }, { state: "unclear" }], ["no answer", 503, { ref: "34182" }, { state: "unclear" }], ["no number to ask by", status("SEND_SUCCESS"), {}, { state: "unclear" }],
    ["a recalled one that stands", status("SEND_SUCCESS"), { action: "recall", previousRef: "34182" }, { state: "absent" }], ["a recalled one that is gone", status("DELETE"), { action: "recall", previousRef: "34182" }, { state: "present", rung: "published" }],
    ["a recalled one that came to nothing", status("SEND_FAIL"), { action: "recall", previousRef: "34182" }, { state: "present" }], ["a recall without a number: a person looks", status("DELETE"), { action: "recall" }, { state: "unclear" }],
  ])("%s", async (_title, answer, over, expected) => { expect(await wechatMass.check?.(against({ "message/mass/get": answer }).ctx, order(over))).toMatchObject(expected); });
});

describe("taking back", () => {
  test.each<[string, Record<string, unknown>, Partial<Order>, object, string[]]>([
    ["what is out is deleted, all articles of it", { "message/mass/get": status("SEND_SUCCESS"), "message/mass/delete": { errcode: 0 } }, {}, { ok: true, ref: "34182", rung: "published" }, ["message/mass/get", "message/mass/delete"]],
    ["what is gone already is withdrawn", { "message/mass/get": status("DELETE") }, {}, { ok: true }, ["message/mass/get"]], ["what came to nothing needs no deleting", { "message/mass/get": status("SEND_FAIL") }, {}, { ok: true }, ["message/mass/get"]],
    ["what is on its way waits", { "message/mass/get": status("SENDING") }, {}, { ok: false, class: "transient", retryAfterSeconds: 30 }, ["message/mass/get"]],
    ["and longer each time, because an administrator has half an hour", { "message/mass/get": status("SENDING") }, { attempt: 7 }, { ok: false, class: "transient", retryAfterSeconds: 600 }, ["message/mass/get"]],
    ["an answer that was lost may be asked for again", { "message/mass/get": status("SEND_SUCCESS"), "message/mass/delete": 502 }, {}, { ok: false, class: "transient" }, ["message/mass/get", "message/mass/delete"]],
    ["what has no number goes to a person", {}, { previousRef: null }, { ok: false, class: "unknownOutcome", rawCode: "no-post" }, []],
  ])("%s", async (_title, answers, over, expected, calls) => {
    const { ctx, asked, paths } = against(answers);
    expect(await wechatMass.submit(ctx, order({ action: "recall", previousRef: "34182", payload: "", ...over }))).toMatchObject(expected);
    expect(paths()).toEqual(calls);
    if (calls.includes("message/mass/delete")) expect(asked.at(-1)?.json).toEqual({ msg_id: 34182 });
  });
});

describe("what the platform sends by itself", () => {
  const hear = ({ query, body }: Called, answers: Record<string, unknown> = {}) => wechatMass.parseCallback?.(against(answers).ctx, { headers: {}, query, body: Buffer.from(body) });
  const event = (over: { status?: string } = {}) => massEvent({ msgId: "34182", at: now, ...over });

  test.each<[string, string, object]>([
    ["success, with the counts in the evidence", "sendsuccess", { ref: "34182", rung: "published", eventId: "MASSSENDJOBFINISH/34182/out", rawBody: expect.stringMatching(/TotalCount>12000[\s\S]*SentCount>11790[\s\S]*ErrorCount>10/) as unknown }],
    ["success as its documents write it", "send success", { rung: "published" }], ["failure", "send fail", { failure: { class: "content", rawCode: "sendfail" } }],
    ["refusal with a number", "err(20001)", { failure: { class: "content", rawCode: "err(20001)", rawBody: expect.stringMatching(/^涉嫌政治/) as unknown } }], ["an administrator who did not confirm", "err(40002)", { failure: { rawBody: expect.stringMatching(/30 分钟/) as unknown } }],
    ["a number nobody knows", "err(99999)", { failure: { class: "content", rawCode: "err(99999)" } }],
  ])("%s", async (_title, word, expected) => { expect(await hear(sealedCallback(event({ status: word }), now))).toEqual([expect.objectContaining({ at: now, ...expected, ...("failure" in expected ? { failure: expect.objectContaining(expected.failure as object) as unknown } : {}) })]); });
  test("the same one twice is one event", async () => {
    const [first, again] = [await hear(sealedCallback(event(), now, { nonce: "1" })), await hear(sealedCallback(event(), now, { nonce: "2" }))];
    expect(first?.[0]?.eventId).toBe(again?.[0]?.eventId);
  });
  test("a plain one only makes us ask: what the platform then says counts, whatever the body claims", async () => {
    expect(await hear(plainCallback(event(), now), { "message/mass/get": status("SEND_SUCCESS") })).toMatchObject([{ ref: "34182", rung: "published" }]);
    expect(await hear(plainCallback(event(), now), { "message/mass/get": status("SEND_FAIL") })).toMatchObject([{ failure: { rawCode: "sendfail" } }]);
    for (const said of [status("SENDING"), status("?"), { errcode: 40059 }]) expect(await hear(plainCallback(event(), now), { "message/mass/get": said })).toEqual([]);
  });
  test.each([
    ["a publication's end", finishEvent({ publishId: "34182", at: now })], ["a word nobody knows", event({ status: "sendmaybe" })], ["a number that is none", event().replace("<MsgID>34182", "<MsgID>../1")], ["a message of the public", "<xml><MsgType><![CDATA[text]]></MsgType><MsgID>34182</MsgID></xml>"], ["nothing", ""],
  ])("is heard and not read any further: %s", async (_title, body) => { expect(await hear(sealedCallback(body, now))).toEqual([]); });
  test.each<[string, () => Called]>([
    ["another token", () => sealedCallback(event(), now, { token: "guess" })], ["another key", () => sealedCallback(event(), now, { aesKey: "Z".repeat(43) })], ["another account's", () => sealedCallback(event(), now, { appId: "wxffffffffffffffff" })],
    ["five minutes old", () => sealedCallback(event(), new Date(now.getTime() - 301_000))], ["a plain one with another token", () => plainCallback(event(), now, { token: "guess" })],
  ])("is not believed: %s", async (_title, called) => { await expect(hear(called(), { "message/mass/get": status("SEND_SUCCESS") })).rejects.toThrow("channels.callback-not-trusted"); });
});
