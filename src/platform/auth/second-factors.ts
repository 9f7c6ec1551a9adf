import type { Reader, Tx } from "#platform/db/database.ts";
import { hashOfBackupCode, newBackupCodes } from "./tokens.ts";

/** The authenticator of a person, secrets sealed; `secret` is null until a code has confirmed it. */
export type SecondFactor = { secret: string | null; confirmedAt: Date | null; lastStep: number; offeredSecret: string | null; offeredAt: Date | null };

/** The authenticator of a person; locked for the transaction when `lock` is said, so that one code is used once. */
export async function secondFactorOf(read: Reader, personId: string, lock = false): Promise<SecondFactor | null> {
  const query = read.selectFrom("auth.second_factor").selectAll().where("person_id", "=", personId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row ? { secret: row.secret, confirmedAt: row.confirmed_at, lastStep: row.last_step, offeredSecret: row.offered_secret, offeredAt: row.offered_at } : null;
}

/** Offers a new authenticator; the old one works until a code confirms the new one. */
export async function offerSecondFactor(tx: Tx, personId: string, sealedSecret: string, now: Date): Promise<void> {
  const offer = { offered_secret: sealedSecret, offered_at: now };
  await tx.insertInto("auth.second_factor").values({ person_id: personId, ...offer })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(offer)).execute();
}

/** Puts the offered authenticator in force; the step that confirmed it is used up. */
export async function confirmSecondFactor(tx: Tx, personId: string, sealedSecret: string, step: number, now: Date): Promise<void> {
  await tx.updateTable("auth.second_factor")
    .set({ secret: sealedSecret, confirmed_at: now, last_step: step, offered_secret: null, offered_at: null })
    .where("person_id", "=", personId).execute();
}

/** Uses up a step: no code of it or before it works again (RFC 6238 §5.2). */
export async function useStep(tx: Tx, personId: string, step: number): Promise<void> {
  await tx.updateTable("auth.second_factor").set({ last_step: step }).where("person_id", "=", personId).execute();
}

/** Takes the authenticator and its backup codes away; answers whether there was one. */
export async function removeSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("auth.second_factor").where("person_id", "=", personId).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Replaces the backup codes and answers the new ones, the only time they can be read. */
export async function renewBackupCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = newBackupCodes();
  await tx.deleteFrom("auth.backup_code").where("person_id", "=", personId).execute();
  await tx.insertInto("auth.backup_code").values(codes.map((code) => ({ person_id: personId, code_hash: hashOfBackupCode(personId, code) }))).execute();
  return codes;
}

/** Uses up a backup code; false when it is none, or was used before. */
export async function useBackupCode(tx: Tx, personId: string, code: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("auth.backup_code").set({ used_at: now })
    .where("person_id", "=", personId).where("code_hash", "=", hashOfBackupCode(personId, code)).where("used_at", "is", null).executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** How many backup codes are left. */
export async function backupCodesLeft(read: Reader, personId: string): Promise<number> {
  const row = await read.selectFrom("auth.backup_code").select((eb) => eb.fn.countAll<number>().as("left"))
    .where("person_id", "=", personId).where("used_at", "is", null).executeTakeFirstOrThrow();
  return row.left;
}

/** Drops offers nobody confirmed. */
export async function dropStaleOffers(tx: Tx, before: Date): Promise<void> {
  await tx.updateTable("auth.second_factor").set({ offered_secret: null, offered_at: null }).where("offered_at", "<", before).execute();
}
