import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { fastSeal, hashOf } from "./hashing.ts";
import { openExportCheck, type ExportHeader, type Verdict } from "./rules.ts";

/** What an offline check of an export says: the verdict, the file's seal, and whether a sidecar was there to compare it with. */
export type FileVerdict = Verdict & { seal: string; header: ExportHeader | null; sidecar: boolean };

/** Checks an export on disk, and its `.sha256` sidecar where there is one; needs no database, holds one line at a time. */
export async function verifyAuditFile(path: string): Promise<FileVerdict> {
  const check = openExportCheck({ hashOf, seal: fastSeal });
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    let bytes = Buffer.concat([rest, chunk as Buffer]);
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10)) {
      check.take(lineIn(bytes.subarray(0, end)));
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) check.take(lineIn(rest));
  const seal = await sidecarOf(path);
  return { ...check.end({ seal, brokenOff: rest.length > 0 }), sidecar: seal !== undefined };
}

/** Bytes that are not UTF-8 must not pass for the replacement character they would be read as. */
const lineIn = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString("utf8") : `not UTF-8: ${bytes.toString("latin1")}`);

async function sidecarOf(path: string): Promise<string | undefined> {
  try {
    return /^[0-9a-f]{64}/.exec(await readFile(`${path}.sha256`, "utf8"))?.[0] ?? "";
  } catch {
    return undefined;
  }
}
