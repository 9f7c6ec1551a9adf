import type { Block, Doc, Fact, Inline } from "#kernel/document.ts";

/** What is read where a piece places a fact that its fact sheet does not hold. */
export const missingFact = "〔事实缺失〕";

/** The stretch of a text that a fact wrote; everything outside was typed by hand. UTF-16 offsets, end excluded. */
export type FactSpan = { start: number; end: number; factId: string };

/** Plain words that still know which of them came from facts. */
export type Passage = { text: string; spans: readonly FactSpan[] };

/** Facts by id, as the rules look them up. */
export type FactBook = ReadonlyMap<string, Fact>;
export const factBook = (facts: readonly Fact[]): FactBook => new Map(facts.map((fact) => [fact.id, fact]));

/** The lines of a block: one per paragraph, list item or quoted paragraph; a table row is one line, its cells apart by tabs. */
export function linesOf(block: Block): Inline[][] {
  switch (block.type) {
    case "heading":
    case "paragraph": return [block.content];
    case "list": return block.items;
    case "quote": return block.content;
    case "table": return block.rows.map((cells) => cells.flatMap((cell, i): Inline[] => (i ? [{ type: "text", text: "\t" }, ...cell] : cell)));
    case "image": return [[{ type: "text", text: block.caption ?? block.alt }]];
    case "video": return [[{ type: "text", text: block.caption ?? "" }]];
  }
}

/** Writes runs out with facts filled in and remembers where each fact stands. */
export function inlinePassage(runs: readonly Inline[], facts: FactBook): Passage {
  let text = "";
  const spans: FactSpan[] = [];
  for (const run of runs) {
    if (run.type === "text") text += run.text;
    else if (run.type === "break") text += "\n";
    else {
      const words = facts.get(run.factId)?.text ?? missingFact;
      spans.push({ start: text.length, end: text.length + words.length, factId: run.factId });
      text += words;
    }
  }
  return { text, spans };
}

/** Puts passages one below the other. */
export function joinPassages(passages: readonly Passage[]): Passage {
  let text = "";
  const spans: FactSpan[] = [];
  passages.forEach((passage, i) => {
    if (i) text += "\n";
    const offset = text.length;
    spans.push(...passage.spans.map((s) => ({ ...s, start: s.start + offset, end: s.end + offset })));
    text += passage.text;
  });
  return { text, spans };
}

/** A block written out, with the places of its facts. */
export const blockPassage = (block: Block, facts: FactBook): Passage =>
  joinPassages(linesOf(block).map((line) => inlinePassage(line, facts)));

/** Runs of text as the public reads them. */
export const inlineText = (runs: readonly Inline[], facts: readonly Fact[]): string => inlinePassage(runs, factBook(facts)).text;

/** A block as the public reads it: list items and table rows on lines of their own, pictures by caption or description. */
export const blockText = (block: Block, facts: readonly Fact[]): string => blockPassage(block, factBook(facts)).text;

/** The whole text as the public reads it, for search, comparison and finger-checking. */
export const plainText = (doc: Doc, facts: readonly Fact[]): string =>
  doc.blocks.map((block) => blockText(block, facts)).filter((text) => text.trim() !== "").join("\n");

/** Does a typed stretch lie wholly inside what one fact wrote? */
export const spanAt = (passage: Passage, start: number, end: number): FactSpan | undefined =>
  passage.spans.find((span) => span.start <= start && end <= span.end);

/** A place where a fact stands in the text, by block index. */
export type FactPlace = { factId: string; block: number };

/** Every place where a fact stands, in reading order; a fact used twice in a block stands there twice. */
export const factPlaces = (doc: Doc): FactPlace[] =>
  doc.blocks.flatMap((block, index) =>
    linesOf(block).flatMap((line) => line.flatMap((run): FactPlace[] => (run.type === "fact" ? [{ factId: run.factId, block: index }] : []))));

/** The facts a text uses, each once, in the order of first use. */
export const factsUsed = (doc: Doc): string[] => [...new Set(factPlaces(doc).map((place) => place.factId))];

/** Characters as people count a limit: Unicode code points, line breaks included. */
export const countCharacters = (text: string): number => [...text].length;

/** 字数 as word processors count it: every Han character and mark is one, a Latin word or a number is one, blanks are none. */
export const countWords = (text: string): number =>
  text.match(/[\p{Script=Latin}\d]+(?:[.,'’:/-][\p{Script=Latin}\d]+)*|[^\s]/gu)?.length ?? 0;

/** Full-width digits and Latin letters as half-width ones, place for place, so that checks read both alike. */
export const halfWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
