import type { Block } from "#kernel/document.ts";
import type { CorrectionNote } from "#kernel/edition.ts";
import { type Comparable, compareEditions, type FactChange } from "./compare.ts";
import { findFactWords } from "./placeholders.ts";
import { blockText } from "./text.ts";

type Said = CorrectionNote["changes"][number];

/** Longest stretch of old or new words in a note, and most changes it lists one by one. */
const longest = 160;
const mostListed = 12;

/** What a note says where there was nothing, or where nothing is left. */
export const wasNothing = "（原文没有）";
export const isNothing = "（删去）";

const cut = (words: string): string => ([...words].length > longest ? `${[...words].slice(0, longest - 1).join("")}…` : words);
const change = (label: string, before: string, after: string): Said => ({ label, before: cut(before.trim()) || wasNothing, after: cut(after.trim()) || isNothing });

/** Old words with every changed fact put anew: what differs beyond that was rewritten by people. */
function restated(words: string, facts: readonly FactChange[]): string {
  return facts.filter((f) => f.before && f.after).reduce((text, { before, after }) => {
    const places = findFactWords(text, before).toReversed();
    return places.reduce((now, at) => now.slice(0, at) + after + now.slice(at + before.length), text);
  }, words);
}

const sentences = (text: string): string[] => text.match(/[^。！？!?\n]+[。！？!?]?/g) ?? [];

/** The sentences of one text that the other does not have. */
const only = (text: string, other: string, facts: readonly FactChange[]): string => {
  const there = new Set(sentences(restated(other, facts)));
  return sentences(text).filter((s) => !there.has(s) && !there.has(restated(s, facts))).join("");
};

function rewritten(label: string, before: string, after: string, facts: readonly FactChange[]): Said[] {
  if (before === after || restated(before, facts) === after) return [];
  const [was, is] = [only(before, after, facts.map((f) => ({ ...f, before: f.after, after: f.before }))), only(after, before, facts)];
  return [was || is ? change(label, was, is) : change(label, before, after)];
}

const shows = (block: Block | undefined): string => (block?.type === "image" || block?.type === "video" ? block.materialId : "");

/** What a correction changed, as its note tells the public: facts first, then title, summary, and every sentence and picture that people changed (product.md, refusal 4). */
export function correctionChanges(before: Comparable, after: Comparable): Said[] {
  const { facts, blocks } = compareEditions(before, after);
  const text = (side: Comparable, index: number | null) => {
    const block = index === null ? undefined : side.doc.blocks[index];
    return block ? blockText(block, side.facts) : "";
  };
  const inText = blocks.flatMap((b): Said[] => {
    const [was, is] = [shows(before.doc.blocks[b.before ?? -1]), shows(after.doc.blocks[b.after ?? -1])];
    if (was !== is) return [change("配图", was && (text(before, b.before) || "原图"), is && (text(after, b.after) || "新图"))];
    return b.kind === "same" || b.kind === "altered" ? [] : rewritten("正文", text(before, b.before), text(after, b.after), facts);
  });
  const all = [
    ...facts.map((f) => change(f.label, f.before, f.after)), ...rewritten("标题", before.title, after.title, facts), ...rewritten("摘要", before.summary, after.summary, facts), ...inText,
  ];
  return all.length <= mostListed ? all : [...all.slice(0, mostListed - 1), change("其他", `${all.length - mostListed + 1} 处`, "已改写")];
}
