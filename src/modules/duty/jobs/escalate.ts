import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { acknowledgeWithinMinutes, planEscalation, steps } from "../rules/escalation.ts";
import { callPeople, lockUnanswered, saveEscalation, type LockedAlert } from "../store/alerts.ts";
import { leadUnitId, officersNow } from "../views/officers.ts";
import { tellPerson } from "./kinds.ts";

/** Calls the next in line for every alert nobody acknowledged in time; each step of each alert exactly once, however many workers sweep. */
export async function escalateUnanswered(house: House): Promise<number> {
  const due = await house.db.transaction().execute((tx) => lockUnanswered(tx, house.now(), 1));
  if (due.length === 0) return 0;
  const ctx = contextOf(house, theHouse, newId(house.now()));
  return ctx.write(async (tx) => {
    const alerts = await lockUnanswered(tx, ctx.now(), 100);
    const lead = await leadUnitId(tx);
    const taken: { id: string; step: number; people: string[] }[] = [];
    for (const alert of alerts) taken.push(await escalate(ctx, tx, alert, lead));
    record(tx, { action: "duty.escalate", subject: { type: "alert", id: alerts[0]?.id ?? "" }, facts: { alerts: taken } });
    return alerts.length;
  });
}

async function escalate(ctx: Context, tx: Tx, alert: LockedAlert, lead: string | null): Promise<{ id: string; step: number; people: string[] }> {
  const now = ctx.now();
  const at = async (unitId: string | null) => unitId === null ? [] : (await officersNow(tx, unitId, now)).people.map((person) => ({ personId: person.id, unitId }));
  const plan = planEscalation(alert.step, { unit: await at(alert.unitId), province: await at(lead) }, new Set(alert.called));
  const last = plan === null || plan.step === steps.length - 1;
  await saveEscalation(tx, alert.id, plan?.step ?? alert.step, last ? null : new Date(now.getTime() + acknowledgeWithinMinutes[alert.urgency] * 60_000));
  const people = plan?.people ?? [];
  await callPeople(tx, alert, plan?.step ?? alert.step, people, now);
  await ctx.enqueue(tx, people.map(({ personId }) => tellPerson({ personId, kind: alert.kind })));
  await announce(tx, "alerts", ...people.map(({ personId }) => `inbox:${personId}`));
  return { id: alert.id, step: plan?.step ?? alert.step, people: people.map(({ personId }) => personId) };
}

/** Every fifteen seconds in every worker. */
export function startEscalating(house: House, everyMs = 15_000): { stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= escalateUnanswered(house).then(() => undefined, (error: unknown) => { house.log.error({ err: error }, "escalation"); }).finally(() => { running = null; });
  }, everyMs);
  return { stop: async () => { clearInterval(timer); await running; } };
}
