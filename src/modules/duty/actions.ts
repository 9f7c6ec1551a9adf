import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { tellOwner } from "./jobs.ts";
import { openAlert, type Matter } from "./store.ts";

const escalateAfterMinutes = { red: 5, orange: 10, yellow: 30, blue: 60, routine: 120 } as const;

/** Brings a matter to its owner's attention, once; it escalates when nobody acknowledges it in time. */
export async function raise(ctx: Context, tx: Tx, matter: Matter): Promise<void> {
  const now = ctx.now();
  const id = await openAlert(tx, matter, now, new Date(now.getTime() + escalateAfterMinutes[matter.urgency] * 60_000));
  if (!id) return;
  await ctx.enqueue(tx, [tellOwner({ alertId: id })]);
  await announce(tx, `inbox:${matter.ownerPersonId}`);
}
