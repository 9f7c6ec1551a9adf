import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import { createRequire } from "node:module";
import type dysmsapi from "@alicloud/dysmsapi20170525";
import { afterEach, describe, expect, test } from "vitest";
import { aliyunSms } from "#channels/aliyun-sms/connector.ts";
import { signCall } from "#channels/aliyun-sms/sign.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aliyunAccount, startAliyun, type AliyunOptions } from "#tests/simulators/aliyun-sms.ts";

const dysms = createRequire(import.meta.url)("@alicloud/dysmsapi20170525") as typeof dysmsapi;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const now = new Date("2026-04-03T06:00:00Z");
const start = async (options: AliyunOptions = {}) => {
  const sim = await startAliyun({ clock: () => now, ...options });
  stops.push(sim.stop);
  return sim;
};
const { accessKeyId, accessKeySecret, signName, templateCode } = aliyunAccount;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the simulated platform, before our connector is measured by it", () => {
  /** The platform's own client. */
  const peer = (url: string, secret: string = accessKeySecret) =>
    new dysms.default({ accessKeyId, accessKeySecret: secret, endpoint: new URL(url).host, protocol: "http" } as ConstructorParameters<typeof dysms.default>[0]);
  const message = (more: object = {}) => new dysms.SendSmsRequest({ phoneNumbers: "13800000001,13900000002", signName, templateCode, templateParam: JSON.stringify({ content: "火警!*'()~ 5人" }), outId: "key-1", ...more });

  test("the platform's own SDK sends and asks what became of it", async () => {
    const sim = await start({ clock: () => new Date() });
    const { body: sent } = await peer(sim.url).sendSms(message());
    expect(sent).toMatchObject({ code: "OK", bizId: sim.ledger[0]?.bizId });
    expect(sim.ledger).toMatchObject([{ outId: "key-1", phones: ["13800000001", "13900000002"], words: "火警!*'()~ 5人" }]);
    const sendDate = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
    const { body } = await peer(sim.url).querySendDetails(new dysms.QuerySendDetailsRequest({ phoneNumber: "13900000002", sendDate, pageSize: 10, currentPage: 1 }));
    expect(body?.smsSendDetailDTOs?.smsSendDetailDTO).toMatchObject([{ outId: "key-1", sendStatus: 3, content: "【吉林应急】值班通知：火警!*'()~ 5人，请知悉。" }]);
  });
  test("a thousand phones fit into one call of ours", async () => {
    const sim = await start({ clock: () => new Date() });
    const phones = Array.from({ length: 1000 }, (_, n) => String(13_800_000_000 + n));
    const ctx = { accountId: "a", config: { ...aliyunAccount, baseUrl: sim.url, phones }, secrets: { accessKeySecret }, now: () => new Date(), call: outbound({ allow: () => true }), openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) };
    const payload = aliyunSms.renderAlert?.({ title: "请林知夏处理", text: "《清明禁火》等您会签", link: "https://desk.test" }, ctx.config) ?? "";
    const order = { key: "k".repeat(80), action: "publish", pieceId: "p", edition: 1, payload, ref: null, previousRef: null, recall: null, attempt: 0 } as const;
    expect(await aliyunSms.submit(ctx, order)).toMatchObject({ ok: true });
    expect(sim.ledger.map((sent) => sent.phones)).toEqual([phones]);
    expect(await aliyunSms.check?.(ctx, { ...order, ref: `${sim.ledger[0]?.bizId ?? ""}@${Math.floor(Date.now() / 1000)}` })).toMatchObject({ rung: "verified", matches: true });
  }, 60_000);
  test("and is refused with another secret, and when its words do not fit", async () => {
    const sim = await start({ clock: () => new Date() });
    await expect(peer(sim.url, "wrong").sendSms(message())).rejects.toThrow("SignatureDoesNotMatch");
    expect((await peer(sim.url).sendSms(message({ templateParam: JSON.stringify({ content: "见 https://example.org" }) }))).body).toMatchObject({ code: "isv.PARAM_NOT_SUPPORT_URL" });
    expect(sim.ledger).toHaveLength(0);
  });
});

