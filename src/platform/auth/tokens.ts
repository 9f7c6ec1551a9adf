import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of 256 bits for a cookie; only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token, a backup code or an account name. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The CSRF token that belongs to a session: who cannot read the session's cookie cannot make it. */
export const csrfOf = (token: string): string => createHash("sha256").update(`tongsheng csrf\n${token}`).digest("base64url");

/** Compares two secrets in a time that tells nothing. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const alphabet = "abcdefghjkmnpqrstuvwxyz23456789x";

/** Ten codes on paper, each 60 bits: `k7mp-2wqs-x9cd`. */
export const newBackupCodes = (): string[] =>
  Array.from({ length: 10 }, () => ([...randomBytes(12)].map((byte) => alphabet[byte % 32]).join("").match(/.{4}/g) ?? []).join("-"));

/** A backup code as it is compared: people write it with blanks, capitals or without dashes. */
export const hashOfBackupCode = (personId: string, code: string): string =>
  hashOf(`${personId}\n${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`);
