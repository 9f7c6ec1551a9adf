import { sql } from "kysely";
import { reachHours } from "#opinion/heat/missing.ts";
import type { Reader } from "#platform/db/database.ts";

/** A topic whose heat is drawn: its hours so far, and every source that ever carried it. */
export type HeatBasis = { id: string; first: Date; last: Date; drawnTo: Date | null; sources: string[] };

/** What the heat of these topics rests on; one whose items were all cleared away has nothing to rest on. */
export async function heatBases(read: Reader, topicIds: readonly string[]): Promise<HeatBasis[]> {
  const { rows } = await sql<HeatBasis>`
    select t.id, t.first_seen_at as first, t.last_seen_at as last, (select max(h.hour) from opinion.heat h where h.topic_id = t.id) as "drawnTo",
      c.sources
    from opinion.topic t cross join lateral (select array_agg(distinct i.source_id) as sources from opinion.item i where i.topic_id = t.id) c
    where t.id = any(${[...topicIds]}::uuid[]) and c.sources is not null`.execute(read);
  return rows;
}

/** What one source said of a topic in an hour. */
export type MarkRow = { topicId: string; source: string; hour: Date; rank: number | null; gain: number | null };

/** What sources said of topics, each from an hour on, with the hours before it that its heat depends on. */
export async function marksOf(read: Reader, topics: readonly { id: string; from: Date }[]): Promise<MarkRow[]> {
  const { rows } = await sql<MarkRow>`
    select i.topic_id as "topicId", i.source_id as source, s.hour, min(s.rank) as rank, max(s.gain) as gain
    from unnest(${topics.map(({ id }) => id)}::uuid[], ${topics.map(({ from }) => from.toISOString())}::timestamptz[]) as x(id, since)
      join opinion.item i on i.topic_id = x.id join opinion.sighting s on s.item_id = i.id and s.hour >= x.since - ${`${reachHours} hours`}::interval
    where s.hearing is not null group by 1, 2, 3`.execute(read);
  return rows;
}

/** An hour in which a source was looked at. */
export type LookRow = { source: string; hour: Date; length: number | null; gain: number | null };

/** The hours in which sources were looked at, each from an hour on. */
export async function looksSince(read: Reader, sources: readonly { id: string; since: Date }[]): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select l.source_id as source, l.hour, l.length, l.usual_gain as gain from unnest(${sources.map(({ id }) => id)}::uuid[], ${sources.map(({ since }) => since.toISOString())}::timestamptz[]) as x(id, since)
      join opinion.look l on l.source_id = x.id and l.hour >= x.since order by l.source_id, l.hour`.execute(read);
  return rows;
}

/** Whether a peak is over is told from hours of silence after it. */
const silenceHours = 8;

/** Topics that were hot when they were drawn last, or were heard of lately, and whose sources may have fallen silent since; those of this hour are drawn as they are heard. */
export async function coolingTopics(read: Reader, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from opinion.topic t where t.merged_into is null
    and (t.heat > 0 or t.last_seen_at >= ${now}::timestamptz - ${`${silenceHours} hours`}::interval) and t.last_seen_at < date_trunc('hour', ${now}::timestamptz) order by t.id`.execute(read);
  return rows.map((row) => row.id);
}

/** Topics that have items and no heat at all, as after a change of how it is counted. */
export async function undrawnTopics(read: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from opinion.topic t where t.merged_into is null and not exists (select from opinion.heat h where h.topic_id = t.id)
    and exists (select from opinion.item i where i.topic_id = t.id) order by t.id`.execute(read);
  return rows.map((row) => row.id);
}
