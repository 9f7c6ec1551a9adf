import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { Category, Concern, Hazard } from "../rules/shapes.ts";

/** How long whoever listens may be silent before another process takes over. */
const leaseSeconds = 30;

/** Takes or keeps the ear of the house for a process; null while another has it. `changed` when it was somebody else's before. */
export async function takeEar(tx: Tx, processId: string, now: Date): Promise<{ hearing: number; changed: boolean } | null> {
  const row = await tx.selectFrom("opinion.listener").selectAll().forUpdate().executeTakeFirstOrThrow();
  if (row.process_id !== processId && row.until > now) return null;
  await tx.updateTable("opinion.listener").set({ process_id: processId, until: new Date(now.getTime() + leaseSeconds * 1000) }).execute();
  return { hearing: row.hearing, changed: row.process_id !== processId };
}

/** Gives the ear back, so that the next process need not wait. */
export async function giveEarBack(tx: Tx, processId: string, now: Date): Promise<void> {
  await tx.updateTable("opinion.listener").set({ until: now }).where("process_id", "=", processId).execute();
}

/** The next batch has this number; whoever lost the ear in the meantime gets null and writes nothing. */
export async function countHearing(tx: Tx, processId: string, after: number): Promise<number | null> {
  const row = await tx.updateTable("opinion.listener").set({ hearing: after + 1 }).where("process_id", "=", processId).where("hearing", "=", after).returning("hearing").executeTakeFirst();
  return row?.hearing ?? null;
}

/** A sighting nobody heard yet, with its item. */
export type Unheard = { seq: number; itemId: string; title: string; at: Date; first: boolean };

/** What was seen and not heard yet, oldest first. */
export async function unheard(tx: Tx, limit: number): Promise<Unheard[]> {
  const { rows } = await sql<Unheard>`select s.seq, s.item_id as "itemId", i.title, s.at, i.reading is null as first
    from opinion.sighting s join opinion.item i on i.id = s.item_id where s.hearing is null order by s.seq limit ${limit}`.execute(tx);
  return rows;
}

/** Notes in which batch sightings were heard. */
export async function noteHeard(tx: Tx, seqs: readonly number[], hearing: number): Promise<void> {
  await sql`update opinion.sighting set hearing = ${hearing} where seq = any(${[...seqs]}::bigint[])`.execute(tx);
}

/** Begins topics under their names in the engine; what they say is written once their items are in. */
export async function beginTopics(tx: Tx, topics: readonly { key: string; title: string; at: Date }[], now: Date): Promise<Map<string, string>> {
  if (topics.length === 0) return new Map();
  const rows = topics.map(({ key, title, at }) => ({ id: newId(now), fold_key: key, title, place_line: [], about: "unsure" as const, emergency: 0, needs_check: 0, items: 0, sources: 0, first_seen_at: at, last_seen_at: at }));
  await tx.insertInto("opinion.topic").values(rows).execute();
  return new Map(rows.map((row) => [row.fold_key, row.id]));
}

/** Puts items into their topics with why, and keeps the reading of those that are new. */
export async function placeItems(tx: Tx, items: readonly { itemId: string; topicId: string; why: string; reading: string | null }[]): Promise<void> {
  if (items.length === 0) return;
  const columns = { id: items.map((one) => one.itemId), topic: items.map((one) => one.topicId), why: items.map((one) => one.why), reading: items.map((one) => one.reading) };
  await sql`update opinion.item i set topic_id = x.topic, why = case when x.topic is distinct from i.topic_id then x.why else i.why end, reading = coalesce(x.reading, i.reading)
    from unnest(${columns.id}::uuid[], ${columns.topic}::uuid[], ${columns.why}::text[], ${columns.reading}::text[]) as x(id, topic, why, reading) where i.id = x.id`.execute(tx);
}

/** Moves the items of a topic that bear these titles to another. */
export async function moveTitles(tx: Tx, fromId: string, titles: readonly string[], toId: string): Promise<void> {
  await sql`update opinion.item set topic_id = ${toId} where topic_id = ${fromId} and title = any(${[...titles]}::text[])`.execute(tx);
}

/** A topic that was left by its last item was folded into another: what was decided and told of it holds for that one, unless that one has its own. */
export async function foldInto(tx: Tx, fromId: string, toId: string): Promise<boolean> {
  const { rows } = await sql`update opinion.topic set merged_into = ${toId}, items = 0, sources = 0, heat = null where id = ${fromId} and id <> ${toId} and merged_into is null
    and not exists (select from opinion.item i where i.topic_id = ${fromId}) returning id`.execute(tx);
  if (rows.length === 0) return false;
  await carryOver(tx, fromId, toId);
  await sql`delete from opinion.mark where topic_id = ${fromId}`.execute(tx);
  await sql`delete from opinion.profile_match where topic_id = ${fromId}`.execute(tx);
  return true;
}

