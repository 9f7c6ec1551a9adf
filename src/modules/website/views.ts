import { sql, type Selectable } from "kysely";
import { Article } from "#kernel/article.ts";
import { CorrectionNote, SignatureLine } from "#kernel/edition.ts";
import { Urgency } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Tables } from "#platform/db/tables.ts";
import type { Standing } from "./rules.ts";

/** An article as lists show it. */
export type ArticleFace = {
  pieceId: string; state: "live" | "recalled"; edition: number; column: string; urgency: Urgency; title: string; summary: string; points: readonly string[];
  signature: SignatureLine; correction: CorrectionNote | null; regions: readonly string[]; firstPublishedAt: Date; updatedAt: Date; validUntil: Date | null;
};

/** One edition in the history of its article. */
export type PastEdition = { edition: number; publishedAt: Date; correction: CorrectionNote | null };

/** What was said when an article was taken back. */
export type RecallNote = { title: string; reason: string; signature: SignatureLine; at: Date };

/** One edition of an article with everything its page says. */
export type ArticlePage = {
  face: ArticleFace; article: Article; sha256: string; plain: string; publishedAt: Date;
  signings: readonly { unitId: string; at: Date }[];
  editions: readonly PastEdition[];
  recall: RecallNote | null;
};

/** A page of a list; `total` is counted up to 1000 and then says `capped`. */
export type FacePage = { items: ArticleFace[]; total: number; capped: boolean };

const columns = [
  "piece_id", "state", "current_edition", "column_key", "urgency", "title", "summary", "points", "signature", "correction",
  "regions", "first_published_at", "updated_at", "valid_until",
] as const;

const face = (r: Pick<Selectable<Tables["website.article"]>, (typeof columns)[number]>): ArticleFace => ({
  pieceId: r.piece_id, state: r.state, edition: r.current_edition, column: r.column_key, urgency: Urgency.parse(r.urgency), title: r.title, summary: r.summary,
  points: r.points, signature: SignatureLine.parse(r.signature), correction: CorrectionNote.nullable().parse(r.correction), regions: r.regions,
  firstPublishedAt: r.first_published_at, updatedAt: r.updated_at, validUntil: r.valid_until,
});

const concerns = (codes: readonly string[] | null) => (codes === null ? sql<boolean>`true` : sql<boolean>`(regions = '{}' or regions && ${codes}::text[])`);
const cap = 1000;

/** Graded articles that may still stand at the top of the first page, and the newest of each column. */
export async function firstPage(read: Reader, ask: { columns: readonly string[]; each: number; codes: readonly string[] | null; since: Date; now: Date }) {
  const live = () => read.selectFrom("website.article").select(columns).where("state", "=", "live").where(concerns(ask.codes));
  const graded = await live().where("urgency", "<>", "routine").where((eb) => eb.or([eb("valid_until", ">", ask.now), eb("updated_at", ">=", ask.since)]))
    .orderBy("updated_at", "desc").limit(20).execute();
  const newest = await Promise.all(ask.columns.map(async (column) =>
    [column, (await live().where("column_key", "=", column).orderBy("updated_at", "desc").orderBy("piece_id").limit(ask.each).execute()).map(face)] as const));
  return { graded: graded.map(face), newest: new Map(newest) };
}

/** One page of a column, newest first. */
export async function columnPage(read: Reader, ask: { column: string; page: number; size: number; codes: readonly string[] | null }): Promise<FacePage> {
  const inColumn = read.selectFrom("website.article").where("state", "=", "live").where("column_key", "=", ask.column).where(concerns(ask.codes));
  return pageOf(
    inColumn.select(columns).orderBy("updated_at", "desc").orderBy("piece_id").limit(ask.size).offset((ask.page - 1) * ask.size).execute(),
    read.selectFrom(inColumn.select("piece_id").limit(cap + 1).as("c")).select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
  );
}

/** Articles that hold every word, newest first; what was taken back is found too, so that people learn that it was. */
export async function searchPage(read: Reader, ask: { words: readonly string[]; page: number; size: number; codes: readonly string[] | null }): Promise<FacePage> {
  if (ask.words.length === 0) return { items: [], total: 0, capped: false };
  const holding = read.selectFrom("website.article").where(sql<boolean>`search @@ ${everyWord(ask.words)}::tsquery`).where(concerns(ask.codes));
  return pageOf(
    holding.select(columns).orderBy("updated_at", "desc").orderBy("piece_id").limit(ask.size).offset((ask.page - 1) * ask.size).execute(),
    read.selectFrom(holding.select("piece_id").limit(cap + 1).as("c")).select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow(),
  );
}

