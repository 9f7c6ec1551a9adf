import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Fact, FactKind } from "#kernel/document.ts";
import type { VariantKind } from "#kernel/edition.ts";
import { SealedEdition } from "#kernel/edition.ts";
import type { Reader } from "#platform/db/database.ts";
import { factsUsedIn } from "../rules/edition.ts";
import { pieceScope } from "./basis.ts";

/** A fact with its present version, as rules need it. */
export type FactRow = Fact & { position: number; retired: boolean; reason: string | null; statedByName: string; statedByUnit: string; at: Date; previousText: string | null };

/** Facts of a sheet in order, at their present versions. */
export async function factsOfSheet(read: Reader, sheetId: string): Promise<FactRow[]> {
  const { rows } = await sql<Omit<FactRow, "number"> & { number: string | null }>`
    select f.id, f.kind, f.label, v.text, v.number::text as number, v.source, v.version, f.position, f.retired_at is not null as retired, v.reason, v.stated_by_name as "statedByName",
      v.stated_by_unit as "statedByUnit", v.at, (select b.text from content.fact_version b where b.fact_id = f.id and b.version = v.version - 1) as "previousText"
    from content.fact f join content.fact_version v on v.fact_id = f.id and v.version = f.current_version
    where f.sheet_id = ${sheetId} order by f.position, f.id`.execute(read);
  return rows.map((row) => ({ ...row, number: row.number === null ? null : Number(row.number) }));
}

/** A fact at its present version and the sheet it is of; locked for a new version when asked. */
export async function factById(read: Reader, factId: string, lock = false): Promise<{ id: string; sheetId: string; kind: FactKind; label: string; version: number; text: string; number: number | null; retired: boolean } | null> {
  // Locked first and read after: whoever waited here must see the version that was written meanwhile.
  if (lock) await read.selectFrom("content.fact").select("id").where("id", "=", factId).forUpdate().executeTakeFirst();
  const row = await read.selectFrom("content.fact as f").innerJoin("content.fact_version as v", (j) => j.onRef("v.fact_id", "=", "f.id").onRef("v.version", "=", "f.current_version"))
    .select(["f.id", "f.sheet_id", "f.kind", "f.label", "v.version", "v.text", "v.number", "f.retired_at"]).where("f.id", "=", factId).executeTakeFirst();
  return row ? { id: row.id, sheetId: row.sheet_id, kind: row.kind, label: row.label, version: row.version, text: row.text, number: row.number === null ? null : Number(row.number), retired: row.retired_at !== null } : null;
}

/** Pieces that write with a sheet. */
export async function piecesOfSheet(read: Reader, sheetId: string): Promise<{ id: string; title: string; titleTemplate: string | null; summary: string; unitId: string }[]> {
  return (await read.selectFrom("content.piece").select(["id", "title", "title_template as titleTemplate", "summary", "unit_id as unitId"]).where("sheet_id", "=", sheetId).where("stage", "<>", "withdrawn").orderBy("updated_at", "desc").limit(200).execute());
}

/** How many pieces say the old words of a fact: in the edition the public reads, or in their newest one. */
export async function flaggedPieces(read: Reader, factId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct p.id)::int as n from content.edition_fact u join content.fact f on f.id = u.fact_id and u.version < f.current_version
    join content.edition e on e.id = u.edition_id join content.piece p on p.id = e.piece_id and e.number in (p.edition_number, p.published_edition) and p.stage <> 'withdrawn'
    where u.fact_id = ${factId}`.execute(read);
  return rows[0]?.n ?? 0;
}

/** Every edition somebody may see that carries a fact, newest first, with the forms it stands in. `stale` says that a newer version exists. */
export async function usesOfFact(read: Reader, actor: Actor, factId: string): Promise<{ pieceId: string; title: string; editionNumber: number; version: number; published: boolean; stale: boolean; variants: VariantKind[] }[]> {
  const { rows } = await sql<{ pieceId: string; title: string; editionNumber: number; version: number; published: boolean; stale: boolean; sealed: string }>`
    select p.id as "pieceId", p.title, e.number as "editionNumber", u.version, coalesce(p.published_edition = e.number, false) as published, u.version < f.current_version as stale, e.sealed
    from content.edition_fact u join content.fact f on f.id = u.fact_id join content.edition e on e.id = u.edition_id join content.piece p on p.id = e.piece_id
    where u.fact_id = ${factId} and ${pieceScope(actor, "p")} order by e.at desc limit 100`.execute(read);
  return rows.map(({ sealed, ...row }) => ({ ...row, variants: factsUsedIn(SealedEdition.parse(JSON.parse(sealed))).find((use) => use.factId === factId)?.variants ?? [] }));
}

/** Pieces of a sheet whose title holds facts. */
export async function titlesOfSheet(read: Reader, sheetId: string): Promise<{ id: string; template: string }[]> {
  const rows = await read.selectFrom("content.piece").select(["id", "title_template as template"]).where("sheet_id", "=", sheetId).where("title_template", "is not", null).execute();
  return rows.flatMap(({ id, template }) => (template === null ? [] : [{ id, template }]));
}
