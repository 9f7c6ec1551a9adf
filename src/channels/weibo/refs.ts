import { sha256Hex } from "#kernel/fingerprint.ts";
import { wordsOf } from "./words.ts";

/**
 * How what was sent is found again: a post by its number; words whose answer was lost or told no number; or words the platform says it has already.
 * Words go by their fingerprint. `atSeconds` is when they were handed in.
 */
export type Ref = { kind: "post" | "lost" | "same"; id: string; atSeconds: number };

/** A reference as the house keeps it. */
export const writeRef = ({ kind, id, atSeconds }: Ref): string => `${kind}/${id}/${atSeconds}`;

/** The same, read; null where it is none of ours. */
export function readRef(ref: string | null): Ref | null {
  const [, kind, id = "", seconds] = /^(post|lost|same)\/(\w+)\/(\d+)$/.exec(ref ?? "") ?? [];
  return kind === "post" || kind === "lost" || kind === "same" ? { kind, id, atSeconds: Number(seconds) } : null;
}

/** The fingerprint of words from which addresses and blanks were taken (`wordsOf`). */
export const printOf = (words: string): string => sha256Hex(words).slice(0, 24);

/** The reference of a status that was handed in and whose number nobody knows. */
export const refOfWords = (kind: "lost" | "same", status: string, at: Date): string => writeRef({ kind, id: printOf(wordsOf(status)), atSeconds: secondsOf(at) });

/** A time in whole seconds. */
export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);
