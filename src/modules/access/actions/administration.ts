import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { setPassword } from "#platform/auth/credentials.ts";
import { forgetFailures } from "#platform/auth/failures.ts";
import { temporaryPassword } from "#platform/auth/passwords.ts";
import { confirmSecondFactor, offerSecondFactor, removeSecondFactor, renewBackupCodes } from "#platform/auth/second-factors.ts";
import { endSessions, type Session } from "#platform/auth/sessions.ts";
import { newTotpSecret, otpauthUri } from "#platform/auth/totp.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import type { Vault } from "#platform/secrets/seal.ts";
import { unitIdsAbove, type PersonCard } from "#modules/organisation/index.ts";
import { mayAdministerAccess } from "../policy.ts";
import { whyNotFresh, whyNotPassword, type AccessSettings } from "../rules.ts";
import { accountOf } from "./account.ts";
import { accountCounter } from "./log-in.ts";
import { factorCounter } from "./second-factor.ts";

/** Lets a person log in: with the password given, or with a temporary one that is answered this once. Runs inside a write; also behind `tongsheng user create`. */
export async function createCredential(tx: Tx, { personId, username, password, now }: { personId: string; username: string; password?: string; now: Date }): Promise<{ password: string; temporary: boolean }> {
  if (password !== undefined) accept(whyNotPassword(password, username));
  const given = password ?? temporaryPassword();
  await setPassword(tx, personId, given, password === undefined, now);
  await forgetFailures(tx, accountCounter(username));
  const ended = await endSessions(tx, personId, {}, "administrator", now);
  record(tx, { action: "access.create-credential", subject: { type: "person", id: personId }, facts: { temporary: password === undefined, endedSessions: ended } });
  return { password: given, temporary: password === undefined };
}

/** Takes a second factor away and ends every session of the person. Runs inside a write; also behind `tongsheng user reset-2fa`. False when there was none. */
export async function resetSecondFactor(tx: Tx, { personId, now }: { personId: string; now: Date }): Promise<boolean> {
  const had = await removeSecondFactor(tx, personId);
  await forgetFailures(tx, factorCounter(personId));
  const ended = await endSessions(tx, personId, {}, "administrator", now);
  record(tx, { action: "access.reset-second-factor", subject: { type: "person", id: personId }, facts: { had: had ? "yes" : "no", endedSessions: ended } });
  return had;
}

/** Enrols an authenticator for a person who cannot do it on a screen (the demo house, a first administrator on the command line). */
export async function enrolSecondFactor(tx: Tx, vault: Vault, { personId, username, secret = newTotpSecret(), now }: { personId: string; username: string; secret?: string; now: Date }): Promise<{ secret: string; uri: string; backupCodes: string[] }> {
  const sealed = vault.seal(secret);
  await offerSecondFactor(tx, personId, sealed, now);
  await confirmSecondFactor(tx, personId, sealed, 0, now);
  record(tx, { action: "access.enrol-second-factor", subject: { type: "person", id: personId } });
  return { secret, uri: otpauthUri(secret, username), backupCodes: await renewBackupCodes(tx, personId) };
}

/** The person an administrator acts on: within their rights, or not to be found. */
export async function underMyCare(ctx: Context, personId: string): Promise<PersonCard> {
  const account = found(await accountOf(ctx.read, personId, ctx.now()), "access.no-such-person");
  const holder = { personId, unitIdsAbove: await unitIdsAbove(ctx.read, account.unitId, isoDay(ctx.now())) };
  allow(mayAdministerAccess(ctx.actor, holder), "access.not-under-your-care");
  return account;
}

/** Gives a person a temporary password, for the first log-in or after a forgotten one. */
export async function giveTemporaryPassword(ctx: Context, settings: AccessSettings, session: Session, personId: string): Promise<string> {
  const { username } = await underMyCare(ctx, personId);
  accept(whyNotFresh(session.provedAt, settings, ctx.now()));
  const { password } = await ctx.write((tx) => createCredential(tx, { personId, username, now: ctx.now() }));
  return password;
}

/** Takes a person's lost second factor away. */
export async function takeSecondFactor(ctx: Context, settings: AccessSettings, session: Session, personId: string): Promise<void> {
  await underMyCare(ctx, personId);
  accept(whyNotFresh(session.provedAt, settings, ctx.now()));
  await ctx.write(async (tx) => { found(await resetSecondFactor(tx, { personId, now: ctx.now() }) || null, "access.no-second-factor"); });
}

/** Lets a locked person try again at once. */
export async function unlock(ctx: Context, personId: string): Promise<void> {
  const { username } = await underMyCare(ctx, personId);
  await ctx.write(async (tx) => {
    await forgetFailures(tx, accountCounter(username));
    await forgetFailures(tx, factorCounter(personId));
    record(tx, { action: "access.unlock", subject: { type: "person", id: personId } });
  });
}

/** Ends all sessions of a person at once; answers how many. */
export async function endSessionsOf(ctx: Context, personId: string): Promise<number> {
  await underMyCare(ctx, personId);
  return ctx.write(async (tx) => {
    const ended = await endSessions(tx, personId, {}, "administrator", ctx.now());
    record(tx, { action: "access.end-sessions-of", subject: { type: "person", id: personId }, facts: { endedSessions: ended } });
    return ended;
  });
}
