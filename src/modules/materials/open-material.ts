import { createHash } from "node:crypto";
import { Problem } from "#kernel/errors.ts";
import type { FileStore } from "#platform/files/file-store.ts";

/** Bytes of one attachment a connector may hold in memory. */
const mostBytes = 512 * 1024 * 1024;

/** Reads an attachment whole and checks that its bytes are those that were signed. */
export async function openMaterial(files: FileStore, { sha256, bytes }: { sha256: string; bytes: number }): Promise<Uint8Array> {
  if (bytes > mostBytes) throw new Problem("refused", { code: "materials.too-large-for-channel", facts: { megabytes: Math.ceil(bytes / 1024 / 1024) } });
  const chunks: Buffer[] = [];
  for await (const chunk of (await files.open(sha256)) as AsyncIterable<Buffer>) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  if (createHash("sha256").update(whole).digest("hex") !== sha256) throw new Error(`The stored bytes of ${sha256} are not what was signed.`);
  return whole;
}
