import { createHmac } from "node:crypto";
import { sha256Hex } from "#kernel/fingerprint.ts";

const algorithm = "ACS3-HMAC-SHA256";

/** RFC 3986: everything but letters, digits and -_.~ is written as octets. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** One call as it is to be signed: names and values of its parameters, all of them in the address. */
type Call = { host: string; action: string; version: string; params: Readonly<Record<string, string>> };

/** Signs a call without a body after the platform's V3 rule (help.aliyun.com, V3版本请求体&签名机制): its query and the headers that go with it. */
export function signCall({ host, action, version, params }: Call, key: { id: string; secret: string }, at: Date, nonce: string): { query: string; headers: Record<string, string> } {
  const query = Object.keys(params).sort().map((name) => `${encode(name)}=${encode(params[name] ?? "")}`).join("&");
  const headers: Record<string, string> = {
    host, "x-acs-action": action, "x-acs-content-sha256": sha256Hex(""), "x-acs-date": at.toISOString().replace(/\.\d{3}Z$/, "Z"), "x-acs-signature-nonce": nonce, "x-acs-version": version,
  };
  const names = Object.keys(headers).sort();
  const request = ["POST", "/", query, ...names.map((name) => `${name}:${headers[name] ?? ""}`), "", names.join(";"), sha256Hex("")].join("\n");
  const signature = createHmac("sha256", key.secret).update(`${algorithm}\n${sha256Hex(request)}`).digest("hex");
  return { query, headers: { ...headers, authorization: `${algorithm} Credential=${key.id},SignedHeaders=${names.join(";")},Signature=${signature}` } };
}
