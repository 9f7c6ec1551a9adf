import { sql } from "kysely";
import type { Reader, Tx } from "#platform/db/database.ts";
import { wakeSenders } from "#platform/http/live.ts";
import type { Held } from "../rules/spend.ts";
import type { Voided } from "./release.ts";

/** A delivery locked for the decision whether to spend. */
export type HeldRow = Held & { id: string; pieceId: string; accountId: string; accountName: string; connectorId: string; unitId: string; ownerPersonId: string };

/** Locks a delivery that may wait for a decision; whoever decides at the same moment waits here and then finds it decided. */
export async function lockHeld(tx: Tx, id: string): Promise<HeldRow | null> {
  const { rows } = await sql<HeldRow>`select d.id, d.piece_id as "pieceId", d.account_id as "accountId", a.name as "accountName", d.connector_id as "connectorId", d.unit_id as "unitId", a.owner_person_id as "ownerPersonId",
      s.state, s.attempt, s.not_before as "notBefore", d.not_after as "notAfter"
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id join channels.account a on a.id = d.account_id where s.delivery_id = ${id} for update of s`.execute(tx);
  return rows[0] ?? null;
}

/** Who decided a delivery last, and how. */
export async function lastDecision(tx: Reader, deliveryId: string): Promise<{ by: string; spend: boolean } | null> {
  const row = await tx.selectFrom("dispatch.receipt").select(["by_name", "outcome"]).where("delivery_id", "=", deliveryId).where("source", "=", "person").where("outcome", "in", ["spend", "void"]).orderBy("at", "desc").limit(1).executeTakeFirst();
  return row ? { by: row.by_name ?? "", spend: row.outcome === "spend" } : null;
}

/** Lets a held delivery leave, from a time on, and wakes the senders at commit. */
export async function release(tx: Tx, id: string, times: { notBefore: Date; deadlineAt: Date }, now: Date): Promise<void> {
  await tx.updateTable("dispatch.progress").set({ state: "queued", not_before: times.notBefore, deadline_at: times.deadlineAt, alerted_at: null, owner_person_id: null, updated_at: now }).where("delivery_id", "=", id).where("state", "=", "held").execute();
  await wakeSenders(tx);
}

/** A held delivery never leaves. */
export async function leaveOut(tx: Tx, ids: readonly string[], reason: "left-out" | "too-late", now: Date): Promise<void> {
  await tx.updateTable("dispatch.progress").set({ state: "void", void_reason: reason, updated_at: now }).where("delivery_id", "in", [...ids]).where("state", "=", "held").execute();
}

/** A held delivery whose latest time passed undecided. */
export type Expired = Voided & { pieceId: string; accountId: string };

/** Locks held deliveries that nobody decided in time. */
export async function lockExpired(tx: Tx, now: Date, limit: number): Promise<Expired[]> {
  const { rows } = await sql<Expired>`select d.id, d.piece_id as "pieceId", d.account_id as "accountId", s.alerted_at is not null as called
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where s.state = 'held' and d.not_after < ${now} order by d.id limit ${limit} for update of s skip locked`.execute(tx);
  return rows;
}
