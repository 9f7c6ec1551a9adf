import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { authorization } from "#platform/files/sigv4.ts";

/** A bucket that keeps everything in memory: signed requests only, multipart uploads, ranges, lists of two keys a page. */
export type S3Simulator = {
  /** For TONGSHENG_S3. */
  address: string;
  objects: Map<string, Buffer>;
  /** Multipart uploads neither completed nor aborted. */
  unfinished: Map<string, Map<number, Buffer>>;
  /** Requests as `METHOD key?query`. */
  heard: string[];
  /** The next so many requests are answered 503 SlowDown. */
  beBusy: (times: number) => void;
  stop: () => Promise<void>;
};

type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

const credentials = { key: "AKIDSIMULATED", secret: "secret/with+signs", region: "cn-north-1", service: "s3" };
const pageKeys = 2;

/** Runs the simulator on loopback. */
export async function startS3(): Promise<S3Simulator> {
  const objects = new Map<string, Buffer>();
  const unfinished = new Map<string, Map<number, Buffer>>();
  const heard: string[] = [];
  let busy = 0;
  const server = createServer((request, response) => void (async () => {
    const body = await buffer(request);
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`);
    const key = decodeURIComponent(url.pathname.replace(/^\/bucket\/?/, ""));
    heard.push(`${request.method ?? ""} ${key}${url.search}`);
    const refused = busy > 0 ? (busy -= 1, { status: 503, body: "<Error><Code>SlowDown</Code></Error>" }) : whyNot(request, url, body);
    const { status = 200, headers = {}, body: said = "" } = refused ?? answerTo(request, url, key, body, { objects, unfinished });
    response.writeHead(status, { "content-length": String(request.method === "HEAD" ? headers["content-length"] ?? 0 : Buffer.byteLength(said)), ...headers }).end(request.method === "HEAD" ? undefined : said);
  })());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `s3://${credentials.key}:${encodeURIComponent(credentials.secret)}@127.0.0.1:${port}/bucket?region=${credentials.region}&tls=no`,
    objects, unfinished, heard,
    beBusy: (times) => { busy = times; },
    stop: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
}

function whyNot(request: IncomingMessage, url: URL, body: Buffer): Answer | null {
  const said = request.headers.authorization ?? "";
  const names = /SignedHeaders=([^,]+)/.exec(said)?.[1]?.split(";").filter((name) => name !== "host") ?? [];
  const date = String(request.headers["x-amz-date"]).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const payloadHash = createHash("sha256").update(body).digest("hex");
  if (request.headers["x-amz-content-sha256"] !== payloadHash) return { status: 400, body: "<Error><Code>XAmzContentSHA256Mismatch</Code></Error>" };
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const right = authorization({ method: request.method ?? "", url, headers, payloadHash, at: new Date(date) }, credentials);
  return said === right ? null : { status: 403, body: "<Error><Code>SignatureDoesNotMatch</Code></Error>" };
}

function answerTo(request: IncomingMessage, url: URL, key: string, body: Buffer, { objects, unfinished }: Pick<S3Simulator, "objects" | "unfinished">): Answer {
  const query = url.searchParams;
  const uploadId = query.get("uploadId");
  const parts = uploadId === null ? undefined : unfinished.get(uploadId);
  if (uploadId !== null && !parts) return { status: 404, body: "<Error><Code>NoSuchUpload</Code></Error>" };
  switch (request.method) {
    case "PUT":
      if (!parts) objects.set(key, body);
      else if (body.length > 0) parts.set(Number(query.get("partNumber")), body);
      return { headers: { etag: `"${createHash("md5").update(body).digest("hex")}"` } };
    case "POST": return uploadId !== null && parts ? complete(key, body.toString(), uploadId, parts, { objects, unfinished }) : begin(unfinished);
    case "DELETE":
      if (uploadId !== null) unfinished.delete(uploadId);
      else objects.delete(key);
      return { status: 204 };
    default: return key === "" ? list(query, objects) : get(request.headers.range, objects.get(key));
  }
}

function begin(unfinished: S3Simulator["unfinished"]): Answer {
  const id = `upload-${unfinished.size + 1}`;
  unfinished.set(id, new Map());
  return { body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` };
}

function complete(key: string, xml: string, id: string, parts: Map<number, Buffer>, { objects, unfinished }: Pick<S3Simulator, "objects" | "unfinished">): Answer {
  const named = [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)].map(([, number, etag]) => ({ part: parts.get(Number(number)), etag }));
  const bodies = named.map(({ part }) => part ?? Buffer.alloc(0));
  if (named.some(({ part, etag }) => !part || `"${createHash("md5").update(part).digest("hex")}"` !== etag)) return { status: 400, body: "<Error><Code>InvalidPart</Code></Error>" };
  if (bodies.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024)) return { status: 400, body: "<Error><Code>EntityTooSmall</Code></Error>" };
  objects.set(key, Buffer.concat(bodies));
  unfinished.delete(id);
  return { body: `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>` };
}

function list(query: URLSearchParams, objects: Map<string, Buffer>): Answer {
  const after = query.get("continuation-token") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after).sort();
  const page = keys.slice(0, pageKeys);
  const next = keys.length > page.length ? `<NextContinuationToken>${page.at(-1) ?? ""}</NextContinuationToken>` : "";
  return { body: `<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length ?? 0}</Size></Contents>`).join("")}${next}</ListBucketResult>` };
}

function get(range: string | undefined, object: Buffer | undefined): Answer {
  if (!object) return { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  const body = from === undefined ? object : object.subarray(Number(from), Number(to) + 1);
  return { status: from === undefined ? 200 : 206, body, headers: { "content-length": String(body.length) } };
}
