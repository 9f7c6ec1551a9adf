import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { Mark } from "../rules/shapes.ts";

type By = { personId: string; name: string };

/** Locks topics that stand by themselves, with what a unit decided about each. */
export async function lockMarks(tx: Tx, unitId: string, topicIds: readonly string[]): Promise<{ id: string; mark: Mark }[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`opinion.triage/${unitId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string; mark: Mark }>`select t.id, coalesce(m.state, 'new') as mark from opinion.topic t left join opinion.mark m on m.topic_id = t.id and m.unit_id = ${unitId}
    where t.id = any(${[...topicIds]}::uuid[]) and t.merged_into is null order by t.id`.execute(tx);
  return rows;
}

/** Writes a batch of decisions of a unit with what stood before. */
export async function insertBatch(tx: Tx, batch: { unitId: string; state: Mark; topics: readonly { id: string; before: Mark }[] }, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("opinion.triage_batch").values({ id, unit_id: batch.unitId, state: batch.state, decided_by: by.personId, decided_by_name: by.name, decided_at: now }).execute();
  await tx.insertInto("opinion.triage_entry").values(batch.topics.map((topic) => ({ batch_id: id, topic_id: topic.id, before: topic.before }))).execute();
  await setMarks(tx, batch.unitId, id, batch.state, batch.topics.map((topic) => topic.id));
  return id;
}

async function setMarks(tx: Tx, unitId: string, batchId: string, state: Mark, topicIds: readonly string[]): Promise<void> {
  if (topicIds.length === 0) return;
  if (state === "new") { await tx.deleteFrom("opinion.mark").where("unit_id", "=", unitId).where("topic_id", "in", [...topicIds]).execute(); return; }
  await tx.insertInto("opinion.mark").values(topicIds.map((topic_id) => ({ topic_id, unit_id: unitId, state, batch_id: batchId })))
    .onConflict((c) => c.columns(["topic_id", "unit_id"]).doUpdateSet({ state, batch_id: batchId })).execute();
}

/** A batch locked to be taken back, with how many of its topics were decided about since. */
export async function lockBatch(tx: Tx, id: string): Promise<{ id: string; unitId: string; state: Mark; undone: boolean; since: number; topics: { id: string; before: Mark }[] } | null> {
  const batch = await tx.selectFrom("opinion.triage_batch").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!batch) return null;
  const topics = await tx.selectFrom("opinion.triage_entry").select(["topic_id", "before"]).where("batch_id", "=", id).execute();
  const { rows } = await sql<{ n: number }>`select count(distinct e.topic_id)::int as n from opinion.triage_entry e join opinion.triage_batch b on b.id = e.batch_id
    where b.unit_id = ${batch.unit_id} and b.undone_at is null and b.seq > ${batch.seq} and e.topic_id in (select topic_id from opinion.triage_entry where batch_id = ${id})`.execute(tx);
  return { id, unitId: batch.unit_id, state: batch.state, undone: batch.undone_at !== null, since: rows[0]?.n ?? 0, topics: topics.map((row) => ({ id: row.topic_id, before: row.before })) };
}

/** Puts every topic of a batch back to what stood before. */
export async function undoBatch(tx: Tx, batch: { id: string; unitId: string; topics: readonly { id: string; before: Mark }[] }, by: By, now: Date): Promise<void> {
  await tx.updateTable("opinion.triage_batch").set({ undone_by: by.personId, undone_by_name: by.name, undone_at: now }).where("id", "=", batch.id).execute();
  for (const [before, topics] of Map.groupBy(batch.topics, (topic) => topic.before)) await setMarks(tx, batch.unitId, batch.id, before, topics.map((topic) => topic.id));
}

/** Writes a correction of folding; the listener hands it to the engine. */
export async function insertLesson(tx: Tx, lesson: { kind: "merge" | "split"; topicIds: readonly string[]; titles: readonly string[]; reason: string; unitId: string }, by: By, now: Date): Promise<number> {
  const row = await tx.insertInto("opinion.lesson").values({
    kind: lesson.kind, topic_ids: [...lesson.topicIds], titles: [...lesson.titles], reason: lesson.reason, unit_id: lesson.unitId, taught_by: by.personId, taught_by_name: by.name, taught_at: now,
  }).returning("seq").executeTakeFirstOrThrow();
  return row.seq;
}
