import { isoDay } from "#kernel/clock.ts";
import { failuresOf } from "#platform/auth/failures.ts";
import { credentialOf } from "#platform/auth/credentials.ts";
import { backupCodesLeft, secondFactorOf } from "#platform/auth/second-factors.ts";
import { sessionsOf, type Session } from "#platform/auth/sessions.ts";
import { usableCode, usableInSeconds } from "#platform/auth/totp.ts";
import type { Context } from "#platform/http/context.ts";
import { personByUsername, unitNamesOn } from "#modules/organisation/index.ts";
import type { DemoAccount, Me, SessionRow, Step } from "../contract.ts";
import { needsSecondFactor, whyNotFresh, type AccessSettings } from "../rules.ts";
import { accountOf, actorIn, nameScope, stepOfSession } from "./account.ts";
import { underMyCare } from "./administration.ts";
import { accountCounter } from "./log-in.ts";
import { factorCounter } from "./second-factor.ts";

/** A log-in that a demo house prints on its door. A house without demo has none. */
export type DemoLogin = { username: string; password: string; role: string };

/** Who sits behind a session, and what is still needed; before log-in only what the door shows. */
export async function whoAmI(ctx: Context, settings: AccessSettings, demo: readonly DemoLogin[], session: Session | null): Promise<{ me: Me | null; next: Step | "log-in"; demo: DemoAccount[] }> {
  const now = ctx.now();
  const actor = session ? await actorIn(ctx.read, session, now) : null;
  const account = session ? await accountOf(ctx.read, session.personId, now) : null;
  if (!session || !actor || !account) return { me: null, next: "log-in", demo: await demoAccounts(ctx, demo) };
  const next = stepOfSession(actor, session);
  const names = await unitNamesOn(ctx.read, actor.holdings.map((h) => h.unitId), isoDay(now));
  const me: Me = {
    personId: account.id, username: account.username, name: account.name, title: account.title, unitId: account.unitId, unitName: account.unitName,
    posts: actor.holdings.map((h) => ({ unitId: h.unitId, unitName: names.get(h.unitId)?.name ?? "", post: h.post, delegatedFrom: h.delegatedFrom })),
    scope: await nameScope(ctx.read, actor.scope, now),
    secondFactor: {
      enrolled: session.enrolled, passed: session.secondFactorAt !== null, required: needsSecondFactor(actor.holdings.map((h) => h.post)),
      backupCodesLeft: session.enrolled ? await backupCodesLeft(ctx.read, account.id) : 0,
    },
    session: { id: session.id, endsAt: session.endsAt.toISOString(), fresh: whyNotFresh(session.provedAt, settings, now).ok },
  };
  return { me, next, demo: next === "second-factor" ? await demoAccounts(ctx, demo.filter(({ username }) => username === account.username)) : [] };
}

async function demoAccounts(ctx: Context, demo: readonly DemoLogin[]): Promise<DemoAccount[]> {
  const shown: DemoAccount[] = [];
  for (const login of demo) {
    const account = await personByUsername(ctx.read, login.username, ctx.now());
    const factor = account ? await secondFactorOf(ctx.read, account.id) : null;
    const codeInSeconds = factor ? usableInSeconds(factor.lastStep, ctx.now()) : 0;
    const code = factor?.secret && codeInSeconds === 0 ? usableCode(ctx.house.vault.unseal(factor.secret), factor.lastStep, ctx.now()) : null;
    if (account) shown.push({ ...login, name: account.name, unitName: account.unitName, code, codeInSeconds });
  }
  return shown;
}

/** The live sessions of a person as rows, the one in use marked. */
export async function listSessions(ctx: Context, personId: string, current: Session | null): Promise<SessionRow[]> {
  const sessions = await sessionsOf(ctx.read, personId, ctx.now());
  return sessions.map((s) => ({
    id: s.id, device: s.device, address: s.address, openedAt: s.openedAt.toISOString(), seenAt: s.seenAt.toISOString(), endsAt: s.endsAt.toISOString(),
    secondFactor: s.secondFactorAt !== null, current: s.id === current?.id,
  }));
}

/** The log-in of somebody under an administrator's care. */
export async function lookAfter(ctx: Context, personId: string) {
  const { username, name, unitName } = await underMyCare(ctx, personId);
  const credential = await credentialOf(ctx.read, personId);
  const counters = [await failuresOf(ctx.read, accountCounter(username)), await failuresOf(ctx.read, factorCounter(personId))];
  const until = Math.max(0, ...counters.map((counter) => counter?.blockedUntil?.getTime() ?? 0));
  return {
    personId, username, name, unitName, hasPassword: credential !== null, temporary: credential?.temporary ?? false,
    secondFactor: Boolean((await secondFactorOf(ctx.read, personId))?.confirmedAt),
    lockedUntil: until > ctx.now().getTime() ? new Date(until).toISOString() : null,
    sessions: await listSessions(ctx, personId, null),
  };
}
