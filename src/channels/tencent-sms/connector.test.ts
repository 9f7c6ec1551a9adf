import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { tencentSms } from "./connector.ts";
import { listOf, markOf, readRef, writeRef } from "./send.ts";

const now = new Date("2026-04-03T06:00:00Z");
const phones = ["13800001234", "+8613900005678", "13700009012"];
const full = ["+8613800001234", "+8613900005678", "+8613700009012"];
const config = { secretId: "AKIDtestsDemoKeyOfTests", sdkAppId: "1400006666", signName: "吉林应急", templateCode: "1", templateText: "值班通知：{1}，请知悉。", phones };
const payload = canonical({ signName: "吉林应急", templateCode: "1", templateText: config.templateText, words: "清明禁火" });
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload, ref: null, previousRef: null, recall: null, attempt: 0, ...over });

type Reply = { status?: number; body: unknown } | { lost: true };
function against(answer: (action: string, asked: Record<string, unknown>) => Reply): { ctx: ConnectorContext; asked: [string, Record<string, unknown>][] } {
  const asked: [string, Record<string, unknown>][] = [];
  const call: Outbound = ({ headers = {}, body }) => {
    const params = JSON.parse(String(body)) as Record<string, unknown>;
    const action = headers["x-tc-action"] ?? "";
    asked.push([action, params]);
    const said = answer(action, params);
    if ("lost" in said) return Promise.resolve({ ok: false, reached: "maybe", reason: "timeout" });
    return Promise.resolve({ ok: true, status: said.status ?? 200, headers: {}, body: typeof said.body === "string" ? said.body : JSON.stringify(said.body) });
  };
  return { asked, ctx: { accountId: "a", config, secrets: { secretKey: "s" }, now: () => now, call, openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } };
}
const told = (...codes: string[]) => against(() => ({ body: { Response: { RequestId: "r", SendStatusSet: codes.map((Code, n) => ({ Code, PhoneNumber: full[n], SerialNo: Code === "Ok" ? `5000:${n}` : "", Message: `${full[n] ?? ""} x` })) } } }));
const error = (Code: string) => against(() => ({ body: { Response: { Error: { Code, Message: "13800001234 x" }, RequestId: "r" } } }));
const submit = (on: ReturnType<typeof against>) => tencentSms.submit(on.ctx, order());
const blank = writeRef({ atSeconds: 1_775_196_000, list: listOf(phones), marks: [] });

