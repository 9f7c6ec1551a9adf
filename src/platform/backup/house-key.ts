import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { z } from "zod";

/** The house key in an archive, openable with a passphrase only: scrypt (N 2¹⁷, r 8, p 1), then AES-256-GCM. Bytes as base64. */
export const LockedKey = z.object({ kdf: z.literal("scrypt"), n: z.literal(131_072), r: z.literal(8), p: z.literal(1), salt: z.string(), iv: z.string(), tag: z.string(), body: z.string() });
export type LockedKey = z.infer<typeof LockedKey>;

const cost = { n: 131_072, r: 8, p: 1 } as const;
const derive = (passphrase: string, salt: Uint8Array): Buffer => scryptSync(passphrase.normalize("NFC"), salt, 32, { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 });

/** A name for a house key that says which one it is and nothing about it. */
export const keyName = (houseKey: Uint8Array): string => Buffer.from(hkdfSync("sha256", houseKey, "", "tongsheng key name v1", 8)).toString("hex");

/** Locks the house key with a passphrase. */
export function lockKey(houseKey: Uint8Array, passphrase: string): LockedKey {
  if ([...passphrase].length < 12) throw new Error("口令至少 12 个字符 / the passphrase needs at least 12 characters");
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", derive(passphrase, salt), iv);
  const body = Buffer.concat([cipher.update(houseKey), cipher.final()]);
  return { kdf: "scrypt", ...cost, salt: salt.toString("base64"), iv: iv.toString("base64"), tag: cipher.getAuthTag().toString("base64"), body: body.toString("base64") };
}

/** Opens a locked house key; a wrong passphrase is an error in plain words. */
export function unlockKey(locked: LockedKey, passphrase: string): Uint8Array {
  const bytes = (text: string): Buffer => Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", derive(passphrase, bytes(locked.salt)), bytes(locked.iv));
  decipher.setAuthTag(bytes(locked.tag));
  try {
    return Buffer.concat([decipher.update(bytes(locked.body)), decipher.final()]);
  } catch {
    throw new Error("口令不对，打不开存档中的主密钥 / wrong passphrase: the house key in the archive stays closed");
  }
}
