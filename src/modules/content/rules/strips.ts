import { type FactBook, countCharacters } from "./text.ts";
import { templatePassage } from "./placeholders.ts";

const atom = /\{\{fact:[0-9a-f-]+\}\}|https?:\/\/[!-~]+|[\p{Script=Latin}\d][\p{Script=Latin}\d.,:%/-]*|[\s\S]/giu;
const mark = /^[，、；：。！？,;:!?”’）》】]$/;

const opens = /^[“‘（《【]$/;

/** The smallest pieces that may not be cut: a fact, a number, a Latin word, an address, one character with the marks that belong to it. */
function atoms(template: string): string[] {
  const out: string[] = [];
  for (const [piece] of template.matchAll(atom)) {
    const last = out.at(-1);
    if (last !== undefined && (mark.test(piece) || opens.test(last))) out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

const clauseEnd = /[，、；：。！？,;!?]$/;

/** Clauses of a sentence: cut after commas and stops, never inside a fact. */
function clauses(template: string): string[] {
  const out = [""];
  for (const piece of atoms(template)) {
    out[out.length - 1] += piece;
    if (clauseEnd.test(piece)) out.push("");
  }
  return out.filter((c) => c !== "");
}

/** A line as it hangs on a screen: no comma or full stop at its end. */
const bare = (line: string): string => line.trim().replace(/[，、；：。,;]+$/, "");

/** Lays pieces into lines of a width; a piece wider than a line gets one of its own. */
function pack(pieces: readonly string[], width: number, facts: FactBook): string[] {
  const measure = (line: string) => countCharacters(bare(templatePassage(line, facts).text));
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && measure(last + piece) <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines;
}

/** Lines for a strip or a caption: clauses kept together where they fit, the rest broken between characters, never inside a fact or a number. */
export function stripLines(template: string, width: number, facts: FactBook): string[] {
  const measure = (line: string) => countCharacters(bare(templatePassage(line, facts).text));
  const lines = pack(clauses(template), width, facts);
  return lines.flatMap((line) => (measure(line) <= width ? [line] : pack(atoms(line), width, facts))).map(bare).filter((l) => l !== "");
}

/** The same, but only where every clause fits a line whole: words on a screen in the street are not broken. */
export function wholeClauseLines(template: string, width: number, facts: FactBook): string[] | null {
  const lines = pack(clauses(template), width, facts).map(bare).filter((l) => l !== "");
  return lines.every((l) => countCharacters(templatePassage(l, facts).text) <= width) ? lines : null;
}

/** Names laid side by side into lines of a width. */
export function nameLines(names: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && countCharacters(`${last}　${name}`) <= width) lines[lines.length - 1] = `${last}　${name}`;
    else lines.push(name);
  }
  return lines;
}
