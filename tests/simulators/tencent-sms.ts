import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { jsonOf, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** The key, application, signature and template of the simulated account. */
export const tencentAccount = {
  secretId: "AKIDtestsDemoKeyOfTests", secretKey: "tencent-demo-secret-of-30-chars", sdkAppId: "1400006666", signName: "吉林应急", templateCode: "2156789", templateText: "值班通知：{1}，请知悉。",
} as const;

/** One SendSms that somebody got: the numbers that were taken, each with the platform's number, and the words in the variable. */
export type Sent = { session: string; taken: { phone: string; serial: string }[]; signName: string; templateCode: string; words: string; at: Date };

export type TencentOptions = SimulatorOptions & {
  /** The code with which SendSms refuses a number; "Ok" takes it. */
  takes?: (phone: string) => string;
  /** What the carrier reports of a phone; null: nothing yet. */
  ends?: (phone: string) => { status: "SUCCESS" | "FAIL"; description: string } | null;
  /** Reports name the caller's key, which the platform does only where it was asked to. */
  returnsSession?: boolean;
  /** Most characters in the variable. */
  variableMax?: number;
  /** Refuses every SendSms whole with this code. */
  refuse?: string;
  /** Hosts this platform answers to beside its own address. */
  host?: string;
};

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const requestId = "a0aabda6-cf91-4f3e-a81f-9198114a2279";
const no = (Code: string, Message: string): Reply => ({ body: { Response: { Error: { Code, Message }, RequestId: requestId } } });
const yes = (more: object): Reply => ({ body: { Response: { ...more, RequestId: requestId } } });

/** 腾讯云短信: the V3 gateway (signature, five minutes; it keeps no nonces), then SendSms and PullSmsSendStatusByPhoneNumber of 2021-01-11. */
export async function startTencent(options: TencentOptions = {}): Promise<Simulator<Sent>> {
  const ledger: Sent[] = [];
  let own = "";
  const send = (ask: Record<string, unknown>, at: Date): Reply => {
    const why = options.refuse ? no(options.refuse, "refused") : whyNotSent(ask);
    if (why) return why;
    const phones = (ask["PhoneNumberSet"] as string[]).map((phone) => phone.replace(/^(?:0086|86)?(?=1\d{10}$)/, "+86"));
    const [words = ""] = ask["TemplateParamSet"] as string[];
    const all = wordsCode(words, options.variableMax ?? 12);
    const told = phones.map((phone, n) => ({ phone, code: !/^\+861[3-9]\d{9}$/.test(phone) ? "InvalidParameterValue.IncorrectPhoneNumber" : all ?? options.takes?.(phone) ?? "Ok", serial: `5000:${104_571_066_915_705_365n + BigInt(ledger.length * 1000 + n)}` }));
    const taken = told.filter(({ code }) => code === "Ok").map(({ phone, serial }) => ({ phone, serial }));
    const session = String(ask["SessionContext"] ?? "");
    const sent: Sent = { session, taken, signName: tencentAccount.signName, templateCode: tencentAccount.templateCode, words, at };
    const SendStatusSet = told.map(({ phone, code, serial }) => ({ SerialNo: code === "Ok" ? serial : "", PhoneNumber: phone, Fee: code === "Ok" ? 1 : 0, SessionContext: session, Code: code, Message: code === "Ok" ? "send success" : `${phone} ${code}`, IsoCode: "CN" }));
    return { ...yes({ SendStatusSet }), ...(taken.length > 0 ? { effect: () => { ledger.push(sent); } } : {}) };
  };
  const platform = await startPlatform(options, ledger, (heard): Reply => {
    const refused = refuseCall(heard, [own, ...(options.host ? [options.host] : [])]);
    if (refused) return refused;
    const { headers, body, at } = heard;
    if (headers["x-tc-version"] !== "2021-01-11") return no("NoSuchVersion", "The interface version does not exist");
    if (!["ap-guangzhou", "ap-beijing", "ap-nanjing"].includes(headers["x-tc-region"] ?? "")) return no("UnsupportedRegion", "The region is not supported");
    const ask = jsonOf(body);
    if (!ask) return no("InvalidRequest", "The request body is no JSON");
    if (headers["x-tc-action"] === "SendSms") return send(ask, at);
    return headers["x-tc-action"] === "PullSmsSendStatusByPhoneNumber" ? reports(ask, ledger, at, options) : no("InvalidAction", "The request action is invalid");
  });
  own = new URL(platform.url).host;
  return platform;
}

/** The gateway before the service, by the book: the body, the content type, the host and every header named as signed; the day and the service in the scope; the clock. */
function refuseCall({ method, url, headers, bytes, at }: Heard, hosts: readonly string[]): Reply | null {
  if (method !== "POST" || url.pathname !== "/" || url.search !== "") return no("UnsupportedProtocol", "The request method is not supported");
  for (const name of ["x-tc-action", "x-tc-version", "x-tc-timestamp", "content-type"]) if (!headers[name]) return no("MissingParameter", `The request is missing a required parameter: ${name}`);
  const [, keyId = "", day = "", service = "", names = "", signature = ""] = /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(headers["authorization"] ?? "") ?? [];
  if (signature === "") return no("AuthFailure.InvalidAuthorization", "The Authorization is not up to standard");
  if (!hosts.includes(headers["host"] ?? "")) return no("AuthFailure.SignatureFailure", "The host is not ours");
  if (keyId !== tencentAccount.secretId) return no("AuthFailure.SecretIdNotFound", "The SecretId is not found");
  const signed = names.split(";");
  if (!["content-type", "host"].every((name) => signed.includes(name)) || [...signed].sort().join(";") !== names) return no("AuthFailure.InvalidAuthorization", "content-type and host must be signed, in order");
  const stamp = headers["x-tc-timestamp"] ?? "";
  if (!/^\d{10}$/.test(stamp) || new Date(Number(stamp) * 1000).toISOString().slice(0, 10) !== day || service !== "sms") return no("AuthFailure.SignatureFailure", "The credential scope is not that of the request");
  if (Math.abs(at.getTime() / 1000 - Number(stamp)) > 300) return no("AuthFailure.SignatureExpire", "The signature is expired");
  const request = ["POST", "/", "", ...signed.map((name) => `${name}:${(headers[name] ?? "").trim().toLowerCase()}`), "", names, sha256(bytes)].join("\n");
  const key = hmac(hmac(hmac(`TC3${tencentAccount.secretKey}`, day), service), "tc3_request");
  const right = hmac(key, `TC3-HMAC-SHA256\n${stamp}\n${day}/${service}/tc3_request\n${sha256(request)}`);
  return timingSafeEqual(right, Buffer.from(signature, "hex")) ? null : no("AuthFailure.SignatureFailure", "The provided credentials could not be validated");
}

function whyNotSent(ask: Record<string, unknown>): Reply | null {
  const phones = ask["PhoneNumberSet"];
  const params = ask["TemplateParamSet"];
  const strings = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");
  if (!strings(phones) || phones.length === 0) return no("MissingParameter", "PhoneNumberSet");
  if (phones.length > 200) return no("LimitExceeded.PhoneNumberCountLimit", "too many numbers");
  if (ask["SmsSdkAppId"] !== tencentAccount.sdkAppId) return no("InvalidParameterValue.SdkAppIdNotExist", "SdkAppId");
  if (ask["SignName"] !== tencentAccount.signName) return no("FailedOperation.SignatureIncorrectOrUnapproved", "SignName");
  if (ask["TemplateId"] !== tencentAccount.templateCode) return no("FailedOperation.TemplateIncorrectOrUnapproved", "TemplateId");
  if (!strings(params) || params.length !== 1) return no("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "TemplateParamSet");
  return Buffer.byteLength(String(ask["SessionContext"] ?? "")) >= 512 ? no("InvalidParameter", "SessionContext") : null;
}

/** The code that the words in the variable earn every number, or null. */
function wordsCode(words: string, variableMax: number): string | null {
  if (/https?:|www\./i.test(words)) return "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter";
  if (/[【】]/.test(words) || words === "") return "FailedOperation.TemplateIncorrectOrUnapproved";
  return [...words].length > variableMax ? "InvalidParameterValue.TemplateParameterLengthLimit" : null;
}

function reports(ask: Record<string, unknown>, ledger: readonly Sent[], at: Date, { ends, returnsSession }: TencentOptions): Reply {
  const [from, to, limit, phone] = [Number(ask["BeginTime"]), Number(ask["EndTime"] ?? at.getTime() / 1000), Number(ask["Limit"]), String(ask["PhoneNumber"])];
  if (ask["SmsSdkAppId"] !== tencentAccount.sdkAppId) return no("InvalidParameterValue.SdkAppIdNotExist", "SdkAppId");
  if (!(from >= at.getTime() / 1000 - 7 * 86_400)) return no("InvalidParameterValue.BeginTimeVerifyFail", "BeginTime");
  if (!(to >= from)) return no("InvalidParameterValue.EndTimeVerifyFail", "EndTime");
  if (ask["Offset"] !== 0) return no("InvalidParameterValue.OffsetVerifyFail", "Offset");
  if (!(limit >= 1 && limit <= 100)) return no("InvalidParameterValue.LimitVerifyFail", "Limit");
  if (!/^\+\d{7,15}$/.test(phone)) return no("InvalidParameterValue.IncorrectPhoneNumber", phone);
  const found = ledger.flatMap((sent) => sent.taken.filter((one) => one.phone === phone && sent.at.getTime() / 1000 >= from && sent.at.getTime() / 1000 <= to + 1).flatMap(({ serial }) => {
    const report = ends ? ends(phone) : { status: "SUCCESS", description: "用户短信送达成功" };
    return report ? [{ UserReceiveTime: Math.floor(at.getTime() / 1000), CountryCode: "86", SubscriberNumber: phone.slice(3), PhoneNumber: phone, SerialNo: serial, ReportStatus: report.status, Description: report.description, SessionContext: returnsSession ? sent.session : "" }] : [];
  }));
  return yes({ PullSmsSendStatusSet: found.slice(0, limit) });
}
