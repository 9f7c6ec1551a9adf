import type { z } from "zod";
import { isoDay } from "#kernel/clock.ts";
import { refuse } from "#kernel/decision.ts";
import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import type * as contract from "../contract.ts";
import { mayKeepUnit } from "../policy.ts";
import { isOpen, parentOn, planClosing, planMove, planOpening, planRename, whyNotBelow } from "../rules/chart.ts";
import { placeMark } from "../rules/load.ts";
import { sealsFor } from "../rules/seals.ts";
import * as store from "../store/units.ts";
import { factsOf } from "../views/facts.ts";
import { postsFrom } from "../views/people.ts";
import { regionByCode, sealsInUse, unitRecords, type FullUnit } from "../views/units.ts";
import { reachOf } from "./reach.ts";

type Body<O extends { body: z.ZodType }> = z.output<O["body"]>;

/** Loads a unit that the actor keeps, with the chart held still. */
async function keptUnit(ctx: Context, tx: Tx, unitId: string): Promise<FullUnit> {
  await store.lockChart(tx);
  const unit = found((await unitRecords(tx, [unitId]))[0], "organisation.no-such-unit");
  allow(mayKeepUnit(ctx.actor, await reachOf(tx, unitId, ctx.now())), "organisation.not-your-unit");
  return unit;
}

/** Creates a unit below one that the actor keeps; a unit below nobody is for who keeps the whole house. */
export async function createUnit(ctx: Context, input: Body<typeof contract.createUnit>): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    await store.lockChart(tx);
    const reach = input.parentId ? await reachOf(tx, input.parentId, ctx.now()) : { unitIdsAbove: [] };
    allow(mayKeepUnit(ctx.actor, reach), "organisation.not-your-unit");
    const region = accept(await knownRegion(tx, input.regionCode));
    await freeCode(tx, input.code);
    if (input.parentId) {
      const parent = found((await unitRecords(tx, [input.parentId]))[0], "organisation.no-such-unit");
      accept(whyNotBelow(input, parent, input.from));
    } else if (input.level === "city" || input.level === "county") accept(refuse("organisation.parent-missing"));
    const seal = await freeSeal(tx, input, region.shortName ?? region.name);
    const name = { kind: "main" as const, name: input.name, shortName: input.shortName ?? input.name, seal, from: input.from, to: null };
    const id = await store.insertUnit(tx, { ...input, name, openedOn: input.from, evidence: "known", verified: true }, ctx.now());
    record(tx, { action: "organisation.create-unit", subject: { type: "unit", id }, facts: { code: input.code, name: input.name, seal, from: input.from } });
    return { id };
  });
}

async function knownRegion(tx: Tx, code: string) {
  const region = await regionByCode(tx, code);
  return region ? { ok: true as const, value: region } : refuse("organisation.no-such-region", { code });
}

async function freeCode(tx: Tx, code: string): Promise<void> {
  if ((await unitRecords(tx)).some((u) => u.code === code)) accept(refuse("organisation.unit-code-taken", { code }));
}

async function freeSeal(tx: Tx, unit: Body<typeof contract.createUnit>, place: string): Promise<string> {
  const taken = await sealsInUse(tx, unit.from);
  if (unit.seal && taken.has(unit.seal)) accept(refuse("organisation.seal-taken", { seal: unit.seal }));
  const marks = (await factsOf(tx, "sealMarks")) ?? {};
  const seal = unit.seal ?? sealsFor([{ key: unit.code, system: unit.system, place: unit.system === "partner" ? unit.name : placeMark(place) }], marks, taken).get(unit.code);
  return seal ?? accept(refuse("organisation.seal-needed"));
}

/** Gives a unit another name, or a second one, from a day on. */
export async function renameUnit(ctx: Context, { unitId, ...next }: Body<typeof contract.renameUnit> & { unitId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const unit = await keptUnit(ctx, tx, unitId);
    const succession = accept(planRename(unit, next, await sealsInUse(tx, next.from, unitId)));
    await store.succeedName(tx, unitId, succession, ctx.now());
    record(tx, { action: "organisation.rename-unit", subject: { type: "unit", id: unitId }, facts: { before: unit.names.at(-1)?.name ?? "", ...next } });
  });
}

/** Moves a unit below another from a day on. */
export async function moveUnit(ctx: Context, { unitId, parentId, from }: { unitId: string; parentId: string; from: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const unit = await keptUnit(ctx, tx, unitId);
    allow(mayKeepUnit(ctx.actor, await reachOf(tx, parentId, ctx.now())), "organisation.not-your-unit");
    const all = new Map((await unitRecords(tx)).map((u) => [u.id, u]));
    const parent = found(all.get(parentId), "organisation.no-such-unit");
    const succession = accept(planMove(unit, parent, from, (id) => parentOn(all.get(id)?.parents ?? [], from)));
    await store.succeedParent(tx, unitId, succession, ctx.now());
    record(tx, { action: "organisation.move-unit", subject: { type: "unit", id: unitId }, facts: { before: parentOn(unit.parents, from) ?? "", parent: parentId, from } });
  });
}

/** Switches on a unit that was not known to exist. */
export async function openUnit(ctx: Context, { unitId, from }: { unitId: string; from: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const unit = await keptUnit(ctx, tx, unitId);
    await store.setOpened(tx, unitId, accept(planOpening(unit, from)));
    record(tx, { action: "organisation.open-unit", subject: { type: "unit", id: unitId }, facts: { code: unit.code, from } });
  });
}

/** Closes a unit; its past stays readable. */
export async function closeUnit(ctx: Context, { unitId, from }: { unitId: string; from: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const unit = await keptUnit(ctx, tx, unitId);
    const below = (await unitRecords(tx)).filter((u) => isOpen(u, from) && parentOn(u.parents, from) === unitId).length;
    await store.setClosed(tx, unitId, accept(planClosing(unit, from, below, await postsFrom(tx, unitId, from))));
    record(tx, { action: "organisation.close-unit", subject: { type: "unit", id: unitId }, facts: { code: unit.code, from, today: isoDay(ctx.now()) } });
  });
}
