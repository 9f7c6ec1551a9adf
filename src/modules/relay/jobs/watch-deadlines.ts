import { z } from "zod";
import type { Context } from "#platform/http/context.ts";
import { defineJob, handler } from "#platform/jobs/jobs.ts";
import { callUnit, enter } from "../actions/within.ts";
import { markOverdue } from "../store/orders.ts";
import { orderBasis } from "../views/basis.ts";

const most = 200;

/** Looks every minute whose time is over. */
export const watchDeadlines = defineJob({ name: "relay.watch-deadlines", schema: z.object({}), every: "* * * * *", retryLimit: 0 });

/** Calls the desk of every unit whose time is over, each unit once per order, however many workers look. */
export async function callOverdue(ctx: Context): Promise<void> {
  await ctx.observe(async (tx) => {
    for (const { orderId, unitId } of await markOverdue(tx, ctx.now(), most)) {
      const order = await orderBasis(tx, orderId);
      if (!order) continue;
      await callUnit(ctx, tx, order, { kind: "relay.overdue", unitId });
      await enter(ctx, tx, orderId, { action: "relay.overdue", facts: { unit: order.targets.find((t) => t.unitId === unitId)?.unitName ?? "" } });
    }
  });
}

/** What the worker runs for this module. */
export const handlers = [handler(watchDeadlines, (ctx) => callOverdue(ctx))];
