import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import type { StripEntry } from "../contract.ts";

type Row = Omit<StripEntry, "at"> & { at: Date };

/** What happens between two instants, in order: releases, planned ones, embargoes that end, warnings that expire, and the change of watch in one's own unit. */
export async function stripOf(read: Reader, actor: Actor, span: { from: Date; to: Date }, most: number): Promise<StripEntry[]> {
  const { from, to } = span;
  const scope = pieceScope(actor, "p");
  const { rows } = await sql<Row>`${kept}
    select * from (
      select r.send_at as at, r.kind, p.title, (select count(distinct d.account_id)::int from dispatch.delivery d where d.piece_id = r.piece_id and d.release_id = r.id) as accounts, p.id as "pieceId"
        from dispatch.release r cross join lateral (select p.id, p.title from content.piece p where p.id = r.piece_id and ${scope} offset 0) p where r.send_at >= ${from} and r.send_at < ${to}
      union all
      select coalesce(l.send_at, p.planned_at), 'planned', p.title, coalesce(cardinality(l.account_ids), 0), p.id
        from (select id from content.piece where planned_at >= ${from} and planned_at < ${to} and stage not in ('cleared', 'publishing', 'published', 'recalled', 'withdrawn') union select piece_id from review.plan where send_at >= ${from} and send_at < ${to}) x
        join content.piece p using (id) left join review.plan l on l.piece_id = p.id
        where p.stage not in ('cleared', 'publishing', 'published', 'recalled', 'withdrawn') and coalesce(l.send_at, p.planned_at) >= ${from} and coalesce(l.send_at, p.planned_at) < ${to} and ${scope}
      union all
      select l.embargo_until, 'embargo-ends', p.title, cardinality(l.account_ids), p.id
        from review.plan l join content.piece p on p.id = l.piece_id where l.embargo_until >= ${from} and l.embargo_until < ${to} and p.stage not in ('recalled', 'withdrawn') and ${scope}
      union all
      select p.valid_until, 'expires', p.title, 0, p.id
        from content.piece p where p.lane < 4 and p.stage in ('publishing', 'published') and p.valid_until >= ${from} and p.valid_until < ${to} and ${scope}
      union all
      select distinct s.from_at, 'watch-changes', n.name, 0, null::uuid
        from duty.shift s join organisation.person n on n.id = s.person_id where s.unit_id = ${actor.unitId} and s.from_at >= ${from} and s.from_at < ${to}
    ) day order by at limit ${most}`.execute(read);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
