import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Problem } from "#kernel/errors.ts";
import type { FileStore } from "#platform/files/file-store.ts";

/** A file store that lives as long as its test. */
export function filesInMemory(): FileStore {
  const kept = new Map<string, Buffer>();
  const drafts = new Map<string, Buffer>();
  return {
    async put(stream) {
      const bytes = await buffer(stream);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      kept.set(sha256, bytes);
      return { sha256, bytes: bytes.length };
    },
    async open(sha256, range) {
      const bytes = kept.get(sha256);
      if (!bytes) throw new Problem("not-found", { code: "files.gone" });
      return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
    },
    size: async (sha256) => kept.get(sha256)?.length ?? null,
    remove: async (sha256) => { kept.delete(sha256); },
    async *list() { for (const [sha256, bytes] of kept) yield { sha256, bytes: bytes.length }; },
    drafts: {
      async write(id, offset, piece) { drafts.set(id, Buffer.concat([(drafts.get(id) ?? Buffer.alloc(0)).subarray(0, offset), piece])); },
      async asFile(id, bytes) {
        const folder = await mkdtemp(join(tmpdir(), "tongsheng-draft-"));
        const path = join(folder, id);
        await writeFile(path, (drafts.get(id) ?? Buffer.alloc(0)).subarray(0, bytes));
        return { path, release: () => rm(folder, { recursive: true, force: true }) };
      },
      remove: async (id) => { drafts.delete(id); },
    },
  };
}
