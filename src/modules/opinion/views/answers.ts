import { sql, type RawBuilder } from "kysely";
import { SignatureLine } from "#kernel/edition.ts";
import type { Reader } from "#platform/db/database.ts";

/** What was published on the public site, or taken back from it, at a time. */
export type SiteNews = { id: string; live: boolean; title: string; text: string; issuer: string; at: Date };

/** What changed on the public site after a time, oldest first; a few more than the limit where several changed at one time. */
export async function siteNewsSince(read: Reader, since: Date, limit: number): Promise<SiteNews[]> {
  const { rows } = await sql<Omit<SiteNews, "issuer"> & { signature: unknown }>`
    select a.piece_id as id, a.state = 'live' as live, a.title, e.plain as text, a.signature, a.updated_at as at from website.article a join website.edition e on e.piece_id = a.piece_id and e.edition = a.current_edition
    where a.updated_at > ${since} order by a.updated_at fetch first ${limit} rows with ties`.execute(read);
  return rows.map(({ signature, ...row }) => ({ ...row, issuer: issuerOf(signature) }));
}

const issuerOf = (signature: unknown): string => SignatureLine.safeParse(signature).data?.units.map((unit) => unit.name).join("、") ?? "";

/** Up to when the public site was held against what people say; not before a time. */
export async function answersHeardTo(read: Reader, since: Date): Promise<Date> {
  const { rows } = await sql<{ to: Date }>`select greatest(answers_to, ${since}::timestamptz) as to from opinion.listener`.execute(read);
  return rows[0]?.to ?? since;
}

/** An item that says something an authority may have answered, or that is itself an authority's word. */
export type SaidItem = { id: string; title: string; text: string; link: string; issuer: string; official: boolean; at: Date };

/** Items about this province or that need checking, and what official sources say: those given, or all that were first seen since a time. */
export async function saidItems(read: Reader, ask: { ids: readonly string[] } | { since: Date }): Promise<SaidItem[]> {
  const { rows } = await sql<SaidItem>`
    select i.id, i.title, case when i.kind = 'official' then i.text else '' end as text, i.link, s.label as issuer, i.kind = 'official' as official, i.first_seen_at as at
    from opinion.item i join opinion.source s on s.id = i.source_id join opinion.topic t on t.id = i.topic_id
    where ${"ids" in ask ? sql`i.id = any(${[...ask.ids]}::uuid[])` : sql`i.first_seen_at >= ${ask.since}`} and (i.kind = 'official' or t.about = 'in' or (t.about = 'unsure' and t.needs_check >= 0.5)) order by i.first_seen_at, i.id`.execute(read);
  return rows;
}

/** Titles that were heard since a time, each once. */
export async function titlesSince(read: Reader, since: Date): Promise<string[]> {
  const rows = await read.selectFrom("opinion.item").select("title").distinct().where("first_seen_at", ">=", since).execute();
  return rows.map((row) => row.title);
}

/** A match whose answer still stands: a release that was taken back answers nothing. */
const stands = sql`(m.answer_kind = 'official' or exists (select from website.article a where a.piece_id = m.answer_id and a.state = 'live'))`;

/** How many answers may be about a topic `t`. */
export const answersOf: RawBuilder<number> = sql<number>`(select count(distinct m.answer_id)::int from opinion.item i join opinion.answer_match m on m.item_id = i.id where i.topic_id = t.id and ${stands})`;

/** An answer that may be about what a topic says. */
export type AnswerRow = { kind: "release" | "official"; id: string; title: string; issuer: string; link: string | null; at: Date; claim: string; likelihood: number; words: string[] };

/** The answers that may be about a topic, likeliest first; each once, with the title it fits best. A release has no link of its own here. */
export async function answerRows(read: Reader, topicId: string, limit: number): Promise<AnswerRow[]> {
  const { rows } = await sql<Omit<AnswerRow, "issuer"> & { label: string | null; signature: unknown }>`
    select * from (
      select distinct on (m.answer_kind, m.answer_id) m.answer_kind as kind, m.answer_id as id, coalesce(o.title, a.title) as title, s.label, a.signature, o.link, coalesce(a.updated_at, o.published_at, o.first_seen_at) as at, i.title as claim, m.likelihood, m.words
      from opinion.item i join opinion.answer_match m on m.item_id = i.id
        left join opinion.item o on m.answer_kind = 'official' and o.id = m.answer_id left join opinion.source s on s.id = o.source_id
        left join website.article a on m.answer_kind = 'release' and a.piece_id = m.answer_id
      where i.topic_id = ${topicId} and ${stands} and coalesce(o.id, a.piece_id) is not null order by m.answer_kind, m.answer_id, m.likelihood desc) x
    order by likelihood desc, at desc limit ${limit}`.execute(read);
  return rows.map(({ label, signature, ...row }) => ({ ...row, issuer: label ?? issuerOf(signature) }));
}
