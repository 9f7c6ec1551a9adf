import { sql, type RawBuilder } from "kysely";
import { holds, type Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Sifting } from "../contract.ts";
import { watchingPosts } from "../policy.ts";
import { answersOf } from "./answers.ts";
import type { Category, Concern, Hazard, Mark } from "../rules/shapes.ts";

/** Which places a person sees topics of: all and what is not placed (新闻宣传处), all that is placed (a corps of the province), or these with all they hold. */
export type Reach = "all" | "placed" | readonly string[];

/** The reach of a person by the units they watch for. */
export async function reachOf(read: Reader, actor: Actor): Promise<Reach> {
  if (actor.scope.all) return "all";
  const unitIds = [...new Set(actor.holdings.filter((h) => holds(actor, h.unitId, ...watchingPosts)).map((h) => h.unitId))];
  const units = unitIds.length === 0 ? [] : await read.selectFrom("organisation.unit").select(["level", "region_code", "system"]).where("id", "in", unitIds).execute();
  if (units.some((unit) => unit.level === "province" && unit.system !== "partner")) return "placed";
  return [...new Set([...actor.scope.regions, ...units.map((unit) => unit.region_code)])];
}

/** The condition that a topic `t` lies within a reach. */
export const within = (reach: Reach): RawBuilder<boolean> => (reach === "all" ? sql<boolean>`true` : reach === "placed" ? sql<boolean>`(t.about = 'in' and cardinality(t.place_line) > 0)` : sql<boolean>`(t.about = 'in' and t.place_line && ${[...reach]}::text[])`);

