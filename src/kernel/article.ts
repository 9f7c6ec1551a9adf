import { z } from "zod";
import { FactKind } from "./document.ts";
import { CorrectionNote, SealedMaterial, SignatureLine } from "./edition.ts";
import { Urgency } from "./urgency.ts";

/** A web article as people sign it and the public gets it: nothing internal (sources, file names) is in it. Sent as canonical JSON, byte for byte. */
export const Article = z.object({
  pieceId: z.uuid(),
  edition: z.number().int().min(1),
  title: z.string(),
  summary: z.string(),
  /** The text as HTML, every character escaped by the connector. */
  html: z.string(),
  /** The same text as plain words: for search and for 核对真假. */
  text: z.string(),
  facts: z.array(z.object({ kind: FactKind, label: z.string(), text: z.string(), number: z.number().nullable() })),
  materials: z.array(SealedMaterial.pick({ sha256: true, kind: true, mime: true, bytes: true, width: true, height: true, credit: true })),
  signature: SignatureLine,
  correction: CorrectionNote.nullable(),
  column: z.string(),
  urgency: Urgency,
  /** GB/T 2260 codes; none means everybody. */
  regions: z.array(z.string()),
  validUntil: z.iso.datetime().nullable(),
});
export type Article = z.infer<typeof Article>;

/** Where our own site serves an attachment: by its hash, so that no edition can show another's picture. */
export const mediaPath = (material: { sha256: string }): string => `/m/${material.sha256}`;

/** One item of a screen's playlist as people sign it: what the player shows, until when, before what else. */
export const ScreenItem = z.object({
  pieceId: z.uuid(),
  /** The edition. */
  rev: z.number().int().min(1),
  lines: z.array(z.string()).min(1),
  style: z.enum(["scroll", "page"]),
  urgency: Urgency,
  /** The lane: 0 interrupts everything. */
  priority: z.number().int().min(0),
  validUntil: z.iso.datetime().nullable(),
  /** Of the item without this field, so that the player can tell a damaged cache. */
  sha256: z.string(),
});
export type ScreenItem = z.infer<typeof ScreenItem>;
