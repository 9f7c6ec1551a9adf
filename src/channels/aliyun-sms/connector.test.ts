import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { aliyunSms } from "./connector.ts";

const now = new Date("2026-04-03T06:00:00Z");
const phones = ["13800001234", "+8613900005678", "13700009012"];
const config = { accessKeyId: "LTAI5tDemoKeyOfTests", signName: "吉林应急", templateCode: "SMS_1", templateText: "值班通知：${content}，请知悉。", phones };
const payload = canonical({ signName: "吉林应急", templateCode: "SMS_1", templateText: config.templateText, words: "清明禁火" });
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload, ref: null, previousRef: null, recall: null, attempt: 0, ...over });

type Reply = { status?: number; body?: unknown } | { lost: true };
function against(answer: (action: string, asked: URLSearchParams) => Reply): { ctx: ConnectorContext; asked: [string, Record<string, string>][] } {
  const asked: [string, Record<string, string>][] = [];
  const call: Outbound = ({ url, headers = {} }) => {
    const params = new URL(url).searchParams;
    const action = headers["x-acs-action"] ?? "";
    asked.push([action, Object.fromEntries(params)]);
    const said = answer(action, params);
    if ("lost" in said) return Promise.resolve({ ok: false, reached: "maybe", reason: "timeout" });
    return Promise.resolve({ ok: true, status: said.status ?? 200, headers: {}, body: typeof said.body === "string" ? said.body : JSON.stringify(said.body) });
  };
  return { asked, ctx: { accountId: "a", config, secrets: { accessKeySecret: "s" }, now: () => now, call, openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } };
}
const says = (body: unknown, status = 200) => against(() => ({ status, body }));
const submit = (on: ReturnType<typeof against>) => aliyunSms.submit(on.ctx, order());

describe("what is sent", () => {
  test("one call for all phones, under our key; the number of the platform and the time make the ref", async () => {
    const on = says({ Code: "OK", Message: "OK", BizId: "9006^0" });
    expect(await submit(on)).toEqual({ ok: true, ref: "9006^0@1775196000", rung: "accepted", rawBody: '{"Code":"OK","Message":"OK","BizId":"9006^0"}' });
    expect(on.asked).toEqual([["SendSms", { PhoneNumbers: "13800001234,13900005678,13700009012", SignName: "吉林应急", TemplateCode: "SMS_1", TemplateParam: '{"content":"清明禁火"}', OutId: "k" }]]);
  });
  test.each<[string, unknown, number, object]>([
    ["isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1", 200, { class: "rateLimited", retryAfterSeconds: 60, scope: "recipient" }], ["isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5", 200, { class: "rateLimited", retryAfterSeconds: 3600 }],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10", 200, { class: "rateLimited", retryAfterSeconds: 36_000 }], ["isv.AMOUNT_NOT_ENOUGH", "", 200, { class: "quota" }], ["isv.DAY_LIMIT_CONTROL", "", 200, { class: "quota" }], ["isv.OUT_OF_SERVICE", "", 200, { class: "quota" }],
    ["isv.SMS_SIGNATURE_ILLEGAL", "", 200, { class: "permission" }], ["isv.SMS_TEMPLATE_ILLEGAL", "", 200, { class: "permission" }], ["isp.RAM_PERMISSION_DENY", "", 200, { class: "permission" }], ["isv.PARAM_NOT_SUPPORT_URL", "", 200, { class: "content" }], ["isv.MOBILE_NUMBER_ILLEGAL", "", 200, { class: "recipient" }],
    ["SignatureDoesNotMatch", "", 400, { class: "auth" }], ["InvalidAccessKeyId.NotFound", "", 404, { class: "auth" }], ["InvalidTimeStamp.Expired", "", 400, { class: "permission" }], ["Throttling.User", "", 400, { class: "rateLimited", retryAfterSeconds: 60 }], ["isp.SYSTEM_ERROR", "", 200, { class: "unknownOutcome", ref: "@1775196000" }],
    ["isv.NEW_ONE", "", 200, { class: "content" }], ["InternalError", "", 500, { class: "unknownOutcome", ref: "@1775196000" }], ["ServiceUnavailable", "", 503, { class: "transient" }],
  ])("%s %s (%i)", async (Code, Message, status, expected) => { expect(await submit(says({ Code, Message }, status))).toMatchObject({ ok: false, rawCode: status === 500 ? "500" : Code, ...expected }); });
  test("a page of a proxy blames no secret; a 200 that cannot be read leaves it unknown, and so does one without a number", async () => {
    expect(await submit(says("<html>", 401))).toMatchObject({ class: "permission" });
    expect(await submit(says("<html>"))).toMatchObject({ class: "unknownOutcome", ref: "@1775196000" });
    expect(await submit(says({ Code: "OK" }))).toMatchObject({ class: "unknownOutcome", ref: "@1775196000" });
    expect(await submit(against(() => ({ lost: true })))).toMatchObject({ class: "unknownOutcome", ref: "@1775196000" });
  });
});

