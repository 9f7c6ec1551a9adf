import { accept, found } from "#kernel/errors.ts";
import { fingerprint } from "#kernel/fingerprint.ts";
import type { CorrectionNote, SealedEdition } from "#kernel/edition.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { sealedMaterials } from "#modules/materials/index.ts";
import { compareEditions } from "../rules/compare.ts";
import { editionText, planFreeze, sealEdition, tidy } from "../rules/edition.ts";
import { insertEdition } from "../store/editions.ts";
import { indexPiece } from "../store/pieces.ts";
import { pieceBasis } from "../views/basis.ts";
import { checkInput } from "../views/draft.ts";
import { contributorsOf, editionOf } from "../views/piece.ts";

/** An edition that has been frozen; `sameTextAs` names the one before when only the signature line differs. */
export type Frozen = { editionId: string; number: number; sealed: SealedEdition; hash: string; sameTextAs: number | null };

/** Freezes the live draft into the next edition. Blocking findings refuse; nothing is rewritten. */
export async function freezeEdition(ctx: Context, tx: Tx, input: { pieceId: string; signatureUnitIds: readonly string[]; correction: { ofEdition: number; reason: string } | null }): Promise<Frozen> {
  const now = ctx.now();
  const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
  const draft = await checkInput(tx, piece.id, input.signatureUnitIds, now);
  const shown = tidy(draft.doc).blocks.flatMap((block) => (block.type === "image" || block.type === "video" ? [block.materialId] : []));
  const materials = await sealedMaterials(tx, [...new Set(shown)]);
  const plan = accept(planFreeze({
    ...draft, pieceId: piece.id, materials, column: draft.columnCode, validUntil: draft.validUntil?.toISOString() ?? null, siteAddress: `${ctx.house.publicUrl}/a/${piece.id}`,
    correction: input.correction ? await correctionNote(tx, piece.id, input.correction, draft) : null,
  }));
  const mark = { editionId: newId(now), number: piece.editionNumber + 1 };
  const { edition, fingerprint: hash } = sealEdition(plan, mark);
  await insertEdition(tx, { sealed: edition, hash, plain: editionText(edition), contributors: await contributorsOf(tx, piece.id, now), by: ctx.actor }, now);
  await indexPiece(tx, piece.id, edition.title, edition.summary, editionText(edition));
  record(tx, { action: "content.freeze", subject: { type: "piece", id: piece.id }, facts: { edition: edition.number, hash, facts: edition.facts.map((fact) => ({ id: fact.id, version: fact.version })) } });
  const before = await editionOf(tx, piece.id, piece.editionNumber);
  return { ...mark, sealed: edition, hash, sameTextAs: before && textOf(before.sealed) === textOf(edition) ? before.sealed.number : null };
}

/** Everything of an edition but its number, its line, and what rules make of the line. */
const textOf = ({ title, summary, doc, facts, materials, urgency, column, regions, validUntil, correction, variants }: SealedEdition): string =>
  fingerprint({ title, summary, doc, facts, materials, urgency, column, regions, validUntil, correction, tuned: Object.fromEntries(Object.entries(variants).filter(([, variant]) => variant.tuned).map(([kind]) => [kind, true])) });

async function correctionNote(tx: Tx, pieceId: string, { ofEdition, reason }: { ofEdition: number; reason: string }, draft: Awaited<ReturnType<typeof checkInput>>): Promise<CorrectionNote> {
  const before = found(await editionOf(tx, pieceId, ofEdition), "content.no-edition");
  const used = before.sealed.facts.map((fact) => fact.id);
  const { facts, places } = compareEditions(before.sealed, { title: draft.title, summary: draft.summary, doc: tidy(draft.doc), facts: draft.facts });
  const changes = facts.filter((change) => used.includes(change.factId)).map(({ label, before: was, after }) => ({ label, before: was, after: after || "不再写" }));
  const rewritten = changes.length === 0 && places > 0 ? [{ label: "正文", before: `${places} 处`, after: "已改写" }] : [];
  return { ofEdition, reason, changes: [...changes, ...rewritten] };
}
