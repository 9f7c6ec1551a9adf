import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";

/** A line of the public ledger: what people asked, where it is answered, by whom, asked when and answered when. */
export type PublicReply = { question: string; pieceId: string; unitName: string; askedAt: Date; answeredAt: Date };

type Page = { items: PublicReply[]; total: number; capped: boolean };

/**
 * The public reply ledger, newest answer first. Only what everybody can read anyway: the answer stands on the site, and the question is told
 * in words that were signed with it; where the signed text does not hold the question, its own title stands instead.
 */
export async function publicReplies(read: Reader, ask: { page: number; size: number }): Promise<Page> {
  const from = sql`from cases.concern n join content.piece p on p.id = n.answer_piece_id and p.stage <> 'recalled' and p.published_at is not null
    join website.article a on a.piece_id = p.id and a.state = 'live' join website.edition e on e.piece_id = a.piece_id and e.edition = a.current_edition`;
  const { rows } = await sql<PublicReply>`
    select case when position(n.question in e.plain) > 0 or position(n.question in a.title) > 0 then n.question else a.title end as question, p.id as "pieceId",
      coalesce((select name from organisation.unit_name u where u.unit_id = p.unit_id and u.kind = 'main' and u.valid_from <= (p.published_at at time zone 'Asia/Shanghai')::date order by u.valid_from desc limit 1), '') as "unitName",
      n.asked_at as "askedAt", greatest(p.published_at, n.asked_at) as "answeredAt"
    ${from} order by greatest(p.published_at, n.asked_at) desc, n.id limit ${ask.size} offset ${(ask.page - 1) * ask.size}`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 ${from} limit 1001) x`.execute(read);
  const n = counted[0]?.n ?? 0;
  return { items: rows, total: Math.min(n, 1000), capped: n > 1000 };
}
