import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import type { JustNow, Stuck } from "../contract.ts";

/** Legs in scope that need a person, the longest waiting first, and how many there are. */
export async function stuckLegs(read: Reader, actor: Actor, most: number): Promise<{ stuck: Stuck[]; stuckTotal: number }> {
  const { rows } = await sql<Omit<Stuck, "since"> & { since: Date; all: number }>`
    select d.id as "deliveryId", d.piece_id as "pieceId", p.title, a.name as "accountName", s.state, s.failure_code as "failureCode", o.name as "ownerName", s.updated_at as since, count(*) over ()::int as "all"
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id join content.piece p on p.id = d.piece_id join channels.account a on a.id = d.account_id left join organisation.person o on o.id = coalesce(s.owner_person_id, a.owner_person_id)
    where s.state in ('unknown', 'failed') and ${pieceScope(actor, "p")}
      and not exists (select from dispatch.delivery x where x.piece_id = d.piece_id and x.account_id = d.account_id and x.created_at > d.created_at)
    order by p.lane, s.updated_at limit ${most}`.execute(read);
  return { stuck: rows.map(({ all: _, ...row }) => ({ ...row, since: row.since.toISOString() })), stuckTotal: rows[0]?.all ?? 0 };
}

/** What was just seen of deliveries in scope, newest first; looking in vain is not news. */
export async function justNow(read: Reader, actor: Actor, most: number): Promise<JustNow[]> {
  const { rows } = await sql<Omit<JustNow, "at"> & { at: Date }>`
    select r.id, r.at, a.name as "accountName", r.outcome, r.rung, d.action, p.title
    from (select * from dispatch.receipt where outcome not in ('unclear', 'absent') order by at desc limit 200) r join dispatch.delivery d on d.id = r.delivery_id join content.piece p on p.id = d.piece_id join channels.account a on a.id = r.account_id
    where ${pieceScope(actor, "p")} order by r.at desc limit ${most}`.execute(read);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Accounts in scope that work, of all that were tried. */
export async function linesWell(read: Reader, actor: Actor): Promise<{ well: number; all: number }> {
  const { all, systems, regions, unitIds } = actor.scope;
  const { rows } = await sql<{ well: number; all: number }>`
    select count(*) filter (where a.health <> 'ill')::int as well, count(*)::int as all from channels.account a join organisation.unit u on u.id = a.unit_id
    where a.state = 'active' and (${all} or u.id = any(${[...unitIds]}::uuid[]) or u.system = any(${[...systems]}::text[]) or exists (select from unnest(${[...regions]}::text[]) as region where u.region_code like region || '%'))`.execute(read);
  return rows[0] ?? { well: 0, all: 0 };
}
