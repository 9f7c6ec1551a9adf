import { accept, found, Problem } from "#kernel/errors.ts";
import type { CorrectionNote, SealedEdition, SealedPlace } from "#kernel/edition.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { sealedMaterials } from "#modules/materials/index.ts";
import { regionByCode } from "#modules/organisation/index.ts";
import { correctionChanges } from "../rules/correction.ts";
import { editionText, factsPlaced, planFreeze, saysTheSame, sealEdition, tidy, type FreezeInput } from "../rules/edition.ts";
import { fillPlaceholders } from "../rules/placeholders.ts";
import { insertEdition } from "../store/editions.ts";
import { indexPiece } from "../store/pieces.ts";
import { pieceBasis } from "../views/basis.ts";
import { checkInput, type DraftInput } from "../views/draft.ts";
import { contributorsOf, editionOf } from "../views/piece.ts";

/** An edition that has been frozen; `sameTextAs` names the one before when only the signature line differs. */
export type Frozen = { editionId: string; number: number; sealed: SealedEdition; hash: string; sameTextAs: number | null };

type FreezeOrder = { pieceId: string; signatureUnitIds: readonly string[]; correction: { ofEdition: number; reason: string } | null };

/** Freezes the live draft into the next edition. Blocking findings refuse; nothing is rewritten. */
export async function freezeEdition(ctx: Context, tx: Tx, input: FreezeOrder): Promise<Frozen> {
  const now = ctx.now();
  const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
  const before = piece.editionNumber > 0 ? await editionOf(tx, piece.id, piece.editionNumber) : null;
  const freezing = await freezable(ctx, tx, input, now);
  const plan = accept(planFreeze(freezing));
  const mark = { editionId: newId(now), number: piece.editionNumber + 1 };
  const { edition, fingerprint: hash } = sealEdition(plan, mark);
  const plain = editionText(edition);
  await insertEdition(tx, { sealed: edition, hash, plain, contributors: await contributorsOf(tx, piece.id, now), by: ctx.actor }, now);
  await indexPiece(tx, piece.id, edition.title, edition.summary, plain);
  record(tx, { action: "content.freeze", subject: { type: "piece", id: piece.id }, facts: { edition: edition.number, hash, facts: edition.facts.map((fact) => ({ id: fact.id, version: fact.version })) } });
  return { ...mark, sealed: edition, hash, sameTextAs: before && saysTheSame(freezing, before.sealed) ? before.sealed.number : null };
}

/** The draft with the line that will stand under it; text that no channel could carry and units nobody knows refuse. */
async function freezable(ctx: Context, tx: Tx, { pieceId, signatureUnitIds, correction }: FreezeOrder, now: Date): Promise<FreezeInput> {
  const draft = await checkInput(tx, pieceId, signatureUnitIds, now);
  const broken = draft.unreadable[0];
  if (broken) throw new Problem("refused", broken.refusal);
  const unknown = signatureUnitIds.find((id) => !draft.signature?.units.some((unit) => unit.unitId === id));
  if (unknown !== undefined) throw new Problem("refused", { code: "content.no-such-unit", facts: { unit: unknown } });
  const shown = draft.doc.blocks.flatMap((block) => (block.type === "image" || block.type === "video" ? [block.materialId] : []));
  return {
    ...draft, pieceId, regionNames: await namedRegions(tx, draft.regions), materials: await sealedMaterials(tx, [...new Set(shown)]), column: draft.columnCode, validUntil: draft.validUntil?.toISOString() ?? null,
    siteAddress: `${ctx.house.publicUrl}/a/${pieceId}`, correction: correction ? await correctionNote(tx, pieceId, correction, draft) : null,
  };
}

const namedRegions = (tx: Tx, codes: readonly string[]): Promise<SealedPlace[]> => Promise.all(codes.map(async (code) => ({ code, name: (await regionByCode(tx, code))?.name ?? code })));

async function correctionNote(tx: Tx, pieceId: string, { ofEdition, reason }: { ofEdition: number; reason: string }, draft: DraftInput): Promise<CorrectionNote> {
  const before = found(await editionOf(tx, pieceId, ofEdition), "content.no-edition");
  const placed = new Set(factsPlaced(draft));
  const filled = { title: fillPlaceholders(draft.title, draft.facts).trim(), summary: fillPlaceholders(draft.summary, draft.facts).trim() };
  return { ofEdition, reason, changes: correctionChanges(before.sealed, { ...filled, doc: tidy(draft.doc), facts: draft.facts.filter((fact) => placed.has(fact.id)) }) };
}