async function pageOf(rows: Promise<Parameters<typeof face>[0][]>, count: Promise<{ n: number }>): Promise<FacePage> {
  const [items, { n }] = await Promise.all([rows, count]);
  return { items: items.map(face), total: Math.min(n, cap), capped: n > cap };
}

const quoted = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const everyWord = (words: readonly string[]) => words.map(quoted).join(" & ");
const anyWord = (words: readonly string[]) => words.map(quoted).join(" | ");

/** One edition of an article (the current one when none is named), or null. */
export async function articlePage(read: Reader, pieceId: string, edition: number | null): Promise<ArticlePage | null> {
  const row = await read.selectFrom("website.article").select(columns).where("piece_id", "=", pieceId).executeTakeFirst();
  if (!row) return null;
  const editions = await read.selectFrom("website.edition").select(["edition", "payload", "sha256", "plain", "published_at"]).where("piece_id", "=", pieceId).orderBy("edition", "desc").execute();
  const shown = editions.find((e) => e.edition === (edition ?? row.current_edition));
  if (!shown) return null;
  const signings = await read.selectFrom("website.signing").select(["unit_id", "signed_at"]).where("piece_id", "=", pieceId).where("edition", "=", shown.edition).execute();
  const recall = await read.selectFrom("website.recall").select(["title", "reason", "signature", "recalled_at"]).where("piece_id", "=", pieceId).executeTakeFirst();
  return {
    face: face(row), article: Article.parse(JSON.parse(shown.payload)), sha256: shown.sha256, plain: shown.plain, publishedAt: shown.published_at,
    signings: signings.map((s) => ({ unitId: s.unit_id, at: s.signed_at })),
    editions: editions.map((e) => ({ edition: e.edition, publishedAt: e.published_at, correction: Article.parse(JSON.parse(e.payload)).correction })),
    recall: recall ? recallNote(recall) : null,
  };
}

/** Every edition of some articles, newest first: what an event's block on the first page lists. */
export async function historyOf(read: Reader, pieceIds: readonly string[]): Promise<Map<string, PastEdition[]>> {
  if (pieceIds.length === 0) return new Map();
  const rows = await read.selectFrom("website.edition").select(["piece_id", "edition", "payload", "published_at"]).where("piece_id", "in", pieceIds).orderBy("edition", "desc").execute();
  const past = rows.map((e) => ({ pieceId: e.piece_id, edition: e.edition, publishedAt: e.published_at, correction: Article.parse(JSON.parse(e.payload)).correction }));
  return Map.groupBy(past, (e) => e.pieceId);
}

const recallNote = (r: { title: string; reason: string; signature: unknown; recalled_at: Date }): RecallNote =>
  ({ title: r.title, reason: r.reason, signature: SignatureLine.parse(r.signature), at: r.recalled_at });

/** The newest articles of the site, or of a column, with their text, for feeds; taken back ones with the notice instead. */
export async function feedItems(read: Reader, ask: { column: string | null; limit: number }) {
  const rows = await read.selectFrom("website.article as a").innerJoin("website.edition as e", (on) => on.onRef("e.piece_id", "=", "a.piece_id").onRef("e.edition", "=", "a.current_edition"))
    .leftJoin("website.recall as r", "r.piece_id", "a.piece_id")
    .select(columns.map((c) => `a.${c}` as const)).select(["e.payload", "e.sha256", "r.title as recall_title", "r.reason", "r.signature as recall_signature", "r.recalled_at"])
    .$if(ask.column !== null, (q) => q.where("a.column_key", "=", ask.column))
    .orderBy("a.updated_at", "desc").limit(ask.limit).execute();
  return rows.map((r) => ({
    face: face(r), article: Article.parse(JSON.parse(r.payload)), sha256: r.sha256,
    recall: r.recalled_at ? recallNote({ title: r.recall_title ?? "", reason: r.reason ?? "", signature: r.recall_signature, recalled_at: r.recalled_at }) : null,
  }));
}

