import type { Tx } from "#platform/db/database.ts";

/** One piece of work to be done after commit. */
export type Job = { kind: string; data: object };

/** Puts jobs into the queue within the transaction that calls for them; `once` keeps doubles out. */
export type Enqueue = (tx: Tx, jobs: readonly Job[], when?: { after?: Date; once?: string }) => Promise<void>;
