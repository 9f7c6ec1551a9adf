import type { FastifyReply, FastifyRequest } from "fastify";
import { done } from "#kernel/contract.ts";
import { Problem } from "#kernel/errors.ts";
import { dropSession, giveSession, limitAttempts, offerCsrf, originOf, requireDoubleSubmit, sessionIn } from "#platform/auth/fastify.ts";
import type { Session } from "#platform/auth/sessions.ts";
import { usableCode } from "#platform/auth/totp.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import * as administration from "./actions/administration.ts";
import { logIn, logOut, type Admission } from "./actions/log-in.ts";
import * as mine from "./actions/my-access.ts";
import * as factor from "./actions/second-factor.ts";
import { listSessions, lookAfter, whoAmI, type DemoLogin } from "./actions/who-am-i.ts";
import * as contract from "./contract.ts";
import { defaultSettings, type AccessSettings } from "./rules.ts";

type Http = { request: FastifyRequest; reply: FastifyReply };

/** How an installation sets log-in up; `demo` logins are printed on the door of a demo house and nowhere else. */
export type AccessOptions = { settings?: AccessSettings; demo?: readonly DemoLogin[] };

/** The operations of log-in. Those on the way in are public doors that ask for the session themselves. */
export const routes = ({ settings = defaultSettings, demo = [] }: AccessOptions = {}): Binding[] => [
  bind(contract.whoAmI, async (ctx, _, http) => {
    const session = sessionIn(http.request);
    offerCsrf(http.request, http.reply, session, ctx.house.publicUrl);
    return whoAmI(ctx, settings, demo, session);
  }, "public"),
  bind(contract.logIn, async (ctx, { body }, http) => {
    requireDoubleSubmit(http.request);
    await limitAttempts(http.request);
    return admit(ctx, http, await logIn(ctx, settings, { ...body, ...originOf(http.request), before: sessionIn(http.request) }));
  }, "public"),
  ...onTheWayIn(settings, demo),
  ...ofMyOwn(settings),
  ...ofOthers(settings),
];

const onTheWayIn = (settings: AccessSettings, demo: readonly DemoLogin[]): Binding[] => [
  bind(contract.passSecondFactor, async (ctx, { body }, http) => {
    await limitAttempts(http.request);
    return admit(ctx, http, await factor.passSecondFactor(ctx, settings, sessionFor(http), body.code));
  }, "public"),
  bind(contract.beginEnrolment, async (ctx, _, http) => {
    const offer = await factor.beginEnrolment(ctx, settings, sessionFor(http));
    return { ...offer, demoCode: demo.length > 0 ? usableCode(offer.secret, 0, ctx.now()) : null };
  }, "public"),
  bind(contract.confirmEnrolment, async (ctx, { body }, http) => {
    const { backupCodes, ...admission } = await factor.confirmEnrolment(ctx, settings, sessionFor(http), body.code);
    return { ...admit(ctx, http, admission), backupCodes };
  }, "public"),
  bind(contract.changePassword, async (ctx, { body }, http) => {
    await limitAttempts(http.request);
    return admit(ctx, http, await mine.changePassword(ctx, settings, sessionFor(http), body));
  }, "public"),
  bind(contract.logOut, async (ctx, _, http) => {
    await logOut(ctx, sessionFor(http));
    dropSession(http.request, http.reply, ctx.house.publicUrl);
    return done;
  }, "public"),
];

const ofMyOwn = (settings: AccessSettings): Binding[] => [
  bind(contract.renewBackupCodes, async (ctx, _, http) => ({ backupCodes: await factor.renewBackupCodes(ctx, settings, sessionFor(http)) })),
  bind(contract.stepUp, async (ctx, { body }, http) => {
    await limitAttempts(http.request);
    admit(ctx, http, await mine.stepUp(ctx, settings, sessionFor(http), body.proof));
    return done;
  }),
  bind(contract.mySessions, async (ctx, _, http) => ({ sessions: await listSessions(ctx, ctx.actor.personId, sessionFor(http)) })),
  bind(contract.endMySession, async (ctx, { params }) => { await mine.endMySession(ctx, params.sessionId); return done; }),
  bind(contract.endMyOtherSessions, async (ctx, _, http) => ({ ended: await mine.endMyOtherSessions(ctx, sessionFor(http)) })),
];

const ofOthers = (settings: AccessSettings): Binding[] => [
  bind(contract.accessOf, (ctx, { params }) => lookAfter(ctx, params.personId)),
  bind(contract.resetSecondFactor, async (ctx, { params }, http) => { await administration.takeSecondFactor(ctx, settings, sessionFor(http), params.personId); return done; }),
  bind(contract.unlock, async (ctx, { params }) => { await administration.unlock(ctx, params.personId); return done; }),
  bind(contract.giveTemporaryPassword, async (ctx, { params }, http) => ({ password: await administration.giveTemporaryPassword(ctx, settings, sessionFor(http), params.personId) })),
  bind(contract.endSessionsOf, async (ctx, { params }) => ({ ended: await administration.endSessionsOf(ctx, params.personId) })),
];

function sessionFor({ request }: Http): Session {
  const session = sessionIn(request);
  if (!session) throw new Problem("forbidden", { code: "access.not-logged-in" });
  return session;
}

function admit(ctx: Context, { request, reply }: Http, { token, endsAt, next }: Admission): { next: contract.Step } {
  giveSession(request, reply, token, endsAt, ctx.house.publicUrl);
  return { next };
}
