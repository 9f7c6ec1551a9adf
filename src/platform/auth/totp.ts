import { Secret, TOTP } from "otpauth";

const issuer = "同声";
const period = 30;

const authenticator = (secret: string, label = "") => new TOTP({ issuer, label, algorithm: "SHA1", digits: 6, period, secret: Secret.fromBase32(secret) });

/** A new secret of 160 bits in base32, as authenticator apps take it (RFC 4226 §4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address behind the QR code (Key Uri Format). */
export const otpauthUri = (secret: string, username: string): string => authenticator(secret, username).toString();

const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / period);

/** The code an authenticator shows at this moment, or the next one when this was used already; for the demo house and for tests. */
export const usableCode = (secret: string, lastStep: number, now: Date): string =>
  authenticator(secret).generate({ timestamp: Math.max(stepAt(now), lastStep + 1) * period * 1000 });

/** Seconds until the code after the last one used is taken: a code works once, and one step early at the most. */
export const usableInSeconds = (lastStep: number, now: Date): number => Math.max(0, Math.ceil(lastStep * period - now.getTime() / 1000));

/** The 30-second step whose code this is, one step of drift either way (RFC 6238 §5.2); null when it is none of them. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = authenticator(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : stepAt(now) + delta;
}
