import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { mayAnswerAlert, mayReadAlerts } from "../policy.ts";
import { lockAlert, saveAcknowledged, saveClosed, type LockedAlert } from "../store/alerts.ts";
import { alertLines, tellingsOf, visibleAlert } from "../views/alerts.ts";

/** What needs a person. */
export function listAlerts(ctx: Context, ask: { of: "mine" | "scope"; state: "open" | "waiting" | "all"; page: number; size: number }) {
  allow(mayReadAlerts(ctx.actor) || ask.of === "mine", "duty.may-not-read");
  return alertLines(ctx.read, ctx.actor, ask);
}

/** Who was told of an alert, and how it went. */
export async function readTellings(ctx: Context, { alertId }: { alertId: string }) {
  found(await visibleAlert(ctx.read, ctx.actor, alertId), "duty.no-alert");
  return { items: await tellingsOf(ctx.read, alertId) };
}

async function answerable(ctx: Context, tx: Tx, alertId: string): Promise<LockedAlert> {
  const alert = found(await lockAlert(tx, alertId), "duty.no-alert");
  allow(mayAnswerAlert(ctx.actor, { unitId: alert.unitId, calledPersonIds: alert.called }), "duty.may-not-answer");
  if (alert.state === "closed") throw new Problem("refused", { code: "duty.alert-closed" });
  return alert;
}

const tellScreens = (tx: Tx, alert: LockedAlert): Promise<void> => announce(tx, "alerts", ...alert.called.map((id) => `inbox:${id}`));

/** I take it: it escalates no further. */
export async function acknowledgeAlert(ctx: Context, { alertId }: { alertId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const alert = await answerable(ctx, tx, alertId);
    if (alert.state === "acknowledged") throw new Problem("refused", { code: "duty.alert-taken" });
    await saveAcknowledged(tx, alert.id, ctx.actor.personId, ctx.now());
    record(tx, { action: "duty.acknowledge", subject: { type: "alert", id: alert.id }, facts: { kind: alert.kind, step: alert.step } });
    await tellScreens(tx, alert);
  });
}

/** It is done, and how. */
export async function closeAlert(ctx: Context, { alertId, note }: { alertId: string; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const alert = await answerable(ctx, tx, alertId);
    await saveClosed(tx, alert.id, note, ctx.now());
    record(tx, { action: "duty.close", subject: { type: "alert", id: alert.id }, facts: { kind: alert.kind, note } });
    await tellScreens(tx, alert);
  });
}