describe("what a look says", () => {
  const whole = "【吉林应急】值班通知：清明禁火，请知悉。";
  const record = (SendStatus: number, more: object = {}) => ({ OutId: "k", SendStatus, Content: whole, PhoneNum: "13800001234", ...more });
  const listing = (...SmsSendDetailDTO: object[]) => ({ body: { Code: "OK", TotalCount: String(SmsSendDetailDTO.length), SmsSendDetailDTOs: { SmsSendDetailDTO } } });
  /** What the platform has on record for each phone in turn. */
  const look = (ends: readonly ReturnType<typeof listing>[], over: Partial<Order> = {}) => aliyunSms.check?.(against((_, asked) => ends[phones.findIndex((phone) => phone.endsWith(asked.get("PhoneNumber") ?? "-"))] ?? listing()).ctx, order(over));
  const sent = { ref: "9006^0@1775195400" };
  const lost = { ref: "@1775195400" };
  test.each<[string, readonly ReturnType<typeof listing>[], Partial<Order>, object]>([
    ["every phone has the very words", [listing(record(3)), listing(record(3)), listing(record(3))], sent, { state: "present", rung: "verified", matches: true, ref: sent.ref }],
    ["one phone has other words", [listing(record(3)), listing(record(3, { Content: "【吉林应急】别的" })), listing(record(3))], sent, { state: "present", rung: "published", matches: false }],
    ["one is still waiting", [listing(record(3)), listing(record(1)), listing(record(3))], sent, { state: "present", rung: "accepted" }],
    ["one failed, the others have it", [listing(record(3)), listing(record(2, { ErrCode: "MOBILE_NOT_ON_SERVICE" })), listing(record(3))], sent, { state: "present", rung: "verified" }],
    ["all failed", [listing(record(2, { ErrCode: "SIGN_NOT_REPORTED" })), listing(record(2)), listing(record(2))], sent, { state: "refused", failure: { class: "recipient", rawCode: "SIGN_NOT_REPORTED" } }],
    ["taken, and no record yet", [], sent, { state: "present", rung: "accepted" }],
    ["nobody answered, and it is on one record: it went out", [listing(), listing(record(1))], lost, { state: "present", rung: "accepted" }],
    ["nobody answered, ten minutes ago, and it is on no record: it did not", [], lost, { state: "absent" }],
    ["nobody answered, just now, and it is on no record: too early", [], { ref: "@1775195401" }, { state: "unclear" }],
    ["a worker died and nobody knows when: no record proves nothing", [], {}, { state: "unclear" }],
    ["a worker died, and it is on a record", [listing(record(3)), listing(record(3)), listing(record(3))], {}, { state: "present", rung: "verified" }],
    ["a message of another key is none of ours", [listing(record(3, { OutId: "other" }))], lost, { state: "absent" }],
    ["a count without a list proves nothing", [{ body: { Code: "OK", TotalCount: "2", SmsSendDetailDTOs: { SmsSendDetailDTO: [] } } }], lost, { state: "unclear" }],
    ["records that cannot be read prove nothing", [{ body: { Code: "isp.RAM_PERMISSION_DENY", Message: "" } } as never], lost, { state: "unclear" }],
  ])("%s", async (_title, ends, over, expected) => { expect(await look(ends, over)).toMatchObject(expected); });
  test("around midnight both days are asked, page by page", async () => {
    const on = against((_, asked) => (asked.get("SendDate") === "20260404" && asked.get("CurrentPage") === "2" ? { body: { Code: "OK", TotalCount: 51, SmsSendDetailDTOs: { SmsSendDetailDTO: [record(3)] } } } : asked.get("SendDate") === "20260404" ? { body: { Code: "OK", TotalCount: 51, SmsSendDetailDTOs: { SmsSendDetailDTO: Array(50).fill(record(3, { OutId: "x" })) } } } : listing()));
    const midnight = { ...on.ctx, now: () => new Date("2026-04-03T16:05:00Z") };
    expect(await aliyunSms.check?.(midnight, order({ ref: `@${Date.parse("2026-04-03T15:59:00Z") / 1000}` }))).toMatchObject({ rung: "verified" });
    expect(on.asked.filter(([, { PhoneNumber }]) => PhoneNumber === "13800001234").map(([, { SendDate, CurrentPage }]) => [SendDate, CurrentPage])).toEqual([["20260403", "1"], ["20260404", "1"], ["20260404", "2"]]);
  });
});

