import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * How a platform can fail its callers. `effect` says whether the message went public all the same: the cruel case is the
 * answer that never comes after it did.
 */
export type Misbehaviour =
  | { kind: "hang"; effect?: boolean }
  | { kind: "delay"; ms: number }
  | { kind: "drop"; effect?: boolean }
  | { kind: "status"; status: number; body?: string; retryAfterSeconds?: number; effect?: boolean };

/** What a simulated platform heard, whole. */
export type Heard = { method: string; url: URL; headers: Record<string, string>; body: string; bytes: Buffer; at: Date };

/** What a simulated platform answers; `effect` runs when the message goes public. */
export type Reply = { status?: number; body: unknown; headers?: Record<string, string>; effect?: () => void };

/** A running platform: its address, everything it heard, what of it became public, and how to upset it. */
export type Simulator<Effect> = {
  url: string;
  heard: Heard[];
  ledger: Effect[];
  misbehave: (how: Misbehaviour, times?: number) => void;
  behave: () => void;
  ambush: Ambush;
  stop: () => Promise<void>;
};

/** Springs a trap on whoever brings the next message that would go public, after so many others: right before it does or right after it did. It is not answered. */
export type Ambush = (when: "before" | "after", spring: () => void, others?: number) => void;

/** The one trap a platform may have set: what it does to a message that would go public. */
export function openAmbush(): { set: Ambush; meets: (goPublic: () => void) => boolean } {
  let trap: { when: "before" | "after"; spring: () => void; others: number } | null = null;
  return {
    set: (when, spring, others = 0) => { trap = { when, spring, others }; },
    meets: (goPublic) => {
      const met = trap && trap.others-- <= 0 ? trap : null;
      if (met) trap = null;
      if (met?.when === "before") met.spring();
      else goPublic();
      if (met?.when === "after") met.spring();
      return met !== null;
    },
  };
}

/** The clock of a simulator; tests and the demo hand in their own. */
export type SimulatorOptions = { clock?: () => Date; port?: number };

/** Runs a platform on loopback. `answer` decides as the real one would; misbehaviour then spoils the answer. */
export async function startPlatform<Effect>(options: SimulatorOptions, ledger: Effect[], answer: (heard: Heard) => Reply): Promise<Simulator<Effect>> {
  const clock = options.clock ?? (() => new Date());
  const heard: Heard[] = [];
  const moods: { how: Misbehaviour; left: number }[] = [];
  const ambush = openAmbush();
  const server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry = await hear(request, clock());
    heard.push(entry);
    const mood = moods[0];
    if (mood && --mood.left <= 0) moods.shift();
    const reply = answer(entry);
    const how = mood?.how;
    const goesPublic = !how || how.kind === "delay" || (how.effect ?? how.kind !== "status");
    if (goesPublic && reply.effect && ambush.meets(reply.effect)) { request.socket.destroy(); return; }
    if (how?.kind === "hang") return;
    if (how?.kind === "drop") { request.socket.destroy(); return; }
    if (how?.kind === "delay") await new Promise((done) => setTimeout(done, how.ms));
    if (how?.kind === "status") {
      response.writeHead(how.status, how.retryAfterSeconds === undefined ? {} : { "retry-after": String(how.retryAfterSeconds) }).end(how.body ?? "");
      return;
    }
    response.writeHead(reply.status ?? 200, { "content-type": "application/json; charset=utf-8", ...reply.headers }).end(typeof reply.body === "string" || reply.body instanceof Uint8Array ? reply.body : JSON.stringify(reply.body));
  }

  await new Promise<void>((done) => server.listen(options.port ?? 0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, ledger,
    misbehave: (how, times = 1) => void moods.push({ how, left: times }),
    behave: () => { moods.length = 0; }, ambush: ambush.set,
    stop: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
}

async function hear(request: IncomingMessage, at: Date): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const bytes = Buffer.concat(chunks);
  return { method: request.method ?? "", url: new URL(request.url ?? "/", "http://localhost"), headers, body: bytes.toString("utf8"), bytes, at };
}

/** A platform's rate limit: `calls` within a sliding window, then silence for `penaltySeconds` where it punishes. */
export function rateLimit(calls: number, perSeconds: number, penaltySeconds = 0): (at: Date) => boolean {
  let stamps: number[] = [];
  let barredUntil = 0;
  return (at) => {
    const now = at.getTime();
    if (now < barredUntil) return false;
    stamps = stamps.filter((stamp) => now - stamp < perSeconds * 1000);
    if (stamps.length >= calls) {
      barredUntil = now + penaltySeconds * 1000;
      return false;
    }
    stamps.push(now);
    return true;
  };
}

/** JSON that a platform was sent, or undefined where it was none. */
export function jsonOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A field of an object that may not be one. */
export const field = (value: unknown, name: string): unknown => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined);
