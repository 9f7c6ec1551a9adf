import type { Decision, Refusal } from "./decision.ts";

/** The four ways a request can fail that are the caller's business. Anything else is a bug. */
export type ProblemKind = "invalid" | "forbidden" | "not-found" | "refused";

/** A failure the person can understand: kind, stable code, facts for the sentence, and rows where the input had rows. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly refusal: Refusal;
  constructor(kind: ProblemKind, refusal: Refusal) {
    super(refusal.code);
    this.kind = kind;
    this.refusal = refusal;
  }
}

/** Unwraps a rule's decision; a refusal leaves the action as a `Problem` and rolls the transaction back. */
export function accept<T>(decision: Decision<T>): T {
  if (decision.ok) return decision.value;
  throw new Problem("refused", decision.refusal);
}

/** The row an action needs, or a not-found `Problem` with the module's own code. */
export function found<T>(row: T | undefined | null, code: string): T {
  if (row === undefined || row === null) throw new Problem("not-found", { code });
  return row;
}

/** Stops an action that the policy does not allow. */
export function allow(permitted: boolean, code: string, facts?: Refusal["facts"]): void {
  if (!permitted) throw new Problem("forbidden", facts ? { code, facts } : { code });
}
