import { sql } from "kysely";
import { kept, type Reader, type Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import { hashOf, newToken } from "./tokens.ts";

/** A log-in that is alive, with how its person stands: a password to change, an authenticator enrolled. `secondFactorAt` is when it passed one; `provedAt` when its holder last gave a code or a password. */
export type Session = {
  id: string; personId: string; openedAt: Date; seenAt: Date; endsAt: Date; secondFactorAt: Date | null; provedAt: Date; address: string; device: string;
  temporary: boolean; enrolled: boolean;
};

/** Why a session ended before its time. */
export type SessionEnd = "logged-out" | "revoked" | "replaced" | "password-changed" | "administrator";

const alive = (read: Reader, now: Date) =>
  read.selectFrom("auth.session as s").innerJoin("auth.credential as c", "c.person_id", "s.person_id").leftJoin("auth.second_factor as f", "f.person_id", "s.person_id")
    .select(["s.id", "s.person_id", "s.opened_at", "s.seen_at", "s.ends_at", "s.second_factor_at", "s.proved_at", "s.address", "s.device", "c.temporary", "f.confirmed_at"]).modifyFront(kept)
    .where("s.ended_at", "is", null).where("s.ends_at", ">", now).where(sql<boolean>`s.seen_at + make_interval(mins => s.idle_minutes) > ${now}`);

type Row = Awaited<ReturnType<ReturnType<typeof alive>["executeTakeFirstOrThrow"]>>;

const sessionFrom = (row: Row): Session => ({
  id: row.id, personId: row.person_id, openedAt: row.opened_at, seenAt: row.seen_at, endsAt: row.ends_at, secondFactorAt: row.second_factor_at,
  provedAt: row.proved_at, address: row.address, device: row.device, temporary: row.temporary, enrolled: row.confirmed_at !== null,
});

/** Opens a session and answers its token, the only copy there will ever be. */
export async function openSession(
  tx: Tx,
  { personId, idleMinutes, endsAt, address, device }: { personId: string; idleMinutes: number; endsAt: Date; address: string; device: string },
  now: Date,
): Promise<string> {
  const token = newToken();
  await tx.insertInto("auth.session").values({
    id: newId(now), person_id: personId, token_hash: hashOf(token), opened_at: now, seen_at: now, proved_at: now, idle_minutes: idleMinutes, ends_at: endsAt, address, device,
  }).execute();
  return token;
}

/** The live session behind a token: not ended, not past its end, not idle for too long. */
export async function sessionByToken(read: Reader, token: string, now: Date): Promise<Session | null> {
  const row = await alive(read, now).where("s.token_hash", "=", hashOf(token)).executeTakeFirst();
  return row ? sessionFrom(row) : null;
}

/** The live sessions of a person, newest first. */
export async function sessionsOf(read: Reader, personId: string, now: Date): Promise<Session[]> {
  return (await alive(read, now).where("s.person_id", "=", personId).orderBy("s.seen_at", "desc").orderBy("s.id", "desc").limit(100).execute()).map(sessionFrom);
}

/** Notes that the session is in use; written at most once a minute. */
export async function touchSession(read: Reader, session: Session, now: Date): Promise<void> {
  if (now.getTime() - session.seenAt.getTime() < 60_000) return;
  await read.updateTable("auth.session").set({ seen_at: now }).where("id", "=", session.id).where("seen_at", "<", now).where("ended_at", "is", null).execute();
}

/** Raises a session after a code or a password and changes its token, so that a token seen before is worth nothing now. */
export async function raiseSession(tx: Tx, sessionId: string, how: { secondFactor: boolean }, now: Date): Promise<string> {
  const token = newToken();
  await tx.updateTable("auth.session").set({ token_hash: hashOf(token), proved_at: now, seen_at: now, ...(how.secondFactor ? { second_factor_at: now } : {}) })
    .where("id", "=", sessionId).execute();
  return token;
}

/** Ends sessions of a person at once: one, all but one, or all; answers how many were alive. */
export async function endSessions(tx: Tx, personId: string, which: { only?: string; except?: string }, why: SessionEnd, now: Date): Promise<number> {
  let query = tx.updateTable("auth.session").set({ ended_at: now, ended_why: why }).where("person_id", "=", personId).where("ended_at", "is", null).where("ends_at", ">", now);
  if (which.only) query = query.where("id", "=", which.only);
  if (which.except) query = query.where("id", "<>", which.except);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Drops sessions that ended long ago; what they did stays in the audit chain. */
export async function dropOldSessions(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom("auth.session").where("ends_at", "<", before).execute();
}
