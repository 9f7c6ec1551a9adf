import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code of a cloud platform means for a delivery; `verified: false` = not yet read in the platform's own pages, to be read there before it is relied on. */
export type Meaning = { class: FailureClass; zh: string; verified: boolean; scope?: Failure["scope"]; retryAfterSeconds?: number };
type More = Pick<Meaning, "scope" | "retryAfterSeconds">;

/** A meaning read in the platform's own pages. */
export const sure = (cls: FailureClass, zh: string, more: More = {}): Meaning => ({ class: cls, zh, verified: true, ...more });
/** A meaning from hearsay. */
export const seen = (cls: FailureClass, zh: string, more: More = {}): Meaning => ({ class: cls, zh, verified: false, ...more });

/** The meaning of a code, else that of the family it belongs to (`Throttling.User`: `Throttling`), else none. */
export const meaningOf = (table: Readonly<Record<string, Meaning>>, code: string): Meaning | undefined => table[code] ?? table[code.split(".")[0] ?? ""];

/** A code as a failure, its words before the platform's own; a code nobody listed is final, because a repeat could say the same thing twice. */
export function failureOf(meaning: Meaning | undefined, code: string, raw: string, retryAfterSeconds = meaning?.retryAfterSeconds): Failure {
  return failure(meaning?.class ?? "content", code, `${meaning?.zh ?? "未知代码"} ${raw}`, { ...(meaning?.scope ? { scope: meaning.scope } : {}), retryAfterSeconds });
}
