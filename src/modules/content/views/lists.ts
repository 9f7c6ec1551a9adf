import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { segment } from "#platform/text/segment.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { PieceLine } from "../contract.ts";
import { newestPieces, pieceScope } from "./basis.ts";

const quoted = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

export type PieceQuery = {
  page: number; size: number; stage?: string | undefined; unitId?: string | undefined; form?: string | undefined; urgency?: string | undefined; topic?: string | undefined; mine?: "yes" | undefined; joint?: "yes" | undefined; q?: string | undefined;
};

type Row = Omit<PieceLine, "unit" | "units" | "plannedAt" | "updatedAt"> & { unitId: string; unitIds: string[]; plannedAt: Date | null; updatedAt: Date };

/** The condition of a search: every word of the question, by the index of title, summary and text. */
export const matches = (q: string) => sql<boolean>`p.search @@ ${segment(q).map(quoted).join(" & ")}::tsquery`;

// What is counted stops here: whoever looks further back says what they look for.
const counts = 400;

/** Pieces a person may see, newest first; the count stops at 400. One look finds the page and counts. */
export async function pieceLines(read: Reader, actor: Actor, ask: PieceQuery, now: Date): Promise<{ items: PieceLine[]; total: number; capped: boolean }> {
  const conditions = [
    ...(ask.stage ? [sql`p.stage = ${ask.stage}`] : [sql`p.stage <> 'withdrawn'`]), ...(ask.unitId ? [sql`p.unit_id = ${ask.unitId}`] : []), ...(ask.form ? [sql`p.form = ${ask.form}`] : []),
    ...(ask.urgency ? [sql`p.urgency = ${ask.urgency}`] : []), ...(ask.topic ? [sql`p.topic = ${ask.topic}`] : []), ...(ask.mine ? [sql`p.id in (select m.id from content.piece m where m.created_by = ${actor.personId} union all select c.piece_id from content.contribution c where c.person_id = ${actor.personId})`] : []), ...(ask.joint ? [sql`p.joint`] : []),
    ...(ask.q && segment(ask.q).length > 0 ? [matches(ask.q)] : []),
  ];
  const where = sql.join(conditions, sql` and `);
  const from = (ask.page - 1) * ask.size;
  const { rows: seen } = await sql<{ n: number } & (Row | { id: null })>`
    with hit as materialized (${newestPieces(actor, where, Math.max(counts + 1, from + ask.size))}), counted as (select count(*)::int as n from hit)
    select counted.n, x.* from counted left join lateral (
      select p.id, p.number, p.title, p.form, p.topic, p.column_code as "column", p.urgency, p.stage, p.edition_number as "editionNumber", p.published_edition as "publishedEdition", p.joint,
        p.planned_at as "plannedAt", p.updated_at as "updatedAt", p.created_by_name as "createdByName", p.unit_id as "unitId",
        array(select q.unit_id from content.participant q where q.piece_id = p.id order by q.role desc, q.unit_id) as "unitIds",
        (select count(*)::int from content.edition e join content.edition_fact u on u.edition_id = e.id join content.fact f on f.id = u.fact_id where e.piece_id = p.id and e.number = p.edition_number and u.version < f.current_version) as "staleFacts"
      from (select id from hit order by updated_at desc, id desc limit ${ask.size} offset ${from}) page join content.piece p using (id) order by p.updated_at desc, p.id desc) x on true`.execute(read);
  const rows = seen.flatMap(({ n: _, ...row }) => (row.id === null ? [] : [row]));
  const names = await unitNamesOn(read, [...new Set(rows.flatMap((row) => [row.unitId, ...row.unitIds]))], isoDay(now));
  const mark = (id: string) => names.get(id) ?? { unitId: id, name: "", shortName: "", seal: "" };
  const n = seen[0]?.n ?? 0;
  return {
    items: rows.map(({ unitId, unitIds, plannedAt, updatedAt, ...row }) => ({ ...row, unit: mark(unitId), units: unitIds.map(mark), plannedAt: plannedAt?.toISOString() ?? null, updatedAt: updatedAt.toISOString() })),
    total: Math.min(n, counts), capped: n > counts,
  };
}

/** May somebody write with this sheet? Only where they see a piece that does. */
export async function seesSheet(read: Reader, actor: Actor, sheetId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from content.piece p where p.sheet_id = ${sheetId} and ${pieceScope(actor, "p")} limit 1`.execute(read);
  return rows.length > 0;
}

/** Fact sheets of pieces a person may see, newest first. */
export async function sheetLines(read: Reader, actor: Actor, q: string | undefined): Promise<{ id: string; title: string; facts: number; pieces: number }[]> {
  const like = `%${(q ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<{ id: string; title: string; facts: number; pieces: number }>`
    select s.id, s.title, (select count(*)::int from content.fact f where f.sheet_id = s.id and f.retired_at is null) as facts, count(p.id)::int as pieces
    from content.sheet s join content.piece p on p.sheet_id = s.id where ${pieceScope(actor, "p")} and s.title like ${like} group by s.id order by s.created_at desc limit 50`.execute(read);
  return rows;
}
