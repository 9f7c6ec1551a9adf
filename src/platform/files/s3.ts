import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { Problem } from "#kernel/errors.ts";
import { draftName, hashName, type Drafts, type FileStore } from "./file-store.ts";
import { elementOf, elementsOf, s3Client, type Bucket, type S3 } from "./s3-client.ts";
import { piecesOf, spool } from "./spool.ts";

/** Bytes of one part: one request below it, a multipart upload above (S3 wants 5 MiB to 5 GiB, at most 10,000 parts). */
const partBytes = 16 * 1024 * 1024;

/** Files in a bucket: `files/ab/cd/<sha256>`; what has no known hash yet is written to `spoolFolder` first. */
export function openS3Files(bucket: Bucket, spoolFolder: string, now: () => Date): FileStore {
  const s3 = s3Client(bucket, now);
  const keyOf = (sha256: string): string => `files/${hashName(sha256).slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
  const size = async (sha256: string): Promise<number | null> => {
    const answer = await s3({ method: "HEAD", key: keyOf(sha256) });
    return answer.ok ? Number(answer.headers.get("content-length")) : null;
  };
  return {
    async put(stream) {
      const { path, sha256, bytes } = await spool(spoolFolder, stream);
      try {
        if (bytes <= partBytes) await putWhole(s3, keyOf(sha256), path);
        else await putInParts(s3, keyOf(sha256), path);
        return { sha256, bytes };
      } finally {
        await rm(path, { force: true });
      }
    },
    open: async (sha256, range) => bodyOf(await s3({ method: "GET", key: keyOf(sha256), ...(range ? { headers: { range: `bytes=${range.start}-${range.end}` } } : {}) })),
    size,
    remove: async (sha256) => { await s3({ method: "DELETE", key: keyOf(sha256) }); },
    async *list() {
      for await (const { key, bytes } of keysBelow(s3, "files/")) yield { sha256: key.slice(-64), bytes };
    },
    drafts: s3Drafts(s3, spoolFolder),
  };
}

/** Each piece is an object named by its offset; the pieces that count follow each other without a gap. */
function s3Drafts(s3: S3, spoolFolder: string): Drafts {
  const keyOf = (id: string, offset: number): string => `incoming/${draftName(id)}/${String(offset).padStart(12, "0")}`;
  async function* chain(id: string, bytes: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes;) {
      const piece = Buffer.from(await answered(await s3({ method: "GET", key: keyOf(id, at) })).arrayBuffer());
      yield piece.subarray(0, bytes - at);
      at += piece.length;
    }
  }
  return {
    write: async (id, offset, piece) => { await s3({ method: "PUT", key: keyOf(id, offset), body: piece }); },
    async asFile(id, bytes) {
      const { path } = await spool(spoolFolder, Readable.from(chain(id, bytes)));
      return { path, release: () => rm(path, { force: true }) };
    },
    async remove(id) {
      for await (const { key } of keysBelow(s3, `incoming/${draftName(id)}/`)) await s3({ method: "DELETE", key });
    },
  };
}

async function putWhole(s3: S3, key: string, path: string): Promise<void> {
  let body: Uint8Array = new Uint8Array();
  for await (const piece of piecesOf(path, partBytes)) body = piece;
  await s3({ method: "PUT", key, body });
}

async function putInParts(s3: S3, key: string, path: string): Promise<void> {
  const uploadId = elementOf(await (await s3({ method: "POST", key, query: { uploads: "" } })).text(), "UploadId");
  if (!uploadId) throw new Error("S3: no UploadId");
  try {
    const parts: string[] = [];
    for await (const body of piecesOf(path, partBytes)) {
      const answer = await s3({ method: "PUT", key, query: { partNumber: String(parts.length + 1), uploadId }, body });
      parts.push(`<Part><PartNumber>${parts.length + 1}</PartNumber><ETag>${answer.headers.get("etag") ?? ""}</ETag></Part>`);
    }
    const answer = await s3({ method: "POST", key, query: { uploadId }, body: Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`) });
    const said = await answer.text();
    if (!answer.ok || said.includes("<Error>")) throw new Error(`S3 multipart ${key}: ${elementOf(said, "Code") ?? answer.status}`);
  } catch (error) {
    await s3({ method: "DELETE", key, query: { uploadId } }).catch(() => undefined);
    throw error;
  }
}

async function* keysBelow(s3: S3, prefix: string): AsyncGenerator<{ key: string; bytes: number }> {
  let token: string | undefined;
  do {
    const xml = await (await s3({ method: "GET", key: "", query: { "list-type": "2", prefix, ...(token ? { "continuation-token": token } : {}) } })).text();
    const sizes = elementsOf(xml, "Size");
    for (const [at, key] of elementsOf(xml, "Key").entries()) yield { key, bytes: Number(sizes[at]) };
    token = elementOf(xml, "NextContinuationToken");
  } while (token);
}

function answered(answer: Response): Response {
  if (answer.status === 404) throw new Problem("not-found", { code: "files.gone" });
  return answer;
}

const bodyOf = (answer: Response): Readable => Readable.from(answered(answer).body ?? []);
