import { createHmac } from "node:crypto";
import { sha256Hex } from "#kernel/fingerprint.ts";

const algorithm = "TC3-HMAC-SHA256";
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** One call as it is to be signed: where to, which service, its body and the headers that go with it. */
type Call = { host: string; service: string; headers: Readonly<Record<string, string>>; body: string };

/** The Authorization of a call after the platform's V3 rule (cloud.tencent.com, 签名方法 v3); every header handed in is signed. */
export function signCall({ host, service, headers, body }: Call, key: { id: string; secret: string }, atSeconds: number): string {
  const all: Record<string, string> = { ...headers, host };
  const names = Object.keys(all).sort();
  const request = ["POST", "/", "", ...names.map((name) => `${name}:${(all[name] ?? "").trim().toLowerCase()}`), "", names.join(";"), sha256Hex(body)].join("\n");
  const day = new Date(atSeconds * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${service}/tc3_request`;
  const signing = hmac(hmac(hmac(`TC3${key.secret}`, day), service), "tc3_request");
  const signature = hmac(signing, [algorithm, atSeconds, scope, sha256Hex(request)].join("\n")).toString("hex");
  return `${algorithm} Credential=${key.id}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
}
