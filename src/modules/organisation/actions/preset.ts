import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Context } from "#platform/http/context.ts";
import { mayKeepFacts } from "../policy.ts";
import { PresetFacts, type FactPart } from "../rules/facts.ts";
import { planLoad } from "../rules/load.ts";
import { checkPreset, type Preset } from "../rules/preset.ts";
import * as store from "../store/preset.ts";
import { lockChart } from "../store/units.ts";
import { factParts } from "../views/facts.ts";

/** What a load of the preset did; `kept` are parts that people changed, which were left alone. */
export type PresetLoad = { regions: number; units: number; parts: number; kept: FactPart[] };

/** Loads a province. What is missing is added, what people changed stays; a second load changes nothing. */
export async function loadPreset(ctx: Context, preset: Preset): Promise<PresetLoad> {
  allow(mayKeepFacts(ctx.actor), "organisation.not-your-facts");
  accept(checkPreset(preset));
  return ctx.write(async (tx) => {
    await lockChart(tx);
    const plan = planLoad(preset, { ...await store.codesLoaded(tx), parts: await factParts(tx) });
    const now = ctx.now();
    await store.insertRegions(tx, plan, now);
    await store.insertUnits(tx, plan, now);
    await store.saveLoadedParts(tx, plan.parts, now);
    const load = { regions: plan.regions.length, units: plan.units.length, parts: plan.parts.length, kept: plan.kept };
    record(tx, { action: "organisation.load-preset", subject: { type: "preset", id: preset.province.code }, facts: load });
    return load;
  });
}

/** Changes one part of the facts (a yearly order moves a season, a hotline is confirmed …). */
export async function changeFacts(ctx: Context, input: { part: FactPart; facts: unknown }): Promise<void> {
  allow(mayKeepFacts(ctx.actor), "organisation.not-your-facts");
  const parsed = PresetFacts.shape[input.part].safeParse(input.facts);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem("refused", { code: "organisation.facts-broken", facts: { at: issue?.path.join(".") ?? "", reason: issue?.message ?? "" } });
  }
  await ctx.write(async (tx) => {
    const { numUpdatedRows } = await store.saveEditedPart(tx, input.part, parsed.data, ctx.now());
    found(numUpdatedRows > 0n ? true : null, "organisation.no-preset");
    record(tx, { action: "organisation.change-facts", subject: { type: "fact-part", id: input.part }, facts: { facts: parsed.data } });
  });
}
