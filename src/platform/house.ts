import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { AnyConnector, HouseDoor, Outbound, Reach } from "#kernel/connector.ts";
import type { Db, Reader, Tx } from "./db/database.ts";
import type { FileStore } from "./files/file-store.ts";
import type { Enqueue } from "./jobs/enqueue.ts";
import type { Log } from "./log/log.ts";
import type { Vault } from "./secrets/seal.ts";

/** Everything one process holds, wired once in entry/ and handed down; tests wire their own. */
export type House = {
  /** This process, as leases and heartbeats name it. */
  processId: string;
  db: Db;
  now: Clock;
  log: Log;
  enqueue: Enqueue;
  vault: Vault;
  files: FileStore;
  /** The only way to the outside (design/channels.md, outbound allow-list). */
  call: Outbound;
  /** The same for lines that are not HTTP: mail servers and gateways. */
  reach: Reach;
  connectors: ReadonlyMap<string, AnyConnector>;
  /** Channels inside the house, by name: site, screens, hands. */
  doors: Readonly<Record<string, HouseDoor>>;
  /** Which module listens to which; see topics.ts. */
  subscriptions: readonly Subscription[];
  /** Address the public and the desk reach this house by, without a slash at the end. */
  publicUrl: string;
};

/** Everything an action may touch: who acts, when, in which house. Handed in, never imported. */
export type Context = {
  actor: Actor;
  now: Clock;
  requestId: string;
  house: House;
  /** Reads outside a transaction. */
  read: Reader;
  /** One transaction; it must leave a trace in the audit chain, or it is a bug and rolled back. */
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** One transaction of the house itself, which keeps what it sees and leaves a trace only where that led to something; nobody else may. */
  observe: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Work to be done after commit; lost with the transaction. */
  enqueue: Enqueue;
};

/** What a higher module does within the same transaction when a topic is told. */
export type Subscription = { name: string; handle: (ctx: Context, tx: Tx, data: unknown) => Promise<void> };
