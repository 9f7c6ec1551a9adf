import { type Decision, permit, type Refusal, refuse } from "#kernel/decision.ts";
import type { Fact } from "#kernel/document.ts";
import type { SignatureLine } from "#kernel/edition.ts";
import { casualtyMentions } from "./checks/casualty-mentions.ts";
import { findFactWords, placeholdersIn, withoutPlaceholders } from "./placeholders.ts";

/** Hand-tuned words of one form, and what they began from. */
export type Tuning = {
  /** The words before: facts that stood there must stand there still. */
  before: string;
  text: string;
  facts: readonly Fact[];
  signature: SignatureLine | null;
};

/** Refusals that hand-tuned words may meet. */
export const tuningRefusals = [
  "content.variant-empty", "content.fact-unknown", "content.fact-removed", "content.fact-typed", "content.casualty-typed", "content.signature-typed",
] as const;

const labels = (facts: readonly Fact[]) => facts.map((f) => f.label).join("、");

/** Does the text begin or end with a signing unit's name? */
function typedSignature(text: string, signature: SignatureLine): string | undefined {
  const head = /^\s*[【[]([^】\]]+)[】\]]/.exec(text)?.[1] ?? "";
  const tail = text.replace(/[\s。，、！）)】\]]+$/u, "");
  const names = signature.units.flatMap((u) => [u.name, u.shortName]).filter((n) => n.length >= 3);
  return names.find((name) => head.includes(name) || tail.endsWith(name));
}

/** Why hand-tuned words cannot stand: a fact was removed or typed by hand, is unknown, or the signature was typed. Null when they can. */
export function whyNotTuned(tuning: Tuning): Refusal | null {
  const byId = new Map(tuning.facts.map((f) => [f.id, f]));
  const kept = placeholdersIn(tuning.text);
  if (tuning.text.trim() === "") return { code: "content.variant-empty" };
  const unknown = kept.find((id) => !byId.has(id));
  if (unknown !== undefined) return { code: "content.fact-unknown", facts: { fact: unknown } };
  const removed = placeholdersIn(tuning.before).filter((id) => !kept.includes(id)).flatMap((id) => byId.get(id) ?? []);
  if (removed.length) return { code: "content.fact-removed", facts: { facts: labels(removed), first: removed[0]?.id ?? "" } };
  const typedPart = withoutPlaceholders(tuning.text);
  const typed = tuning.facts.filter((f) => f.text.length >= 2 && findFactWords(typedPart, f.text).length > 0);
  if (typed.length) return { code: "content.fact-typed", facts: { facts: labels(typed), words: typed[0]?.text ?? "", first: typed[0]?.id ?? "" } };
  const casualty = casualtyMentions({ text: typedPart, spans: [] })[0];
  if (casualty) return { code: "content.casualty-typed", facts: { words: casualty.words } };
  const signed = tuning.signature ? typedSignature(tuning.text, tuning.signature) : undefined;
  return signed === undefined ? null : { code: "content.signature-typed", facts: { name: signed } };
}

/** Takes hand-tuned words into a piece, facts by reference and without a signature: that is added by rule. */
export function tuneVariant(tuning: Tuning): Decision<string> {
  const why = whyNotTuned(tuning);
  return why ? refuse(why.code, why.facts) : permit(tuning.text.trim());
}
