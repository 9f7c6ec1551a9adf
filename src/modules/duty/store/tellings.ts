import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import { quietUntil } from "../rules/escalation.ts";
import type { Facts } from "../rules/words.ts";

/** What waits to be told to one person, in one message. */
export type Batch = { personId: string; unitId: string; step: number; calls: { id: string; alertId: string; kind: string; facts: Facts; link: string; unitId: string }[] };

const leaseSeconds = 120;
const lookAgainSeconds = 10;

/**
 * Takes everything of a kind that one person was not told yet; `later` while somebody tells them just now, or did less than a
 * minute ago. A worker that dies gives its batch back when the lease ends.
 */
export async function takeBatch(tx: Tx, personId: string, kind: string, now: Date): Promise<Batch | { later: Date } | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duty.tell/${personId}/${kind}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string; alertId: string; facts: string; link: string; alertUnitId: string; unitId: string; step: number; takenUntil: Date | null }>`
    select c.id, c.alert_id as "alertId", a.facts, a.link, a.unit_id as "alertUnitId", c.unit_id as "unitId", c.step, c.taken_until as "takenUntil" from duty.called c join duty.alert a on a.id = c.alert_id
    where c.person_id = ${personId} and c.kind = ${kind} and c.told_at is null and a.state = 'open'
    order by c.step desc, c.called_at, c.id limit 200`.execute(tx);
  const [first] = rows;
  if (!first) return null;
  if (rows.some((row) => row.takenUntil !== null && row.takenUntil > now)) return { later: new Date(now.getTime() + lookAgainSeconds * 1000) };
  const last = await tx.selectFrom("duty.called").select((eb) => eb.fn.max("told_at").as("at")).where("person_id", "=", personId).where("kind", "=", kind).executeTakeFirst();
  const later = quietUntil(last?.at ?? null, now);
  if (later) return { later };
  const same = rows.filter((row) => row.unitId === first.unitId && row.step === first.step);
  await sql`update duty.called set taken_until = ${now}::timestamptz + make_interval(secs => ${leaseSeconds}) where id = any(${same.map((row) => row.id)}::uuid[])`.execute(tx);
  return {
    personId, unitId: first.unitId, step: first.step,
    calls: same.map((row) => ({ id: row.id, alertId: row.alertId, kind, facts: JSON.parse(row.facts) as Facts, link: row.link, unitId: row.alertUnitId })),
  };
}

/** One attempt through one account; `accountId` null says that there was none to try. */
export type Attempt = { accountId: string | null; ok: boolean; detail: string; at: Date };

/** Writes down every attempt for every alert of the batch; told once one of them took it, given back for another try otherwise. */
export async function settleBatch(tx: Tx, batch: Batch, attempts: readonly Attempt[], told: boolean, now: Date): Promise<void> {
  const rows = batch.calls.flatMap((call) => attempts.map((attempt) => ({
    id: newId(attempt.at), alert_id: call.alertId, account_id: attempt.accountId, person_id: batch.personId, ok: attempt.ok, detail: attempt.detail, at: attempt.at,
  })));
  if (rows.length > 0) await tx.insertInto("duty.telling").values(rows).execute();
  const ids = batch.calls.map((call) => call.id);
  await tx.updateTable("duty.called").set({ taken_until: null, ...(told ? { told_at: now } : {}) }).where("id", "in", ids).execute();
  if (told) await tx.updateTable("duty.alert").set({ told_at: now }).where("id", "in", batch.calls.map((call) => call.alertId)).where("told_at", "is", null).execute();
}
