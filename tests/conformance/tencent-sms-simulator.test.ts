import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import type sdk from "tencentcloud-sdk-nodejs-sms";
import { afterEach, describe, expect, test } from "vitest";
import { signCall } from "#channels/tencent-sms/sign.ts";
import { startTencent, tencentAccount, type TencentOptions } from "#tests/simulators/tencent-sms.ts";

const tencent = createRequire(import.meta.url)("tencentcloud-sdk-nodejs-sms") as typeof sdk;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const now = new Date("2026-04-03T06:00:00Z");
const seconds = Math.floor(now.getTime() / 1000);
const start = async (options: TencentOptions = {}) => {
  const sim = await startTencent({ clock: () => now, ...options });
  stops.push(sim.stop);
  return sim;
};
const { secretId, secretKey, sdkAppId, signName, templateCode } = tencentAccount;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const message = { PhoneNumberSet: ["+8613800000001", "13900000002"], SmsSdkAppId: sdkAppId, SignName: signName, TemplateId: templateCode, TemplateParamSet: ["火警5人"], SessionContext: "key-1" };

describe("the simulated platform, before our connector is measured by it", () => {
  const host = "sms.tencentcloudapi.com";
  /** The platform's own client, which signs the host without a port: it calls the platform by its name, and every name leads to the simulator. */
  function peer(url: string, secret: string = secretKey) {
    const agent = new Agent();
    agent.createConnection = () => connect(Number(new URL(url).port), "127.0.0.1");
    return new tencent.sms.v20210111.Client({ credential: { secretId, secretKey: secret }, region: "ap-guangzhou", profile: { httpProfile: { endpoint: host, protocol: "http://", agent } } });
  }
  test("the platform's own SDK sends and pulls what became of it", async () => {
    const sim = await start({ clock: () => new Date(), host });
    const sent = await peer(sim.url).SendSms(message);
    expect(sent.SendStatusSet).toMatchObject([{ Code: "Ok", PhoneNumber: "+8613800000001", SessionContext: "key-1" }, { Code: "Ok", PhoneNumber: "+8613900000002" }]);
    expect(sim.ledger).toMatchObject([{ session: "key-1", words: "火警5人" }]);
    const pulled = await peer(sim.url).PullSmsSendStatusByPhoneNumber({ BeginTime: Math.floor(Date.now() / 1000) - 60, Offset: 0, Limit: 10, PhoneNumber: "+8613900000002", SmsSdkAppId: sdkAppId });
    expect(pulled.PullSmsSendStatusSet).toMatchObject([{ ReportStatus: "SUCCESS", SerialNo: sent.SendStatusSet?.[1]?.SerialNo }]);
  });
  test("and is refused with another secret, and number by number", async () => {
    const sim = await start({ clock: () => new Date(), host });
    await expect(peer(sim.url, "wrong").SendSms(message)).rejects.toMatchObject({ code: "AuthFailure.SignatureFailure" });
    const { SendStatusSet } = await peer(sim.url).SendSms({ ...message, PhoneNumberSet: ["12"] });
    expect(SendStatusSet).toMatchObject([{ Code: "InvalidParameterValue.IncorrectPhoneNumber" }]);
    expect(sim.ledger).toHaveLength(0);
  });
});

