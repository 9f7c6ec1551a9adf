import { z } from "zod";
import { CorrectionNote, SealedMaterial, SignatureLine } from "./edition.ts";
import { Urgency } from "./urgency.ts";

/** A web article as the website connector renders it and people sign it: canonical JSON of this, byte for byte. */
export const Article = z.object({
  pieceId: z.uuid(),
  edition: z.number().int().min(1),
  title: z.string().min(1),
  summary: z.string(),
  /** The text as HTML, every character escaped by the connector; pictures and films stand at `mediaPath`. */
  html: z.string(),
  materials: z.array(SealedMaterial),
  signature: SignatureLine,
  urgency: Urgency,
  column: z.string(),
  /** GB/T 2260 codes; empty means the whole province. */
  regions: z.array(z.string()),
  validUntil: z.iso.datetime().nullable(),
  correction: CorrectionNote.nullable(),
});
export type Article = z.infer<typeof Article>;

/** Where the public site serves an attachment of a published edition. */
export const mediaPath = (material: { sha256: string }): string => `/media/${material.sha256}`;

/** A strip for LED screens as the led connector renders it and people sign it: canonical JSON of this. */
export const Strip = z.object({
  pieceId: z.uuid(),
  edition: z.number().int().min(1),
  /** The group of screens it is for, from the account's settings. */
  group: z.string().min(1),
  /** The moving words, signature line included. */
  text: z.string().min(1),
  signature: SignatureLine,
  urgency: Urgency,
  validUntil: z.iso.datetime().nullable(),
});
export type Strip = z.infer<typeof Strip>;
