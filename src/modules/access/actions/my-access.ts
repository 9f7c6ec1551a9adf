import { permit, refuse } from "#kernel/decision.ts";
import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { credentialOf, setPassword } from "#platform/auth/credentials.ts";
import { verifyPassword } from "#platform/auth/passwords.ts";
import { endSessions, raiseSession, type Session } from "#platform/auth/sessions.ts";
import type { Context } from "#platform/http/context.ts";
import { whyNotPassword, type AccessSettings } from "../rules.ts";
import { accountOf, stepOfSession } from "./account.ts";
import { attempt, refuseUnheard } from "./attempt.ts";
import { accountCounter, type Admission } from "./log-in.ts";
import { factorCounter, personBehind, useCode } from "./second-factor.ts";

/** Sets a password of one's own; every other session of the person ends with the old one. */
export async function changePassword(ctx: Context, settings: AccessSettings, session: Session, { current, next }: { current: string; next: string }): Promise<Admission> {
  const now = ctx.now();
  const by = await personBehind(ctx, session);
  allow(stepOfSession(by, session) !== "second-factor", "access.not-yet");
  const { username } = found(await accountOf(ctx.read, session.personId, now), "access.no-such-person");
  accept(whyNotPassword(next, username, settings.passwords));
  const counters = [accountCounter(username)];
  await refuseUnheard(ctx, counters);
  const right = await verifyPassword((await credentialOf(ctx.read, session.personId))?.passwordHash ?? null, current);
  if (right && current === next) accept(refuse("access.password-same"));
  const trace = { action: "access.change-password", subject: { type: "person", id: session.personId }, by };
  return attempt(ctx, settings, { counters, ...trace }, async (tx) => {
    if (!right) return refuse("access.wrong-credentials");
    await setPassword(tx, session.personId, next, false, now);
    const ended = await endSessions(tx, session.personId, { except: session.id }, "password-changed", now);
    const token = await raiseSession(tx, session.id, { secondFactor: false }, now);
    record(tx, { ...trace, facts: { endedSessions: ended } });
    return permit({ token, endsAt: session.endsAt, next: stepOfSession(by, { ...session, temporary: false }) });
  });
}

/** Proves again who sits here: by a code where an authenticator is enrolled, by the password otherwise. */
export async function stepUp(ctx: Context, settings: AccessSettings, session: Session, proof: string): Promise<Admission> {
  const now = ctx.now();
  const account = found(await accountOf(ctx.read, session.personId, now), "access.no-such-person");
  const counters = [session.enrolled ? factorCounter(session.personId) : accountCounter(account.username)];
  await refuseUnheard(ctx, counters);
  const right = session.enrolled || await verifyPassword((await credentialOf(ctx.read, session.personId))?.passwordHash ?? null, proof);
  const trace = { action: "access.step-up", subject: { type: "session", id: session.id } };
  return attempt(ctx, settings, { counters, ...trace }, async (tx) => {
    const used = session.enrolled ? await useCode(ctx, tx, session.personId, proof) : right ? permit("password") : refuse("access.wrong-credentials");
    if (!used.ok) return used;
    const token = await raiseSession(tx, session.id, { secondFactor: session.enrolled }, now);
    record(tx, { ...trace, facts: { with: used.value } });
    return permit({ token, endsAt: session.endsAt, next: "none" as const });
  });
}

/** Ends one of one's own sessions, dead at once on the device it was on. */
export async function endMySession(ctx: Context, sessionId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const ended = await endSessions(tx, ctx.actor.personId, { only: sessionId }, "revoked", ctx.now());
    found(ended > 0 ? ended : null, "access.no-such-session");
    record(tx, { action: "access.end-my-session", subject: { type: "session", id: sessionId } });
  });
}

/** Ends all of one's own sessions but this one; answers how many. */
export async function endMyOtherSessions(ctx: Context, session: Session): Promise<number> {
  return ctx.write(async (tx) => {
    const ended = await endSessions(tx, session.personId, { except: session.id }, "revoked", ctx.now());
    record(tx, { action: "access.end-my-other-sessions", subject: { type: "person", id: session.personId }, facts: { endedSessions: ended } });
    return ended;
  });
}
