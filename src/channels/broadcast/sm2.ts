import { sm2, sm3 } from "sm-crypto-v2";

/** The distinguishing identifier that GB/T 35276 takes where nothing else is agreed. */
const userId = "1234567812345678";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** SM3 of bytes, 64 hex digits (GB/T 32905). */
export const digestOf = (bytes: Uint8Array): string => sm3(bytes);

/** Is this a key one can sign with: 32 bytes in hex, within the order of the curve? */
export const isPrivateKey = (key: string): boolean => {
  if (!/^[0-9a-fA-F]{64}$/.test(key)) return false;
  const d = BigInt(`0x${key}`);
  return d > 0n && d < 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122n;
};

/** SM2 signature over the SM3 digest of bytes (GB/T 32918.2): r and s side by side, 64 bytes in base64. */
export const signatureOf = (bytes: Uint8Array, privateKey: string): string =>
  Buffer.from(sm2.doSignature(bytes, privateKey, { hash: true, userId }), "hex").toString("base64");

/** Did the holder of this public key sign these bytes? r and s side by side, or as DER; whatever else it is, it is no signature. */
export function isSignedBy(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  const given = Buffer.from(signature, "base64");
  if (given.length < 64 || given.length > 72 || given.toString("base64") !== signature) return false;
  try {
    return sm2.doVerifySignature(bytes, hex(given), publicKey, { hash: true, der: given.length !== 64, userId });
  } catch {
    return false;
  }
}
