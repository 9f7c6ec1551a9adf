import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import { closeTrail, openTrail } from "#platform/audit/record.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import type { Enqueue } from "#platform/jobs/enqueue.ts";

/** Everything an action may touch. Handed in, never imported: tests hand in their own. */
export type Context = {
  actor: Actor;
  now: Clock;
  requestId: string;
  house: House;
  /** Reads outside a transaction. */
  read: Reader;
  /** One transaction; it must leave a trace in the audit chain, or it is a bug and rolled back. */
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Work to be done after commit; lost with the transaction. */
  enqueue: Enqueue;
};

/** Builds the context of one request or one job. */
export function contextOf(house: House, actor: Actor, requestId: string): Context {
  const { db, now, enqueue } = house;
  return {
    actor, now, requestId, house, read: db, enqueue,
    write: (work) => db.transaction().execute(async (tx) => {
      openTrail(tx);
      const answer = await work(tx);
      const traces = await closeTrail(tx, actor, requestId, now());
      if (traces === 0) throw new Error("a write left no trace");
      return answer;
    }),
  };
}