describe("numbers of staff", () => {
  const bare = ["13800001234", "13900005678", "13700009012"];
  test("are in nothing that is kept, beyond their last four digits", async () => {
    const telling = { Code: "isv.MOBILE_NUMBER_ILLEGAL", Message: "13800001234,+8613900005678非法手机号", x: "13612341234" };
    const kept = [
      await submit(says(telling)), await submit(says({ ...telling, Code: "OK", BizId: "1^0" })), await submit(says({ ...telling, Code: "X" }, 500)), await submit(says("13800001234 <html>", 502)), await aliyunSms.health?.(says(telling).ctx),
      await aliyunSms.check?.(against((_, asked) => ({ body: { Code: "OK", TotalCount: 1, SmsSendDetailDTOs: { SmsSendDetailDTO: [{ OutId: "k", SendStatus: 2, ErrCode: "X", PhoneNum: asked.get("PhoneNumber") }] } } })).ctx, order({ ref: "1^0@1775195400" })),
    ].map((result) => JSON.stringify(result));
    for (const text of kept) for (const phone of [...bare, "13612341234"]) expect(text).not.toContain(phone);
    expect(kept[0]).toContain("*1234");
    expect(kept[5]).toContain("*5678 X");
  });
  test("are not among the bytes people sign", () => { for (const phone of bare) expect(payload).not.toContain(phone); });
});

test.each<[string, object, boolean]>([
  ["as they should be", {}, true], ["1,000 phones", { phones: Array.from({ length: 1000 }, (_, n) => String(13_800_000_000 + n)) }, true], ["1,001 phones", { phones: Array.from({ length: 1001 }, (_, n) => String(13_800_000_000 + n)) }, false], ["no phone", { phones: [] }, false],
  ["the same phone twice, written otherwise", { phones: ["13800001234", "+8613800001234"] }, false], ["a landline", { phones: ["043112345678"] }, false], ["abroad", { phones: ["+85261234567"] }, true], ["home and abroad together", { phones: ["+85261234567", "13800001234"] }, false],
  ["a template without a variable", { templateText: "值班通知" }, false], ["a template with two", { templateText: "${a}和${b}" }, false], ["nothing but a variable", { templateText: "${content}" }, false], ["a template with its signature", { templateText: "【吉林应急】${content}" }, false], ["a signature in brackets", { signName: "【吉林应急】" }, false], ["eight parts", { partsMax: 8 }, false],
])("settings: %s", (_title, change, good) => { expect(aliyunSms.config.safeParse({ ...config, ...change }).success).toBe(good); });
