import { z } from "zod";
import type { House } from "#platform/house.ts";
import { defineJob, handler } from "#platform/jobs/jobs.ts";
import { room, takeDue } from "./actions/asking.ts";
import { sweepOld, type NeededTopics } from "./actions/retention.ts";

const deleteOld = defineJob({ name: "opinion.delete-old", schema: z.object({}), every: "20 3 * * *", retryLimit: 1 });

/** What the worker runs for this module; `needed` are the topics that cases keep. */
export const handlersWith = (needed: NeededTopics) => [handler(deleteOld, async (ctx) => { await sweepOld(ctx, needed); })];

/** Asks the sources that are due, every few seconds in every worker. One that hangs holds its own place and nobody else's turn. */
export function startAsking(house: House, everyMs = 2_000): { stop: () => Promise<void> } {
  const underway = new Set<{ failing: boolean; asked: Promise<void> }>();
  let taking: Promise<void> | null = null;
  const take = async (): Promise<void> => {
    const failing = [...underway].filter((one) => one.failing).length;
    for (const one of await takeDue(house, { all: room.all - underway.size, failing: Math.max(0, room.failing - failing) })) {
      underway.add(one);
      void one.asked.finally(() => underway.delete(one));
    }
  };
  const timer = setInterval(() => {
    taking ??= take().catch((error: unknown) => { house.log.error({ err: error }, "asking public sources"); }).finally(() => { taking = null; });
  }, everyMs);
  return { stop: async () => { clearInterval(timer); await taking; await Promise.all([...underway].map(({ asked }) => asked)); } };
}
