import { sql } from "kysely";
import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { Problem } from "#kernel/errors.ts";
import { kept, type Tx } from "#platform/db/database.ts";
import type { Doorkeeper } from "./server.ts";

/** Tells every open screen, at commit, that something about a topic changed: `piece:<id>`, `board:<id>`, `inbox:<personId>`. No content travels. */
export async function announce(tx: Tx, ...topics: readonly string[]): Promise<void> {
  await sql`${kept}select pg_notify('live', topic) from unnest(${[...new Set(topics)]}::text[]) as topic`.execute(tx);
}

/** Which topics a person may listen to; a topic outside is left out in silence. */
export type TopicPolicy = (actor: Actor, topic: string) => boolean;

/** Listens to the database once per process and passes topics on. */
export type Live = { subscribe: (topics: ReadonlySet<string>, tell: (topic: string) => void) => () => void; stop: () => Promise<void> };

/** Wakes the senders at commit. Their call has a channel of its own, so that a process that only works hears nothing of every open screen. */
export const wakeSenders = (tx: Tx): Promise<unknown> => sql`${kept}select pg_notify('work', 'dispatch')`.execute(tx);

/** Wakes the keepers of lines at commit. */
export const wakeLines = (tx: Tx): Promise<unknown> => sql`${kept}select pg_notify('work', 'gateways')`.execute(tx);

const work = new Set(["dispatch", "gateways"]);
const channelOf = (topic: string): "work" | "live" => (work.has(topic) ? "work" : "live");

/** Opens the listening connection, for what somebody has asked for; after a loss it reconnects and tells everyone `*`, because something may have been missed. */
export function openLive(connect: () => Promise<pg.Client>, onError: (error: unknown) => void): Live {
  const listeners = new Set<{ topics: ReadonlySet<string>; tell: (topic: string) => void }>();
  const channels = new Set<string>();
  let client: pg.Client | null = null;
  let stopped = false;
  const listen = async (): Promise<void> => {
    try {
      const next = await connect();
      client = next;
      next.on("notification", ({ payload }) => { for (const l of listeners) if (payload && l.topics.has(payload)) l.tell(payload); });
      next.on("error", (error) => { onError(error); again(); });
      for (const channel of channels) await next.query(`listen ${channel}`);
      for (const l of listeners) l.tell("*");
    } catch (error) {
      onError(error);
      again();
    }
  };
  let pending: NodeJS.Timeout | null = null;
  const again = (): void => {
    if (stopped || pending) return;
    void client?.end().catch(() => undefined);
    pending = setTimeout(() => { pending = null; void listen(); }, 1_000);
  };
  void listen();
  return {
    subscribe(topics, tell) {
      const l = { topics, tell };
      listeners.add(l);
      for (const channel of new Set([...topics].map(channelOf))) {
        if (channels.has(channel)) continue;
        channels.add(channel);
        // Not connected yet: the channel is listened to with the others.
        void client?.query(`listen ${channel}`).then(() => { for (const one of listeners) one.tell("*"); }, (error: unknown) => { onError(error); again(); });
      }
      return () => listeners.delete(l);
    },
    async stop() {
      stopped = true;
      if (pending) clearTimeout(pending);
      await client?.end().catch(() => undefined);
    },
  };
}

/** Mounts `GET /api/live?topics=a,b`: server-sent events, one line per changed topic, a breath every 20 s. */
export function mountLive(app: FastifyInstance, live: Live, doorkeeper: Doorkeeper, may: TopicPolicy): void {
  const open = new Set<ServerResponse>();
  app.addHook("preClose", async () => { for (const raw of open) raw.end(); });
  app.get("/api/live", async (request, reply) => {
    const actor = await doorkeeper(request);
    if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
    const asked = String((request.query as { topics?: string }).topics ?? "").split(",").filter(Boolean).slice(0, 50);
    const topics = new Set(asked.filter((topic) => may(actor, topic)));
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no", "x-content-type-options": "nosniff" });
    raw.write("retry: 2000\n\n");
    open.add(raw);
    const leave = live.subscribe(topics, (topic) => { raw.write(`data: ${topic}\n\n`); });
    const breath = setInterval(() => {
      // Whoever lost the right to listen is let go at the next breath; the door remembers a request, so it is shown a new one.
      void doorkeeper(Object.create(request) as FastifyRequest).catch(() => null).then((still) => (still ? raw.write(": .\n\n") : raw.end()));
    }, 20_000);
    request.raw.on("close", () => { clearInterval(breath); leave(); open.delete(raw); });
  });
}