test("our signature is the one in the platform's own example", () => {
  const call = { host: "ecs.cn-shanghai.aliyuncs.com", action: "RunInstances", version: "2014-05-26", params: { RegionId: "cn-shanghai", ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd" } };
  const { headers } = signCall(call, { id: "YourAccessKeyId", secret: "YourAccessKeySecret" }, new Date("2023-10-26T10:22:32Z"), "3156853299f313e23d1673dc12e1703d");
  expect(headers["authorization"]).toMatch(/Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0$/);
});

type Request = { method: string; query: string; headers: Record<string, string>; body: string };

/** A request that would be taken, signed by the book; `change` is what was signed, not what was done to it afterwards. */
function right(url: string, change: { headers?: Record<string, string>; params?: Record<string, string>; secret?: string; keyId?: string; signed?: (names: string[]) => string[]; algorithm?: string } = {}): Request {
  const { algorithm = "ACS3-HMAC-SHA256" } = change;
  const params: Record<string, string> = { PhoneNumbers: "13800000001", SignName: signName, TemplateCode: templateCode, TemplateParam: '{"content":"清明禁火"}', OutId: "key-1", ...change.params };
  const query = Object.keys(params).sort().map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(params[name] ?? "")}`).join("&");
  const headers: Record<string, string> = { host: new URL(url).host, "x-acs-action": "SendSms", "x-acs-content-sha256": sha256(""), "x-acs-date": "2026-04-03T06:00:00Z", "x-acs-signature-nonce": "nonce-1", "x-acs-version": "2017-05-25", ...change.headers };
  const names = (change.signed ?? ((all) => all))(Object.keys(headers).sort());
  const canonical = ["POST", "/", query, ...names.map((name) => `${name}:${headers[name] ?? ""}`), "", names.join(";"), headers["x-acs-content-sha256"]].join("\n");
  const signature = createHmac("sha256", change.secret ?? accessKeySecret).update(`${algorithm}\n${sha256(canonical)}`).digest("hex");
  return { method: "POST", query, body: "", headers: { ...headers, authorization: `${algorithm} Credential=${change.keyId ?? accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}` } };
}

const send = (url: string, { method, query, headers, body }: Request): Promise<{ status: number; code: string }> => new Promise((done, fail) => {
  const call = request(`${url}/?${query}`, { method, headers, agent: false }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => done({ status: answer.statusCode ?? 0, code: (JSON.parse(Buffer.concat(chunks).toString()) as { Code: string }).Code }));
  });
  call.on("error", fail).end(body);
});

describe("what the platform refuses", () => {
  const flip = (text: string, n: number) => `${text.slice(0, n)}${text[n] === "a" ? "b" : "a"}${text.slice(n + 1)}`;
  const header = (name: string, change: (value: string) => string) => (r: Request): Request => ({ ...r, headers: { ...r.headers, [name]: change(r.headers[name] ?? "") } });
  const without = (name: string) => (r: Request): Request => ({ ...r, headers: Object.fromEntries(Object.entries(r.headers).filter(([one]) => one !== name)) });
  const query = (from: string, to: string) => (r: Request): Request => ({ ...r, query: r.query.replace(from, to) });
  const signature = (change: (hex: string) => string) => header("authorization", (value) => value.replace(/[0-9a-f]{64}$/, change));

  test("a right one is taken, once", async () => {
    const sim = await start();
    expect(await send(sim.url, right(sim.url))).toEqual({ status: 200, code: "OK" });
    expect(await send(sim.url, right(sim.url))).toMatchObject({ code: "SignatureNonceUsed" });
    expect(await send(sim.url, right(sim.url, { headers: { "x-acs-signature-nonce": "nonce-2" } }))).toMatchObject({ code: "OK" });
    expect(sim.ledger).toHaveLength(2);
  });
  test.each<[string, string, (r: Request) => Request]>([
    ["the first bit of the signature", "SignatureDoesNotMatch", signature((hex) => `${(parseInt(hex.slice(0, 1), 16) ^ 1).toString(16)}${hex.slice(1)}`)], ["its last bit", "SignatureDoesNotMatch", signature((hex) => `${hex.slice(0, -1)}${(parseInt(hex.slice(-1), 16) ^ 1).toString(16)}`)],
    ["a signature cut short", "IncompleteSignature", signature((hex) => hex.slice(1))], ["no signature", "IncompleteSignature", without("authorization")],
    ["another number", "SignatureDoesNotMatch", query("13800000001", "13800000002")], ["a further number", "SignatureDoesNotMatch", query("13800000001", "13800000001%2C13800000002")], ["other words", "SignatureDoesNotMatch", query(encodeURIComponent("清"), encodeURIComponent("请"))], ["another signature name", "SignatureDoesNotMatch", query("SignName=", "SignName=x")],
    ["another template", "SignatureDoesNotMatch", query("SMS_1", "SMS_2")], ["another key of ours", "SignatureDoesNotMatch", query("key-1", "key-2")], ["a parameter more", "SignatureDoesNotMatch", query("PhoneNumbers", "A=1&PhoneNumbers")], ["a parameter less", "SignatureDoesNotMatch", query("OutId=key-1&", "")],
    ["another action", "SignatureDoesNotMatch", header("x-acs-action", () => "QuerySendDetails")], ["another version", "SignatureDoesNotMatch", header("x-acs-version", () => "2017-05-26")], ["another second", "SignatureDoesNotMatch", header("x-acs-date", () => "2026-04-03T06:00:01Z")], ["another nonce", "SignatureDoesNotMatch", header("x-acs-signature-nonce", (value) => flip(value, 0))],
    ["another host", "SignatureDoesNotMatch", header("host", () => "dysmsapi.example.com")], ["another method", "SignatureDoesNotMatch", (r) => ({ ...r, method: "GET" })], ["a body nobody hashed", "SignatureDoesNotMatch", (r) => ({ ...r, body: "PhoneNumbers=13800000002", headers: { ...r.headers, "content-length": "24" } })],
    ["a body hashed after signing", "SignatureDoesNotMatch", (r) => ({ ...r, body: "x", headers: { ...r.headers, "content-length": "1", "x-acs-content-sha256": sha256("x") } })], ["another algorithm", "IncompleteSignature", header("authorization", (value) => value.replace("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3"))], ["another key id", "InvalidAccessKeyId.NotFound", header("authorization", (value) => value.replace(accessKeyId, flip(accessKeyId, 4)))],
    ["fewer headers named as signed", "IncompleteSignature", header("authorization", (value) => value.replace("x-acs-date;", ""))], ["a header that is not signed", "IncompleteSignature", header("x-acs-security-token", () => "t")], ["a content type that is not signed", "IncompleteSignature", header("content-type", () => "text/plain")],
    ["no date", "MissingParameter", without("x-acs-date")], ["no nonce", "MissingParameter", without("x-acs-signature-nonce")], ["no hash", "MissingParameter", without("x-acs-content-sha256")], ["no action", "MissingParameter", without("x-acs-action")], ["no version", "MissingParameter", without("x-acs-version")],
  ])("%s: %s", async (_title, code, spoil) => {
    const sim = await start();
    expect(await send(sim.url, spoil(right(sim.url)))).toMatchObject({ code });
    expect(sim.ledger).toHaveLength(0);
  });
  test.each<[string, string, Parameters<typeof right>[1]]>([
    ["signed fifteen minutes and a second ago", "InvalidTimeStamp.Expired", { headers: { "x-acs-date": "2026-04-03T05:44:59Z" } }], ["signed for a time to come", "InvalidTimeStamp.Expired", { headers: { "x-acs-date": "2026-04-03T06:15:01Z" } }], ["a date in Beijing time", "InvalidTimeStamp.Format", { headers: { "x-acs-date": "2026-04-03T14:00:00+08:00" } }],
    ["signed with another secret", "SignatureDoesNotMatch", { secret: "other" }], ["signed for another host", "SignatureDoesNotMatch", { headers: { host: "dysmsapi.aliyuncs.com" } }], ["host not signed", "IncompleteSignature", { signed: (names) => names.filter((name) => name !== "host") }],
    ["another signature name, signed", "isv.SMS_SIGNATURE_ILLEGAL", { params: { SignName: "别家" } }], ["another template, signed", "isv.SMS_TEMPLATE_ILLEGAL", { params: { TemplateCode: "SMS_1" } }], ["a number that is none", "isv.MOBILE_NUMBER_ILLEGAL", { params: { PhoneNumbers: "12345" } }],
    ["1,001 numbers", "isv.MOBILE_COUNT_OVER_LIMIT", { params: { PhoneNumbers: Array.from({ length: 1001 }, () => "1").join(",") } }], ["a variable of 36", "isv.PARAM_LENGTH_LIMIT", { params: { TemplateParam: JSON.stringify({ content: "火".repeat(36) }) } }], ["a variable under another name", "isv.TEMPLATE_MISSING_PARAMETERS", { params: { TemplateParam: '{"words":"火"}' } }],
    ["a variable that is a number", "isv.INVALID_JSON_PARAM", { params: { TemplateParam: '{"content":1}' } }], ["a variable with the brackets of a signature", "isv.TEMPLATE_PARAMS_ILLEGAL", { params: { TemplateParam: '{"content":"【别家】火"}' } }],
  ])("%s: %s", async (_title, code, change) => {
    const sim = await start();
    expect(await send(sim.url, right(sim.url, change))).toMatchObject({ code });
    expect(sim.ledger).toHaveLength(0);
  });
});
