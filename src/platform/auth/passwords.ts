import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

// Argon2id is the library's default algorithm; its enum cannot be named under isolated modules.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | null = null;

/** Hashes a password with argon2id, 19 MiB and two passes (RFC 9106; OWASP minimum). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), cost);

/** Does the password fit? Without a hash it works just as long and says no, so that nobody learns which names exist. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const fits = await verify(passwordHash ?? await decoy, password.normalize("NFKC"));
  return fits && passwordHash !== null;
}

// Without l, 1, I, o, 0, O: it is read out over the telephone.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password for the first log-in, four groups of four (about 79 bits). */
export const temporaryPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join("-");
