import { sql } from "kysely";
import type { z } from "zod";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { signerProposal } from "#modules/organisation/index.ts";
import type { TermView } from "../contract.ts";

/** The signature line as planned in review; before that as the duty rule proposes, the unit that writes always among them (clause 3.2). */
export async function lineUnitIds(read: Reader, pieceId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ planned: string[] | null; unitId: string; topic: string }>`
    select (select unit_ids from review.plan where piece_id = p.id) as planned, p.unit_id as "unitId", p.topic from content.piece p where p.id = ${pieceId}`.execute(read);
  const piece = rows[0];
  if (!piece) return [];
  if (piece.planned) return piece.planned;
  const byDuty = (await signerProposal(read, piece.topic, piece.unitId, isoDay(now)))?.units.map((unit) => unit.unitId) ?? [];
  return byDuty.includes(piece.unitId) ? byDuty : [piece.unitId, ...byDuty];
}

/** The list of words, in the order of the Chinese dictionary. */
export async function termLines(read: Reader): Promise<z.infer<typeof TermView>[]> {
  const rows = await read.selectFrom("content.term").selectAll().orderBy(sql`term collate "zh-x-icu"`).execute();
  return rows.map((row) => ({ id: row.id, term: row.term, kind: row.kind, instead: row.instead, reason: row.reason, appliesFrom: row.applies_from }));
}
