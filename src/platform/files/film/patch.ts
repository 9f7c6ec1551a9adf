import type { FileHandle } from "node:fs/promises";

/** A stretch of a film to be overwritten: `bytes` first, zeros up to `end`. Films keep their length, so nothing else moves. */
export type Patch = { start: number; end: number; bytes: Buffer };

/** What a film is, and where it must be overwritten before it is kept. */
export type FilmPlan = { patches: Patch[]; width: number | null; height: number | null; seconds: number | null };

/** Why a film cannot be kept; thrown inside the parsers, caught at their door. */
export class Unfit extends Error {}

/** Reads a film at chosen places. */
export type Peek = { size: number; read: (at: number, length: number) => Promise<Buffer> };

/** Reads an open file at chosen places; past the end it answers fewer bytes. */
export function peekInto(file: FileHandle, size: number): Peek {
  return {
    size,
    async read(at, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      for (let done = 0; done < buffer.length;) {
        const { bytesRead } = await file.read(buffer, done, buffer.length - done, at + done);
        if (bytesRead === 0) throw new Unfit("files.broken");
        done += bytesRead;
      }
      return buffer;
    },
  };
}

/** Applies patches to a stream as it passes. */
export async function* patched(stream: AsyncIterable<Buffer>, patches: readonly Patch[]): AsyncGenerator<Buffer> {
  const sorted = [...patches].sort((a, b) => a.start - b.start);
  let at = 0;
  let first = 0;
  for await (const chunk of stream) {
    const end = at + chunk.length;
    while (first < sorted.length && sorted[first]!.end <= at) first += 1;
    for (let i = first; i < sorted.length && sorted[i]!.start < end; i += 1) overwrite(chunk, at, sorted[i]!);
    yield chunk;
    at = end;
  }
}

function overwrite(chunk: Buffer, at: number, { start, end, bytes }: Patch): void {
  const from = Math.max(start, at);
  const to = Math.min(end, at + chunk.length);
  if (from >= to) return;
  chunk.fill(0, from - at, to - at);
  bytes.copy(chunk, Math.max(0, start - at), Math.min(bytes.length, from - start), Math.min(bytes.length, to - start));
}
