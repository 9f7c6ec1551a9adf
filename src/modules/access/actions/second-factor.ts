import type { Actor } from "#kernel/actor.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Counter } from "#platform/auth/failures.ts";
import { confirmSecondFactor, offerSecondFactor, renewBackupCodes as renew, secondFactorOf, useBackupCode, useStep } from "#platform/auth/second-factors.ts";
import { raiseSession, type Session } from "#platform/auth/sessions.ts";
import { newTotpSecret, otpauthUri, stepOf } from "#platform/auth/totp.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { isOfferOpen, planStep, whyNotFresh, type AccessSettings } from "../rules.ts";
import { accountOf, actorIn, stepOfSession } from "./account.ts";
import { attempt } from "./attempt.ts";
import type { Admission } from "./log-in.ts";

/** The counter of wrong codes of a person. */
export const factorCounter = (personId: string): Counter => ({ kind: "factor", of: personId });

/** The person of a session, who may not have passed everything yet; gone persons are not logged in. */
export async function personBehind(ctx: Context, session: Session): Promise<Actor> {
  const actor = await actorIn(ctx.read, session, ctx.now());
  if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
  return actor;
}

/** Uses up a code of the authenticator, or a backup code. */
export async function useCode(ctx: Context, tx: Tx, personId: string, code: string): Promise<Decision<"authenticator" | "backup">> {
  const now = ctx.now();
  const factor = await secondFactorOf(tx, personId, true);
  if (!factor?.secret) return refuse("access.no-second-factor");
  if (!/^[\d\s]+$/.test(code)) return await useBackupCode(tx, personId, code, now) ? permit("backup") : refuse("access.code-wrong");
  const plan = planStep(stepOf(ctx.house.vault.unseal(factor.secret), code, now), factor.lastStep);
  if (!plan.ok) return plan;
  await useStep(tx, personId, plan.value);
  return permit("authenticator");
}

/** Lets a session pass with a code; a wrong or used one is counted against the person. */
export async function passSecondFactor(ctx: Context, settings: AccessSettings, session: Session, code: string): Promise<Admission> {
  const by = await personBehind(ctx, session);
  const trace = { action: "access.pass-second-factor", subject: { type: "person", id: session.personId }, by };
  return attempt(ctx, settings, { counters: [factorCounter(session.personId)], ...trace }, async (tx) => {
    const used = await useCode(ctx, tx, session.personId, code);
    if (!used.ok) return used;
    const token = await raiseSession(tx, session.id, { secondFactor: true }, ctx.now());
    record(tx, { ...trace, facts: { with: used.value } });
    return permit({ token, endsAt: session.endsAt, next: stepOfSession(by, { ...session, secondFactorAt: ctx.now() }) });
  });
}

/** Offers a new authenticator to a person who has none, or who proved just now that the old one may go. */
export async function beginEnrolment(ctx: Context, settings: AccessSettings, session: Session): Promise<{ uri: string; secret: string }> {
  const by = await personBehind(ctx, session);
  const step = stepOfSession(by, session);
  allow(step === "enrol" || step === "none", "access.not-yet");
  if (session.enrolled) accept(whyNotFresh(session.provedAt, settings, ctx.now()));
  const { username } = found(await accountOf(ctx.read, session.personId, ctx.now()), "access.no-such-person");
  const secret = newTotpSecret();
  await ctx.write(async (tx) => {
    await offerSecondFactor(tx, session.personId, ctx.house.vault.seal(secret), ctx.now());
    record(tx, { action: "access.begin-enrolment", subject: { type: "person", id: session.personId }, by });
  });
  return { uri: otpauthUri(secret, username), secret };
}

/** Puts the offered authenticator in force with its first code; this session has then passed it. */
export async function confirmEnrolment(ctx: Context, settings: AccessSettings, session: Session, code: string): Promise<Admission & { backupCodes: string[] }> {
  const now = ctx.now();
  const by = await personBehind(ctx, session);
  const step = stepOfSession(by, session);
  allow(step === "enrol" || step === "none", "access.not-yet");
  const trace = { action: "access.confirm-enrolment", subject: { type: "person", id: session.personId }, by };
  return attempt(ctx, settings, { counters: [factorCounter(session.personId)], ...trace }, async (tx) => {
    const factor = await secondFactorOf(tx, session.personId, true);
    if (!factor?.offeredSecret || !isOfferOpen(factor.offeredAt, now)) return refuse("access.enrolment-over");
    const plan = planStep(stepOf(ctx.house.vault.unseal(factor.offeredSecret), code, now), 0);
    if (!plan.ok) return plan;
    await confirmSecondFactor(tx, session.personId, factor.offeredSecret, plan.value, now);
    const backupCodes = await renew(tx, session.personId);
    const token = await raiseSession(tx, session.id, { secondFactor: true }, now);
    record(tx, trace);
    return permit({ token, endsAt: session.endsAt, backupCodes, next: stepOfSession(by, { ...session, enrolled: true, secondFactorAt: now }) });
  });
}

/** Replaces the backup codes, for a person who proved just now who they are. */
export async function renewBackupCodes(ctx: Context, settings: AccessSettings, session: Session): Promise<string[]> {
  if (!session.enrolled) accept(refuse("access.no-second-factor"));
  accept(whyNotFresh(session.provedAt, settings, ctx.now()));
  return ctx.write(async (tx) => {
    record(tx, { action: "access.renew-backup-codes", subject: { type: "person", id: session.personId } });
    return renew(tx, session.personId);
  });
}
