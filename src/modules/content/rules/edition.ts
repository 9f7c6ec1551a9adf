import { type Decision, permit, refuse } from "#kernel/decision.ts";
import type { Block, Doc, Fact } from "#kernel/document.ts";
import { type CorrectionNote, SealedEdition, type SealedMaterial, type SealedPlace, type SignatureLine, type VariantKind } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { fingerprint } from "#kernel/fingerprint.ts";
import { checkPiece, inDeskOrder } from "./checks/check-piece.ts";
import type { CheckInput } from "./checks/input.ts";
import { checkLimits, type VariantLimits } from "./limits.ts";
import { fillPlaceholders, findFactWords, placeholdersIn } from "./placeholders.ts";
import { factPlaces, factsUsed, linesOf, plainText } from "./text.ts";
import { deriveVariants } from "./variants.ts";

/** A draft on its way to being frozen: what the checks read, and what an edition carries besides. */
export type FreezeInput = Omit<CheckInput, "materials"> & {
  pieceId: string;
  materials: readonly SealedMaterial[];
  column: string;
  regions: readonly string[];
  /** The regions as they are called today. */
  regionNames: readonly SealedPlace[];
  /** ISO instant after which the piece no longer holds. */
  validUntil: string | null;
  correction: CorrectionNote | null;
  siteAddress: string;
  limits?: VariantLimits;
};

/** An edition ready to be numbered, and what the checks said without blocking. */
export type FreezePlan = { edition: Omit<SealedEdition, "editionId" | "number">; findings: Finding[] };

const says = (block: Block): boolean =>
  block.type === "image" || block.type === "video" || linesOf(block).some((line) => line.some((run) => run.type === "fact" || (run.type === "text" && run.text.trim() !== "")));

/** The text without the blank paragraphs an editor leaves behind. */
export const tidy = (doc: Doc): Doc => ({ blocks: doc.blocks.filter(says) });

/** Ids of every fact a draft places: in title, summary, text or a hand-tuned form. */
export const factsPlaced = (draft: Pick<CheckInput, "title" | "summary" | "doc" | "tuned">): string[] =>
  [...new Set([...placeholdersIn(draft.title), ...placeholdersIn(draft.summary), ...factsUsed(draft.doc), ...Object.values(draft.tuned).flatMap(placeholdersIn)])];

function sealedParts(input: FreezeInput, doc: Doc, placed: readonly Fact[], signature: SignatureLine): FreezePlan["edition"] {
  const shown = new Set(doc.blocks.flatMap((b) => (b.type === "image" || b.type === "video" ? [b.materialId] : [])));
  return {
    pieceId: input.pieceId,
    title: fillPlaceholders(input.title, placed).trim(),
    summary: fillPlaceholders(input.summary, placed).trim(),
    doc,
    facts: [...placed],
    materials: input.materials.filter((m) => shown.has(m.id)),
    variants: deriveVariants({ ...input, doc, signature }),
    signature,
    urgency: input.urgency,
    column: input.column,
    regions: [...input.regions],
    places: [...input.regionNames],
    validUntil: input.validUntil,
    correction: input.correction,
  };
}

/** Does a draft say what an edition said, whoever signs? Every form is made again with the old line, so that a hand-tuned word counts as text. */
export function saysTheSame(input: FreezeInput, before: SealedEdition): boolean {
  const byId = new Map(input.facts.map((f) => [f.id, f]));
  const placed = factsPlaced(input).flatMap((id) => byId.get(id) ?? []);
  // How regions are called is no word of the text, and editions of before may not name them.
  const { editionId, number, places: _, ...said } = before;
  const { places: __, ...says } = sealedParts(input, tidy(input.doc), placed, before.signature);
  return fingerprint({ ...says, editionId, number }) === fingerprint({ ...said, editionId, number });
}

/** May this draft be frozen for review, and as what? It runs the checks itself, so that nobody can forget them. */
export function planFreeze(input: FreezeInput): Decision<FreezePlan> {
  const doc = tidy(input.doc);
  if (input.title.trim() === "") return refuse("content.no-title");
  if (doc.blocks.length === 0) return refuse("content.empty");
  if (!input.signature || input.signature.units.length === 0) return refuse("content.no-issuing-unit");
  const byId = new Map(input.facts.map((f) => [f.id, f]));
  const ids = factsPlaced(input);
  const unknown = ids.find((id) => !byId.has(id));
  if (unknown !== undefined) return refuse("content.fact-unknown", { fact: unknown });
  const placed = ids.flatMap((id) => byId.get(id) ?? []);
  const unsourced = placed.find((f) => f.source.trim() === "");
  if (unsourced) return refuse("content.fact-without-source", { label: unsourced.label, fact: unsourced.id });
  const edition = sealedParts(input, doc, placed, input.signature);
  const findings = inDeskOrder([...checkPiece(input), ...checkLimits(edition.variants, input.limits).findings]);
  const blocking = findings.filter((f) => f.level === "blocking");
  if (blocking[0]) return refuse("content.findings-blocking", { count: blocking.length, first: blocking[0].code, at: blocking[0].at });
  return permit({ edition, findings });
}

/** Gives the planned edition its id and number and takes the fingerprint that people sign. */
export function sealEdition(plan: FreezePlan, mark: { editionId: string; number: number }): { edition: SealedEdition; fingerprint: string } {
  const edition = SealedEdition.parse({ ...plan.edition, ...mark });
  return { edition, fingerprint: fingerprint(edition) };
}

/** Where a fact stands in one edition. */
export type FactUse = { factId: string; label: string; version: number; text: string; title: boolean; summary: boolean; blocks: number[]; variants: VariantKind[] };

/** Every fact of an edition with the places that would have to change with it. */
export function factsUsedIn(edition: Pick<SealedEdition, "title" | "summary" | "doc" | "facts" | "variants">): FactUse[] {
  const places = factPlaces(edition.doc);
  return edition.facts.map((fact) => {
    const blocks = [...new Set(places.filter((p) => p.factId === fact.id).map((p) => p.block))];
    const stands = (text: string) => findFactWords(text, fact.text).length > 0;
    const variants = (Object.keys(edition.variants) as VariantKind[]).filter((kind) => {
      const words = edition.variants[kind].text;
      return stands(words) || (kind === "led" || kind === "caption" ? stands(words.replace(/\s/g, "")) : false);
    });
    return { factId: fact.id, label: fact.label, version: fact.version, text: fact.text, title: stands(edition.title), summary: stands(edition.summary), blocks, variants };
  });
}

/** Editions that still say the old words of a fact: each with the blocks and forms to correct. */
export const flagged = <E extends Pick<SealedEdition, "editionId" | "number" | "title" | "summary" | "doc" | "facts" | "variants">>(
  editions: readonly E[], now: Pick<Fact, "id" | "version">,
): { edition: E; use: FactUse }[] =>
  editions.flatMap((edition) => factsUsedIn(edition).filter((use) => use.factId === now.id && use.version < now.version).map((use) => ({ edition, use })));

/** The plain text of an edition, for search and for comparing a copy found elsewhere. */
export const editionText = (edition: Pick<SealedEdition, "doc" | "facts">): string => plainText(edition.doc, edition.facts);

/** Refusals a draft may meet on its way to an edition. */
export const freezeRefusals = [
  "content.no-title", "content.empty", "content.no-issuing-unit", "content.fact-unknown", "content.fact-without-source", "content.findings-blocking",
] as const;
