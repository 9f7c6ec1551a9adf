import type { Reader, Tx } from "#platform/db/database.ts";
import { hashOf } from "./tokens.ts";

/** What is counted: attempts on an account name, from an address, on a second factor. */
export type FailureKind = "account" | "address" | "factor";

/** One counter: its kind and the name, address or person it is about. */
export type Counter = { kind: FailureKind; of: string };

/** Failed attempts in a row and until when no more are heard. */
export type Failures = { failures: number; lastAt: Date; blockedUntil: Date | null };

const keyOf = (counter: Counter) => hashOf(`${counter.kind}\n${counter.of}`);

/** A counter as it stands; null when there is nothing against it. */
export async function failuresOf(read: Reader, counter: Counter): Promise<Failures | null> {
  const row = await read.selectFrom("auth.failure").selectAll().where("kind", "=", counter.kind).where("key", "=", keyOf(counter)).executeTakeFirst();
  return row && row.failures > 0 ? { failures: row.failures, lastAt: row.last_at, blockedUntil: row.blocked_until } : null;
}

/** The counter held until commit, made when it is missing: attempts at the same time are judged one after the other. Callers lock in the order account, address. */
export async function lockFailures(tx: Tx, counter: Counter, now: Date): Promise<Failures | null> {
  const row = await tx.insertInto("auth.failure").values({ kind: counter.kind, key: keyOf(counter), failures: 0, last_at: now, blocked_until: null })
    .onConflict((conflict) => conflict.columns(["kind", "key"]).doUpdateSet((eb) => ({ failures: eb.ref("auth.failure.failures") })))
    .returningAll().executeTakeFirstOrThrow();
  return row.failures > 0 ? { failures: row.failures, lastAt: row.last_at, blockedUntil: row.blocked_until } : null;
}

/** Keeps what a rule counted. */
export async function keepFailures(tx: Tx, counter: Counter, { failures, lastAt, blockedUntil }: Failures): Promise<void> {
  await tx.updateTable("auth.failure").set({ failures, last_at: lastAt, blocked_until: blockedUntil })
    .where("kind", "=", counter.kind).where("key", "=", keyOf(counter)).execute();
}

/** Forgets a counter: the right password was given, or an administrator unlocks. */
export async function forgetFailures(tx: Tx, counter: Counter): Promise<void> {
  await tx.updateTable("auth.failure").set({ failures: 0, blocked_until: null }).where("kind", "=", counter.kind).where("key", "=", keyOf(counter)).execute();
}

/** Drops counters that have been quiet since. */
export async function dropStaleFailures(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom("auth.failure").where("last_at", "<", before).execute();
}
