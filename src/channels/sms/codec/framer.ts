import type { Refusal } from "#kernel/decision.ts";

/** Cuts a stream of octets into frames by the length that each begins with. It never holds more than one unfinished frame. */
export type Framer = { readonly least: number; readonly longest: number; held: Uint8Array[]; octets: number; /** octets without which nothing more can be said */ wanted: number };

const lengthOctets = 4;

/** Opens the framing of one connection, with the fewest and most octets of a frame. */
export const openFramer = (limits: { least: number; longest: number }): Framer => ({ least: limits.least, longest: limits.longest, held: [], octets: 0, wanted: lengthOctets });

/**
 * Takes a chunk as it came from the wire: half a frame, several, or any mixture. A length is judged before anything waits
 * for its octets; with a refusal the stream is lost and its line must be closed.
 */
export function pushChunk(framer: Framer, chunk: Uint8Array): { frames: Buffer[]; refusal: Refusal | null } {
  framer.octets += chunk.length;
  if (framer.octets < framer.wanted) {
    framer.held.push(Buffer.from(chunk));
    return { frames: [], refusal: null };
  }
  const bytes = framer.held.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([...framer.held, chunk]);
  const frames: Buffer[] = [];
  let at = 0;
  framer.wanted = lengthOctets;
  while (bytes.length - at >= lengthOctets) {
    const length = bytes.readUInt32BE(at);
    if (length < framer.least || length > framer.longest) return { frames, refusal: { code: "sms.bad-length", facts: { length } } };
    if (bytes.length - at < length) { framer.wanted = length; break; }
    frames.push(bytes.subarray(at, at + length));
    at += length;
  }
  // Copied, so that a small rest does not keep a large chunk alive.
  framer.held = at === bytes.length ? [] : [Buffer.from(bytes.subarray(at))];
  framer.octets = bytes.length - at;
  return { frames, refusal: null };
}
