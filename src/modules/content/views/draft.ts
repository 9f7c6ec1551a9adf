import { isoDay } from "#kernel/clock.ts";
import type { Doc, Fact } from "#kernel/document.ts";
import { SealedEdition, type SignatureLine } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import type { Reader } from "#platform/db/database.ts";
import { materialCards } from "#modules/materials/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import { docFromDraft } from "../coedit/draft.ts";
import { loadDraft } from "../coedit/store.ts";
import type { CheckInput, EarlierRelease } from "../rules/checks/input.ts";
import { PieceForm } from "../rules/form.ts";
import { fillPlaceholders } from "../rules/placeholders.ts";
import { readBlocks, type ReadableDraft, unreadableFindings } from "../rules/readable.ts";
import { plainText } from "../rules/text.ts";
import type { TunedTexts } from "../rules/variants.ts";
import { factsOfSheet } from "./facts.ts";
import { houseLists } from "./lists-of-the-house.ts";

/** The text of a draft as it stands in the database, with what in it cannot be kept. */
export async function readDraft(read: Reader, pieceId: string): Promise<ReadableDraft> {
  const draft = await loadDraft(read, pieceId);
  return draft ? readBlocks(docFromDraft(draft.state)) : { doc: { blocks: [] }, unreadable: [] };
}

/** Only the text of a draft. */
export const draftDoc = async (read: Reader, pieceId: string): Promise<Doc> => (await readDraft(read, pieceId)).doc;

/** What a draft says, for the index: facts written out. */
export async function draftWords(read: Reader, pieceId: string): Promise<{ title: string; summary: string; text: string }> {
  const p = await read.selectFrom("content.piece").select(["title", "summary", "sheet_id"]).where("id", "=", pieceId).executeTakeFirstOrThrow();
  const facts = await factsOfSheet(read, p.sheet_id);
  return { title: p.title, summary: fillPlaceholders(p.summary, facts), text: plainText(await draftDoc(read, pieceId), facts) };
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

/** Everything the checks read of a piece, and what was found while reading it: blocks that cannot be kept, attachments that may not be shown. */
export type DraftInput = CheckInput & { facts: readonly Fact[]; sheetId: string; columnCode: string; regions: string[]; validUntil: Date | null; found: Finding[]; unreadable: ReadableDraft["unreadable"] };

/** Reads a draft as the checks see it, with the line that is planned. */
export async function checkInput(read: Reader, pieceId: string, unitIds: readonly string[], now: Date): Promise<DraftInput> {
  const p = await read.selectFrom("content.piece").selectAll().where("id", "=", pieceId).executeTakeFirstOrThrow();
  const [{ doc, unreadable }, facts, tuned, signature, lists, earlier] = await Promise.all([
    readDraft(read, pieceId), factsOfSheet(read, p.sheet_id), tunedOf(read, pieceId), lineOn(read, unitIds, now), houseLists(read, now), earlierReleases(read, p.id, p.topic, p.sheet_id, now),
  ]);
  const shown = doc.blocks.flatMap((block, index) => (block.type === "image" || block.type === "video" ? [{ id: block.materialId, block: index }] : []));
  const cards = await materialCards(read, shown.map(({ id }) => id));
  const notShown = shown.flatMap(({ id, block }): Finding[] => {
    const card = cards.get(id);
    return card?.whyNot && card.credit !== "" ? [{ code: card.whyNot, level: "blocking", at: "text", block, facts: { name: card.name, state: card.state, reason: card.usableReason } }] : [];
  });
  return {
    form: PieceForm.parse(p.form), urgency: p.urgency, firstRelease: p.published_edition === null && earlier.every((e) => e.sheetId !== p.sheet_id), title: p.title_template ?? p.title, summary: p.summary, doc,
    facts: facts.filter((fact) => !fact.retired), tuned, signature, materials: [...cards.values()].map((card) => ({ id: card.id, name: card.name, credit: card.credit })), at: now, ...lists,
    earlier, sheetId: p.sheet_id, columnCode: p.column_code, regions: p.regions, validUntil: p.valid_until, unreadable, found: [...unreadableFindings({ doc, unreadable }), ...notShown],
  };
}

/** What went out on the same topic in the last thirty days or from the same fact sheet, newest first: for doubles and contradictions. */
async function earlierReleases(read: Reader, pieceId: string, topic: string, sheetId: string, now: Date): Promise<(EarlierRelease & { sheetId: string })[]> {
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const out = read.selectFrom("content.piece").select("id").where("published_at", "is not", null).where("id", "<>", pieceId).orderBy("published_at", "desc").limit(15);
  const [near, same] = await Promise.all([out.where("topic", "=", topic).where("published_at", ">", since).execute(), out.where("sheet_id", "=", sheetId).execute()]);
  const ids = [...new Set([...near, ...same].map((row) => row.id))];
  if (ids.length === 0) return [];
  const rows = await read.selectFrom("content.piece as p").innerJoin("content.edition as e", (j) => j.onRef("e.piece_id", "=", "p.id").onRef("e.number", "=", "p.published_edition"))
    .select(["e.sealed", "e.plain", "e.at", "p.sheet_id"]).where("p.id", "in", ids).where("p.stage", "<>", "recalled").orderBy("e.at", "desc").execute();
  return rows.map((row) => {
    const sealed = SealedEdition.parse(JSON.parse(row.sealed));
    return { title: sealed.title, plain: row.plain, facts: sealed.facts, at: row.at.toISOString(), sheetId: row.sheet_id };
  });
}
