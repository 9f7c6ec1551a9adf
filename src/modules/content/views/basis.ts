import { sql, type RawBuilder } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Urgency } from "#kernel/urgency.ts";

/** A piece as neighbours need it to decide who may do what. */
export type PieceBasis = {
  id: string; number: string; title: string; unitId: string; system: System; regionCode: string; form: string; topic: string; columnCode: string; urgency: Urgency; lane: number;
  stage: string; editionNumber: number; publishedEdition: number | null; joint: boolean; createdBy: string; sheetId: string; updatedAt: Date;
  /** When somebody last changed title, summary and the like. */
  headAt: Date | null; participantUnitIds: readonly string[];
};

/** The basis of one piece, or null; locked for the transaction when asked. */
export async function pieceBasis(read: Reader, pieceId: string, lock = false): Promise<PieceBasis | null> {
  let query = read.selectFrom("content.piece").selectAll().where("id", "=", pieceId);
  if (lock) query = query.forUpdate();
  const p = await query.executeTakeFirst();
  if (!p) return null;
  const participants = await read.selectFrom("content.participant").select("unit_id").where("piece_id", "=", pieceId).execute();
  return {
    id: p.id, number: p.number, title: p.title, unitId: p.unit_id, system: p.system as System, regionCode: p.region_code, form: p.form, topic: p.topic, columnCode: p.column_code,
    urgency: p.urgency, lane: p.lane ?? 4, stage: p.stage, editionNumber: p.edition_number, publishedEdition: p.published_edition, joint: p.joint, createdBy: p.created_by, sheetId: p.sheet_id, updatedAt: p.updated_at, headAt: p.head_at,
    participantUnitIds: participants.map((row) => row.unit_id),
  };
}

/**
 * The condition under which a person sees a piece, for lists: the same law as kernel `inScope`, in SQL. `alias` names content.piece.
 * Who sees systems or regions sees much, and a list finds its page by walking back from the newest; who sees single units finds their pieces by index first.
 */
export function pieceScope(actor: Actor, alias: string): RawBuilder<boolean> {
  const p = sql.ref(alias);
  const { all, systems, regions, unitIds } = actor.scope;
  if (all) return sql`true`;
  const mine = sql`any(${[...unitIds]}::uuid[])`;
  const shared = sql`select q.piece_id from content.participant q where q.unit_id = ${mine} and q.role = 'co'`;
  if (systems.length === 0 && regions.length === 0) return sql`${p}.id in (select s.id from content.piece s where s.unit_id = ${mine} union all ${shared})`;
  return sql`(${p}.unit_id = ${mine} or ${p}.system = any(${[...systems]}::text[]) or ${p}.region_code like any(${regions.map((code) => `${code}%`)}::text[]) or ${p}.id in (${shared}))`;
}
