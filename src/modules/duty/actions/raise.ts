import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { tellPerson } from "../jobs/kinds.ts";
import { acknowledgeWithinMinutes } from "../rules/escalation.ts";
import { callPeople, openAlert, type Matter } from "../store/alerts.ts";

/** Brings a matter to its owner's attention, once; it escalates when nobody acknowledges it in time. */
export async function raise(ctx: Context, tx: Tx, matter: Matter): Promise<void> {
  const now = ctx.now();
  const id = await openAlert(tx, matter, now, new Date(now.getTime() + acknowledgeWithinMinutes[matter.urgency] * 60_000));
  if (!id) return;
  await callPeople(tx, { id, kind: matter.kind }, 0, [{ personId: matter.ownerPersonId, unitId: matter.unitId }], now);
  await ctx.enqueue(tx, [tellPerson({ personId: matter.ownerPersonId, kind: matter.kind })]);
  await announce(tx, `inbox:${matter.ownerPersonId}`, "alerts");
}
