import { sql } from "kysely";
import type { Article } from "#kernel/article.ts";
import type { RecallNotice } from "#kernel/connector.ts";
import type { Tx } from "#platform/db/database.ts";

/** When each unit of the signature line signed this edition. */
export type Signing = { unitId: string; at: Date };

export type EditionToPut = {
  key: string; payload: string; sha256: string; article: Article; points: readonly string[]; words: readonly string[];
  signings: readonly Signing[]; now: Date;
};

/** One writer per piece until commit, so that planning and writing see the same standing. */
export const lockPiece = (tx: Tx, pieceId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`website:${pieceId}`}, 0))`.execute(tx);

/** Writes an edition and turns the article to it. */
export async function insertEdition(tx: Tx, e: EditionToPut): Promise<void> {
  const { article: a } = e;
  const face = {
    state: "live" as const, current_edition: a.edition, column_key: a.column, urgency: a.urgency, regions: sql<string[]>`${a.regions}::text[]`,
    title: a.title, summary: a.summary, signature: JSON.stringify(a.signature), correction: a.correction ? JSON.stringify(a.correction) : null,
    points: sql<string[]>`${e.points}::text[]`, updated_at: e.now, valid_until: a.validUntil ? new Date(a.validUntil) : null,
    search: sql<string>`array_to_tsvector(${e.words}::text[])`,
  };
  await tx.insertInto("website.article").values({ piece_id: a.pieceId, first_published_at: e.now, ...face })
    .onConflict((on) => on.column("piece_id").doUpdateSet(face)).execute();
  await tx.insertInto("website.edition")
    .values({ piece_id: a.pieceId, edition: a.edition, key: e.key, payload: e.payload, sha256: e.sha256, plain: a.text, published_at: e.now }).execute();
  const of = { piece_id: a.pieceId, edition: a.edition };
  if (e.signings.length > 0) await tx.insertInto("website.signing").values(e.signings.map((s) => ({ ...of, unit_id: s.unitId, signed_at: s.at }))).execute();
  const media = [...new Map(a.materials.map((m) => [m.sha256, m])).values()];
  if (media.length > 0) {
    await tx.insertInto("website.media").values(media.map((m) => ({ ...of, sha256: m.sha256, mime: m.mime, bytes: m.bytes }))).execute();
  }
}

/** Takes the article back; its editions stay readable as what was withdrawn. */
export async function insertRecall(tx: Tx, key: string, notice: RecallNotice, now: Date): Promise<void> {
  await tx.insertInto("website.recall").values({
    piece_id: notice.pieceId, key, title: notice.title, reason: notice.reason, signature: JSON.stringify(notice.signature), signed_at: new Date(notice.at), recalled_at: now,
  }).execute();
  await tx.updateTable("website.article").set({ state: "recalled", updated_at: now }).where("piece_id", "=", notice.pieceId).execute();
}

