import type { Doc } from "#kernel/document.ts";
import { type FactBook, linesOf } from "./text.ts";
import { coverage, shingles } from "./shingles.ts";
import { fillPlaceholders, placeholdersIn, templateOf, templatePassage } from "./placeholders.ts";

/** One whole sentence of a piece: by reference for tuning, written out for counting, and how much it matters. */
export type Sentence = { template: string; text: string; weight: number; order: number };

const opening = "“‘（《【「『(";
const closing = "”’）》】」』)";
const stops = "。！？!?";

/** Cuts hand-tuned words after full stops; never inside quotation marks, brackets or a fact. */
export function splitSentences(template: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  let i = 0;
  const push = (end: number) => {
    const words = template.slice(start, end).trim();
    if (words) out.push(words);
    start = end;
    depth = 0;
  };
  while (i < template.length) {
    const c = template[i] ?? "";
    if (template.startsWith("{{fact:", i)) {
      const end = template.indexOf("}}", i);
      i = end < 0 ? template.length : end + 2;
      continue;
    }
    if (c === "\n") push(i + 1);
    else if (opening.includes(c)) depth += 1;
    else if (closing.includes(c)) {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && stops.includes(template[i - 1] ?? "\n") && !/[。！？!?，、；,;]/.test(template[i + 1] ?? "")) push(i + 1);
    } else if (stops.includes(c) && depth === 0 && !stops.includes(template[i + 1] ?? "\n")) push(i + 1);
    i += 1;
  }
  push(template.length);
  return out;
}

const factWeight: Record<string, number> = { deaths: 12, injured: 12, missing: 12, level: 3, hotline: 3, evacuated: 2, time: 2, place: 2, area: 2 };
const asksPeople = /请|不要|切勿|严禁|禁止|不得|务必|立即|远离|撤离|拨打|报警|关闭|避免|注意/;

/** How much a sentence matters to somebody who reads only one: facts about people, then the grade, then what to do. */
export function weigh(template: string, facts: FactBook): number {
  const kinds = new Set(placeholdersIn(template).map((id) => facts.get(id)?.kind ?? "figure"));
  const byFacts = [...kinds].reduce((sum, kind) => sum + (factWeight[kind] ?? 1), 0);
  return byFacts + (asksPeople.test(template) ? 3 : 0);
}

/** The sentences of a piece in reading order: the summary's own if there is one, then the text's; tables, headings and pictures say none. */
export function sentencesOf(piece: { title: string; summary: string; doc: Doc }, facts: FactBook): Sentence[] {
  const lines = piece.doc.blocks.flatMap((block) =>
    block.type === "paragraph" || block.type === "list" || block.type === "quote" ? linesOf(block).map(templateOf) : []);
  const fromSummary = splitSentences(piece.summary);
  const book = [...facts.values()];
  const topic = shingles(fillPlaceholders(piece.title, book), 2);
  const spoken = new Set(fromSummary.map((s) => templatePassage(s, facts).text));
  const fromText = lines.flatMap(splitSentences).filter((s) => !/[：:]$/.test(s) && !spoken.has(templatePassage(s, facts).text));
  return [...fromSummary, ...fromText].map((words, order) => {
    const template = /[。！？!?；;…”’）)]$/.test(words) ? words : `${words}。`;
    const lead = order < fromSummary.length ? 6 : order === 0 ? 4 : 0;
    const text = fillPlaceholders(template, book);
    return { template, text, weight: weigh(template, facts) + lead + 4 * coverage(topic, shingles(text, 2)), order };
  });
}

type Fits = (chosen: readonly Sentence[]) => boolean;

/** Takes sentences in the order given while they fit and say something new. */
function take(ranked: readonly Sentence[], fits: Fits): Sentence[] {
  let chosen: Sentence[] = [];
  for (const next of ranked) {
    const more = [...chosen, next].sort((a, b) => a.order - b.order);
    const said = shingles(chosen.map((s) => s.text).join(""), 2);
    if (coverage(shingles(next.text, 2), said) <= 0.6 && fits(more)) chosen = more;
  }
  return chosen;
}

/** Chooses the whole sentences that together matter most within the room, trying the weightiest and the tersest first; gives them back in reading order. */
export function chooseSentences(sentences: readonly Sentence[], fits: Fits): Sentence[] {
  const total = (some: readonly Sentence[]) => some.reduce((sum, s) => sum + s.weight, 0);
  const heavy = take([...sentences].sort((a, b) => b.weight - a.weight || a.order - b.order), fits);
  const terse = take([...sentences].sort((a, b) => b.weight / b.text.length - a.weight / a.text.length || a.order - b.order), fits);
  return total(terse) > total(heavy) ? terse : heavy;
}

/** Whole sentences one after the other; a half-stop at the very end becomes a full one. */
export const flow = (chosen: readonly Sentence[]): string => chosen.map((s) => s.template).join("").replace(/[；;]$/, "。");
