import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { jsonOf, rateLimit, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** The key, signature and template of the simulated account. */
export const aliyunAccount = {
  accessKeyId: "LTAI5tDemoKeyOfTests", accessKeySecret: "aliyun-demo-secret-of-30-chars", signName: "吉林应急", templateCode: "SMS_154950909", templateText: "值班通知：${content}，请知悉。",
} as const;

/** One SendSms that was taken: everybody it went to, and the words in its variable. */
export type Sent = { bizId: string; outId: string; phones: string[]; signName: string; templateCode: string; words: string; at: Date };

/** What a carrier says of one phone: 1 nothing yet, 2 failed, 3 has it. */
type Report = { status: 1 | 2 | 3; errCode?: string };

export type AliyunOptions = SimulatorOptions & {
  /** What becomes of a message at a phone. */
  ends?: (phone: string, at: Date) => Report;
  /** Most characters in the variable. */
  variableMax?: number;
  /** Refuses every SendSms with this code. */
  refuse?: { Code: string; Message: string };
  /** Messages one phone gets in a minute. */
  perMinute?: number;
  /** Counts records and lists none of them, as was seen of the real one. */
  hidesRecords?: boolean;
};

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const no = (status: number, Code: string, Message: string): Reply => ({ status, body: { RequestId: "8906582E-6722-409A-A6C4-0E7863B733A5", Message, Code, HostId: "dysmsapi.aliyuncs.com" } });
const said = (Code: string, Message: string, more: object = {}): Reply => ({ body: { RequestId: "F655A8D5-B967-440B-8683-DAD6FF8DE990", Message, Code, ...more } });

/** RFC 3986 as the platform writes a parameter before it signs. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** 阿里云短信: the V3 gateway (signature, fifteen minutes, nonces once), then SendSms and QuerySendDetails of 2017-05-25. */
export async function startAliyun(options: AliyunOptions = {}): Promise<Simulator<Sent>> {
  const ledger: Sent[] = [];
  const nonces = new Set<string>();
  const limits = new Map<string, ReturnType<typeof rateLimit>>();
  let own = "";
  const flowing = (phone: string, at: Date): boolean => {
    const within = limits.get(phone) ?? rateLimit(options.perMinute ?? Infinity, 60);
    limits.set(phone, within);
    return within(at);
  };
  const send = (ask: URLSearchParams, at: Date): Reply => {
    const phones = (ask.get("PhoneNumbers") ?? "").split(",").map((phone) => phone.replace(/^(?:\+86|0086|86)(?=1\d{10}$)/, ""));
    const why = options.refuse ? said(options.refuse.Code, options.refuse.Message) : whyNotSent(ask, phones, options.variableMax ?? 35);
    if (why) return why;
    if (!phones.every((phone) => flowing(phone, at))) return said("isv.BUSINESS_LIMIT_CONTROL", `触发分钟级流控Permits:${options.perMinute ?? 1}`);
    const bizId = `${900_619_746_936_498_440n + BigInt(ledger.length)}^0`;
    const words = String(Object.values(jsonOf(ask.get("TemplateParam") ?? "") ?? {})[0]);
    const sent: Sent = { bizId, outId: ask.get("OutId") ?? "", phones, signName: aliyunAccount.signName, templateCode: aliyunAccount.templateCode, words, at };
    return { ...said("OK", "OK", { BizId: bizId }), effect: () => { ledger.push(sent); } };
  };
  const platform = await startPlatform(options, ledger, (heard): Reply => {
    const refused = refuseCall(heard, own, nonces);
    if (refused) return refused;
    const { url, headers, at } = heard;
    if (headers["x-acs-version"] !== "2017-05-25") return no(404, "InvalidVersion", "Specified parameter Version is not valid.");
    if (headers["x-acs-action"] === "SendSms") return send(url.searchParams, at);
    if (headers["x-acs-action"] === "QuerySendDetails") return details(url.searchParams, ledger, at, options);
    return no(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
  });
  own = new URL(platform.url).host;
  return platform;
}

/** The gateway before the service, by the book: every x-acs header, the host and the content type signed, the body by its hash, the clock, the nonce. */
function refuseCall({ method, url, headers, bytes, at }: Heard, own: string, nonces: Set<string>): Reply | null {
  if (url.pathname !== "/" || (method !== "POST" && method !== "GET")) return no(404, "InvalidAction.NotFound", "Specified api is not found.");
  for (const name of ["x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"]) if (!headers[name]) return no(400, "MissingParameter", `${name} is mandatory for this action.`);
  const [, keyId = "", names = "", signature = ""] = /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers["authorization"] ?? "") ?? [];
  if (signature === "") return no(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
  if (headers["host"] !== own) return no(403, "SignatureDoesNotMatch", "Specified signature does not match our calculation: host.");
  if (keyId !== aliyunAccount.accessKeyId) return no(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  const owed = Object.keys(headers).filter((name) => name.startsWith("x-acs-") || name === "host" || name === "content-type").sort();
  if (owed.join(";") !== names) return no(400, "IncompleteSignature", "Not every header that must be signed is signed.");
  if (sha256(bytes) !== headers["x-acs-content-sha256"]) return no(400, "SignatureDoesNotMatch", "The body is not the one that was hashed.");
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  const request = [method, "/", query, ...owed.map((name) => `${name}:${(headers[name] ?? "").trim()}`), "", names, sha256(bytes)].join("\n");
  const right = createHmac("sha256", aliyunAccount.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(request)}`).digest();
  if (!timingSafeEqual(right, Buffer.from(signature, "hex"))) return no(400, "SignatureDoesNotMatch", "Specified signature does not match our calculation.");
  const date = headers["x-acs-date"] ?? "";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) return no(400, "InvalidTimeStamp.Format", "Specified time stamp is not well formatted.");
  if (Math.abs(at.getTime() - Date.parse(date)) > 900_000) return no(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  const nonce = headers["x-acs-signature-nonce"] ?? "";
  if (nonces.has(nonce)) return no(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
  nonces.add(nonce);
  return null;
}

const mobile = /^1[3-9]\d{9}$/;

function whyNotSent(ask: URLSearchParams, phones: readonly string[], variableMax: number): Reply | null {
  if (!ask.get("PhoneNumbers") || !ask.get("SignName") || !ask.get("TemplateCode")) return no(400, "MissingParameter", "PhoneNumbers, SignName and TemplateCode are mandatory.");
  if (phones.length > 1000) return said("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制");
  const wrong = phones.find((phone) => !mobile.test(phone));
  if (wrong !== undefined) return said("isv.MOBILE_NUMBER_ILLEGAL", `${wrong}非法手机号`);
  if (ask.get("SignName") !== aliyunAccount.signName) return said("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名");
  if (ask.get("TemplateCode") !== aliyunAccount.templateCode) return said("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板");
  if (Buffer.byteLength(ask.get("OutId") ?? "") > 256) return said("isv.INVALID_PARAMETERS", "参数格式不正确");
  const param = jsonOf(ask.get("TemplateParam") ?? "");
  if (!param || Object.values(param).some((value) => typeof value !== "string")) return said("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值");
  const words = param["content"];
  if (typeof words !== "string" || words === "") return said("isv.TEMPLATE_MISSING_PARAMETERS", "模版缺少变量");
  if (/https?:|www\./i.test(words)) return said("isv.PARAM_NOT_SUPPORT_URL", "变量不支持传入URL");
  if (/[【】]/.test(words)) return said("isv.TEMPLATE_PARAMS_ILLEGAL", "传入的变量内容和模板变量属性不匹配");
  return [...words].length > variableMax ? said("isv.PARAM_LENGTH_LIMIT", "参数超过长度限制") : null;
}

const inBeijing = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

function details(ask: URLSearchParams, ledger: readonly Sent[], at: Date, { ends, hidesRecords }: AliyunOptions): Reply {
  const [phone = "", day = "", size, page] = ["PhoneNumber", "SendDate", "PageSize", "CurrentPage"].map((name) => ask.get(name) ?? "");
  const [perPage, number] = [Number(size), Number(page)];
  if (!mobile.test(phone) || !/^\d{8}$/.test(day) || !(perPage >= 1 && perPage <= 50) || !(number >= 1)) return said("isv.INVALID_PARAMETERS", "参数格式不正确");
  const found = ledger.filter((sent) => sent.phones.includes(phone) && inBeijing(sent.at).slice(0, 10).replaceAll("-", "") === day && (ask.get("BizId") ?? sent.bizId) === sent.bizId).toReversed();
  const listed = hidesRecords ? [] : found.slice((number - 1) * perPage, number * perPage).map((sent) => {
    const { status, errCode = status === 3 ? "DELIVERED" : undefined } = ends?.(phone, at) ?? { status: 3 };
    return {
      PhoneNum: phone, SendDate: inBeijing(sent.at), SendStatus: status, OutId: sent.outId, TemplateCode: sent.templateCode, ...(errCode === undefined ? {} : { ErrCode: errCode }),
      ...(status === 3 ? { ReceiveDate: inBeijing(at) } : {}), Content: `【${sent.signName}】${aliyunAccount.templateText.replace("${content}", () => sent.words)}`,
    };
  });
  return said("OK", "OK", { TotalCount: found.length, SmsSendDetailDTOs: { SmsSendDetailDTO: listed } });
}
