import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** JSON with sorted keys, no blanks and no `undefined`: the same value gives the same bytes everywhere (after RFC 8785). */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("canonical: not a finite number");
    return JSON.stringify(value);
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item === undefined ? null : item)).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  throw new TypeError(`canonical: ${typeof value}`);
}

/** SHA-256 of text (as UTF-8) or bytes, 64 hex digits. */
export const sha256Hex = (data: string | Uint8Array): string =>
  bytesToHex(sha256(typeof data === "string" ? utf8ToBytes(data) : data));

/** The fingerprint people sign: SHA-256 over the canonical JSON of a value. */
export const fingerprint = (value: unknown): string => sha256Hex(canonical(value));

/** A fingerprint as people compare it: `7c1e 90b4 2fd8 11a6`. */
export const shortFingerprint = (hash: string): string => (hash.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
