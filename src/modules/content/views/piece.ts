import { isoDay } from "#kernel/clock.ts";
import type { Actor } from "#kernel/actor.ts";
import { found } from "#kernel/errors.ts";
import { SealedEdition } from "#kernel/edition.ts";
import { fingerprint } from "#kernel/fingerprint.ts";
import type { Finding } from "#kernel/finding.ts";
import type { Reader } from "#platform/db/database.ts";
import { peopleById, unitNamesOn } from "#modules/organisation/index.ts";
import type { z } from "zod";
import type { CheckView, ComparisonView, PieceView } from "../contract.ts";
import { whyNotEdit } from "../policy.ts";
import { compareEditions, type Comparable } from "../rules/compare.ts";
import { checkPiece, inDeskOrder } from "../rules/checks/check-piece.ts";
import { factsPlaced, tidy } from "../rules/edition.ts";
import { checkLimits, meterOf } from "../rules/limits.ts";
import { fillPlaceholders } from "../rules/placeholders.ts";
import { deriveVariants, tunableKinds, variantTemplate, type TunableKind } from "../rules/variants.ts";
import { pieceBasis } from "./basis.ts";
import { checkInput, draftDoc, tunedOf } from "./draft.ts";
import { factsOfSheet } from "./facts.ts";

/** A piece with everything its writers see. */
export async function pieceView(read: Reader, actor: Actor, pieceId: string, now: Date): Promise<PieceView> {
  const p = found(await read.selectFrom("content.piece").selectAll().where("id", "=", pieceId).executeTakeFirst(), "content.no-piece");
  const basis = found(await pieceBasis(read, pieceId), "content.no-piece");
  const participants = await read.selectFrom("content.participant").select(["unit_id", "role"]).where("piece_id", "=", pieceId).orderBy("role", "desc").execute();
  const contributions = await read.selectFrom("content.contribution").selectAll().where("piece_id", "=", pieceId).orderBy("last_at", "desc").limit(50).execute();
  const [names, people, sheet, facts, doc, editions, draft] = await Promise.all([
    unitNamesOn(read, [...new Set([p.unit_id, ...participants.map((q) => q.unit_id), ...contributions.map((c) => c.unit_id)])], isoDay(now)),
    peopleById(read, contributions.map((c) => c.person_id), now),
    read.selectFrom("content.sheet").select(["id", "title"]).where("id", "=", p.sheet_id).executeTakeFirstOrThrow(),
    factsOfSheet(read, p.sheet_id), draftDoc(read, pieceId),
    read.selectFrom("content.edition").select(["id", "number", "hash", "at", "frozen_by_name", "corrects"]).where("piece_id", "=", pieceId).orderBy("number", "desc").limit(200).execute(),
    read.selectFrom("content.draft").select("saved_at").where("piece_id", "=", pieceId).executeTakeFirst(),
  ]);
  const mark = (id: string) => names.get(id) ?? { unitId: id, name: "", shortName: "", seal: "" };
  const newest = editions[0];
  const frozen = new Map(newest ? (await read.selectFrom("content.edition_fact").select(["fact_id", "version"]).where("edition_id", "=", newest.id).execute()).map((f) => [f.fact_id, f.version]) : []);
  return {
    id: p.id, number: p.number, title: p.title_template ?? p.title, titleText: p.title, summary: p.summary, form: p.form, topic: p.topic, column: p.column_code, urgency: p.urgency, regions: p.regions, stage: p.stage, editionNumber: p.edition_number,
    publishedEdition: p.published_edition, unit: mark(p.unit_id), participants: participants.map((q) => ({ ...mark(q.unit_id), role: q.role })), joint: p.joint, validUntil: p.valid_until?.toISOString() ?? null,
    plannedAt: p.planned_at?.toISOString() ?? null, createdByName: p.created_by_name, createdAt: p.created_at.toISOString(), updatedAt: p.updated_at.toISOString(), savedAt: draft?.saved_at.toISOString() ?? null, sheet,
    facts: facts.map((fact) => ({ ...fact, at: fact.at.toISOString(), frozenVersion: frozen.get(fact.id) ?? null })), doc,
    editions: editions.map((e) => ({ id: e.id, number: e.number, hash: e.hash, at: e.at.toISOString(), frozenByName: e.frozen_by_name, corrects: e.corrects })),
    contributors: contributions.map((c) => ({ personName: people.get(c.person_id)?.name ?? "", unitName: mark(c.unit_id).shortName, changes: c.changes, lastAt: c.last_at.toISOString() })),
    whyNotEdit: whyNotEdit(actor, basis),
  };
}

/** The name under which a finding is waived: the same words at the same place. */
export const findingKey = (finding: Finding): string => fingerprint([finding.code, finding.at, finding.quote ?? "", finding.facts]).slice(0, 32);

