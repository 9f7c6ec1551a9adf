import "@fastify/cookie";
import "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "#kernel/errors.ts";
import type { House } from "#platform/house.ts";
import { deviceOf } from "./device.ts";
import { sessionByToken, touchSession, type Session } from "./sessions.ts";
import { csrfOf, newToken, sameSecret } from "./tokens.ts";

/** The cookie that holds the session's token, and the one a page reads to prove that it is ours. */
export const sessionCookie = "ts_session";
const csrfCookie = "ts_csrf";
export const csrfHeader = "x-tongsheng-csrf";

const held = new WeakMap<FastifyRequest, Session | null>();

/** Answers whose live session a request carries, once per request, and keeps it alive; a forged request is a Problem. */
export function authenticate({ db, now, publicUrl }: Pick<House, "db" | "now" | "publicUrl">): (request: FastifyRequest) => Promise<Session | null> {
  return async (request) => {
    const known = held.get(request);
    if (known !== undefined) return known;
    const token = request.cookies[sessionCookie];
    if (!isRead(request) || request.headers.upgrade) refuseForeignOrigin(request, publicUrl);
    if (!isRead(request) && token) refuseUnless(csrfIn(request), csrfOf(token));
    const session = token ? await sessionByToken(db, token, now()) : null;
    held.set(request, session);
    // The live stream is opened by the page itself: it is no sign of a person.
    if (session && !request.url.startsWith("/api/live")) await touchSession(db, session, now());
    return session;
  };
}

/** The session a request was found to carry; null before log-in. */
export const sessionIn = (request: FastifyRequest): Session | null => held.get(request) ?? null;

/** Log-in has no session to bind to, so the cookie and the header must be the same random value (double submit). */
export function requireDoubleSubmit(request: FastifyRequest): void {
  if (!request.cookies[sessionCookie]) refuseUnless(csrfIn(request), request.cookies[csrfCookie] ?? "");
}

/** Hands the browser a session: the token out of reach of scripts, the CSRF token within it. */
export function giveSession(request: FastifyRequest, reply: FastifyReply, token: string, endsAt: Date, publicUrl: string): void {
  const common = { path: "/", sameSite: "lax", secure: isSecure(request, publicUrl), expires: endsAt } as const;
  reply.setCookie(sessionCookie, token, { ...common, httpOnly: true });
  reply.setCookie(csrfCookie, csrfOf(token), { ...common, httpOnly: false });
}

/** Takes the session out of the browser and leaves a fresh CSRF token for the next log-in. */
export function dropSession(request: FastifyRequest, reply: FastifyReply, publicUrl: string): void {
  const common = { path: "/", sameSite: "lax", secure: isSecure(request, publicUrl) } as const;
  reply.clearCookie(sessionCookie, { ...common, httpOnly: true });
  reply.setCookie(csrfCookie, newToken(), { ...common, httpOnly: false });
}

/** Sees to it that a page before log-in has a CSRF token, and that one after log-in has the right one. */
export function offerCsrf(request: FastifyRequest, reply: FastifyReply, session: Session | null, publicUrl: string): void {
  const token = request.cookies[sessionCookie];
  const common = { path: "/", sameSite: "lax", secure: isSecure(request, publicUrl), httpOnly: false } as const;
  if (session && token) {
    if (request.cookies[csrfCookie] !== csrfOf(token)) reply.setCookie(csrfCookie, csrfOf(token), { ...common, expires: session.endsAt });
  } else if (token || !request.cookies[csrfCookie]) {
    dropSession(request, reply, publicUrl);
  }
}

/** Where a request comes from, as the list of sessions shows it. */
export const originOf = (request: FastifyRequest): { address: string; device: string } =>
  ({ address: request.ip, device: deviceOf(request.headers["user-agent"] ?? "") });

type Limiter = ReturnType<FastifyInstance["createRateLimit"]>;
const limiters = new WeakMap<FastifyInstance, Limiter>();

/** Attempts heard a minute from one address: an office of sixty that is called in at once, each with password and code. Who fails is counted by itself, far stricter. */
const attemptsAMinute = 120;

/** Hears no more than that from one address, before any password is hashed. */
export async function limitAttempts(request: FastifyRequest): Promise<void> {
  const app = request.server;
  const limiter = limiters.get(app) ?? app.createRateLimit({ max: attemptsAMinute, timeWindow: "1 minute", keyGenerator: ({ ip }) => `attempt:${ip}` });
  limiters.set(app, limiter);
  const answer = await limiter(request);
  if (!answer.isAllowed && answer.isExceeded) throw new Problem("refused", { code: "access.locked", facts: { minutes: Math.ceil(answer.ttlInSeconds / 60) } });
}

const isRead = ({ method }: FastifyRequest) => method === "GET" || method === "HEAD" || method === "OPTIONS";
const isSecure = (request: FastifyRequest, publicUrl: string) => request.protocol === "https" || publicUrl.startsWith("https:");

const csrfIn = (request: FastifyRequest): string => {
  const value = request.headers[csrfHeader];
  return typeof value === "string" ? value : "";
};

function refuseUnless(given: string, expected: string): void {
  if (given === "" || !sameSecret(given, expected)) throw new Problem("forbidden", { code: "access.forged" });
}

// Browsers name the page a request comes from; programs that name none carry no cookie of anybody.
function refuseForeignOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const foreign = origin === undefined ? site === "cross-site" : !URL.canParse(origin) || ![request.host, new URL(publicUrl).host].includes(new URL(origin).host);
  if (foreign) throw new Problem("forbidden", { code: "access.forged" });
}
