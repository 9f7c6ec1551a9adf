import { createHash, hash } from "node:crypto";
import type { Seal } from "./rules.ts";

/** SHA-256 of text by the machine's own implementation; the same as the pure one, several times faster. */
export const hashOf = (text: string): string => hash("sha256", text);

/** The seal of a file as it is written or read, by the machine's own implementation. */
export function fastSeal(): Seal {
  const running = createHash("sha256");
  return { take: (line) => { running.update(`${line}\n`); }, hex: () => running.copy().digest("hex") };
}
