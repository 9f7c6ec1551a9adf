import type { Refusal } from "#kernel/decision.ts";
import type { Item, SourceKind } from "../item.ts";

/** Every reason for which the door turns away a document, an entry or a part of one. */
export const sourceRefusals = [
  "opinion.document-empty", "opinion.document-too-large", "opinion.document-cut-short", "opinion.bytes-damaged", "opinion.not-a-feed", "opinion.not-json",
  "opinion.markup-damaged", "opinion.markup-too-deep", "opinion.entries-missing", "opinion.entries-over-limit", "opinion.entry-cut-short", "opinion.entry-shape",
  "opinion.mapping-names-person", "opinion.mapping-empty", "opinion.column-missing", "opinion.column-names-person", "opinion.row-ragged", "opinion.row-quotes-open",
  "opinion.workbook-unreadable", "opinion.workbook-old", "opinion.workbook-too-large",
  "opinion.title-missing", "opinion.title-cut", "opinion.text-cut", "opinion.link-missing", "opinion.link-unusable", "opinion.link-names-person",
  "opinion.time-unreadable", "opinion.time-implausible", "opinion.time-in-future", "opinion.time-clamped", "opinion.time-zone-wrong", "opinion.count-unreadable",
] as const;

export type SourceRefusal = (typeof sourceRefusals)[number];

/** What a refusal is about: everything, one entry, or one part of an entry that came in without it (cuts included). */
export type Part = "document" | "entry" | "title" | "text" | "link" | "time" | "rank" | "reads" | "comments";

/**
 * One thing the door did not let in as it stood. `entry` counts from 1 (rows as a person sees them in the table, the head included);
 * 0 is the document. The facts are figures and words of our own settings, never words of the document.
 */
export type Refused = { entry: number; part: Part; refusal: Refusal };

/** What came out of one document. Every entry is either an item or refused as a whole; nothing is lost in silence. */
export type Harvest = { items: Item[]; refused: Refused[] };

/** Notes a refusal. */
export function turnAway(refused: Refused[], entry: number, part: Part, code: SourceRefusal, facts?: NonNullable<Refusal["facts"]>): void {
  refused.push({ entry, part, refusal: facts ? { code, facts } : { code } });
}

/** What the watch settings say of a source, as far as reading it depends on it. */
export type Source = {
  key: string;
  kind: SourceKind;
  /** Where it is asked: relative links are resolved by it; empty for files and hands. */
  address: string;
  /** Names of institutions' own accounts, which stay readable after an @; every other is a person's and is masked. */
  institutions?: readonly string[];
};

/** How much of one document, entry, title and text comes in; characters are UTF-16 units. What is over is said. */
export const limits = { bytes: 16_777_216, entries: 20_000, titleCharacters: 300, textCharacters: 20_000, nesting: 256 } as const;