/** Findings and forms of the draft as it stands. `unitIds` is the line as planned. */
export async function checkView(read: Reader, pieceId: string, unitIds: readonly string[], siteAddress: string, now: Date): Promise<z.infer<typeof CheckView>> {
  const input = await checkInput(read, pieceId, unitIds, now);
  const variantInput = { ...input, siteAddress };
  const variants = deriveVariants(variantInput);
  const { findings: limits } = checkLimits(variants);
  const waived = new Map((await read.selectFrom("content.waived_finding").select(["finding", "by_name"]).where("piece_id", "=", pieceId).execute()).map((w) => [w.finding, w.by_name]));
  const tunable = (kind: string): kind is TunableKind => (tunableKinds as readonly string[]).includes(kind);
  return {
    findings: inDeskOrder([...input.found, ...checkPiece(input), ...limits]).map((finding) => ({ ...finding, key: findingKey(finding), waivedBy: waived.get(findingKey(finding)) ?? null })),
    variants: (Object.keys(variants) as (keyof typeof variants)[]).map((kind) => ({
      kind, text: variants[kind].text, tuned: variants[kind].tuned, template: tunable(kind) ? input.tuned[kind] ?? variantTemplate(kind, variantInput) : "", meter: meterOf(kind, variants[kind].text),
    })),
  };
}

/** One side of a comparison: an edition by its number, or the draft as 0. */
async function sideOf(read: Reader, pieceId: string, number: number): Promise<Comparable> {
  if (number > 0) {
    const row = found(await read.selectFrom("content.edition").select("sealed").where("piece_id", "=", pieceId).where("number", "=", number).executeTakeFirst(), "content.no-edition");
    return SealedEdition.parse(JSON.parse(row.sealed));
  }
  const p = found(await read.selectFrom("content.piece").select(["title", "title_template", "summary", "sheet_id"]).where("id", "=", pieceId).executeTakeFirst(), "content.no-piece");
  const [doc, facts, tuned] = [tidy(await draftDoc(read, pieceId)), await factsOfSheet(read, p.sheet_id), await tunedOf(read, pieceId)];
  const placed = new Set(factsPlaced({ title: p.title_template ?? p.title, summary: p.summary, doc, tuned }));
  return { title: p.title, summary: fillPlaceholders(p.summary, facts), doc, facts: facts.filter((fact) => placed.has(fact.id)) };
}

/** Two editions side by side. */
export async function comparisonView(read: Reader, pieceId: string, before: number, after: number): Promise<z.infer<typeof ComparisonView>> {
  const [a, b] = [await sideOf(read, pieceId, before), await sideOf(read, pieceId, after)];
  return { before, after, ...compareEditions(a, b) };
}

/** One edition as it was frozen. */
export async function editionOf(read: Reader, pieceId: string, number: number): Promise<{ sealed: SealedEdition; hash: string; plain: string; at: Date } | null> {
  const row = await read.selectFrom("content.edition").select(["sealed", "hash", "plain", "at"]).where("piece_id", "=", pieceId).where("number", "=", number).executeTakeFirst();
  return row ? { sealed: SealedEdition.parse(JSON.parse(row.sealed)), hash: row.hash, plain: row.plain, at: row.at } : null;
}

/** One edition by its id. */
export async function sealedEdition(read: Reader, editionId: string): Promise<{ sealed: SealedEdition; hash: string } | null> {
  const row = await read.selectFrom("content.edition").select(["sealed", "hash"]).where("id", "=", editionId).executeTakeFirst();
  return row ? { sealed: SealedEdition.parse(JSON.parse(row.sealed)), hash: row.hash } : null;
}

/** Is a material part of any edition? */
export async function usedInEdition(read: Reader, materialId: string): Promise<boolean> {
  return (await read.selectFrom("content.edition_material").select("edition_id").where("material_id", "=", materialId).limit(1).executeTakeFirst()) !== undefined;
}

/** Pieces as neighbours name them. */
export async function pieceCards(read: Reader, ids: readonly string[]): Promise<Map<string, { id: string; number: string; title: string; stage: string }>> {
  if (ids.length === 0) return new Map();
  return new Map((await read.selectFrom("content.piece").select(["id", "number", "title", "stage"]).where("id", "in", [...ids]).execute()).map((row) => [row.id, row]));
}

/** Who wrote in a draft, for the record of its edition. */
export async function contributorsOf(read: Reader, pieceId: string, now: Date): Promise<{ personName: string; unitName: string; changes: number }[]> {
  const rows = await read.selectFrom("content.contribution").select(["person_id", "unit_id", "changes"]).where("piece_id", "=", pieceId).execute();
  const [people, units] = [await peopleById(read, rows.map((r) => r.person_id), now), await unitNamesOn(read, rows.map((r) => r.unit_id), isoDay(now))];
  return rows.map((row) => ({ personName: people.get(row.person_id)?.name ?? "", unitName: units.get(row.unit_id)?.name ?? "", changes: row.changes }));
}
