import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { inScope } from "#kernel/actor.ts";
import { peopleWithPost, unitsById } from "#modules/organisation/index.ts";
import { mayKeepRoster, mayReadRoster } from "../policy.ts";
import { daysFrom, spanOf, whyNotShift, whyNotSwap, type Watch } from "../rules/roster.ts";
import * as store from "../store/shifts.ts";
import { onDutyNow, shiftsBetween, watchingUnits } from "../views/roster.ts";

const week = 7;

/** The roster of a unit for a week: my own unit and today unless said otherwise. */
export async function readRoster(ctx: Context, ask: { unitId?: string | undefined; from?: string | undefined }) {
  allow(mayReadRoster(ctx.actor), "duty.may-not-read");
  const [unitId, from] = [ask.unitId ?? ctx.actor.unitId, ask.from ?? isoDay(ctx.now())];
  const choices = new Set([ctx.actor.unitId, ...ctx.actor.scope.unitIds, ...await watchingUnits(ctx.read, ctx.actor, ctx.now(), 200)]);
  const units = await unitsById(ctx.read, [...new Set([unitId, ...choices])], isoDay(ctx.now()));
  const unit = found(units.get(unitId), "duty.no-unit");
  allow(unitId === ctx.actor.unitId || inScope(ctx.actor, { unitId, system: unit.system, regionCode: unit.regionCode }), "duty.not-yours");
  const days = daysFrom(from, week);
  const officers = await peopleWithPost(ctx.read, unitId, "duty-officer", ctx.now());
  return {
    unitId, unitName: unit.name, from, days, mayKeep: mayKeepRoster(ctx.actor, unitId),
    shifts: await shiftsBetween(ctx.read, unitId, spanOf(from, "day").from, spanOf(days.at(-1) ?? from, "night").to),
    officers: officers.map(({ id, name, title }) => ({ id, name, title })), units: [...choices].flatMap((id) => { const one = units.get(id); return one ? [{ id, name: one.name }] : []; }),
  };
}

/** 今日值班. */
export async function readToday(ctx: Context) {
  allow(mayReadRoster(ctx.actor), "duty.may-not-read");
  return { units: await onDutyNow(ctx.read, ctx.actor, ctx.now()) };
}

/** Puts an officer on a watch. */
export async function setShift(ctx: Context, input: { unitId: string; personId: string; day: string; watch: Watch }): Promise<{ id: string }> {
  allow(mayKeepRoster(ctx.actor, input.unitId), "duty.may-not-keep-roster");
  const span = spanOf(input.day, input.watch);
  return ctx.write(async (tx) => {
    await store.lockRoster(tx, input.unitId);
    const officers = await peopleWithPost(tx, input.unitId, "duty-officer", ctx.now());
    const theirs = await store.shiftsOf(tx, input.unitId, [input.personId], span);
    accept(whyNotShift(span, { id: input.personId, isOfficer: officers.some((one) => one.id === input.personId) }, theirs, ctx.now()));
    const id = await store.insertShift(tx, { unitId: input.unitId, personId: input.personId, ...span }, ctx.actor.personId, ctx.now());
    record(tx, { action: "duty.set-shift", subject: { type: "shift", id }, facts: { unit: input.unitId, person: input.personId, day: input.day, watch: input.watch } });
    await announce(tx, "duty");
    return { id };
  });
}

/** Takes an officer off a watch that is not over. */
export async function removeShift(ctx: Context, { shiftId }: { shiftId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const shift = found((await store.lockShifts(tx, [shiftId])).get(shiftId), "duty.no-shift");
    allow(mayKeepRoster(ctx.actor, shift.unitId), "duty.may-not-keep-roster");
    if (shift.to <= ctx.now()) throw new Problem("refused", { code: "duty.shift-over" });
    await store.deleteShift(tx, shift.id);
    record(tx, { action: "duty.remove-shift", subject: { type: "shift", id: shift.id }, facts: { person: shift.personId, from: shift.from.toISOString() } });
    await announce(tx, "duty");
  });
}

/** Two officers change watches. */
export async function swapShifts(ctx: Context, { shiftId, withShiftId, reason }: { shiftId: string; withShiftId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const shifts = await store.lockShifts(tx, [shiftId, withShiftId]);
    const [a, b] = [found(shifts.get(shiftId), "duty.no-shift"), found(shifts.get(withShiftId), "duty.no-shift")];
    allow(mayKeepRoster(ctx.actor, a.unitId), "duty.may-not-keep-roster");
    if (a.unitId !== b.unitId) throw new Problem("refused", { code: "duty.other-unit" });
    await store.lockRoster(tx, a.unitId);
    const span = { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
    accept(whyNotSwap(a, b, await store.shiftsOf(tx, a.unitId, [a.personId, b.personId], span), ctx.now()));
    await store.giveShift(tx, a.id, b.personId, ctx.actor.personId);
    await store.giveShift(tx, b.id, a.personId, ctx.actor.personId);
    record(tx, { action: "duty.swap-shifts", subject: { type: "shift", id: a.id }, facts: { with: b.id, gave: a.personId, took: b.personId, reason } });
    await announce(tx, "duty");
  });
}
