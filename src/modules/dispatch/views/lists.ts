import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import type { BoardLine } from "../contract.ts";

type Line = Omit<z.infer<typeof BoardLine>, "releasedAt"> & { releasedAt: Date };

const counts = 200;

/** The newest releases a person may see, each with how far its legs have come; the count of all stops at 200. */
export async function boardLines(read: Reader, actor: Actor, ask: { page: number; size: number; needsPerson: boolean; now: Date }): Promise<{ items: z.infer<typeof BoardLine>[]; total: number; capped: boolean }> {
  const needs = ask.needsPerson ? sql`where r.id in (select d.release_id from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where s.state in ('unknown', 'failed') or s.state = 'held')` : sql``;
  const from = (ask.page - 1) * ask.size;
  // The piece is looked at release by release, on the way back from the newest, until enough are seen.
  const { rows: seen } = await sql<{ n: number } & (Line | { pieceId: null })>`
    with hit as materialized (
      select r.id, r.piece_id, r.at, r.kind, r.edition_number from dispatch.release r
      cross join lateral (select from content.piece p where p.id = r.piece_id and ${pieceScope(actor, "p")} offset 0) p ${needs}
      order by r.at desc limit ${Math.max(counts + 1, from + ask.size)}), counted as (select count(*)::int as n from hit)
    select counted.n, x.* from counted left join lateral (
      select page.piece_id as "pieceId", p.title, p.urgency, page.at as "releasedAt", page.kind, page.edition_number as "editionNumber", coalesce(n.short_name, '') as "unitName", c.*
      from (select * from hit order by at desc limit ${ask.size} offset ${from}) page join content.piece p on p.id = page.piece_id
      left join lateral (select short_name from organisation.unit_name u where u.unit_id = p.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
      cross join lateral (
        select count(*)::int as accounts, count(s.accepted_at)::int as accepted, count(s.published_at)::int as published, count(s.verified_at)::int as verified, count(s.displayed_at)::int as displayed,
          count(*) filter (where s.state = 'failed')::int as failed, count(*) filter (where s.state = 'unknown')::int as unknown, count(*) filter (where s.state = 'held')::int as held, count(*) filter (where s.state = 'queued')::int as queued,
          count(*) filter (where s.state in ('queued', 'held', 'sending', 'waiting') and s.deadline_at < ${ask.now})::int as late
        from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id where d.piece_id = page.piece_id and d.release_id = page.id) c
      order by page.at desc) x on true`.execute(read);
  const n = seen[0]?.n ?? 0;
  return { items: seen.flatMap(({ n: _, ...row }) => (row.pieceId === null ? [] : [{ ...row, releasedAt: row.releasedAt.toISOString() }])), total: Math.min(n, counts), capped: n > counts };
}
