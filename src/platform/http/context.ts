import type { Actor } from "#kernel/actor.ts";
import { closeTrail, openTrail } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context, House } from "#platform/house.ts";

export type { Context } from "#platform/house.ts";

/** Builds the context of one request or one job. */
export function contextOf(house: House, actor: Actor, requestId: string): Context {
  const { db, now, enqueue } = house;
  const traced = <T>(least: number, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(async (tx) => {
    openTrail(tx);
    const answer = await work(tx);
    const traces = await closeTrail(tx, actor, requestId, now());
    if (traces < least) throw new Error("a write left no trace");
    return answer;
  });
  return {
    actor, now, requestId, house, read: db, enqueue,
    write: (work) => traced(1, work),
    observe: async (work) => {
      if (actor.kind !== "system") throw new Error("only the house observes");
      return traced(0, work);
    },
  };
}
