import { z } from "zod";
import type { Capabilities, Rendered } from "#kernel/connector.ts";
import { FactKind } from "#kernel/document.ts";
import { CorrectionNote, SealedMaterial, SignatureLine, type SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { Urgency } from "#kernel/urgency.ts";
import { bodyHtml, type AddressOf } from "./html.ts";
import { emptyTexts, overLimits } from "./limits.ts";
import { missingParts, plainText } from "./text.ts";

/** The article as the public gets it and as people sign it: nothing internal (sources, file names) is in it. */
export const Article = z.object({
  pieceId: z.uuid(),
  edition: z.number().int(),
  title: z.string(),
  summary: z.string(),
  html: z.string(),
  text: z.string(),
  facts: z.array(z.object({ kind: FactKind, label: z.string(), text: z.string(), number: z.number().nullable() })),
  materials: z.array(SealedMaterial.pick({ sha256: true, kind: true, mime: true, bytes: true, width: true, height: true, credit: true })),
  signature: SignatureLine,
  correction: CorrectionNote.nullable(),
  column: z.string(),
  urgency: Urgency,
  regions: z.array(z.string()),
  validUntil: z.iso.datetime().nullable(),
});
export type Article = z.infer<typeof Article>;

/** Attachments on our own site are addressed by their hash, so that no edition can show another's picture. */
export const siteAddress: AddressOf = (material) => `/m/${material.sha256}`;

/** What an article may measure, the same wherever it is read as a web page. */
export const articleLimits: Capabilities["limits"] = {
  title: { max: 100, unit: "codepoint" },
  summary: { max: 500, unit: "codepoint" },
  html: { max: 512 * 1024, unit: "utf8byte" },
};

/** The public article of an edition. */
export const articleOf = (edition: SealedEdition, addressOf: AddressOf = siteAddress): Article => ({
  pieceId: edition.pieceId, edition: edition.number, title: edition.title, summary: edition.summary,
  html: bodyHtml(edition, addressOf), text: plainText(edition),
  facts: edition.facts.map(({ kind, label, text, number }) => ({ kind, label, text, number })),
  materials: edition.materials.map(({ sha256, kind, mime, bytes, width, height, credit }) => ({ sha256, kind, mime, bytes, width, height, credit })),
  signature: edition.signature, correction: edition.correction, column: edition.column, urgency: edition.urgency,
  regions: edition.regions, validUntil: edition.validUntil,
});

/** Renders an article, and whatever the channel says beside it, into the bytes people sign. */
export function renderArticle(channel: string, edition: SealedEdition, addressOf: AddressOf = siteAddress, beside: Record<string, unknown> = {}): Rendered {
  const article = articleOf(edition, addressOf);
  const payload = canonical({ ...article, ...beside });
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "web", title: article.title, text: article.text },
    findings: [
      ...emptyTexts(channel, { title: article.title, text: article.text }),
      ...overLimits(channel, articleLimits, { title: article.title, summary: article.summary, html: article.html }),
      ...missingParts(channel, edition),
    ],
  };
}
