/** The version of the resumable upload protocol spoken here (tus.io, 1.0.0). */
export const tusVersion = "1.0.0";

/** What of the protocol's extensions is spoken. */
export const tusExtensions = "creation,expiration,termination,checksum";

/** A whole number in a header, or null when it is none. */
export function countOf(header: unknown): number | null {
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

/** Reads Upload-Metadata: `key base64,key base64`; null when it is not that. */
export function metadataOf(header: unknown): Record<string, string> | null {
  if (header === undefined || header === "") return {};
  if (typeof header !== "string" || header.length > 8192) return null;
  const pairs = header.split(",").map((pair) => /^\s*([\x21-\x2b\x2d-\x7e]+)(?: ([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return null;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? "", Buffer.from(pair?.[2] ?? "", "base64").toString("utf8")]));
}

/** Reads Upload-Checksum: an algorithm spoken here and the digest in base64; "unknown" when it is anything else. */
export function checksumOf(header: unknown): { algorithm: "sha1" | "sha256"; digest: Buffer } | "unknown" | null {
  if (header === undefined) return null;
  const match = /^(sha1|sha256) ([A-Za-z0-9+/]+={0,2})$/.exec(String(header));
  return match ? { algorithm: match[1] === "sha1" ? "sha1" : "sha256", digest: Buffer.from(match[2] ?? "", "base64") } : "unknown";
}
