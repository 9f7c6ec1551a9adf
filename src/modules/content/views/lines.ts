import { sql } from "kysely";
import type { z } from "zod";
import type { Reader } from "#platform/db/database.ts";
import type { TermView } from "../contract.ts";

/** The signature line as planned in review, or the unit that opened the piece. */
export async function lineUnitIds(read: Reader, pieceId: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select coalesce((select unit_ids from review.plan where piece_id = p.id), array[p.unit_id]) as ids from content.piece p where p.id = ${pieceId}`.execute(read);
  return rows[0]?.ids ?? [];
}

/** The list of words, in the order of the Chinese dictionary. */
export async function termLines(read: Reader): Promise<z.infer<typeof TermView>[]> {
  const rows = await read.selectFrom("content.term").selectAll().orderBy(sql`term collate "zh-x-icu"`).execute();
  return rows.map((row) => ({ id: row.id, term: row.term, kind: row.kind, instead: row.instead ?? "", reason: row.reason ?? "", appliesFrom: row.applies_from }));
}
