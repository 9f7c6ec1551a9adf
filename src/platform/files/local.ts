import { constants, createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "#kernel/errors.ts";
import { draftName, hashName, type Drafts, type FileStore } from "./file-store.ts";
import { spool } from "./spool.ts";

/** Files in a folder: `ab/cd/<sha256>`, written aside, synced and renamed, so that a crash leaves either all of a file or none. */
export function openLocalFiles(folder: string): FileStore {
  const pathOf = (sha256: string): string => join(folder, hashName(sha256).slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    async put(stream) {
      const spooled = await spool(join(folder, "spool"), stream);
      const path = pathOf(spooled.sha256);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(spooled.path, path);
      await syncFolder(dirname(path));
      return { sha256: spooled.sha256, bytes: spooled.bytes };
    },
    async open(sha256, range) {
      const file = await open(pathOf(sha256), "r").catch(gone);
      return file.createReadStream(range ?? {});
    },
    size: async (sha256) => (await stat(pathOf(sha256)).catch(missing))?.size ?? null,
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async *list() {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
        if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
        yield { sha256: entry.name, bytes: (await stat(join(entry.parentPath, entry.name))).size };
      }
    },
    drafts: localDrafts(join(folder, "incoming")),
  };
}

function localDrafts(folder: string): Drafts {
  const pathOf = (id: string): string => join(folder, draftName(id));
  return {
    async write(id, offset, piece) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await open(pathOf(id), constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        for (let done = 0; done < piece.length;) done += (await file.write(piece, done, piece.length - done, offset + done)).bytesWritten;
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    async asFile(id, bytes) {
      const path = pathOf(id);
      await truncate(path, bytes).catch(gone);
      return { path, release: async () => undefined };
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}

/** Reads a file of this machine as a stream. */
export const streamOf = (path: string): ReturnType<typeof createReadStream> => createReadStream(path, { highWaterMark: 1024 * 1024 });

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

function missing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}

function gone(error: unknown): never {
  throw isMissing(error) ? new Problem("not-found", { code: "files.gone" }) : error;
}
