import { createHash, createHmac } from "node:crypto";

/** Who signs, and for which service where (AWS Signature Version 4). */
export type Credentials = { key: string; secret: string; region: string; service: string };

/** A request as it will be sent; its path is already percent-encoded. `payloadHash` is the SHA-256 of the body or UNSIGNED-PAYLOAD. */
export type Signable = { method: string; url: URL; headers: Readonly<Record<string, string>>; payloadHash: string; at: Date };

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** 20130524T000000Z, as the header x-amz-date carries it. */
export const amzDate = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** Percent-encoding as S3 wants it: everything but unreserved characters (RFC 3986). */
export const encodeStrictly = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The value of the Authorization header for a request; every header given is signed, and the host always is. */
export function authorization({ method, url, headers, payloadHash, at }: Signable, { key, secret, region, service }: Credentials): string {
  const all = Object.entries({ host: url.host, ...headers }).map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, " ")] as const).sort(byName);
  const signed = all.map(([name]) => name).join(";");
  const query = [...url.searchParams].map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const).sort(byName).map((pair) => pair.join("=")).join("&");
  const canonicalRequest = [method, url.pathname, query, ...all.map((pair) => pair.join(":")), "", signed, payloadHash].join("\n");

  const day = amzDate(at).slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", amzDate(at), scope, sha256(canonicalRequest)].join("\n");
  const signingKey = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, day));
  return `AWS4-HMAC-SHA256 Credential=${key}/${scope},SignedHeaders=${signed},Signature=${hmac(signingKey, toSign).toString("hex")}`;
}

const byName = ([a, x]: readonly [string, string], [b, y]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0);
