import { sql } from "kysely";
import { sha256Hex } from "#kernel/fingerprint.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { SourceKind } from "../rules/shapes.ts";
import { itemHourKey, noteLook, readsGained } from "./looks.ts";

/** One public item as it comes from an importer: it has no field for a person of the public. Times in milliseconds. */
export type NewItem = { kind: SourceKind; title: string; text: string; link: string; publishedAt: number | null; seenAt: number; rank: number | null; reads: number | null; comments: number | null };

const chunk = 500;
const hourOf = (at: number): Date => new Date(Math.floor(at / 3_600_000) * 3_600_000);
// A list says every hour that it still speaks of something; news says it once, when it was published.
const saidAt = (item: NewItem): number => (item.kind === "list" || item.publishedAt === null ? item.seenAt : Math.min(item.publishedAt, item.seenAt));

/** Keeps what a source gave when it was looked at, each item once and each sighting once an hour; answers how many items are new. */
export async function keepItems(tx: Tx, sourceId: string, items: readonly NewItem[], now: Date): Promise<number> {
  const digestOf = (item: NewItem): string => sha256Hex(`${item.title}\n${item.kind === "list" ? "" : item.link}`);
  const distinct = [...new Map(items.map((item) => [`${digestOf(item)} ${hourOf(saidAt(item)).getTime()}`, { item, digest: digestOf(item) }])).values()];
  await noteLook(tx, sourceId, { at: now, length: items.some(({ kind }) => kind === "list") ? distinct.length : null, saidIn: distinct.map(({ item }) => hourOf(saidAt(item))) });
  let fresh = 0;
  for (let i = 0; i < distinct.length; i += chunk) fresh += await keepChunk(tx, sourceId, distinct.slice(i, i + chunk), now);
  return fresh;
}

async function keepChunk(tx: Tx, sourceId: string, rows: readonly { item: NewItem; digest: string }[], now: Date): Promise<number> {
  const once = [...new Map(rows.map((row) => [row.digest, row])).values()];
  const inserted = await tx.insertInto("opinion.item").values(once.map(({ item, digest }) => ({
    id: newId(now), source_id: sourceId, kind: item.kind, digest, title: item.title, text: item.text, link: item.link, published_at: item.publishedAt === null ? null : new Date(item.publishedAt),
    first_seen_at: new Date(item.seenAt), last_seen_at: new Date(saidAt(item)),
  }))).onConflict((c) => c.columns(["source_id", "digest"]).doNothing()).returning("digest").execute();
  const isNew = new Set(inserted.map((row) => row.digest));
  const known = await tx.selectFrom("opinion.item").select(["id", "digest"]).where("source_id", "=", sourceId).where("digest", "in", once.map(({ digest }) => digest)).execute();
  const ids = new Map(known.map((row) => [row.digest, row.id]));
  const seen = rows.filter(({ item, digest }) => item.kind === "list" || isNew.has(digest)).map(({ item, digest }) => ({ id: ids.get(digest) ?? "", item, at: saidAt(item) }));
  if (seen.length === 0) return 0;
  const gains = await readsGained(tx, sourceId, seen.map(({ id, item, at }) => ({ itemId: id, hour: hourOf(at), reads: item.reads })));
  await tx.insertInto("opinion.sighting").values(seen.map(({ id, item, at }) => ({ item_id: id, hour: hourOf(at), at: new Date(at), rank: item.rank, reads: item.reads, comments: item.comments, gain: gains.get(itemHourKey({ itemId: id, hour: hourOf(at) })) ?? null })))
    .onConflict((c) => c.columns(["item_id", "hour"]).doUpdateSet({
      rank: sql`least(opinion.sighting.rank, excluded.rank)`, reads: sql`greatest(opinion.sighting.reads, excluded.reads)`, comments: sql`greatest(opinion.sighting.comments, excluded.comments)`,
      gain: sql`coalesce(excluded.gain, opinion.sighting.gain)`,
    })).execute();
  await sql`update opinion.item i set last_seen_at = greatest(i.last_seen_at, x.at) from unnest(${seen.map(({ id }) => id)}::uuid[], ${seen.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) as x(id, at) where i.id = x.id`.execute(tx);
  return isNew.size;
}

/** What a retention sweep deleted. */
export type Deleted = { items: number; heat: number; topics: number };

/** Deletes what was seen last before a time, up to a number of items; topics that a unit watches or has a case of keep all of theirs. */
export async function deleteOld(tx: Tx, before: Date, keep: readonly string[], most: number): Promise<Deleted> {
  const items = await sql`delete from opinion.item where id in (
    select i.id from opinion.item i where i.last_seen_at < ${before} and i.first_seen_at < ${before} and (i.topic_id is null or not (i.topic_id = any(${[...keep]}::uuid[])))
      and not exists (select from opinion.mark m where m.topic_id = i.topic_id and m.state in ('watch', 'case')) order by i.last_seen_at limit ${most})`.execute(tx);
  const heat = await sql`delete from opinion.heat h where h.hour < ${before} and not (h.topic_id = any(${[...keep]}::uuid[]))
    and not exists (select from opinion.mark m where m.topic_id = h.topic_id and m.state in ('watch', 'case'))`.execute(tx);
  // What was folded into another goes with it; topics still read from below are left for the next sweep.
  const topics = await sql`delete from opinion.topic t where t.last_seen_at < ${before} and not (t.id = any(${[...keep]}::uuid[])) and not exists (select from opinion.item i where i.topic_id = t.id)
    and not exists (select from opinion.mark m where m.topic_id = t.id and m.state in ('watch', 'case')) and not exists (select from opinion.topic u where u.merged_into = t.id)`.execute(tx);
  await sql`delete from opinion.look where hour < ${before}`.execute(tx);
  await sql`delete from opinion.lesson where taught_at < ${before}`.execute(tx);
  await sql`delete from opinion.triage_batch b where b.decided_at < ${before} and not exists (select from opinion.triage_entry e where e.batch_id = b.id)`.execute(tx);
  return { items: Number(items.numAffectedRows ?? 0), heat: Number(heat.numAffectedRows ?? 0), topics: Number(topics.numAffectedRows ?? 0) };
}

/** Sets how many days items are kept. */
export async function saveRetention(tx: Tx, keepDays: number, byName: string, now: Date): Promise<void> {
  const row = { keep_days: keepDays, changed_by_name: byName, changed_at: now };
  await tx.insertInto("opinion.setting").values(row).onConflict((c) => c.column("one").doUpdateSet(row)).execute();
}
