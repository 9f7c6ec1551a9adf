import { permit, refuse } from "#kernel/decision.ts";
import { record } from "#platform/audit/record.ts";
import { credentialOf } from "#platform/auth/credentials.ts";
import type { Counter } from "#platform/auth/failures.ts";
import { verifyPassword } from "#platform/auth/passwords.ts";
import { secondFactorOf } from "#platform/auth/second-factors.ts";
import { endSessions, openSession, type Session } from "#platform/auth/sessions.ts";
import type { Context } from "#platform/http/context.ts";
import { actorOf, personByUsername } from "#modules/organisation/index.ts";
import { planLifetime, type AccessSettings, type Step } from "../rules.ts";
import { actorIn, stepOfSession } from "./account.ts";
import { attempt, refuseUnheard } from "./attempt.ts";

/** What a step of the log-in hands to the browser: a token until a time, and what is still needed. */
export type Admission = { token: string; endsAt: Date; next: Step };

/** The counter of failed passwords for a user name, whether anybody bears it or not. */
export const accountCounter = (username: string): Counter => ({ kind: "account", of: username.toLowerCase() });

/** Opens a session for the right name and password. A wrong one is counted for the name and the address and says nothing more. */
export async function logIn(
  ctx: Context,
  settings: AccessSettings,
  { username, password, address, device, before }: { username: string; password: string; address: string; device: string; before: Session | null },
): Promise<Admission> {
  const now = ctx.now();
  const counters: Counter[] = [accountCounter(username), { kind: "address", of: address }];
  await refuseUnheard(ctx, counters);
  const account = await personByUsername(ctx.read, username, now);
  const credential = account ? await credentialOf(ctx.read, account.id) : null;
  const right = await verifyPassword(credential?.passwordHash ?? null, password);
  const trace = { action: "access.log-in", subject: { type: "person", id: account?.id ?? "unknown" }, facts: { address, device } };
  return attempt(ctx, settings, { counters, ...trace }, async (tx) => {
    const actor = right && account ? await actorOf(tx, account.id, now, { secondFactor: false }) : null;
    if (!actor || !credential) return refuse("access.wrong-credentials");
    if (before) await endSessions(tx, before.personId, { only: before.id }, "replaced", now);
    const posts = actor.holdings.map((holding) => holding.post);
    const { idleMinutes, endsAt } = planLifetime(posts, settings, now);
    const token = await openSession(tx, { personId: actor.personId, idleMinutes, endsAt, address, device }, now);
    const factor = await secondFactorOf(tx, actor.personId);
    record(tx, { ...trace, by: actor });
    return permit({ token, endsAt, next: stepOfSession(actor, { enrolled: Boolean(factor?.confirmedAt), secondFactorAt: null, temporary: credential.temporary }) });
  });
}

/** Ends this session. */
export async function logOut(ctx: Context, session: Session): Promise<void> {
  await ctx.write(async (tx) => {
    const by = await actorIn(tx, session, ctx.now());
    await endSessions(tx, session.personId, { only: session.id }, "logged-out", ctx.now());
    record(tx, { action: "access.log-out", subject: { type: "session", id: session.id }, ...(by ? { by } : {}) });
  });
}