/** May a person see this topic? */
export async function seesTopic(read: Reader, reach: Reach, topicId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from opinion.topic t where t.id = ${topicId} and ${within(reach)}`.execute(read);
  return rows.length > 0;
}

/** A topic with what a unit decided about it. */
export type TopicRow = {
  id: string; title: string; placeCode: string | null; placeName: string | null; category: Category | null; hazard: Hazard | null; concern: Concern | null; emergency: number; needsCheck: number; heat: number | null; peak: number | null; items: number; sources: number;
  deaths: number | null; injured: number | null; missing: number | null; magnitude: number | null; firstSeenAt: Date; lastSeenAt: Date; mark: Mark; alertedAt: Date | null; answers: number;
  /** Heat of each of the last 24 hours, and how the title that names the topic was read. */
  lastDay: (number | null)[]; reading: string | null;
};

/** An emergency counts as likely from here on. */
export const likely = 0.5;

const like = (q: string): string => `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;

function sifted(ask: Sifting, reach: Reach, unitId: string, now: Date): RawBuilder<boolean> {
  const view = {
    emergency: sql<boolean>`t.about = 'in' and t.emergency >= ${likely}`, here: sql<boolean>`t.about = 'in'`, unplaced: sql<boolean>`t.about = 'unsure' and t.emergency >= ${likely}`,
    profile: sql<boolean>`exists (select from opinion.profile_match x join opinion.profile p on p.id = x.profile_id where x.topic_id = t.id and p.unit_id = ${unitId})`,
  }[ask.view];
  return sql.join([
    sql`t.merged_into is null`, sql`t.items > 0`, within(reach), view, sql`t.last_seen_at >= ${new Date(now.getTime() - ask.hours * 3_600_000)}`,
    ...(ask.category ? [sql`t.category = ${ask.category}`] : []), ...(ask.hazard ? [sql`t.hazard = ${ask.hazard}`] : []), ...(ask.region ? [sql`t.place_line @> array[${ask.region}::text]`] : []),
    ...(ask.profileId ? [sql`exists (select from opinion.profile_match x where x.topic_id = t.id and x.profile_id = ${ask.profileId})`] : []),
    ...(ask.q ? [sql`exists (select from opinion.item i where i.topic_id = t.id and i.title ilike ${like(ask.q)})`] : []),
  ], sql` and `) as RawBuilder<boolean>;
}

const columns = (unitId: string, now: Date) => sql`t.id, t.title, t.place_line[1] as "placeCode", (select r.name from organisation.region r where r.code = t.place_line[1]) as "placeName", t.category, t.hazard, t.concern, t.emergency, t.needs_check as "needsCheck",
  t.heat, t.peak, t.items, t.sources, t.deaths, t.injured, t.missing, t.magnitude, t.first_seen_at as "firstSeenAt", t.last_seen_at as "lastSeenAt",
  coalesce((select m.state from opinion.mark m where m.topic_id = t.id and m.unit_id = ${unitId}), 'new') as mark, (select max(a.raised_at) from opinion.alert a where a.topic_id = t.id and a.unit_id = ${unitId} and a.rule <> 'known') as "alertedAt", ${answersOf} as answers,
  (select jsonb_agg(h.value order by s.hour) from generate_series(date_trunc('hour', ${now}::timestamptz) - interval '23 hours', date_trunc('hour', ${now}::timestamptz), interval '1 hour') as s(hour)
    left join opinion.heat h on h.topic_id = t.id and h.hour = s.hour) as "lastDay",
  (select i.reading from opinion.item i where i.topic_id = t.id and i.title = t.title and i.reading is not null order by i.first_seen_at, i.id limit 1) as reading`;

// What is counted stops here: whoever looks further back says what they look for.
const counts = 1000;
const open = "open";

/** A page of topics within a reach, newest first, with how many of them the unit has decided; counts stop at 1000. */
export async function topicRows(read: Reader, reach: Reach, unitId: string, ask: Sifting & { page: number; size: number }, now: Date): Promise<{ items: TopicRow[]; total: number; capped: boolean; progress: Record<Mark, number> }> {
  const wanted = ask.mark === undefined ? sql`true` : ask.mark === open ? sql`mark in ('new', 'watch')` : sql`mark = ${ask.mark}`;
  const { rows } = await sql<{ counted: Record<Mark, number>; n: number } & (TopicRow | { id: null })>`
    with hit as materialized (
      select t.id, t.last_seen_at, coalesce(m.state, 'new') as mark from opinion.topic t left join opinion.mark m on m.topic_id = t.id and m.unit_id = ${unitId}
      where ${sifted(ask, reach, unitId, now)} order by t.last_seen_at desc, t.id desc limit ${Math.max(counts + 1, ask.page * ask.size)}),
    wanted as (select * from hit where ${wanted}), sums as (
      select (select count(*)::int from wanted) as n, jsonb_build_object('new', count(*) filter (where mark = 'new'), 'watch', count(*) filter (where mark = 'watch'), 'case', count(*) filter (where mark = 'case'), 'dismissed', count(*) filter (where mark = 'dismissed')) as counted from hit)
    select sums.counted, sums.n, x.* from sums left join lateral (
      select ${columns(unitId, now)} from (select id from wanted order by last_seen_at desc, id desc limit ${ask.size} offset ${(ask.page - 1) * ask.size}) page join opinion.topic t using (id) order by t.last_seen_at desc, t.id desc) x on true`.execute(read);
  const n = rows[0]?.n ?? 0;
  return {
    items: rows.flatMap(({ counted: _, n: __, ...row }) => (row.id === null ? [] : [row])), total: Math.min(n, counts), capped: n > counts,
    progress: rows[0]?.counted ?? { new: 0, watch: 0, case: 0, dismissed: 0 },
  };
}

/** One topic with what a unit decided about it. */
export async function topicRow(read: Reader, unitId: string, topicId: string, now: Date): Promise<(TopicRow & { placeLine: string[]; placeLikelihood: number | null }) | null> {
  const { rows } = await sql<TopicRow & { placeLine: string[]; placeLikelihood: number | null }>`select ${columns(unitId, now)}, t.place_line as "placeLine", t.place_likelihood as "placeLikelihood" from opinion.topic t where t.id = ${topicId}`.execute(read);
  return rows[0] ?? null;
}

/** When topics began, hour by hour, and in which counties they lie. */
export async function overview(read: Reader, reach: Reach, unitId: string, ask: Sifting, now: Date): Promise<{ hours: { hour: Date; topics: number }[]; places: Map<string, number> }> {
  const where = sifted(ask, reach, unitId, now);
  const { rows: hours } = await sql<{ hour: Date; topics: number }>`select date_trunc('hour', t.first_seen_at) as hour, count(*)::int as topics from opinion.topic t where ${where} group by 1 order by 1`.execute(read);
  const { rows: places } = await sql<{ code: string; n: number }>`select code, count(*)::int as n from opinion.topic t cross join unnest(t.place_line) as code where ${where} group by code`.execute(read);
  return { hours, places: new Map(places.map((row) => [row.code, row.n])) };
}
