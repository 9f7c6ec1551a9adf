import { join } from "node:path";
import type { Clock } from "#kernel/clock.ts";
import type { FileStore } from "./file-store.ts";
import { openLocalFiles } from "./local.ts";
import { openS3Files } from "./s3.ts";
import { readBucket } from "./s3-client.ts";

/** Opens the store the configuration names: a bucket, or the data folder. */
export function openFiles({ s3, dataFolder }: { s3: string | null; dataFolder: string }, now: Clock): FileStore {
  const folder = join(dataFolder, "files");
  return s3 === null ? openLocalFiles(folder) : openS3Files(readBucket(s3), join(folder, "spool"), now);
}