describe("what is sent", () => {
  test("one call for all phones, under our key; the platform's numbers make the ref", async () => {
    const on = told("Ok", "Ok", "Ok");
    const ref = writeRef({ atSeconds: 1_775_196_000, list: listOf(phones), marks: ["5000:0", "5000:1", "5000:2"].map(markOf) });
    expect(await submit(on)).toEqual({ ok: true, ref, rung: "accepted", rawBody: '{"RequestId":"r","numbers":3,"taken":3,"refused":[]}' });
    expect(on.asked).toEqual([["SendSms", { PhoneNumberSet: full, SmsSdkAppId: "1400006666", SignName: "吉林应急", TemplateId: "1", TemplateParamSet: ["清明禁火"], SessionContext: "k" }]]);
  });
  test("some numbers refused: accepted, and those named by their last four digits", async () => {
    const result = await submit(told("Ok", "FailedOperation.PhoneNumberInBlacklist", "Ok"));
    expect(result).toMatchObject({ ok: true, rung: "accepted", rawBody: '{"RequestId":"r","numbers":3,"taken":2,"refused":["*5678 FailedOperation.PhoneNumberInBlacklist"]}' });
    expect(readRef(result.ok ? result.ref : null)?.marks).toEqual([markOf("5000:0"), null, markOf("5000:2")]);
  });
  test.each<[string[], object]>([
    [Array(3).fill("FailedOperation.PhoneNumberInBlacklist"), { class: "recipient", scope: "recipient" }], [Array(3).fill("FailedOperation.ContainSensitiveWord"), { class: "content" }], [Array(3).fill("FailedOperation.InsufficientBalanceInSmsPackage"), { class: "quota" }],
    [["LimitExceeded.PhoneNumberThirtySecondLimit", "LimitExceeded.PhoneNumberOneHourLimit", "LimitExceeded.PhoneNumberThirtySecondLimit"], { class: "rateLimited", retryAfterSeconds: 3600 }], [["FailedOperation.PhoneNumberInBlacklist", "LimitExceeded.PhoneNumberDailyLimit", "InvalidParameterValue.IncorrectPhoneNumber"], { class: "recipient" }],
    [["FailedOperation.PhoneNumberInBlacklist", "InternalError.Timeout", "FailedOperation.PhoneNumberInBlacklist"], { class: "unknownOutcome", ref: blank }],
  ])("all refused (%j)", async (codes, expected) => { expect(await submit(told(...codes))).toMatchObject({ ok: false, ...expected }); });
  test.each<[string, object]>([
    ["AuthFailure.SignatureFailure", { class: "auth" }], ["AuthFailure.SecretIdNotFound", { class: "auth" }], ["AuthFailure.UnauthorizedOperation", { class: "permission" }], ["AuthFailure.SignatureExpire", { class: "permission" }], ["UnauthorizedOperation.RequestIpNotInWhitelist", { class: "permission" }], ["RequestLimitExceeded", { class: "rateLimited", retryAfterSeconds: 5 }],
    ["FailedOperation.SignatureIncorrectOrUnapproved", { class: "permission" }], ["FailedOperation.TemplateIncorrectOrUnapproved", { class: "permission" }], ["UnauthorizedOperation.SerivceSuspendDueToArrears", { class: "quota" }], ["InternalError", { class: "unknownOutcome", ref: blank }], ["Something.New", { class: "content" }],
  ])("%s", async (code, expected) => { expect(await submit(error(code))).toMatchObject({ ok: false, rawCode: code, ...expected }); });
  test("a page of a proxy blames no secret; what cannot be read leaves it unknown", async () => {
    expect(await submit(against(() => ({ status: 401, body: "<html>" })))).toMatchObject({ class: "permission" });
    expect(await submit(against(() => ({ body: "<html>" })))).toMatchObject({ class: "unknownOutcome", ref: blank });
    expect(await submit(against(() => ({ body: { Response: { RequestId: "r" } } })))).toMatchObject({ class: "unknownOutcome", ref: blank });
    expect(await submit(against(() => ({ lost: true })))).toMatchObject({ class: "unknownOutcome", ref: blank });
  });
  test("a ref of 200 numbers fits an index of the database", () => { expect(writeRef({ atSeconds: 1_775_196_000, list: "0".repeat(8), marks: Array<string>(200).fill("abcdef") }).length).toBeLessThan(2_000); });
});

