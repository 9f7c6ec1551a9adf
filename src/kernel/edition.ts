import { z } from "zod";
import { Doc, Fact } from "./document.ts";
import { Urgency } from "./urgency.ts";

/** The forms one edition takes (clause 3.2: 同一内容多媒体生产、多渠道传播、多形态展现). */
export const VariantKind = z.enum(["web", "phone", "short", "sms", "led", "chat", "caption"]);
export type VariantKind = z.infer<typeof VariantKind>;

/** A form in words: derived by rule or tuned by hand, facts already written out. Web and phone carry the structured text itself. */
export const VariantText = z.object({ text: z.string(), tuned: z.boolean() });
export type VariantText = z.infer<typeof VariantText>;

/** Who speaks: the units in order, with the names they bear that day (clause 3.2, 共同落款). */
export const SignatureLine = z.object({
  units: z.array(z.object({ unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string() })).min(1),
});
export type SignatureLine = z.infer<typeof SignatureLine>;

/** An attachment as it was when the edition froze. */
export const SealedMaterial = z.object({
  id: z.uuid(),
  kind: z.enum(["image", "video"]),
  name: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  credit: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type SealedMaterial = z.infer<typeof SealedMaterial>;

/** A region by its GB/T 2260 code with the name it bore when the edition froze; what stands in no such list bears the code the preset gives it. */
export const SealedPlace = z.object({ code: z.string(), name: z.string() });
export type SealedPlace = z.infer<typeof SealedPlace>;

/** What a correction says it changed; shown with the text on every channel that can (product.md, refusal 4). */
export const CorrectionNote = z.object({
  ofEdition: z.number().int(),
  reason: z.string(),
  changes: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
});
export type CorrectionNote = z.infer<typeof CorrectionNote>;

/** An edition frozen for signing: everything a channel needs, nothing it must look up. */
export const SealedEdition = z.object({
  pieceId: z.uuid(),
  editionId: z.uuid(),
  number: z.number().int(),
  title: z.string(),
  summary: z.string(),
  doc: Doc,
  facts: z.array(Fact),
  materials: z.array(SealedMaterial),
  variants: z.record(VariantKind, VariantText),
  signature: SignatureLine,
  urgency: Urgency,
  column: z.string(),
  regions: z.array(z.string()),
  /** The same regions with their names, for channels that ask others to reach them; editions frozen before names were sealed have none. */
  places: z.array(SealedPlace).optional(),
  validUntil: z.iso.datetime().nullable(),
  correction: CorrectionNote.nullable(),
});
export type SealedEdition = z.infer<typeof SealedEdition>;
