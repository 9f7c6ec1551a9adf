import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { Problem, type ProblemKind } from "#kernel/errors.ts";
import type { House } from "#platform/house.ts";
import type { Log } from "#platform/log/log.ts";
import type { Binding } from "./bind.ts";
import { contextOf } from "./context.ts";

const status: Record<ProblemKind, number> = { invalid: 400, forbidden: 403, "not-found": 404, refused: 409 };

/** What answers "who is this?" for a request: nobody, or somebody; it throws a Problem when the request is not to be trusted. */
export type Doorkeeper = (request: FastifyRequest) => Promise<Actor | null>;

export type ServerOptions = {
  house: House;
  bindings: readonly Binding[];
  doorkeeper: Doorkeeper;
  /** Mounts what is not an operation: site, desk files, uploads, live events. */
  mount?: (app: FastifyInstance) => Promise<void> | void;
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed. */
  trustProxy?: boolean | string;
  /** Requests a minute from one address to /api. */
  perMinute?: number;
};

/** The web server: operations by contract, problems as problem+json, everything else denied. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.house.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(cookie);
  await app.register(rateLimit, { global: false, max: options.perMinute ?? 1200, timeWindow: "1 minute" });
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply.log, (code, body) => reply.code(code).type("application/problem+json").send(body)));
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    reply.header("x-content-type-options", "nosniff");
  });
  for (const binding of options.bindings) route(app, binding, options);
  app.all("/api/*", { config: { rateLimit: {} } }, () => { throw new Problem("not-found", { code: "request.no-such-operation" }); });
  await options.mount?.(app);
  return app;
}

function route(app: FastifyInstance, binding: Binding, { house, doorkeeper }: ServerOptions): void {
  app.route({
    method: binding.op.method,
    url: binding.op.path,
    config: { rateLimit: {} },
    handler: async (request, reply) => {
      const actor = await doorkeeper(request);
      if (!actor && binding.door === "members") throw new Problem("forbidden", { code: "access.not-logged-in" });
      return binding.handle(contextOf(house, actor ?? nobody, request.id), request, reply);
    },
  });
}

const nobody: Actor = {
  kind: "system", personId: "00000000-0000-7000-8000-000000000001", name: "未登录", unitId: "00000000-0000-7000-8000-000000000000", unitName: "",
  holdings: [], scope: { all: false, systems: [], regions: [], unitIds: [] }, secondFactor: false,
};

function answerError(error: FastifyError, request: FastifyRequest, log: Log, send: (code: number, body: object) => void): void {
  if (error instanceof Problem) {
    const code = error.refusal.code === "access.not-logged-in" ? 401 : status[error.kind];
    send(code, { type: error.refusal.code, facts: error.refusal.facts ?? {} });
  } else if (error.statusCode && error.statusCode < 500) {
    send(error.statusCode, { type: error.statusCode === 429 ? "request.too-many" : "request.malformed", facts: { reason: error.message } });
  } else {
    log.error({ err: error, requestId: request.id, url: request.url }, "a bug");
    send(500, { type: "internal", facts: { logId: request.id } });
  }
}
