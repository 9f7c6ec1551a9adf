import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";

/** Where a piece stands, as every list shows it. */
export type Stage = "draft" | "first-review" | "second-review" | "final-review" | "cosigning" | "returned" | "cleared" | "publishing" | "published" | "recalled" | "withdrawn";

/** Moves a piece; higher modules call this from their own actions, in their own transaction. */
export async function setStage(tx: Tx, pieceId: string, stage: Stage, now: Date): Promise<void> {
  await tx.updateTable("content.piece").set({ stage, updated_at: now }).where("id", "=", pieceId).execute();
}

/** Notes that editions have been seen in public. */
export async function markPublished(tx: Tx, seen: readonly { pieceId: string; editionNumber: number }[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  const rows = JSON.stringify(seen.map((s) => ({ piece_id: s.pieceId, edition_number: s.editionNumber })));
  await sql`update content.piece p set stage = case when p.stage in ('publishing', 'cleared') and p.edition_number = x.edition_number then 'published' else p.stage end,
      published_edition = greatest(p.published_edition, x.edition_number), published_at = coalesce(p.published_at, ${now}), updated_at = ${now}
    from (select piece_id, max(edition_number) as edition_number from jsonb_to_recordset(${rows}::jsonb) as y(piece_id uuid, edition_number int) group by piece_id) x
    where p.id = x.piece_id and (p.stage in ('publishing', 'cleared') or coalesce(p.published_edition, 0) < x.edition_number)`.execute(tx);
}
