import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts and opens sensitive fields at rest (GB/T 22239-2019 §8.1.4.8). */
export type Vault = { seal: (text: string) => string; unseal: (sealed: string) => string };

/** A vault on AES-256-GCM; the key is derived from the house key so that the key itself encrypts nothing. */
export function openVault(houseKey: Uint8Array): Vault {
  if (houseKey.length < 32) throw new Error("The house key must have at least 32 bytes.");
  const key = new Uint8Array(hkdfSync("sha256", houseKey, "", "tongsheng field v1", 32));
  return {
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    unseal(sealed) {
      const [version, data] = sealed.split(".");
      if (version !== "v1" || !data) throw new Error("Not a sealed value.");
      const bytes = Buffer.from(data, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}
