import type { Reader, Tx } from "#platform/db/database.ts";
import { hashPassword } from "./passwords.ts";

/** The password of a person as it is kept. */
export type Credential = { personId: string; passwordHash: string; temporary: boolean };

/** The password of a person, or nothing when they were never given one. */
export async function credentialOf(read: Reader, personId: string): Promise<Credential | null> {
  const row = await read.selectFrom("auth.credential").selectAll().where("person_id", "=", personId).executeTakeFirst();
  return row ? { personId: row.person_id, passwordHash: row.password_hash, temporary: row.temporary } : null;
}

/** Sets a password, the first one or a new one. `temporary` lets its holder in only to change it. */
export async function setPassword(tx: Tx, personId: string, password: string, temporary: boolean, now: Date): Promise<void> {
  const set = { password_hash: await hashPassword(password), temporary, changed_at: now };
  await tx.insertInto("auth.credential").values({ person_id: personId, created_at: now, ...set })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(set)).execute();
}
