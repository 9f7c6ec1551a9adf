import { casualtyKinds, type FactKind } from "#kernel/document.ts";
import { type Decision, permit, refuse } from "#kernel/decision.ts";
import { numeralPattern, parseNumeral } from "./numerals.ts";

/** What somebody states as a fact: the words placed in the text, and the figure behind them where there is one. */
export type Statement = { kind: FactKind; text: string; number: number | null };

/** Refusals a statement may meet. */
export const statementRefusals = ["content.number-missing", "content.number-differs"] as const;

const uncounted: readonly FactKind[] = ["time", "place", "hotline", "unit", "statement"];

/** A count of people needs its whole number; words and figure of one fact say the same (product.md, refusal 5). */
export function planStatement<S extends Statement>(stated: S): Decision<S> {
  const { kind, text, number } = stated;
  if (casualtyKinds.includes(kind) && (number === null || number < 0 || !Number.isInteger(number))) return refuse("content.number-missing", { kind });
  if (number === null || uncounted.includes(kind)) return permit(stated);
  const said = [...text.matchAll(new RegExp(numeralPattern, "g"))].map((m) => parseNumeral(m[0])).filter((n) => n !== null);
  return said.length === 0 || said.includes(number) ? permit(stated) : refuse("content.number-differs", { text, number });
}
