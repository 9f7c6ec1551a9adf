import { decode } from "./decode.ts";
import { limits, turnAway, type Refused } from "./refusals.ts";

/** What a source gave: text that needs no decoding, or bytes with the content type they were sent under. */
export type Payload = string | { bytes: Uint8Array; contentType?: string | null };

/** The text of a document, or null where there is nothing to read or more than is read; what is wrong with it is noted. */
export function openDocument(payload: Payload, refused: Refused[]): string | null {
  const size = typeof payload === "string" ? payload.length : payload.bytes.length;
  if (size > limits.bytes) {
    turnAway(refused, 0, "document", "opinion.document-too-large", { size, most: limits.bytes });
    return null;
  }
  const { text, lost } = typeof payload === "string" ? { text: payload, lost: 0 } : decode(payload.bytes, payload.contentType ?? null);
  if (lost > 0) turnAway(refused, 0, "document", "opinion.bytes-damaged", { characters: lost });
  if (/[^\s\0\uFEFF]/.test(text)) return text;
  turnAway(refused, 0, "document", "opinion.document-empty");
  return null;
}
