import type { Block, Doc, Fact } from "#kernel/document.ts";
import type { SignatureLine, VariantKind, VariantText } from "#kernel/edition.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { type Change, compareText, compareTokens, countPlaces, type Token, tokensOf } from "./diff.ts";
import { likeness, shingles } from "./shingles.ts";
import { blockPassage, factBook, type FactBook, type Passage } from "./text.ts";

/** The parts of an edition that people compare; forms and signature only where both sides have them. */
export type Comparable = {
  title: string;
  summary: string;
  doc: Doc;
  facts: readonly Fact[];
  variants?: Readonly<Partial<Record<VariantKind, VariantText>>>;
  signature?: SignatureLine | null;
};

/** One block beside its counterpart, by index on either side. `altered`: the same words with another look, link or picture. */
export type BlockChange = { kind: "same" | "changed" | "altered" | "removed" | "added"; before: number | null; after: number | null; changes: Change[] };

/** A fact that says something else now; `before` or `after` is empty where the fact is new or gone. */
export type FactChange = { factId: string; label: string; before: string; after: string };

/** What changed between two editions. `places` counts what people rewrote (改 2 处); changed facts are counted apart. */
export type Comparison = {
  title: Change[];
  summary: Change[];
  blocks: BlockChange[];
  facts: FactChange[];
  variants: VariantKind[];
  signatureChanged: boolean;
  places: number;
};

/** What the public reads, a fact as one token. */
const shownTokens = (passage: Passage): Token[] => {
  const out: Token[] = [];
  let from = 0;
  for (const span of passage.spans) {
    out.push(...tokensOf(passage.text.slice(from, span.start)), passage.text.slice(span.start, span.end));
    from = span.end;
  }
  return [...out, ...tokensOf(passage.text.slice(from))];
};

type Side = { block: Block; passage: Passage; key: string; pieces: Set<string> };
const sideOf = (doc: Doc, book: FactBook): Side[] =>
  doc.blocks.map((block) => {
    const passage = blockPassage(block, book);
    return { block, passage, key: canonical(block), pieces: shingles(passage.text, 2) };
  });

/** How well two blocks go together: 1 for equal, 0 for strangers. */
const kinship = (a: Side, b: Side): number => {
  if (a.key === b.key) return 1;
  if (a.block.type !== b.block.type) return 0;
  if (a.passage.text === b.passage.text) return 0.95;
  const alike = likeness(a.pieces, b.pieces);
  return alike >= 0.2 ? alike * 0.9 : 0;
};

/** Pairs blocks in order so that the pairs are as alike as possible; the others were removed or added. */
function align(a: readonly Side[], b: readonly Side[]): [number | null, number | null][] {
  const kin = a.map((x) => b.map((y) => kinship(x, y)));
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const pair = kin[i]?.[j] ?? 0;
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), pair > 0 ? pair + at(i + 1, j + 1) : 0);
    }
  }
  const out: [number | null, number | null][] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const pair = kin[i]?.[j] ?? 0;
    if (i < a.length && j < b.length && pair > 0 && at(i, j) === pair + at(i + 1, j + 1)) out.push([i++, j++]);
    else if (i < a.length && (j >= b.length || at(i, j) === at(i + 1, j))) out.push([i++, null]);
    else out.push([null, j++]);
  }
  return out;
}

/** What people typed, with facts by reference, so that a new figure does not count as rewriting. */
const typedTokens = (passage: Passage): Token[] => {
  let text = "";
  let from = 0;
  for (const span of passage.spans) {
    text += `${passage.text.slice(from, span.start)}\u0000`;
    from = span.end;
  }
  return tokensOf(text + passage.text.slice(from));
};

/** In how many places people rewrote a block: its own words, its facts swapped, or its look. */
function rewritten(a: Side, b: Side): number {
  const typed = countPlaces(compareTokens(typedTokens(a.passage), typedTokens(b.passage)));
  if (typed > 0) return typed;
  return a.key === b.key ? 0 : 1;
}

function blockChange(a: Side | undefined, b: Side | undefined, i: number | null, j: number | null): BlockChange {
  if (!a || !b) return a ? { kind: "removed", before: i, after: null, changes: [{ kind: "removed", text: a.passage.text }] }
    : { kind: "added", before: null, after: j, changes: [{ kind: "added", text: b?.passage.text ?? "" }] };
  const changes = compareTokens(shownTokens(a.passage), shownTokens(b.passage));
  const words = changes.some((c) => c.kind !== "same");
  return { kind: words ? "changed" : a.key === b.key ? "same" : "altered", before: i, after: j, changes };
}

function factChanges(before: readonly Fact[], after: readonly Fact[]): FactChange[] {
  const [old, now] = [factBook(before), factBook(after)];
  const changed = before.filter((f) => now.get(f.id)?.text !== f.text).map((f) => ({ factId: f.id, label: f.label, before: f.text, after: now.get(f.id)?.text ?? "" }));
  const added = after.filter((f) => !old.has(f.id)).map((f) => ({ factId: f.id, label: f.label, before: "", after: f.text }));
  return [...changed, ...added];
}

/** Compares two editions block by block; numbers, Latin words and facts are never cut (issue 2, part 3). */
export function compareEditions(before: Comparable, after: Comparable): Comparison {
  const a = sideOf(before.doc, factBook(before.facts));
  const b = sideOf(after.doc, factBook(after.facts));
  const pairs = align(a, b);
  const title = compareText(before.title, after.title);
  const summary = compareText(before.summary, after.summary);
  const inBlocks = pairs.reduce((sum, [i, j]) => {
    const [x, y] = [i === null ? undefined : a[i], j === null ? undefined : b[j]];
    return sum + (x && y ? rewritten(x, y) : 1);
  }, 0);
  const kinds = Object.keys({ ...before.variants, ...after.variants }) as VariantKind[];
  return {
    title, summary,
    blocks: pairs.map(([i, j]) => blockChange(i === null ? undefined : a[i], j === null ? undefined : b[j], i, j)),
    facts: factChanges(before.facts, after.facts),
    variants: before.variants && after.variants ? kinds.filter((k) => before.variants?.[k]?.text !== after.variants?.[k]?.text) : [],
    signatureChanged: before.signature !== undefined && after.signature !== undefined && canonical(before.signature) !== canonical(after.signature),
    places: countPlaces(title) + countPlaces(summary) + inBlocks,
  };
}