/** Addresses and times for the sitemap, newest first, at most 50,000 (sitemaps.org). */
export const sitemapRows = (read: Reader) =>
  read.selectFrom("website.article").select(["piece_id as pieceId", "updated_at as updatedAt"]).where("state", "=", "live").orderBy("updated_at", "desc").limit(49_000).execute();

/** A published edition as 核对真假 compares it. */
export type PublishedText = {
  pieceId: string; edition: number; title: string; text: string; units: readonly string[]; sha256: string; publishedAt: Date; state: "live" | "recalled"; currentEdition: number;
};

const texts = (read: Reader) => read.selectFrom("website.edition as e").innerJoin("website.article as a", "a.piece_id", "e.piece_id")
  .select(["e.piece_id", "e.edition", "e.payload", "e.sha256", "e.published_at", "a.state", "a.current_edition"]);

const publishedText = (r: { piece_id: string; edition: number; payload: string; sha256: string; published_at: Date; state: "live" | "recalled"; current_edition: number }): PublishedText => {
  const { title, text, signature } = Article.parse(JSON.parse(r.payload));
  return { pieceId: r.piece_id, edition: r.edition, title, text, units: signature.units.map((u) => u.name), sha256: r.sha256, publishedAt: r.published_at, state: r.state, currentEdition: r.current_edition };
};

/** Published texts, every edition, of the pieces that share most words with a text from elsewhere. */
export async function textsAlike(read: Reader, words: readonly string[], pieces: number): Promise<PublishedText[]> {
  if (words.length === 0) return [];
  const asked = sql`${anyWord(words)}::tsquery`;
  const near = read.selectFrom("website.article").select(["piece_id", sql<number>`ts_rank(search, ${asked})`.as("rank")]).where(sql<boolean>`search @@ ${asked}`).orderBy("updated_at", "desc").limit(2_000);
  const nearest = read.selectFrom(near.as("near")).select("near.piece_id").orderBy("near.rank", "desc").limit(pieces);
  return (await texts(read).where("e.piece_id", "in", nearest).orderBy("e.edition", "desc").execute()).map(publishedText);
}

/** Every edition of one piece as text, newest first. */
export const textsOf = async (read: Reader, pieceId: string): Promise<PublishedText[]> => (await texts(read).where("e.piece_id", "=", pieceId).orderBy("e.edition", "desc").execute()).map(publishedText);

/** A published attachment by the hash of its bytes, or null: nothing that was not published is ever served. */
export async function publishedMedia(read: Reader, sha256: string) {
  const row = await read.selectFrom("website.media").select(["mime", "bytes"]).where("sha256", "=", sha256).limit(1).executeTakeFirst();
  return row ?? null;
}

/** The very bytes that were signed, so that anybody can take their SHA-256. */
export async function signedBytes(read: Reader, pieceId: string, edition: number): Promise<string | null> {
  const row = await read.selectFrom("website.edition").select("payload").where("piece_id", "=", pieceId).where("edition", "=", edition).executeTakeFirst();
  return row?.payload ?? null;
}

/** Where a piece stands, as `planPut` asks it. */
export async function standingOf(read: Reader, pieceId: string, edition: number): Promise<Standing> {
  const row = await read.selectFrom("website.article as a")
    .leftJoin("website.edition as e", (on) => on.onRef("e.piece_id", "=", "a.piece_id").on("e.edition", "=", edition))
    .select(["a.state", "a.current_edition", "e.sha256"]).where("a.piece_id", "=", pieceId).executeTakeFirst();
  return row ? { state: row.state, currentEdition: row.current_edition, sha256: row.sha256 } : null;
}

/** What stands on the site under a delivery key: an edition, a recall, or nothing. */
export async function underKey(read: Reader, key: string) {
  const e = await read.selectFrom("website.edition as e").innerJoin("website.article as a", "a.piece_id", "e.piece_id")
    .select(["e.piece_id", "e.edition", "e.payload", "e.sha256", "a.current_edition"]).where("e.key", "=", key).executeTakeFirst();
  if (e) return { kind: "edition" as const, pieceId: e.piece_id, edition: e.edition, payload: e.payload, sha256: e.sha256, current: e.edition === e.current_edition };
  const recall = await read.selectFrom("website.recall").select("piece_id").where("key", "=", key).executeTakeFirst();
  return recall ? { kind: "recall" as const, pieceId: recall.piece_id } : null;
}
