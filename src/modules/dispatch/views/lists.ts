import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import type { BoardLine } from "../contract.ts";

type Line = Omit<z.infer<typeof BoardLine>, "releasedAt"> & { releasedAt: Date };

/** The newest releases a person may see, each with its counts; the count of all is capped at 1000. */
export async function boardLines(read: Reader, actor: Actor, ask: { page: number; size: number; needsPerson: boolean; now: Date }): Promise<{ items: z.infer<typeof BoardLine>[]; total: number; capped: boolean }> {
  const scope = pieceScope(actor, "p");
  const needs = ask.needsPerson ? sql`and r.id in (select x.release_id from dispatch.delivery x where x.state in ('unknown', 'failed'))` : sql``;
  const { rows } = await sql<Line>`
    select page.piece_id as "pieceId", page.title, page.urgency, page.at as "releasedAt", page.kind, page.edition_number as "editionNumber", coalesce(n.short_name, '') as "unitName", c.*
    from (select r.id, r.piece_id, p.title, p.urgency, p.unit_id, r.at, r.kind, r.edition_number from dispatch.release r join content.piece p on p.id = r.piece_id
      where ${scope} ${needs} order by r.at desc limit ${ask.size} offset ${(ask.page - 1) * ask.size}) page
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = page.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    cross join lateral (
      select count(*)::int as accounts, count(d.accepted_at)::int as accepted, count(d.published_at)::int as published, count(d.verified_at)::int as verified, count(d.displayed_at)::int as displayed,
        count(*) filter (where d.state = 'failed')::int as failed, count(*) filter (where d.state = 'unknown')::int as unknown, count(*) filter (where d.state = 'queued')::int as queued,
        count(*) filter (where d.state in ('queued', 'sending', 'waiting') and d.deadline_at < ${ask.now})::int as late
      from dispatch.delivery d where d.piece_id = page.piece_id and d.release_id = page.id) c
    order by page.at desc`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from dispatch.release r join content.piece p on p.id = r.piece_id where ${scope} ${needs} limit 1001) x`.execute(read);
  const n = counted[0]?.n ?? 0;
  return { items: rows.map((row) => ({ ...row, releasedAt: row.releasedAt.toISOString() })), total: Math.min(n, 1000), capped: n > 1000 };
}