/** What was told and decided of one topic was told and decided of another too: of two stories that were one, and of one that was two. */
export async function carryOver(tx: Tx, fromId: string, toId: string): Promise<void> {
  await sql`insert into opinion.alert (topic_id, unit_id, nth, profile_id, rule, grounds, raised_at) select ${toId}, unit_id, nth, profile_id, rule, grounds, raised_at from opinion.alert where topic_id = ${fromId} on conflict do nothing`.execute(tx);
  await sql`update opinion.matter set topic_ids = topic_ids || ${toId}::uuid where ${fromId} = any(topic_ids) and not ${toId} = any(topic_ids)`.execute(tx);
  await sql`insert into opinion.mark (topic_id, unit_id, state, batch_id) select ${toId}, unit_id, state, batch_id from opinion.mark where topic_id = ${fromId} on conflict do nothing`.execute(tx);
}

/** What a topic says together. */
export type Picture = {
  id: string; title: string; placeLine: readonly string[]; placeLikelihood: number | null; about: "in" | "out" | "unsure"; category: Category | null; hazard: Hazard | null; emergency: number; needsCheck: number; concern: Concern | null;
  deaths: number | null; injured: number | null; missing: number | null; magnitude: number | null;
};

/** Writes what topics say; items, sources and times are counted from what they hold. */
export async function savePictures(tx: Tx, pictures: readonly Picture[]): Promise<void> {
  if (pictures.length === 0) return;
  await sql`update opinion.topic t set title = p.title, place_line = array(select jsonb_array_elements_text(p."placeLine")), place_likelihood = p."placeLikelihood", about = p.about, category = p.category, hazard = p.hazard,
      emergency = p.emergency, needs_check = p."needsCheck", concern = p.concern, deaths = p.deaths, injured = p.injured, missing = p.missing, magnitude = p.magnitude,
      items = c.items, sources = c.sources, first_seen_at = c.first, last_seen_at = c.last
    from jsonb_to_recordset(${JSON.stringify(pictures)}::jsonb) as p(id uuid, title text, "placeLine" jsonb, "placeLikelihood" real, about text, category text, hazard text, emergency real, "needsCheck" real, concern text, deaths int, injured int, missing int, magnitude real)
      cross join lateral (select count(*)::int as items, count(distinct source_id)::int as sources, min(least(first_seen_at, last_seen_at)) as first, max(last_seen_at) as last from opinion.item i where i.topic_id = p.id) c
    where t.id = p.id`.execute(tx);
}

/** An hour of a topic; without heat nobody can tell of it. */
export type DrawnHour = { topicId: string; hour: Date; heat: number | null; looked: boolean };

/** Writes hours of topics, and how hot each is now and was at most; hours that nobody can tell of lose their row. */
export async function saveHeat(tx: Tx, hours: readonly DrawnHour[], now: readonly { topicId: string; heat: number | null }[]): Promise<void> {
  const gone = hours.filter(({ heat }) => heat === null);
  await sql`delete from opinion.heat h using unnest(${gone.map((one) => one.topicId)}::uuid[], ${gone.map((one) => one.hour.toISOString())}::timestamptz[]) as x(id, hour) where h.topic_id = x.id and h.hour = x.hour`.execute(tx);
  const known = hours.filter(({ heat }) => heat !== null);
  await sql`insert into opinion.heat as h (topic_id, hour, value, looked)
    select * from unnest(${known.map((one) => one.topicId)}::uuid[], ${known.map((one) => one.hour.toISOString())}::timestamptz[], ${known.map((one) => one.heat)}::real[], ${known.map((one) => one.looked)}::boolean[])
    on conflict (topic_id, hour) do update set value = excluded.value, looked = excluded.looked where (h.value, h.looked) is distinct from (excluded.value, excluded.looked)`.execute(tx);
  await sql`update opinion.topic t set heat = x.heat, peak = (select max(h.value) from opinion.heat h where h.topic_id = t.id)
    from unnest(${now.map((one) => one.topicId)}::uuid[], ${now.map((one) => one.heat)}::real[]) as x(id, heat) where t.id = x.id`.execute(tx);
}

/** Writes that a unit is told of a topic for the nth time; false when it was told before. */
export async function insertAlert(tx: Tx, a: { topicId: string; unitId: string; nth: number; profileId: string; rule: string; grounds: string }, now: Date): Promise<boolean> {
  const row = await tx.insertInto("opinion.alert").values({ topic_id: a.topicId, unit_id: a.unitId, nth: a.nth, profile_id: a.profileId, rule: a.rule, grounds: a.grounds, raised_at: now })
    .onConflict((c) => c.columns(["topic_id", "unit_id", "nth"]).doNothing()).returning("topic_id").executeTakeFirst();
  return row !== undefined;
}

/** Notes that a lesson was handed to the engine before a batch, under which names. */
export async function noteTaught(tx: Tx, seq: number, hearing: number, keys: readonly string[]): Promise<void> {
  await tx.updateTable("opinion.lesson").set({ hearing, fold_keys: [...keys] }).where("seq", "=", seq).execute();
}
