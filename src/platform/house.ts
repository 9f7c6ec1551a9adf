import type { Clock } from "#kernel/clock.ts";
import type { AnyConnector, HouseDoor, Outbound } from "#kernel/connector.ts";
import type { Db } from "./db/database.ts";
import type { FileStore } from "./files/file-store.ts";
import type { Enqueue } from "./jobs/enqueue.ts";
import type { Log } from "./log/log.ts";
import type { Vault } from "./secrets/seal.ts";
import type { Subscription } from "./topics.ts";

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
  connectors: ReadonlyMap<string, AnyConnector>;
  /** Channels inside the house, by name: site, screens, hands. */
  doors: Readonly<Record<string, HouseDoor>>;
  /** Which module listens to which; see topics.ts. */
  subscriptions: readonly Subscription[];
  /** Address the public and the desk reach this house by, without a slash at the end. */
  publicUrl: string;
};
