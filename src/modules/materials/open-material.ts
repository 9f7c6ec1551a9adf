import { createHash } from "node:crypto";
import type { ByteSpan } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import type { FileStore } from "#platform/files/file-store.ts";

/** Bytes of one attachment a connector may hold in memory. */
const mostBytes = 512 * 1024 * 1024;

/** Reads an attachment whole and checks that its bytes are those that were signed; or a span of it, which its reader checks by the sum of them all. */
export async function openMaterial(files: FileStore, { sha256, bytes }: { sha256: string; bytes: number }, span?: ByteSpan): Promise<Uint8Array> {
  const wanted = span ? span.end - span.start + 1 : bytes;
  if (wanted > mostBytes) throw new Problem("refused", { code: "materials.too-large-for-channel", facts: { megabytes: Math.ceil(wanted / 1024 / 1024) } });
  const chunks: Buffer[] = [];
  for await (const chunk of (await files.open(sha256, span)) as AsyncIterable<Buffer>) chunks.push(chunk);
  const read = Buffer.concat(chunks);
  if (span ? read.length !== wanted : createHash("sha256").update(read).digest("hex") !== sha256) throw new Error(`The stored bytes of ${sha256} are not what was signed.`);
  return read;
}
