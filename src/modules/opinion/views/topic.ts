import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { SourceKind } from "../rules/shapes.ts";

/** An item of a topic as evidence. */
export type ItemRow = { id: string; title: string; link: string; sourceName: string; kind: SourceKind; seenAt: Date; publishedAt: Date | null; why: string | null; reading: string | null };

/** Items of a topic, newest first. */
export async function itemRows(read: Reader, topicId: string, limit: number): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`select i.id, i.title, i.link, s.label as "sourceName", i.kind, i.first_seen_at as "seenAt", i.published_at as "publishedAt", i.why, i.reading
    from opinion.item i join opinion.source s on s.id = i.source_id where i.topic_id = ${topicId} order by i.first_seen_at desc, i.id desc limit ${limit}`.execute(read);
  return rows;
}

/** Heat of a topic from its first hour to the last that was drawn; hours between that nobody can tell of are null. `looked` where a source was really looked at. */
export async function heatRows(read: Reader, topicId: string, limit: number): Promise<{ hour: Date; value: number | null; looked: boolean }[]> {
  const { rows } = await sql<{ hour: Date; value: number | null; looked: boolean }>`
    select * from (select s.hour, h.value, coalesce(h.looked, false) as looked from (select min(hour) as first, max(hour) as last from opinion.heat where topic_id = ${topicId}) b
      cross join lateral generate_series(b.first, b.last, interval '1 hour') as s(hour) left join opinion.heat h on h.topic_id = ${topicId} and h.hour = s.hour order by s.hour desc limit ${limit}) x order by hour`.execute(read);
  return rows;
}

/** That a unit was told of a topic; with the title of the topic it knew of it by, where nobody was called anew. */
export type AlertRow = { unitId: string; profile: string; rule: string; raisedAt: Date; grounds: string; knownWith: string | null };

/** Who was told of a topic, by which profile, and what it rests on; only units within what the person sees. */
export async function alertRows(read: Reader, topicId: string, unitIds: readonly string[] | null): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select a.unit_id as "unitId", p.label as profile, a.rule, a.raised_at as "raisedAt", a.grounds, w.title as "knownWith" from opinion.alert a join opinion.profile p on p.id = a.profile_id
      left join opinion.topic w on w.id = (a.grounds::jsonb ->> 'with')::uuid
    where a.topic_id = ${topicId} and (${unitIds === null} or a.unit_id = any(${[...(unitIds ?? [])]}::uuid[])) order by a.raised_at, a.nth`.execute(read);
  return rows;
}

/** Profiles of units that a topic concerns. */
export async function profilesFound(read: Reader, topicId: string, unitIds: readonly string[]): Promise<string[]> {
  const rows = await read.selectFrom("opinion.profile_match as x").innerJoin("opinion.profile as p", "p.id", "x.profile_id").select("p.label").where("x.topic_id", "=", topicId).where("p.unit_id", "in", unitIds.length > 0 ? [...unitIds] : [""]).orderBy("p.label").execute();
  return rows.map((row) => row.label);
}

/** Corrections of folding about a topic. */
export async function correctionRows(read: Reader, topicId: string): Promise<{ kind: "merge" | "split"; byName: string; at: Date; reason: string; pending: boolean }[]> {
  const { rows } = await sql<{ kind: "merge" | "split"; byName: string; at: Date; reason: string; pending: boolean }>`
    select kind, taught_by_name as "byName", taught_at as at, reason, hearing is null as pending from opinion.lesson where topic_ids @> array[${topicId}::uuid] order by seq desc limit 20`.execute(read);
  return rows;
}

/** What folding may be corrected on: where the topic went, and the titles it holds. */
export async function foldedTopic(read: Reader, id: string): Promise<{ id: string; mergedInto: string | null; titles: string[] } | null> {
  const row = await read.selectFrom("opinion.topic").select(["id", "merged_into"]).where("id", "=", id).executeTakeFirst();
  if (!row) return null;
  const titles = await read.selectFrom("opinion.item").select("title").distinct().where("topic_id", "=", id).execute();
  return { id, mergedInto: row.merged_into, titles: titles.map((one) => one.title) };
}

/** The last batches of decisions of a unit, newest first. */
export async function batchRows(read: Reader, unitId: string, limit: number) {
  const { rows } = await sql<{ id: string; to: "dismissed" | "watch" | "case" | "new"; topics: number; firstTitle: string; byName: string; at: Date; undoneByName: string | null; since: number }>`
    select b.id, b.state as to, count(e.topic_id)::int as topics, coalesce(min(t.title), '') as "firstTitle", b.decided_by_name as "byName", b.decided_at as at, b.undone_by_name as "undoneByName",
      (select count(*)::int from opinion.triage_entry f join opinion.triage_batch c on c.id = f.batch_id where c.unit_id = b.unit_id and c.undone_at is null and c.seq > b.seq and f.topic_id in (select topic_id from opinion.triage_entry where batch_id = b.id)) as since
    from opinion.triage_batch b left join opinion.triage_entry e on e.batch_id = b.id left join opinion.topic t on t.id = e.topic_id where b.unit_id = ${unitId} group by b.id order by b.seq desc limit ${limit}`.execute(read);
  return rows;
}
