import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { Problem } from "#kernel/errors.ts";
import type { House } from "#platform/house.ts";
import { healthOf, type Health, type Vital } from "./health.ts";

/** `metricsToken` opens /metrics to a scraper elsewhere; without it only this machine may read them. */
export type HealthOptions = { vitals?: readonly Vital[]; metricsToken?: string | null };

/** Mounts `GET /healthz` (200 or 503, for anybody) and `GET /metrics` (Prometheus). */
export function mountHealth(app: FastifyInstance, house: House, { vitals = [], metricsToken = null }: HealthOptions = {}): void {
  const health = shared(() => healthOf(house.db, { vitals }));
  const registry = metricsOf(house, health);
  app.get("/healthz", async (_request, reply) => {
    const now = await health();
    return reply.code(now.ok ? 200 : 503).header("cache-control", "no-store").send(now);
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayScrape(request, metricsToken)) throw new Problem("forbidden", { code: "request.not-trusted" });
    return reply.type(registry.contentType).header("cache-control", "no-store").send(await registry.metrics());
  });
}

/** One question at a time and one a second, however many ask: a probe must not become a load. */
function shared(ask: () => Promise<Health>): () => Promise<Health> {
  let asked: { at: number; answer: Promise<Health> } | null = null;
  return () => {
    if (!asked || performance.now() - asked.at > 1_000) asked = { at: performance.now(), answer: ask() };
    return asked.answer;
  };
}

function metricsOf(house: House, health: () => Promise<Health>): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process: house.processId });
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: (now: Health) => number): Gauge =>
    new Gauge({ name: `tongsheng_${name}`, help, registers: [registry], collect: async function () { this.set(read(await health())); } });
  gauge("up", "1 when the house is well", (now) => Number(now.ok));
  gauge("database_up", "1 when the database answers", (now) => Number(now.database === "up"));
  gauge("workers", "Workers heard of in the last 15 seconds", (now) => now.workers);
  gauge("webs", "Web processes heard of in the last 15 seconds", (now) => now.webs);
  new Gauge({
    name: "tongsheng_vital", help: "Figures of the modules by name", labelNames: ["name"], registers: [registry],
    collect: async function () { for (const [name, value] of Object.entries((await health()).vitals)) this.set({ name }, value ?? 0); },
  });
  return registry;
}

/** This machine itself, not somebody a proxy on it speaks for; or whoever holds the token. */
function mayScrape(request: FastifyRequest, token: string | null): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const right = Buffer.from(`Bearer ${token ?? ""}`);
  if (token && given.length === right.length && timingSafeEqual(given, right)) return true;
  const address = request.socket.remoteAddress ?? "";
  return /^(?:127\.|::1$|::ffff:127\.)/.test(address) && request.headers["x-forwarded-for"] === undefined && request.headers.forwarded === undefined;
}
