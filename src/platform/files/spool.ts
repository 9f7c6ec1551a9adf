import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** A stream written to disk, hashed on the way and synced; whoever asked moves it or removes it. */
export type Spooled = { path: string; sha256: string; bytes: number };

/** Writes a stream to a new file in a folder; an interrupted one leaves nothing. */
export async function spool(folder: string, stream: Readable): Promise<Spooled> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten;
    }
    await file.sync();
    return { path, sha256: hash.digest("hex"), bytes };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Cuts a stream into pieces of one size, the last one shorter: for parts of an upload, one in memory at a time. */
export async function* inPieces(stream: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const taken = chunk.subarray(at, at + size - held);
      chunks.push(taken);
      at += taken.length;
      held += taken.length;
      if (held === size) {
        yield Buffer.concat(chunks);
        chunks = [];
        held = 0;
      }
    }
  }
  if (held > 0) yield Buffer.concat(chunks);
}

/** Reads a file of this machine in pieces of one size. */
export const piecesOf = (path: string, size: number): AsyncGenerator<Buffer> => inPieces(createReadStream(path, { highWaterMark: 1024 * 1024 }), size);
