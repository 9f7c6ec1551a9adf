import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { Profile, Within } from "../rules/profile.ts";
import type { Category, Hazard, TopicFacts } from "../rules/shapes.ts";

/** A batch as it was heard, to be heard again in the same order. */
export type PastBatch = { hearing: number; heard: { itemId: string; title: string; at: number }[]; lessons: PastLesson[] };

/** A correction with the topics' names in the engine when it was handed in. */
export type PastLesson = { seq: number; kind: "merge" | "split"; keys: string[]; titles: string[] };

/** Every batch since a time, in order. */
export async function pastBatches(read: Reader, since: Date): Promise<PastBatch[]> {
  const { rows } = await sql<{ hearing: number; itemId: string; title: string; at: Date }>`
    select s.hearing, s.item_id as "itemId", i.title, s.at from opinion.sighting s join opinion.item i on i.id = s.item_id
    where s.hearing is not null and s.at >= ${since} order by s.hearing, s.seq`.execute(read);
  const lessons = await read.selectFrom("opinion.lesson").select(["seq", "kind", "fold_keys", "titles", "hearing"]).where("hearing", "is not", null).where("taught_at", ">=", since).orderBy("seq").execute();
  const batches = new Map<number, PastBatch>();
  const at = (hearing: number) => { const one = batches.get(hearing) ?? { hearing, heard: [], lessons: [] }; batches.set(hearing, one); return one; };
  for (const row of rows) at(row.hearing).heard.push({ itemId: row.itemId, title: row.title, at: row.at.getTime() });
  for (const row of lessons) at(row.hearing ?? 0).lessons.push({ seq: row.seq, kind: row.kind, keys: row.fold_keys, titles: row.titles });
  return [...batches.values()].sort((a, b) => a.hearing - b.hearing);
}

/** Lessons nobody has handed to the engine yet. */
export async function pendingLessons(read: Reader): Promise<{ seq: number; kind: "merge" | "split"; topicIds: string[]; titles: string[] }[]> {
  const rows = await read.selectFrom("opinion.lesson").select(["seq", "kind", "topic_ids", "titles"]).where("hearing", "is", null).orderBy("seq").execute();
  return rows.map((row) => ({ seq: row.seq, kind: row.kind, topicIds: row.topic_ids, titles: row.titles }));
}

/** In which topic titles lie, and under which name the engine knew it. */
export async function topicsOfTitles(read: Reader, titles: readonly string[]): Promise<{ title: string; topicId: string; key: string }[]> {
  const { rows } = await sql<{ title: string; topicId: string; key: string }>`select distinct i.title, i.topic_id as "topicId", t.fold_key as key from opinion.item i join opinion.topic t on t.id = i.topic_id where i.title = any(${[...titles]}::text[])`.execute(read);
  return rows;
}

/** A title of a topic with its reading, as it was seen first. */
export type SaidRow = { title: string; at: Date; reading: string };

/** What topics hold, each title once, oldest first, up to so many of each. */
export async function saidIn(read: Reader, topicIds: readonly string[], limit: number): Promise<Map<string, SaidRow[]>> {
  if (topicIds.length === 0) return new Map();
  const { rows } = await sql<SaidRow & { topicId: string }>`
    select x.id as "topicId", s.title, s.at, s.reading from unnest(${[...topicIds]}::uuid[]) as x(id) cross join lateral (
      select * from (select distinct on (title) title, first_seen_at as at, reading from opinion.item where topic_id = x.id and reading is not null order by title, first_seen_at) d order by at, title limit ${limit}) s
    order by x.id, s.at, s.title`.execute(read);
  return Map.groupBy(rows, (row) => row.topicId);
}

/** A profile in use with the unit it belongs to, and which topics that unit sees. */
export type UnitProfile = Profile & { id: string; unitId: string; alerts: boolean; within: Within };

/** All profiles in use, or one. */
export async function profilesInUse(read: Reader, id?: string): Promise<UnitProfile[]> {
  const rows = await read.selectFrom("opinion.profile as p").innerJoin("organisation.unit as u", "u.id", "p.unit_id").selectAll("p").select(["u.sees", "u.level", "u.region_code"])
    .where("p.state", "=", "active").$if(id !== undefined, (q) => q.where("p.id", "=", id ?? "")).orderBy("p.unit_id").orderBy("p.id").execute();
  return rows.map((row) => ({
    id: row.id, unitId: row.unit_id, alerts: row.alerts, within: row.sees === "all" ? "all" : row.level === "province" ? "placed" : { region: row.region_code },
    regions: row.regions, hazards: row.hazards as Hazard[], categories: row.categories as Category[], least: row.least_likelihood, words: row.words,
  }));
}

/** A topic as the rules see it, with its figures. */
export type RuleTopic = TopicFacts & { id: string; title: string; deaths: number | null; injured: number | null; missing: number | null; sources: number };

/** Topics that stand by themselves, as the rules see them: those given, or all that were seen since a time. */
export async function ruleTopics(read: Reader, ask: { ids: readonly string[] } | { since: Date }): Promise<RuleTopic[]> {
  const { rows } = await sql<RuleTopic>`
    select t.id, t.title, t.place_line as "placeLine", t.about, t.category, t.hazard, t.emergency, t.heat, t.last_seen_at as "lastSeenAt", t.deaths, t.injured, t.missing, t.sources,
      coalesce((select array_agg(distinct i.title) from opinion.item i where i.topic_id = t.id), '{}') as titles
    from opinion.topic t where t.merged_into is null and ${"ids" in ask ? sql`t.id = any(${[...ask.ids]}::uuid[])` : sql`t.last_seen_at >= ${ask.since}`} order by t.id`.execute(read);
  return rows;
}

/** How often units were told of these topics, or knew of them with others, by `topic unit`. */
export async function timesTold(read: Reader, topicIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ pair: string; times: number }>`select topic_id || ' ' || unit_id as pair, max(nth) as times from opinion.alert where topic_id = any(${[...topicIds]}::uuid[]) group by 1`.execute(read);
  return new Map(rows.map((row) => [row.pair, row.times]));
}