describe("what a look says", () => {
  const ref = writeRef({ atSeconds: 1_775_195_400, list: listOf(phones), marks: ["5000:0", "5000:1", "5000:2"].map(markOf) });
  const partly = writeRef({ atSeconds: 1_775_195_400, list: listOf(phones), marks: [markOf("5000:0"), null, markOf("5000:2")] });
  const report = (n: number, ReportStatus = "SUCCESS", more: object = {}) => ({ SerialNo: `5000:${n}`, ReportStatus, Description: ReportStatus, SessionContext: "", PhoneNumber: full[n], ...more });
  const look = (ends: readonly object[][], over: Partial<Order>) => tencentSms.check?.(against((_, { PhoneNumber }) => ({ body: { Response: { PullSmsSendStatusSet: ends[full.indexOf(String(PhoneNumber))] ?? [] } } })).ctx, order(over));
  test.each<[string, object[][], Partial<Order>, object]>([
    ["every phone has it", [[report(0)], [report(1)], [report(2)]], { ref }, { state: "present", rung: "published", ref }], ["two have it, nothing of the third", [[report(0)], [report(1)]], { ref }, { state: "present", rung: "accepted" }], ["nothing reported yet", [], { ref }, { state: "present", rung: "accepted" }],
    ["one failed, two have it", [[report(0)], [report(1, "FAIL")], [report(2)]], { ref }, { state: "present", rung: "published" }], ["all failed", [[report(0, "FAIL")], [report(1, "FAIL")], [report(2, "FAIL")]], { ref }, { state: "refused", failure: { class: "recipient", rawCode: "FAIL" } }],
    ["the number refused at once is not waited for", [[report(0)], [], [report(2)]], { ref: partly }, { state: "present", rung: "published" }], ["a report of another message is none of ours", [[report(7)]], { ref }, { state: "present", rung: "accepted" }],
    ["nobody answered, and no report: nothing is proven", [], { ref: blank }, { state: "unclear" }], ["nobody answered, and a report under our key: it went out", [[report(8, "SUCCESS", { SessionContext: "k" })]], { ref: blank }, { state: "present", rung: "accepted" }],
    ["a worker died: reports under our key tell", [0, 1, 2].map((n) => [report(n, "SUCCESS", { SessionContext: "k" })]), {}, { state: "present", rung: "published" }], ["a worker died, and no report", [], {}, { state: "unclear" }],
    ["the list of phones was changed since", [[report(0)]], { ref: writeRef({ atSeconds: 1, list: "0".repeat(8), marks: [markOf("5000:0")] }) }, { state: "unclear" }],
  ])("%s", async (_title, ends, over, expected) => { expect(await look(ends, over)).toMatchObject(expected); });
  test("what cannot be asked proves nothing", async () => { expect(await tencentSms.check?.(error("RequestLimitExceeded").ctx, order({ ref }))).toMatchObject({ state: "unclear" }); });
});

test("numbers of staff are in nothing that is kept, beyond their last four digits", async () => {
  const ref = writeRef({ atSeconds: 1_775_195_400, list: listOf(phones), marks: phones.map((_, n) => markOf(`5000:${n}`)) });
  const failing = against((_, { PhoneNumber }) => ({ body: { Response: { PullSmsSendStatusSet: full.map((_, n) => ({ SerialNo: `5000:${n}`, ReportStatus: "FAIL", Description: `${String(PhoneNumber)} 空号`, PhoneNumber, SubscriberNumber: String(PhoneNumber).slice(3) })) } } }));
  const kept = [
    await submit(told("Ok", "X", "Ok")), await submit(told("X", "X", "X")), await submit(error("Something.New")), await submit(against(() => ({ status: 502, body: "+8613800001234 <html>" }))), await submit(against(() => ({ body: { Response: { note: full } } }))),
    await tencentSms.health?.(error("AuthFailure").ctx), await tencentSms.check?.(failing.ctx, order({ ref })),
  ].map((result) => JSON.stringify(result));
  for (const text of [...kept, payload]) for (const phone of full) expect(text).not.toContain(phone.slice(3));
  expect(kept[6]).toContain("*5678 *5678 空号");
});

test.each<[string, object, boolean]>([
  ["as they should be", {}, true], ["200 phones", { phones: Array.from({ length: 200 }, (_, n) => String(13_800_000_000 + n)) }, true], ["201 phones", { phones: Array.from({ length: 201 }, (_, n) => String(13_800_000_000 + n)) }, false], ["a template with two variables", { templateText: "{1}和{1}" }, false],
  ["a template with a named variable", { templateText: "通知${content}" }, false], ["another region", { region: "ap-moon" }, false], ["an application that is no number", { sdkAppId: "app" }, false],
])("settings: %s", (_title, change, good) => { expect(tencentSms.config.safeParse({ ...config, ...change }).success).toBe(good); });
