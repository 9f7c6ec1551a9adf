import { Unfit } from "./patch.ts";

/** One box of an MP4 or QuickTime film inside a buffer: `start` and `end` count from the buffer's beginning, `body` is where its content begins. */
export type Box = { type: string; start: number; body: number; end: number };

/** Reads the head of the box at a place; it must end at `limit` or before (ISO/IEC 14496-12 §4.2). */
export function readBox(buffer: Buffer, start: number, limit: number): Box {
  if (buffer.length < start + 8) throw new Unfit("files.broken");
  const short = buffer.readUInt32BE(start);
  const type = buffer.toString("latin1", start + 4, start + 8);
  if (short === 1 && buffer.length < start + 16) throw new Unfit("files.broken");
  const size = short === 1 ? Number(buffer.readBigUInt64BE(start + 8)) : short === 0 ? limit - start : short;
  const body = start + (short === 1 ? 16 : 8);
  if (start + size < body || start + size > limit) throw new Unfit("files.broken");
  return { type, start, body, end: start + size };
}

/** The boxes inside a box, one after the other. */
export function* boxesIn(buffer: Buffer, parent: Box): Generator<Box> {
  for (let at = parent.body; at + 8 <= parent.end;) {
    const box = readBox(buffer, at, parent.end);
    yield box;
    at = box.end;
  }
}

/** Walks down by types and answers the first box found there. */
export function boxAt(buffer: Buffer, parent: Box, ...path: readonly string[]): Box | null {
  const [type, ...rest] = path;
  if (type === undefined) return parent;
  for (const box of boxesIn(buffer, parent)) if (box.type === type) return boxAt(buffer, box, ...rest);
  return null;
}
