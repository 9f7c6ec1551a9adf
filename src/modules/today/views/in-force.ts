import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import { isEmergency, type Urgency } from "#kernel/urgency.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import { factsOf, placesOn } from "#modules/organisation/index.ts";
import type { Coverage, InForce } from "../contract.ts";
import { reaches, tilesFor } from "../rules/tiles.ts";

/** Hours after which a graded piece without an end no longer counts as in force. */
const hoursInForce = 24;

type Row = Omit<InForce, "validUntil" | "regions"> & { validUntil: Date | null; codes: string[]; form: string };

// How far a piece has come: the newest leg of each account that was meant to carry it.
const counts = sql`
  select count(*)::int as accounts, count(*) filter (where d.accepted_at is not null)::int as accepted, count(*) filter (where d.published_at is not null)::int as published,
    count(*) filter (where d.verified_at is not null)::int as verified, count(*) filter (where d.displayed_at is not null)::int as displayed,
    count(*) filter (where d.state = 'unknown')::int as unknown, count(*) filter (where d.state = 'failed')::int as failed
  from (select distinct on (x.account_id) s.* from dispatch.delivery x join dispatch.progress s on s.delivery_id = x.id where x.piece_id = p.id and x.action <> 'recall' order by x.account_id, x.created_at desc) d where d.state <> 'void'`;

const regionNames = async (read: Reader, codes: readonly string[]): Promise<Map<string, string>> =>
  new Map(codes.length === 0 ? [] : (await read.selectFrom("organisation.region").select(["code", "name", "short_name"]).where("code", "in", [...new Set(codes)]).execute()).map((r) => [r.code, r.short_name ?? r.name]));

const ordered = (rows: readonly Row[], names: ReadonlyMap<string, string>): InForce[] =>
  rows.map(({ codes, validUntil, form: _, ...row }) => ({ ...row, validUntil: validUntil?.toISOString() ?? null, regions: codes.map((code) => names.get(code) ?? code) }));

/** Graded pieces the public can see now, the gravest first; without an end they count for a day. */
async function gradedRows(read: Reader, actor: Actor, now: Date): Promise<Row[]> {
  const since = new Date(now.getTime() - hoursInForce * 3_600_000);
  const { rows } = await sql<Row>`${kept}
    select p.id as "pieceId", p.title, p.urgency, p.form, p.regions as codes, p.valid_until as "validUntil", coalesce(p.published_edition, p.edition_number) as edition, c.*
    from (select p.* from (
        select id from content.piece where lane < 4 and stage in ('publishing', 'published') and valid_until > ${now}
        union all select id from content.piece where lane < 4 and stage in ('publishing', 'published') and valid_until is null and updated_at > ${since}) f
      join content.piece p using (id) where ${pieceScope(actor, "p")} order by p.lane, p.updated_at desc limit 12) p
    cross join lateral (${counts}) c order by p.lane, p.updated_at desc`.execute(read);
  return rows;
}

async function coverageOf(read: Reader, row: Row, now: Date): Promise<Coverage> {
  const [places, drawing, carriers] = await Promise.all([
    placesOn(read, isoDay(now)), factsOf(read, "tiles"),
    sql<{ code: string; units: number }>`${kept}select u.region_code as code, count(distinct u.id)::int as units from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id join organisation.unit u on u.id = d.unit_id
      where d.piece_id = ${row.pieceId} and d.action <> 'recall' and s.state <> 'void' and s.published_at is not null group by 1`.execute(read),
  ]);
  const count = new Map(carriers.rows.map((c) => [c.code, c.units]));
  const above = new Map(places.map((place) => [place.code, place.parent]));
  const carriedIn = (code: string): number => (count.get(code) ?? 0) + (count.get(above.get(code) ?? "") ?? 0);
  const counties = tilesFor(places, drawing ?? []).map((tile) => ({ ...tile, count: carriedIn(tile.code), warned: row.codes.length > 0 && reaches(row.codes, tile.code) }));
  return { pieceId: row.pieceId, title: row.title, urgency: row.urgency, carried: counties.filter((c) => c.count > 0).length, counties };
}

/** Red and orange pieces in force, and how far the newest warning is carried county by county (a county counts its own units and those of its prefecture, not the province's). */
export async function forceOf(read: Reader, actor: Actor, now: Date): Promise<{ inForce: InForce[]; coverage: Coverage | null }> {
  const rows = await gradedRows(read, actor, now);
  const warning = rows.find((row) => row.form === "warning") ?? rows[0];
  const [names, coverage] = await Promise.all([regionNames(read, rows.flatMap((row) => row.codes)), warning ? coverageOf(read, warning, now) : null]);
  return { inForce: ordered(rows.filter((row) => isEmergency(row.urgency)), names), coverage };
}

/** The newest correction that has left within a day, with its rungs. */
export async function newestCorrection(read: Reader, actor: Actor, now: Date): Promise<InForce | null> {
  const since = new Date(now.getTime() - hoursInForce * 3_600_000);
  const { rows } = await sql<Row & { urgency: Urgency }>`${kept}
    select p.id as "pieceId", p.title, p.urgency, p.form, p.regions as codes, p.valid_until as "validUntil", r.edition_number as edition, c.*
    from dispatch.release r join content.piece p on p.id = r.piece_id cross join lateral (${counts}) c
    where r.kind = 'correct' and r.send_at > ${since} and r.send_at <= ${now} and ${pieceScope(actor, "p")} order by r.send_at desc limit 1`.execute(read);
  return ordered(rows, await regionNames(read, rows.flatMap((row) => row.codes)))[0] ?? null;
}
