import { isoDay } from "#kernel/clock.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { switchedOff } from "#platform/switches.ts";
import { staffAccounts, tellThrough } from "#modules/channels/index.ts";
import { peopleById, unitIdsAbove, unitsById } from "#modules/organisation/index.ts";
import { sayAlerts } from "../rules/words.ts";
import { settleBatch, takeBatch, type Attempt, type Batch } from "../store/tellings.ts";
import { tellPerson } from "./kinds.ts";

const attemptMs = 10_000;
const mostAttempts = 8;

/** Tells one person what waits for them: batched by kind, through the first channel that takes it, every attempt written down. */
export async function tell(ctx: Context, input: { personId: string; kind: string }): Promise<void> {
  const { house } = ctx;
  const batch = await house.db.transaction().execute(async (tx) => {
    const now = ctx.now();
    // After a restore nothing leaves the house; the inbox shows it all the same.
    const taken = await switchedOff(tx, "outbound") ? { later: new Date(now.getTime() + 60_000) } : await takeBatch(tx, input.personId, input.kind, now);
    if (taken === null) return null;
    if (!("later" in taken)) return taken;
    await ctx.enqueue(tx, [tellPerson(input)], { after: taken.later });
    return null;
  });
  if (!batch) return;
  const { attempts, told } = await tryChannels(ctx, batch);
  await ctx.write(async (tx) => {
    await settleBatch(tx, batch, attempts, told, ctx.now());
    record(tx, {
      action: "duty.tell", subject: { type: "person", id: batch.personId }, outcome: told ? "done" : "failed",
      facts: { kind: input.kind, step: batch.step, alerts: batch.calls.map((call) => call.alertId), attempts: attempts.map(({ accountId, ok }) => ({ accountId, ok })) },
    });
    await announce(tx, `inbox:${batch.personId}`, "alerts");
  });
  if (!told && attempts.some((attempt) => attempt.accountId !== null)) throw new Error(`no channel took the alert: ${attempts.map((attempt) => attempt.detail).join("; ").slice(0, 300)}`);
}

async function tryChannels(ctx: Context, batch: Batch): Promise<{ attempts: Attempt[]; told: boolean }> {
  const day = isoDay(ctx.now());
  const above = await unitIdsAbove(ctx.read, batch.unitId, day);
  const accounts = await staffAccounts(ctx.read, ctx.house.vault, [batch.unitId, ...above.filter((id) => id !== batch.unitId)]);
  if (accounts.length === 0) return { attempts: [{ accountId: null, ok: false, detail: "本单位和上级都没有值班通道 / no staff channel", at: ctx.now() }], told: false };
  const units = await unitsById(ctx.read, batch.calls.map((call) => call.unitId), day);
  const person = (await peopleById(ctx.read, [batch.personId], ctx.now())).get(batch.personId);
  const alert = sayAlerts(person?.name ?? "", batch.step, batch.calls.map((call) => ({ ...call, unitName: units.get(call.unitId)?.shortName ?? "" })), ctx.house.publicUrl);
  const attempts: Attempt[] = [];
  for (const account of accounts.slice(0, mostAttempts)) {
    const { ok, detail } = await tellThrough(ctx.house, account, alert, `${batch.calls[0]?.id ?? ""}:${account.id}`, attemptMs);
    attempts.push({ accountId: account.id, ok, detail, at: ctx.now() });
    if (ok) return { attempts, told: true };
  }
  return { attempts, told: false };
}
