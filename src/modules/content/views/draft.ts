import { accept } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Doc } from "#kernel/document.ts";
import { SealedEdition, type SignatureLine } from "#kernel/edition.ts";
import type { Reader } from "#platform/db/database.ts";
import { materialCards } from "#modules/materials/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import { docFromDraft } from "../coedit/draft.ts";
import { loadDraft } from "../coedit/store.ts";
import type { CheckInput, EarlierRelease } from "../rules/checks/input.ts";
import { PieceForm } from "../rules/form.ts";
import { readEditor } from "../rules/prosemirror.ts";
import type { TunedTexts } from "../rules/variants.ts";
import { factsOfSheet } from "./facts.ts";
import { houseLists } from "./lists-of-the-house.ts";

/** The text of a draft as it stands in the database. */
export async function draftDoc(read: Reader, pieceId: string): Promise<Doc> {
  const draft = await loadDraft(read, pieceId);
  return draft ? accept(readEditor(docFromDraft(draft.state))) : { blocks: [] };
}

/** Forms tuned by hand. */
export async function tunedOf(read: Reader, pieceId: string): Promise<TunedTexts> {
  const rows = await read.selectFrom("content.tuned_variant").select(["kind", "template"]).where("piece_id", "=", pieceId).execute();
  return Object.fromEntries(rows.map((row) => [row.kind, row.template]));
}

/** A line of units in an order, with the names of that day. */
export async function lineOn(read: Reader, unitIds: readonly string[], now: Date): Promise<SignatureLine | null> {
  const names = await unitNamesOn(read, unitIds, isoDay(now));
  const units = unitIds.flatMap((id) => names.get(id) ?? []);
  return units.length > 0 ? { units } : null;
}

/** Everything the checks read of a piece, with its line as planned (the lead unit alone before there is a plan). */
export async function checkInput(read: Reader, pieceId: string, unitIds: readonly string[], now: Date): Promise<CheckInput & { sheetId: string; columnCode: string; regions: string[]; validUntil: Date | null }> {
  const p = await read.selectFrom("content.piece").selectAll().where("id", "=", pieceId).executeTakeFirstOrThrow();
  const [doc, facts, tuned, signature, lists, earlier] = await Promise.all([
    draftDoc(read, pieceId), factsOfSheet(read, p.sheet_id), tunedOf(read, pieceId), lineOn(read, unitIds, now), houseLists(read, now), earlierReleases(read, p.id, p.topic, p.sheet_id, now),
  ]);
  const shown = doc.blocks.flatMap((block) => (block.type === "image" || block.type === "video" ? [block.materialId] : []));
  const cards = await materialCards(read, shown);
  return {
    form: PieceForm.parse(p.form), urgency: p.urgency, firstRelease: p.published_edition === null && earlier.every((e) => e.sheetId !== p.sheet_id), title: p.title, summary: p.summary ?? "", doc,
    facts: facts.filter((fact) => !fact.retired), tuned, signature, materials: [...cards.values()].map((card) => ({ id: card.id, name: card.name, credit: card.credit })), at: now, ...lists,
    earlier, sheetId: p.sheet_id, columnCode: p.column_code, regions: p.regions ?? [], validUntil: p.valid_until,
  };
}

/** What went out on the same topic in the last thirty days, newest first: for doubles and contradictions. */
async function earlierReleases(read: Reader, pieceId: string, topic: string, sheetId: string, now: Date): Promise<(EarlierRelease & { sheetId: string })[]> {
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const rows = await read.selectFrom("content.piece as p").innerJoin("content.edition as e", (j) => j.onRef("e.piece_id", "=", "p.id").onRef("e.number", "=", "p.published_edition"))
    .select(["e.sealed", "e.plain", "e.at", "p.sheet_id"]).where("p.topic", "=", topic).where("p.id", "<>", pieceId)
    .where((eb) => eb.or([eb("e.at", ">", since), eb("p.sheet_id", "=", sheetId)])).orderBy("e.at", "desc").limit(20).execute();
  return rows.map((row) => {
    const sealed = SealedEdition.parse(JSON.parse(row.sealed));
    return { title: sealed.title, plain: row.plain, facts: sealed.facts, at: row.at.toISOString(), sheetId: row.sheet_id };
  });
}
