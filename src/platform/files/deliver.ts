import type { FastifyReply, FastifyRequest } from "fastify";
import type { FileStore } from "./file-store.ts";
import { spanOf } from "./range.ts";

/** A file as it is handed to a browser. */
export type Delivered = { sha256: string; bytes: number; mime: string; name: string };

/** Answers GET and HEAD with a file: one range at a time, the hash as its tag, and nothing in it may run. */
export async function deliver(request: FastifyRequest, reply: FastifyReply, files: FileStore, file: Delivered, cacheControl: string): Promise<FastifyReply> {
  const tag = `"${file.sha256}"`;
  void reply.headers({
    etag: tag, "cache-control": cacheControl, "accept-ranges": "bytes", "content-type": file.mime,
    "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    "content-security-policy": "default-src 'none'; sandbox", "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff",
  });
  if (request.headers["if-none-match"]?.split(",").some((one) => one.trim().replace(/^W\//, "") === tag)) return reply.code(304).send();

  const stale = request.headers["if-range"] !== undefined && request.headers["if-range"] !== tag;
  const span = spanOf(stale ? undefined : request.headers.range, file.bytes);
  if (span.kind === "none") return reply.code(416).header("content-range", `bytes */${file.bytes}`).send();
  const range = span.kind === "part" ? { start: span.start, end: span.end } : undefined;
  if (range) void reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${file.bytes}`);
  void reply.header("content-length", range ? range.end - range.start + 1 : file.bytes);
  return request.method === "HEAD" ? reply.send() : reply.send(await files.open(file.sha256, range));
}
