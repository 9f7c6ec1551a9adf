import { sql, type RawBuilder } from "kysely";
import { administratorPosts } from "#kernel/posts.ts";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { segment } from "#platform/text/segment.ts";
import { pieceScope } from "#modules/content/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { Found, PieceHit } from "./contract.ts";
import { questionOf } from "./rules/question.ts";

type Ask = { q: string; page: number; size: number };
type Row = Omit<PieceHit, "unitName" | "seal" | "updatedAt"> & { unitId: string; updatedAt: Date };

const cap = 400;
const few = 6;
const like = (q: string): string => `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
const columns = sql`p.id, p.number, p.title, p.summary, p.urgency, p.stage, p.joint, p.unit_id as "unitId", p.updated_at as "updatedAt"`;

type Met = { rows: Row[]; n: number };

// One look at the index counts and answers rare words; common ones are met on the way from the newest, and no index of words could be quicker.
async function meet(read: Reader, scope: RawBuilder<unknown>, condition: RawBuilder<unknown>, { page, size }: Ask): Promise<Met> {
  const paged = sql`order by p.updated_at desc, p.id desc limit ${size} offset ${(page - 1) * size}`;
  const { rows: seen } = await sql<{ n: number } & (Row | { id: null })>`
    with hit as materialized (select p.id from content.piece p where ${condition} and ${scope} limit ${cap + 1}), counted as (select count(*)::int as n from hit)
    select counted.n, x.* from counted left join lateral (select ${columns} from hit join content.piece p using (id) ${paged}) x on true`.execute(read);
  const n = seen[0]?.n ?? 0;
  if (n <= cap) return { n, rows: seen.flatMap(({ n: _, ...row }) => (row.id === null ? [] : [row])) };
  return { n, rows: (await sql<Row>`select ${columns} from content.piece p where ${scope} and (${condition}) is true ${paged}`.execute(read)).rows };
}

async function pieces(read: Reader, actor: Actor, ask: Ask, words: readonly string[], day: string): Promise<Found["pieces"]> {
  if (actor.holdings.every((held) => administratorPosts.includes(held.post))) return { items: [], total: 0, capped: false };
  const scope = sql`p.stage <> 'withdrawn' and ${pieceScope(actor, "p")}`;
  const byWords = words.length === 0 ? { n: 0, rows: [] } : await meet(read, scope, sql`p.search @@ ${questionOf(words, ask.q)}::tsquery`, ask);
  // Names that no dictionary knows, by any part of them (content.pairs), and numbers of pieces.
  const part = sql`(content.pairs(p.title) @> content.pairs(${ask.q}) and strpos(lower(p.title), ${ask.q.toLowerCase()}) > 0)`;
  const { n, rows } = byWords.n > 0 ? byWords : await meet(read, scope, sql`(${part} or p.number = ${ask.q.toUpperCase()})`, ask);
  const names = await unitNamesOn(read, rows.map((row) => row.unitId), day);
  return {
    items: rows.map(({ unitId, updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString(), unitName: names.get(unitId)?.shortName ?? "", seal: names.get(unitId)?.seal ?? "" })),
    total: Math.min(n, cap), capped: n > cap,
  };
}

async function units(read: Reader, q: string, day: string): Promise<Found["units"]> {
  const { rows } = await sql<Found["units"][number]>`${kept}
    select u.id, n.name, n.short_name as "shortName", n.seal, r.name as "regionName"
    from organisation.unit u join organisation.unit_name n on n.unit_id = u.id and n.kind = 'main' and n.valid_from <= ${day}::date and (n.valid_to is null or ${day}::date < n.valid_to)
    join organisation.region r on r.code = u.region_code
    where u.opened_on <= ${day}::date and (u.closed_on is null or u.closed_on > ${day}::date)
      and (n.name like ${like(q)} or n.short_name like ${like(q)} or n.seal = ${q} or exists (select from organisation.unit_name o where o.unit_id = u.id and o.name like ${like(q)}))
    order by array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, array_position(array['emergency', 'fire', 'forest_fire', 'partner'], u.system), u.code limit ${few}`.execute(read);
  return rows;
}

const withinUnit = ({ scope }: Actor) => sql`(${scope.all} or u.id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[])
  or exists (select from unnest(${[...scope.regions]}::text[]) as region where u.region_code like region || '%'))`;

async function people(read: Reader, actor: Actor, q: string, day: string): Promise<Found["people"]> {
  if (!actor.holdings.some((held) => held.post !== "audit-admin")) return [];
  const { rows } = await sql<Found["people"][number]>`${kept}
    select p.id, p.name, p.title, p.phone, coalesce(organisation.name_on(p.unit_id, ${day}::date), u.code) as "unitName"
    from organisation.person p join organisation.unit u on u.id = p.unit_id
    where p.left_at is null and ${withinUnit(actor)} and (p.name like ${like(q)} or p.username like ${like(q.toLowerCase())} or p.title like ${like(q)}) order by p.name collate "zh-x-icu", p.id limit ${few}`.execute(read);
  return rows;
}

async function accounts(read: Reader, actor: Actor, q: string, day: string): Promise<Found["accounts"]> {
  if (actor.holdings.every((held) => administratorPosts.includes(held.post))) return [];
  const { rows } = await sql<Found["accounts"][number]>`${kept}
    select a.id, a.name, a.connector_id as "connectorId", a.state, a.health, coalesce(organisation.name_on(a.unit_id, ${day}::date), u.code) as "unitName"
    from channels.account a join organisation.unit u on u.id = a.unit_id
    where a.state <> 'closed' and ${withinUnit(actor)} and (a.name like ${like(q)} or a.connector_id = ${q.toLowerCase()}) order by a.name collate "zh-x-icu", a.id limit ${few}`.execute(read);
  return rows;
}

/** Everything within what a person may see that has the words. */
export async function findAll(read: Reader, actor: Actor, ask: Ask, now: Date): Promise<Found> {
  const day = isoDay(now);
  const words = segment(ask.q);
  const [foundPieces, foundUnits, foundPeople, foundAccounts] = await Promise.all([
    pieces(read, actor, ask, words, day), units(read, ask.q, day), people(read, actor, ask.q, day), accounts(read, actor, ask.q, day),
  ]);
  return { q: ask.q, words, pieces: foundPieces, units: foundUnits, people: foundPeople, accounts: foundAccounts };
}
