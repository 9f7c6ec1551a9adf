import { createServer, Socket, type AddressInfo } from "node:net";
import type { Reach } from "#kernel/connector.ts";
import type { Gateway, Part } from "./gateway.ts";
import { inboxStep, openInbox } from "./inbox.ts";
import { openSession, step, wakeAt, type Effect, type Event, type SessionSettings } from "./session.ts";

/** What the owner of a connection is told; effects on the socket itself stay here. */
export type News = Exclude<Effect, { kind: "dial" | "write" | "hangUp" }>;

/** Keeps the news. A report or a message from a phone is acknowledged only after that; if keeping fails, the gateway brings it again. */
export type Listener = (news: News) => void | Promise<void>;

/** Where a gateway listens, by which way, who we are there, and who is told; `troubled` hears why a line could not be had or was lost. */
export type ConnectionOptions = {
  host: string; port: number; reach?: Reach; gateway: Gateway; settings?: Partial<SessionSettings>; clock: () => Date; listener: Listener; troubled?: (reason: string) => void;
};

/** A connection that keeps itself up. */
export type GatewayConnection = {
  /** Hands a message over; `settled` follows once for its id. */
  submit: (id: string, parts: readonly Part[]) => void;
  cancel: (part: { ref: string; phone: string }) => void;
  /** Listens for the line on which the gateway brings reports itself (SGIP). */
  listen: (at: { host: string; port: number }) => Promise<{ port: number; stop: () => Promise<void> }>;
  /** Waits for what is under way, takes leave and ends. */
  stop: () => Promise<void>;
};

/** Longest time that a timer may be set for, in milliseconds; a later one is reached in steps. */
const longestTimer = 2 ** 31 - 1;

/** Opens a connection: a thin shell of socket and timer around the session, which decides everything. */
export function openConnection(options: ConnectionOptions): GatewayConnection {
  const { gateway, clock, listener } = options;
  const session = openSession(gateway, options.settings);
  let socket: Socket | null = null;
  let ended: () => void = () => undefined;
  /** What one event wants written leaves in one piece, and what the owner's news add in another. */
  let out: Buffer[] = [];
  let depth = 0;

  const flush = (): void => {
    if (out.length > 0) socket?.write(Buffer.concat(out));
    out = [];
  };
  const perform = (effect: Exclude<Effect, { kind: "write" }>): void => {
    if (effect.kind === "dial") socket = dial(options, (line, event) => { if (line === socket) happen(event); });
    else if (effect.kind === "hangUp") {
      flush();
      if (socket?.pending) socket.destroy();
      else socket?.destroySoon();
      socket = null;
      options.troubled?.(effect.reason);
    }
    else tell(listener, effect, socket, (reply) => out.push(reply));
  };
  const happen = (event: Event): void => {
    const was = session.phase;
    const effects = step(session, event, clock());
    if (event.kind === "closed" && was !== session.phase) options.troubled?.(event.reason);
    depth += 1;
    // What is to be written does not wait for the owner to be told the rest.
    for (const effect of effects) if (effect.kind === "write") out.push(effect.bytes);
    if (depth === 1) flush();
    for (const effect of effects) if (effect.kind !== "write") perform(effect);
    depth -= 1;
    if (depth > 0) return;
    flush();
    timer.set(wakeAt(session));
    if (session.phase === "down") ended();
  };
  const timer = openTimer(clock, () => happen({ kind: "tick" }));

  happen({ kind: "start" });
  return {
    submit: (id, parts) => happen({ kind: "submit", id, parts }),
    cancel: (part) => happen({ kind: "cancel", ...part }),
    listen: (at) => listen(at, gateway, (effect, line) => {
      // The ledger hears a report before its owner does; what it says about it is told on the line that brought it.
      const reply = (bytes: Buffer): unknown => line.write(bytes);
      if (effect.kind !== "report") tell(listener, effect, line, reply);
      else for (const news of step(session, { kind: "reported", report: effect.report, reply: effect.reply }, clock())) if (isNews(news)) tell(listener, news, line, reply);
      timer.set(wakeAt(session));
    }),
    stop: () => new Promise((resolve) => {
      ended = () => { timer.set(null); resolve(); };
      happen({ kind: "stop" });
    }),
  };
}

const isNews = (effect: Effect): effect is News => effect.kind !== "dial" && effect.kind !== "write" && effect.kind !== "hangUp";

function tell(listener: Listener, news: News, line: Socket | null, reply: (bytes: Buffer) => unknown): void {
  let kept: void | Promise<void>;
  try {
    kept = listener(news);
  } catch (error) {
    // The owner's mistake is loud, but the session stays whole; what was not kept is not acknowledged.
    queueMicrotask(() => { throw error; });
    return;
  }
  if (!("reply" in news)) return;
  if (kept === undefined) reply(news.reply);
  else void kept.then(() => { if (line?.writable) line.write(news.reply); }, () => undefined);
}

/** One timer for the next thing that time brings; an earlier wake than needed does no harm. */
function openTimer(clock: () => Date, ring: () => void): { set: (at: number | null) => void } {
  let armed: { at: number; handle: NodeJS.Timeout } | null = null;
  return {
    set: (at) => {
      if (armed && at !== null && armed.at <= at) return;
      if (armed) clearTimeout(armed.handle);
      armed = null;
      if (at === null) return;
      const handle = setTimeout(() => { armed = null; ring(); }, Math.min(longestTimer, Math.max(1, at - clock().getTime())));
      armed = { at, handle };
    },
  };
}

/** Without a way of its own a host is dialled as it is named. */
const straight: Reach = (host) => Promise.resolve({ ok: true, address: host });

function dial({ host, port, reach = straight }: ConnectionOptions, happen: (line: Socket, event: Event) => void): Socket {
  const line = new Socket().setNoDelay(true);
  const failed = (reason: string) => line.destroy(Object.assign(new Error(reason), { code: reason }));
  void reach(host, port).then((way) => {
    if (line.destroyed) return;
    if (way.ok) line.connect(port, way.address);
    else failed(way.reason);
  }, (error: unknown) => failed(String(error)));
  return line
    .on("connect", () => happen(line, { kind: "connected" }))
    .on("data", (chunk) => happen(line, { kind: "received", chunk }))
    .on("end", () => happen(line, { kind: "closed", reason: "ended" }))
    .on("error", (error: NodeJS.ErrnoException) => happen(line, { kind: "closed", reason: error.code ?? "error" }))
    .on("close", () => happen(line, { kind: "closed", reason: "closed" }));
}

/** Lets the gateway dial in, as often as it likes. */
async function listen(at: { host: string; port: number }, gateway: Gateway, tellNews: (news: News, line: Socket) => void): Promise<{ port: number; stop: () => Promise<void> }> {
  const lines = new Set<Socket>();
  const server = createServer((line) => {
    const inbox = openInbox(gateway);
    lines.add(line.setNoDelay(true));
    line.on("close", () => lines.delete(line)).on("error", () => line.destroy()).on("data", (chunk) => {
      for (const effect of inboxStep(inbox, chunk)) {
        if (effect.kind === "write") line.write(effect.bytes);
        else if (effect.kind === "hangUp") line.destroySoon();
        else if (isNews(effect)) tellNews(effect, line);
      }
    });
  });
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(at.port, at.host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => { server.close(() => resolve()); for (const line of lines) line.destroy(); }),
  };
}
