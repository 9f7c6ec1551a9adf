import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";

/** A topic as other modules speak of it; heat is that of now, null where nobody can tell. */
export type TopicCard = { id: string; title: string; firstSeenAt: Date; lastSeenAt: Date; placeCode: string | null; category: string | null; hazard: string | null; heat: number | null };

/** The topic under which a topic's items lie now: itself, or the one it was folded into. */
export async function standingTopic(read: Reader, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive way (id, merged_into) as (
      select id, merged_into from opinion.topic where id = ${id}
      union select t.id, t.merged_into from opinion.topic t join way w on t.id = w.merged_into
    ) select id from way where merged_into is null`.execute(read);
  return rows[0]?.id ?? null;
}

/** A topic by its id, also by that of one that was folded into it; null when nobody knows it. */
export async function topicById(read: Reader, id: string): Promise<TopicCard | null> {
  const t = await read.selectFrom("opinion.topic").selectAll().where("id", "=", await standingTopic(read, id)).executeTakeFirst();
  return t ? { id: t.id, title: t.title, firstSeenAt: t.first_seen_at, lastSeenAt: t.last_seen_at, placeCode: t.place_line[0] ?? null, category: t.category, hazard: t.hazard, heat: t.heat } : null;
}

/** Heat of a topic for every hour of a span (both ends included); an hour without figures is null. */
export async function heatOf(read: Reader, topicId: string, from: Date, to: Date): Promise<{ hour: Date; value: number | null }[]> {
  const { rows } = await sql<{ hour: Date; value: number | null }>`
    select s.hour, h.value from generate_series(date_trunc('hour', ${from}::timestamptz), date_trunc('hour', ${to}::timestamptz), interval '1 hour') as s(hour)
    left join opinion.heat h on h.topic_id = ${await standingTopic(read, topicId)} and h.hour = s.hour order by s.hour`.execute(read);
  return rows;
}

/** The public items folded into a topic, newest first. */
export async function itemsOf(read: Reader, topicId: string, limit: number): Promise<{ id: string; title: string; link: string; sourceName: string; seenAt: Date }[]> {
  const rows = await read.selectFrom("opinion.item as i").innerJoin("opinion.source as s", "s.id", "i.source_id")
    .select(["i.id", "i.title", "i.link", "s.label", "i.first_seen_at"]).where("i.topic_id", "=", await standingTopic(read, topicId)).orderBy("i.first_seen_at", "desc").orderBy("i.id", "desc").limit(limit).execute();
  return rows.map((row) => ({ id: row.id, title: row.title, link: row.link, sourceName: row.label, seenAt: row.first_seen_at }));
}
