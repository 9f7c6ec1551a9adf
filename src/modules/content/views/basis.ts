import { sql, type RawBuilder } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import { kept, type Reader } from "#platform/db/database.ts";
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
  let query = read.selectFrom("content.piece").selectAll().modifyFront(kept).where("id", "=", pieceId);
  if (lock) query = query.forUpdate();
  const p = await query.executeTakeFirst();
  if (!p) return null;
  const participants = await read.selectFrom("content.participant").select("unit_id").modifyFront(kept).where("piece_id", "=", pieceId).execute();
  return {
    id: p.id, number: p.number, title: p.title, unitId: p.unit_id, system: p.system as System, regionCode: p.region_code, form: p.form, topic: p.topic, columnCode: p.column_code,
    urgency: p.urgency, lane: p.lane ?? 4, stage: p.stage, editionNumber: p.edition_number, publishedEdition: p.published_edition, joint: p.joint, createdBy: p.created_by, sheetId: p.sheet_id, updatedAt: p.updated_at, headAt: p.head_at,
    participantUnitIds: participants.map((row) => row.unit_id),
  };
}

// A unit's region is a division of six figures or a township below one: its first six are compared, which is quicker than one pattern after another.
const regionIn = (p: RawBuilder<unknown>, codes: readonly string[]) => sql`(left(${p}.region_code, 6) = any(${codes.filter((code) => code.length === 6)}::text[])
  or ${p}.region_code like any(${codes.filter((code) => code.length !== 6).map((code) => `${code}%`)}::text[]))`;

/** The condition under which a person sees a piece: the same law as kernel `inScope`, in SQL, judged row by row. `alias` names content.piece. */
export function pieceScope(actor: Actor, alias: string): RawBuilder<boolean> {
  const p = sql.ref(alias);
  const { all, systems, regions, unitIds } = actor.scope;
  if (all) return sql`true`;
  const mine = sql`any(${[...unitIds]}::uuid[])`;
  return sql`(${p}.unit_id = ${mine} or ${p}.system = any(${[...systems]}::text[]) or ${regionIn(p, regions)}
    or ${p}.id in (select q.piece_id from content.participant q where q.unit_id = ${mine} and q.role = 'co'))`;
}

/**
 * The ids of the newest pieces a person sees that meet `condition` (on alias `p`), newest first, at most `most`. Who sees systems or regions sees much:
 * their page is found by walking back from the newest. Who sees single units may see little: theirs is found unit by unit.
 */
export function newestPieces(actor: Actor, condition: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  const { all, systems, regions, unitIds } = actor.scope;
  const newest = sql`order by p.updated_at desc, p.id desc limit ${most}`;
  if (all || systems.length > 0 || regions.length > 0) return sql`select p.id, p.updated_at from content.piece p where ${condition} and ${pieceScope(actor, "p")} ${newest}`;
  const mine = sql`${[...unitIds]}::uuid[]`;
  return sql`select p.id, p.updated_at from (
    select own.* from unnest(${mine}) as u(id) cross join lateral (select p.id, p.updated_at from content.piece p where p.unit_id = u.id and ${condition} ${newest}) own
    union
    select p.id, p.updated_at from content.participant q join content.piece p on p.id = q.piece_id where q.unit_id = any(${mine}) and q.role = 'co' and ${condition}
  ) p ${newest}`;
}
