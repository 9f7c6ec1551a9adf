import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { amzDate, authorization, encodeStrictly, type Credentials } from "./sigv4.ts";

/** A bucket and who may use it. */
export type Bucket = { endpoint: string; bucket: string; credentials: Credentials };

/** Reads `s3://key:secret@host/bucket?region=…&tls=no`; key and secret percent-encoded. */
export function readBucket(address: string): Bucket {
  const url = new URL(address);
  const bucket = url.pathname.slice(1);
  if (url.protocol !== "s3:" || !url.host || !url.username || !url.password || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new Error("TONGSHENG_S3: s3://key:secret@host/bucket[?region=…&tls=no]");
  }
  const credentials = { key: decodeURIComponent(url.username), secret: decodeURIComponent(url.password), region: url.searchParams.get("region") ?? "us-east-1", service: "s3" };
  return { endpoint: `${url.searchParams.get("tls") === "no" ? "http" : "https"}://${url.host}`, bucket, credentials };
}

/** One request to the bucket; `key` empty means the bucket itself. */
export type S3Request = { method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE"; key: string; query?: Record<string, string>; headers?: Record<string, string>; body?: Uint8Array };

/** Sends one signed request and answers what came back, 404 included. */
export type S3 = (request: S3Request) => Promise<Response>;

const attempts = 4;
const waitMs = 200;
/** Milliseconds until the first byte of an answer; a body may take longer. */
const patienceMs = 60_000;

/** Speaks S3's REST protocol with path-style addresses; tries again what a busy or broken server refused. */
export function s3Client({ endpoint, bucket, credentials }: Bucket, now: () => Date): S3 {
  const send = async ({ method, key, query = {}, headers = {}, body }: S3Request): Promise<Response> => {
    const url = new URL(`${endpoint}/${[bucket, ...key.split("/").filter(Boolean)].map(encodeStrictly).join("/")}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const at = now();
    const payloadHash = createHash("sha256").update(body ?? "").digest("hex");
    const signed = { ...headers, "x-amz-content-sha256": payloadHash, "x-amz-date": amzDate(at) };
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(new Error(`S3 ${method} ${key}: no answer`)), patienceMs);
    try {
      return await fetch(url, {
        method, signal: waiting.signal, redirect: "error",
        headers: { ...signed, authorization: authorization({ method, url, headers: signed, payloadHash, at }, credentials) },
        ...(body ? { body: Buffer.from(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength) } : {}),
      });
    } finally {
      clearTimeout(timer);
    }
  };
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(request).catch((error: unknown) => { if (attempt >= attempts) throw error; return null; });
      if (answer && (answer.ok || answer.status === 404)) return answer;
      if (answer && (attempt >= attempts || (answer.status < 500 && answer.status !== 429))) throw new Error(`S3 ${request.method} ${request.key}: ${answer.status} ${errorCode(await answer.text())}`);
      await answer?.body?.cancel();
      await pause(waitMs * 2 ** (attempt - 1));
    }
  };
}

/** The text of the first element of that name, entities opened; XML of S3 answers is flat enough for this. */
export const elementOf = (xml: string, name: string): string | undefined => elementsOf(xml, name)[0];

/** The texts of all elements of that name. */
export const elementsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text = ""]) => text.replace(/&(amp|lt|gt|quot|apos|#34);/g, (_, entity: string) => entities[entity] ?? ""));

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: "\"", "#34": "\"", apos: "'" };

const errorCode = (xml: string): string => elementOf(xml, "Code") ?? "";
