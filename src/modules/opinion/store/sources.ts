import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { SourceFormat, SourceKind } from "../rules/shapes.ts";

/** A source locked for a change. */
export type LockedSource = { id: string; unitId: string; label: string; format: SourceFormat; kind: SourceKind; url: string; state: "active" | "paused" | "closed" };

/** Locks one source, or answers null. */
export async function lockSource(tx: Tx, id: string): Promise<LockedSource | null> {
  const s = await tx.selectFrom("opinion.source").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  return s ? { id: s.id, unitId: s.unit_id, label: s.label, format: s.format, kind: s.kind, url: s.url, state: s.state } : null;
}

export type NewSource = { unitId: string; label: string; format: SourceFormat; kind: SourceKind; url: string; settings: string; leastMinutes: number; mostMinutes: number; watch: string; nextAt: Date | null };

/** Registers a source; null when the unit has one of that name, or a second hand. */
export async function insertSource(tx: Tx, s: NewSource, byName: string, now: Date): Promise<string | null> {
  const row = await tx.insertInto("opinion.source").values({
    id: newId(now), unit_id: s.unitId, label: s.label, format: s.format, kind: s.kind, url: s.url, settings: s.settings, least_minutes: s.leastMinutes, most_minutes: s.mostMinutes,
    state: "active", watch: s.watch, next_at: s.nextAt, created_by_name: byName, created_at: now, updated_at: now,
  }).onConflict((c) => c.doNothing()).returning("id").executeTakeFirst();
  return row?.id ?? null;
}

/** Does another source of the unit bear that name? Held until commit against a second one. */
export async function sourceLabelTaken(tx: Tx, s: { id: string; unitId: string; label: string }): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`opinion.source/${s.unitId}/${s.label}`}, 0))`.execute(tx);
  return (await tx.selectFrom("opinion.source").select("id").where("unit_id", "=", s.unitId).where("label", "=", s.label).where("state", "<>", "closed").where("id", "<>", s.id).executeTakeFirst()) !== undefined;
}

/** Changes how a source is read; what was known of its answers is void. */
export async function updateSource(tx: Tx, id: string, s: Omit<NewSource, "unitId" | "format" | "kind">, now: Date): Promise<void> {
  await tx.updateTable("opinion.source").set({ label: s.label, url: s.url, settings: s.settings, least_minutes: s.leastMinutes, most_minutes: s.mostMinutes, watch: s.watch, next_at: s.nextAt, detail: "", updated_at: now }).where("id", "=", id).execute();
}

/** Rests, wakes or closes; closing destroys the secret. */
export async function saveSourceState(tx: Tx, id: string, to: { state: "active" | "paused" | "closed"; reason: string; nextAt: Date | null }, now: Date): Promise<void> {
  await tx.updateTable("opinion.source").set({ state: to.state, state_reason: to.reason, next_at: to.nextAt, updated_at: now, ...(to.state === "closed" ? { sealed_secret: null, secret_set_at: null } : {}) }).where("id", "=", id).execute();
}

/** Seals the secret of a webhook over the one before. */
export async function saveSourceSecret(tx: Tx, id: string, sealed: string, now: Date): Promise<void> {
  await tx.updateTable("opinion.source").set({ sealed_secret: sealed, secret_set_at: now, updated_at: now }).where("id", "=", id).execute();
}

/** A source that is asked now, as the engine knows it. */
export type AskedSource = { id: string; label: string; format: SourceFormat; kind: SourceKind; url: string; settings: string; watch: string; leastMinutes: number; mostMinutes: number; updatedAt: Date };

const askedColumns = sql`s.id, s.label, s.format, s.kind, s.url, s.settings, s.watch, s.least_minutes as "leastMinutes", s.most_minutes as "mostMinutes", s.updated_at as "updatedAt"`;

/** How many sources may be asked now, and how many of those may be failing ones, which hang longest. */
export type Places = { all: number; failing: number };

/** Claims sources that are due, longest waiting first. Nobody else asks them until the time given. */
export async function claimDue(tx: Tx, now: Date, until: Date, places: Places): Promise<AskedSource[]> {
  const { rows } = await sql<AskedSource>`
    update opinion.source s set asking_until = ${until} from (
      select id from (
        select d.id, row_number() over (partition by failing order by d.next_at) as place, failing from (
          select id, next_at, coalesce((watch::jsonb->>'failures')::int, 0) > 0 as failing from opinion.source
          where state = 'active' and next_at <= ${now} and (asking_until is null or asking_until <= ${now}) order by next_at limit ${places.all * 8} for update skip locked) d) ranked
      where place <= case when failing then ${places.failing}::int else ${places.all}::int end order by failing, place limit ${places.all}) due
    where s.id = due.id returning ${askedColumns}`.execute(tx);
  return rows;
}

/** One source as it is asked, whether due or not. */
export async function askedSource(tx: Tx, id: string): Promise<AskedSource | null> {
  const { rows } = await sql<AskedSource>`select ${askedColumns} from opinion.source s where s.id = ${id} and s.state <> 'closed'`.execute(tx);
  return rows[0] ?? null;
}

/** Writes what came of a question, unless the source was changed since it was asked. */
export async function settleQuestion(tx: Tx, s: { id: string; watch: string; detail: string; nextAt: Date; updatedAt: Date }, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("opinion.source").set({ watch: s.watch, detail: s.detail, next_at: s.nextAt, asked_at: now, asking_until: null })
    .where("id", "=", s.id).where("updated_at", "=", s.updatedAt).where("state", "=", "active").executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) await tx.updateTable("opinion.source").set({ asking_until: null }).where("id", "=", s.id).execute();
  return numUpdatedRows > 0n;
}

/** Notes that a source brought something itself. */
export async function noteBrought(tx: Tx, id: string, watch: string, detail: string, now: Date): Promise<void> {
  await tx.updateTable("opinion.source").set({ watch, detail, asked_at: now }).where("id", "=", id).execute();
}
