import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import { reachOf, within } from "./radar.ts";

/** A topic of the province as a report of a period names it. */
export type SeenTopic = { id: string; title: string; placeName: string | null; /** the prefecture it lies in */ areaName: string | null; category: string | null; peak: number | null; items: number; sources: number; firstSeenAt: Date };

/** Topics about the province that were seen in a span, as far as a person sees them, oldest first; heat is the highest of the span. */
export async function topicsSeen(read: Reader, actor: Actor, { from, to }: { from: Date; to: Date }, most: number): Promise<SeenTopic[]> {
  const reach = await reachOf(read, actor);
  const { rows } = await sql<SeenTopic>`
    select t.id, t.title, (select r.name from organisation.region r where r.code = t.place_line[1]) as "placeName",
      (select r.name from organisation.region r where r.code = left(t.place_line[1], 4) || '00') as "areaName", t.category, t.items, t.sources, t.first_seen_at as "firstSeenAt",
      (select max(h.value) from opinion.heat h where h.topic_id = t.id and h.hour >= ${from} and h.hour < ${to}) as peak
    from opinion.topic t where t.merged_into is null and t.items > 0 and t.about = 'in' and t.last_seen_at >= ${from} and t.first_seen_at < ${to} and ${within(reach)}
    order by t.first_seen_at, t.id limit ${most}`.execute(read);
  return rows;
}
