import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A page before it is packed. `changesAt` is when it would look different without anybody publishing. */
export type Page = { status: number; type: string; body: string; changesAt?: Date | null; modifiedAt?: Date | null; headers?: Record<string, string> };

/** A page ready to be sent: three ready buffers, headers as they go on the wire. */
export type Packed = {
  status: number; etag: string; expiresAt: number;
  forms: Record<Encoding, { body: Buffer; head: string[]; unchanged: string[] }>;
};

type Encoding = "br" | "gzip" | "identity";

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** No page is remembered longer than this, whatever the database told or failed to tell. */
const longestMs = 60_000;

/** Packs a page once, so that sending it is a look into a map and a write. */
export async function pack(page: Page, safety: Record<string, string>, now: number): Promise<Packed> {
  const identity = Buffer.from(page.body);
  const [br, gz] = await Promise.all([brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), zip(identity)]);
  const etag = `W/"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
  const shared = {
    ...safety, ...page.headers, "content-type": page.type, "cache-control": "no-cache", vary: "accept-encoding, cookie", etag,
    ...(page.modifiedAt ? { "last-modified": page.modifiedAt.toUTCString() } : {}),
  };
  const form = (body: Buffer, encoding: Encoding) => {
    const head = Object.entries({ ...shared, "content-length": String(body.length), ...(encoding === "identity" ? {} : { "content-encoding": encoding }) }).flat();
    return { body, head, unchanged: Object.entries(shared).flat() };
  };
  return {
    status: page.status, etag, expiresAt: Math.min(now + longestMs, page.changesAt?.getTime() ?? Infinity),
    forms: { br: form(br, "br"), gzip: form(gz, "gzip"), identity: form(identity, "identity") },
  };
}

/** Sends a packed page past the framework: the whole answer is one header block and one buffer. */
export function send(packed: Packed, request: IncomingMessage, response: ServerResponse, beside: readonly string[] = []): void {
  const accepted = request.headers["accept-encoding"] ?? "";
  const form = packed.forms[accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : "identity"];
  if (packed.status === 200 && request.headers["if-none-match"]?.includes(packed.etag)) {
    response.writeHead(304, beside.length > 0 ? [...form.unchanged, ...beside] : form.unchanged);
    response.end();
    return;
  }
  response.writeHead(packed.status, beside.length > 0 ? [...form.head, ...beside] : form.head);
  response.end(request.method === "HEAD" ? undefined : form.body);
}

/** Pages in memory by path and look. One call forgets them all: publications are rare, a stale recall is not allowed. */
export function openCache(now: () => number, maxPages = 2_000) {
  const pages = new Map<string, Packed>();
  const making = new Map<string, Promise<Packed>>();
  let generation = 0;
  return {
    /** The page if it is fresh. */
    fresh(key: string): Packed | undefined {
      const page = pages.get(key);
      return page && page.expiresAt > now() ? page : undefined;
    },
    /** The page, made once for all who ask at the same time; an overdue one serves while making a new one fails. */
    async get(key: string, make: () => Promise<Packed>): Promise<Packed> {
      const there = pages.get(key);
      if (there && there.expiresAt > now()) return there;
      const running = making.get(key);
      if (running) return running;
      const begun = generation;
      const work = make().then((page) => {
        if (begun === generation && (page.status === 200 || page.status === 410)) {
          pages.delete(key);
          pages.set(key, page);
          const oldest = pages.size > maxPages ? pages.keys().next().value : undefined;
          if (oldest !== undefined) pages.delete(oldest);
        }
        return page;
      }, (error: unknown) => {
        if (there && begun === generation) return there;
        throw error;
      }).finally(() => { if (making.get(key) === work) making.delete(key); });
      making.set(key, work);
      return work;
    },
    /** Something was published, corrected or taken back. */
    forget(): void {
      generation++;
      pages.clear();
      making.clear();
    },
  };
}

/** What the site remembers in one process. */
export type Cache = ReturnType<typeof openCache>;