test("our signature is the one in the platform's own example", () => {
  const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
  const call = { host: "cvm.tencentcloudapi.com", service: "cvm", headers: { "content-type": "application/json; charset=utf-8" }, body };
  expect(signCall(call, { id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secret: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" }, 1_551_113_065)).toMatch(/Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168$/);
});

type Request = { method: string; path: string; headers: Record<string, string>; body: string };
type Change = { headers?: Record<string, string>; body?: object | string; secret?: string; day?: string; service?: string; signed?: (names: string[]) => string[]; algorithm?: string };

/** A request that would be taken, signed by the book; `change` is what was signed, not what was done to it afterwards. */
function right(url: string, change: Change = {}): Request {
  const { algorithm = "TC3-HMAC-SHA256", service = "sms", secret = secretKey } = change;
  const body = typeof change.body === "string" ? change.body : JSON.stringify({ ...message, ...change.body });
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8", host: new URL(url).host, "x-tc-action": "SendSms", "x-tc-region": "ap-guangzhou", "x-tc-timestamp": String(seconds), "x-tc-version": "2021-01-11", ...change.headers };
  const names = (change.signed ?? ((all) => all))(Object.keys(headers).sort());
  const stamp = headers["x-tc-timestamp"] ?? "";
  const day = change.day ?? new Date(Number(stamp) * 1000).toISOString().slice(0, 10);
  const canonical = `POST\n/\n\n${names.map((name) => `${name}:${(headers[name] ?? "").toLowerCase()}\n`).join("")}\n${names.join(";")}\n${sha256(body)}`;
  const key = [day, service, "tc3_request"].reduce<Buffer>((made, word) => createHmac("sha256", made).update(word).digest(), Buffer.from(`TC3${secret}`));
  const signature = createHmac("sha256", key).update(`${algorithm}\n${stamp}\n${day}/${service}/tc3_request\n${sha256(canonical)}`).digest("hex");
  return { method: "POST", path: "/", body, headers: { ...headers, authorization: `${algorithm} Credential=${secretId}/${day}/${service}/tc3_request, SignedHeaders=${names.join(";")}, Signature=${signature}` } };
}

type Said = { Response: { Error?: { Code: string }; SendStatusSet?: { Code: string }[] } };
const send = (url: string, { method, path, headers, body }: Request): Promise<string> => new Promise((done, fail) => {
  const call = request(`${url}${path}`, { method, headers: { ...headers, "content-length": Buffer.byteLength(body) }, agent: false }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      const { Response } = JSON.parse(Buffer.concat(chunks).toString()) as Said;
      done(Response.Error?.Code ?? Response.SendStatusSet?.map(({ Code }) => Code).join() ?? "");
    });
  });
  call.on("error", fail).end(body);
});

