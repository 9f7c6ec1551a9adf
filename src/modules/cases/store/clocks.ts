import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { ClockCode } from "../rules/clocks.ts";

/** A clock as it shall stand. */
export type ClockState = { code: ClockCode; subject: string; startAt: Date; warnAt: Date; deadline: Date; source: string; metAt: Date | null; metBy: string | null; missedAt: Date | null };

/** Writes a clock over what it was; one that had ended runs again. */
export async function saveClock(tx: Tx, caseId: string, c: ClockState, now: Date): Promise<void> {
  const values = { start_at: c.startAt, warn_at: c.warnAt, deadline: c.deadline, source: c.source, met_at: c.metAt, met_by: c.metBy, missed_at: c.missedAt, ended_at: null, end_reason: null };
  await tx.insertInto("cases.clock").values({ id: newId(now), case_id: caseId, code: c.code, subject: c.subject, ...values })
    .onConflict((o) => o.columns(["case_id", "code", "subject"]).doUpdateSet(values)).execute();
}

/** Ends clocks that run for nothing any more; what they missed stays missed. */
export async function endClocks(tx: Tx, ids: readonly string[], reason: "regraded" | "not-holding" | "closed", now: Date): Promise<void> {
  if (ids.length > 0) await tx.updateTable("cases.clock").set({ ended_at: now, end_reason: reason }).where("id", "in", [...ids]).execute();
}

/** Locks cases whose clocks call for something; those another worker holds are left to it. */
export async function lockCalling(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from cases.opinion_case c where exists (
      select from cases.clock k where k.case_id = c.id and k.met_at is null and k.ended_at is null and (
        (k.deadline < ${now} and not exists (select from cases.clock_call x where x.clock_id = k.id and x.step = 'missed' and x.deadline = k.deadline))
        or (k.warn_at <= ${now} and k.deadline >= ${now} and not exists (select from cases.clock_call x where x.clock_id = k.id and x.step = 'warning' and x.deadline = k.deadline))))
    order by c.id limit ${limit} for update of c skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

/** Notes a call of a clock; answers false when it was made before. */
export async function insertCall(tx: Tx, call: { clockId: string; step: "warning" | "missed"; deadline: Date }, now: Date): Promise<boolean> {
  const row = await tx.insertInto("cases.clock_call").values({ clock_id: call.clockId, step: call.step, deadline: call.deadline, at: now }).onConflict((o) => o.doNothing()).returning("clock_id").executeTakeFirst();
  return row !== undefined;
}
