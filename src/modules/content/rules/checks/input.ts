import type { Doc, Fact } from "#kernel/document.ts";
import type { SignatureLine } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { PieceForm } from "../form.ts";
import { templatePassage } from "../placeholders.ts";
import { blockPassage, type FactBook, factBook, halfWidth, type Passage } from "../text.ts";
import type { TunedTexts } from "../variants.ts";

/** A number the public may be told to call. */
export type Hotline = { number: string; use: string };

/** A unit with every name it bore (`validTo` is the first day the name no longer holds) and other names that are right too. */
export type UnitNames = { code: string; names: readonly { name: string; validFrom: string | null; validTo: string | null }[]; aliases: readonly string[] };

/** A place of the gazetteer; `parent` is the code above it, `alsoIn` names provinces that have one of the same name. */
export type GazetteerPlace = { code: string; name: string; parent: string | null; alsoIn?: readonly string[] };

/** A word the house does not use, from an editable list; `from` is the first day the rule applies. */
export type Term = { term: string; kind: "forbidden" | "outdated"; instead: string; reason: string; from: string | null };

/** A release of the same topic that went out before; `at` is an ISO instant. */
export type EarlierRelease = { title: string; plain: string; facts: readonly Fact[]; at: string };

/** What the checks are told about an attachment. */
export type CheckedMaterial = { id: string; name: string; credit: string };

/** Everything the checks read: the piece, the day, and the lists of the house. */
export type CheckInput = {
  form: PieceForm;
  urgency: Urgency;
  /** No edition of this event has gone out yet. */
  firstRelease: boolean;
  title: string;
  summary: string;
  doc: Doc;
  facts: readonly Fact[];
  tuned: TunedTexts;
  signature: SignatureLine | null;
  materials: readonly CheckedMaterial[];
  /** The moment of checking: names of that day, years left unsaid. */
  at: Date;
  hotlines: readonly Hotline[];
  units: readonly UnitNames[];
  places: readonly GazetteerPlace[];
  terms: readonly Term[];
  earlier: readonly EarlierRelease[];
};

/** A check reads and suggests; it never rewrites (product.md, refusal 5). */
export type Check = (input: CheckInput) => Finding[];

/** A stretch of the piece as checks read it: `title`, `summary`, `text` with a block index, or a hand-tuned form; `typed` is the same before widths were evened. */
export type Stretch = Passage & { at: string; block?: number; typed: string };

/** Every stretch that people wrote, in reading order, digits and letters half-width, facts filled in. */
export function stretchesOf(input: CheckInput): Stretch[] {
  const book: FactBook = factBook(input.facts);
  const even = (p: Passage) => ({ text: halfWidth(p.text), spans: p.spans, typed: p.text });
  return [
    { at: "title", ...even(templatePassage(input.title, book)) },
    { at: "summary", ...even(templatePassage(input.summary, book)) },
    ...input.doc.blocks.map((block, index): Stretch => ({ at: "text", block: index, ...even(blockPassage(block, book)) })),
    ...Object.entries(input.tuned).map(([kind, template]): Stretch => ({ at: kind, ...even(templatePassage(template, book)) })),
  ];
}

/** Everything the public will read of the structured text, as one string. */
export const readAll = (input: CheckInput): string =>
  stretchesOf(input).filter((s) => s.at === "title" || s.at === "summary" || s.at === "text").map((s) => s.text).join("\n");

/** The words of a finding as they were typed, so that the desk can find them. */
function asTyped(stretch: { text?: string; typed?: string }, quote: string): string {
  const at = stretch.text?.indexOf(quote) ?? -1;
  return at < 0 || stretch.typed === undefined ? quote : stretch.typed.slice(at, at + quote.length);
}

/** A finding at a stretch. */
export const findAt = (
  stretch: { at: string; block?: number; text?: string; typed?: string },
  finding: { code: string; level: Finding["level"]; facts?: Finding["facts"]; quote?: string; suggestion?: string },
): Finding => ({
  code: finding.code,
  level: finding.level,
  at: stretch.at,
  facts: finding.facts ?? {},
  ...(stretch.block === undefined ? {} : { block: stretch.block }),
  ...(finding.quote === undefined ? {} : { quote: asTyped(stretch, finding.quote) }),
  ...(finding.suggestion === undefined ? {} : { suggestion: finding.suggestion }),
});