describe("what the platform refuses", () => {
  const header = (name: string, change: (value: string) => string) => (r: Request): Request => ({ ...r, headers: { ...r.headers, [name]: change(r.headers[name] ?? "") } });
  const without = (name: string) => (r: Request): Request => ({ ...r, headers: Object.fromEntries(Object.entries(r.headers).filter(([one]) => one !== name)) });
  const body = (from: string, to: string) => (r: Request): Request => ({ ...r, body: r.body.replace(from, to) });
  const signature = (change: (hex: string) => string) => header("authorization", (value) => value.replace(/[0-9a-f]{64}$/, change));
  const credential = (from: string, to: string) => header("authorization", (value) => value.replace(from, to));
  const flipped = (digit: string) => (parseInt(digit, 16) ^ 1).toString(16);

  test("a right one is taken; within five minutes the same one is taken again, for the platform keeps no nonces", async () => {
    const sim = await start();
    expect([await send(sim.url, right(sim.url)), await send(sim.url, right(sim.url))]).toEqual(["Ok,Ok", "Ok,Ok"]);
    expect(sim.ledger).toHaveLength(2);
  });
  test.each<[string, string, (r: Request) => Request]>([
    ["the first bit of the signature", "AuthFailure.SignatureFailure", signature((hex) => `${flipped(hex.slice(0, 1))}${hex.slice(1)}`)], ["its last bit", "AuthFailure.SignatureFailure", signature((hex) => `${hex.slice(0, -1)}${flipped(hex.slice(-1))}`)], ["a signature cut short", "AuthFailure.InvalidAuthorization", signature((hex) => hex.slice(1))], ["no signature", "AuthFailure.InvalidAuthorization", without("authorization")],
    ["another number", "AuthFailure.SignatureFailure", body("13800000001", "13800000002")], ["a further number", "AuthFailure.SignatureFailure", body('"13900000002"', '"13900000002","13900000003"')], ["other words", "AuthFailure.SignatureFailure", body("5人", "6人")], ["another signature name", "AuthFailure.SignatureFailure", body(signName, "别家")], ["another template", "AuthFailure.SignatureFailure", body(templateCode, "1")],
    ["another key of ours", "AuthFailure.SignatureFailure", body("key-1", "key-2")], ["a blank in the body", "AuthFailure.SignatureFailure", (r) => ({ ...r, body: `${r.body} ` })], ["no body", "AuthFailure.SignatureFailure", (r) => ({ ...r, body: "" })],
    ["another action", "AuthFailure.SignatureFailure", header("x-tc-action", () => "PullSmsSendStatus")], ["another version", "AuthFailure.SignatureFailure", header("x-tc-version", () => "2019-07-11")], ["another region", "AuthFailure.SignatureFailure", header("x-tc-region", () => "ap-beijing")], ["another second", "AuthFailure.SignatureFailure", header("x-tc-timestamp", () => String(seconds + 1))], ["a stamp of another day", "AuthFailure.SignatureFailure", header("x-tc-timestamp", () => String(seconds - 86_400))], ["a stamp in milliseconds", "AuthFailure.SignatureFailure", header("x-tc-timestamp", () => String(now.getTime()))],
    ["another content type", "AuthFailure.SignatureFailure", header("content-type", () => "application/json")], ["another host", "AuthFailure.SignatureFailure", header("host", () => "sms.example.com")], ["another method", "UnsupportedProtocol", (r) => ({ ...r, method: "PUT" })], ["another path", "UnsupportedProtocol", (r) => ({ ...r, path: "/v2" })], ["a query nobody signed", "UnsupportedProtocol", (r) => ({ ...r, path: "/?Action=SendSms" })],
    ["another algorithm", "AuthFailure.InvalidAuthorization", credential("TC3-HMAC-SHA256", "TC3-HMAC-SHA1")], ["another key id", "AuthFailure.SecretIdNotFound", credential(secretId, `${secretId}x`)], ["another day in the scope", "AuthFailure.SignatureFailure", credential("2026-04-03", "2026-04-02")], ["another service in the scope", "AuthFailure.SignatureFailure", credential("/sms/", "/cvm/")], ["fewer headers named as signed", "AuthFailure.SignatureFailure", credential(";x-tc-action", "")], ["host not named as signed", "AuthFailure.InvalidAuthorization", credential("host;", "")],
    ["no timestamp", "MissingParameter", without("x-tc-timestamp")], ["no action", "MissingParameter", without("x-tc-action")], ["no version", "MissingParameter", without("x-tc-version")], ["no content type", "MissingParameter", without("content-type")],
  ])("%s: %s", async (_title, code, spoil) => {
    const sim = await start();
    expect(await send(sim.url, spoil(right(sim.url)))).toBe(code);
    expect(sim.ledger).toHaveLength(0);
  });
  test.each<[string, string, Change]>([
    ["signed five minutes and a second ago", "AuthFailure.SignatureExpire", { headers: { "x-tc-timestamp": String(seconds - 301) } }], ["signed for a time to come", "AuthFailure.SignatureExpire", { headers: { "x-tc-timestamp": String(seconds + 301) } }], ["signed with another secret", "AuthFailure.SignatureFailure", { secret: "other" }], ["signed for another host", "AuthFailure.SignatureFailure", { headers: { host: "sms.tencentcloudapi.com" } }],
    ["signed for another service", "AuthFailure.SignatureFailure", { service: "cvm" }], ["signed for Beijing's tomorrow", "AuthFailure.SignatureFailure", { day: "2026-04-04" }], ["content type not signed", "AuthFailure.InvalidAuthorization", { signed: (names) => names.filter((name) => name !== "content-type") }],
    ["another version, signed", "NoSuchVersion", { headers: { "x-tc-version": "2019-07-11" } }], ["another region, signed", "UnsupportedRegion", { headers: { "x-tc-region": "ap-moon" } }], ["no JSON, signed", "InvalidRequest", { body: "{" }], ["another application", "InvalidParameterValue.SdkAppIdNotExist", { body: { SmsSdkAppId: "1" } }], ["another signature name, signed", "FailedOperation.SignatureIncorrectOrUnapproved", { body: { SignName: "别家" } }],
    ["another template, signed", "FailedOperation.TemplateIncorrectOrUnapproved", { body: { TemplateId: "1" } }], ["201 numbers", "LimitExceeded.PhoneNumberCountLimit", { body: { PhoneNumberSet: Array(201).fill("13800000001") } }], ["two variables", "FailedOperation.TemplateParamSetNotMatchApprovedTemplate", { body: { TemplateParamSet: ["a", "b"] } }], ["a variable of 13", "InvalidParameterValue.TemplateParameterLengthLimit,InvalidParameterValue.TemplateParameterLengthLimit", { body: { TemplateParamSet: ["火".repeat(13)] } }],
    ["an address in the variable", "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter", { body: { PhoneNumberSet: ["13800000001"], TemplateParamSet: ["www.a.cn"] } }], ["a key of 512 bytes", "InvalidParameter", { body: { SessionContext: "k".repeat(512) } }],
  ])("%s: %s", async (_title, code, change) => {
    const sim = await start();
    expect(await send(sim.url, right(sim.url, change))).toBe(code);
    expect(sim.ledger).toHaveLength(0);
  });
});
