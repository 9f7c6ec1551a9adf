import type { Fact, Inline } from "#kernel/document.ts";
import { factBook, type FactBook, type FactSpan, missingFact, type Passage } from "./text.ts";

const placeholder = /\{\{fact:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\}\}/gi;

/** How a fact stands in hand-tuned words: by reference, so that nobody can retype it. */
export const placeholderOf = (factId: string): string => `{{fact:${factId}}}`;

/** The facts hand-tuned words refer to, in order, each once. */
export const placeholdersIn = (template: string): string[] =>
  [...new Set([...template.matchAll(placeholder)].map((m) => (m[1] ?? "").toLowerCase()))];

/** Hand-tuned words written out, with the places of their facts. */
export function templatePassage(template: string, facts: FactBook): Passage {
  let text = "";
  let from = 0;
  const spans: FactSpan[] = [];
  for (const m of template.matchAll(placeholder)) {
    text += template.slice(from, m.index);
    from = m.index + m[0].length;
    const factId = (m[1] ?? "").toLowerCase();
    const words = facts.get(factId)?.text ?? missingFact;
    spans.push({ start: text.length, end: text.length + words.length, factId });
    text += words;
  }
  return { text: text + template.slice(from), spans };
}

/** Hand-tuned words with every fact written out. */
export const fillPlaceholders = (template: string, facts: readonly Fact[]): string => templatePassage(template, factBook(facts)).text;

/** Words with only their hand-typed part left: what a person could have got wrong. */
export const withoutPlaceholders = (template: string): string => template.replace(placeholder, "\u0000");

/** Runs of text as hand-tuned words: facts by reference, looks and links left behind. */
export const templateOf = (runs: readonly Inline[]): string =>
  runs.map((run) => (run.type === "text" ? run.text : run.type === "break" ? "\n" : placeholderOf(run.factId))).join("");

/** Where the words of a fact stand as such: never as a part of a longer number. */
export function findFactWords(text: string, words: string): number[] {
  const at: number[] = [];
  if (words.trim() === "") return at;
  for (let i = text.indexOf(words); i >= 0; i = text.indexOf(words, i + words.length)) {
    const before = text[i - 1] ?? "";
    const after = text[i + words.length] ?? "";
    const cutsNumber = (/\d/.test(words[0] ?? "") && /[\d.]/.test(before)) || (/\d$/.test(words) && /\d/.test(after));
    if (!cutsNumber) at.push(i);
  }
  return at;
}

/** Puts facts back by reference wherever their words stand; the longest facts first, so that 12119 is never read as 119. */
export function toPlaceholders(text: string, facts: readonly Fact[]): string {
  let pieces: { words: string; fixed: boolean }[] = [{ words: text, fixed: false }];
  for (const fact of [...facts].sort((a, b) => b.text.length - a.text.length)) {
    pieces = pieces.flatMap((piece) => {
      if (piece.fixed) return [piece];
      const out: typeof pieces = [];
      let from = 0;
      for (const i of findFactWords(piece.words, fact.text)) {
        out.push({ words: piece.words.slice(from, i), fixed: false }, { words: placeholderOf(fact.id), fixed: true });
        from = i + fact.text.length;
      }
      out.push({ words: piece.words.slice(from), fixed: false });
      return out.filter((p) => p.words !== "");
    });
  }
  return pieces.map((p) => p.words).join("");
}
