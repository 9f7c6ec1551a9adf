import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { unitsById } from "#modules/organisation/index.ts";
import type { SourceLine } from "../contract.ts";
import { newWatch, nextQuestion, rhythmOf, standingOf, whyNotMapping, type Watch } from "../listening/importers.ts";
import { keptUnitIds, mayKeepWatch, mayReadTopics } from "../policy.ts";
import { isAsked, planSource, planSourceState, type SourcePlan, type SourceSettings } from "../rules/source.ts";
import type { SourceFormat, SourceKind } from "../rules/shapes.ts";
import * as store from "../store/sources.ts";
import { sourceRows, type SourceRow } from "../views/sources.ts";

type Body = { label: string; url: string; settings: SourceSettings; leastMinutes: number; mostMinutes: number };

const minute = 60_000;

/** Sources of the units a person sees. */
export async function listSources(ctx: Context) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const rows = await sourceRows(ctx.read, ctx.actor.scope.all ? null : [...new Set([...ctx.actor.scope.unitIds, ctx.actor.unitId])]);
  const kept = keptUnitIds(ctx.actor);
  const units = await unitsById(ctx.read, [...rows.map((row) => row.unitId), ...kept], isoDay(ctx.now()));
  return { items: rows.map((row) => lineOf(ctx, row, units.get(row.unitId)?.shortName ?? "")), mayCreateFor: kept.flatMap((id) => { const unit = units.get(id); return unit ? [{ id, name: unit.name }] : []; }) };
}

function lineOf(ctx: Context, row: SourceRow, unitName: string): SourceLine {
  const watch = JSON.parse(row.watch) as Watch;
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    id: row.id, unitId: row.unitId, unitName, label: row.label, format: row.format, kind: row.kind, url: row.url, settings: JSON.parse(row.settings) as SourceSettings, leastMinutes: row.leastMinutes, mostMinutes: row.mostMinutes,
    state: row.state, stateReason: row.stateReason, standing: standingOf(watch, ctx.now().getTime()), failures: watch.failures, askedAt: row.askedAt?.toISOString() ?? null, answeredAt: time(watch.answeredAt), newsAt: time(watch.newsAt),
    nextAt: row.state === "active" ? (row.nextAt?.toISOString() ?? null) : null, rhythmMinutes: Math.round(rhythmOf(watch) / minute), detail: row.detail, items: row.items, hasSecret: row.hasSecret,
    doorPath: row.format === "webhook" ? `/hooks/opinion/${row.id}` : null, mayKeep: mayKeepWatch(ctx.actor, row.unitId),
  };
}

function planned(format: SourceFormat, body: Body): SourcePlan {
  const plan = accept(planSource({ format, ...body }));
  const why = plan.settings.mapping ? whyNotMapping(plan.settings.mapping) : null;
  if (why) throw new Problem("refused", why);
  return plan;
}

const rowOf = (ctx: Context, key: string, plan: SourcePlan) => {
  const now = ctx.now().getTime();
  const watch = newWatch(now);
  return {
    url: plan.url, settings: JSON.stringify(plan.settings), leastMinutes: plan.leastMinutes, mostMinutes: plan.mostMinutes, watch: JSON.stringify(watch),
    nextAt: isAsked(plan.format) ? new Date(nextQuestion(watch, key, { least: plan.leastMinutes * minute, most: plan.mostMinutes * minute }, now)) : null,
  };
};

/** Registers a public source of a unit. */
export async function createSource(ctx: Context, input: Body & { unitId: string; format: SourceFormat; kind: SourceKind }): Promise<{ id: string }> {
  allow(mayKeepWatch(ctx.actor, input.unitId), "opinion.may-not-keep");
  const plan = planned(input.format, input);
  return ctx.write(async (tx) => {
    const id = await store.insertSource(tx, { unitId: input.unitId, label: input.label, format: input.format, kind: input.kind, ...rowOf(ctx, input.label, plan) }, ctx.actor.name, ctx.now());
    if (id === null) throw new Problem("refused", { code: "opinion.label-taken", facts: { label: input.label } });
    record(tx, { action: "opinion.create-source", subject: { type: "source", id }, facts: { label: input.label, format: input.format, unit: input.unitId } });
    await announce(tx, "opinion");
    return { id };
  });
}

async function keepable(ctx: Context, tx: Tx, sourceId: string): Promise<store.LockedSource> {
  const source = found(await store.lockSource(tx, sourceId), "opinion.no-source");
  allow(mayKeepWatch(ctx.actor, source.unitId), "opinion.may-not-keep");
  if (source.state === "closed") throw new Problem("refused", { code: "opinion.source-closed" });
  return source;
}

/** Changes how a source is asked and read. */
export async function changeSource(ctx: Context, input: Body & { sourceId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const source = await keepable(ctx, tx, input.sourceId);
    const plan = planned(source.format, input);
    if (await store.sourceLabelTaken(tx, { id: source.id, unitId: source.unitId, label: input.label })) throw new Problem("refused", { code: "opinion.label-taken", facts: { label: input.label } });
    await store.updateSource(tx, source.id, { label: input.label, ...rowOf(ctx, source.id, plan) }, ctx.now());
    record(tx, { action: "opinion.change-source", subject: { type: "source", id: source.id }, facts: { label: input.label, before: source.label } });
    await announce(tx, "opinion");
  });
}

/** Pauses, resumes or closes a source, with a reason. What it gave stays until its time. */
export async function changeSourceState(ctx: Context, input: { sourceId: string; to: "active" | "paused" | "closed"; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const source = found(await store.lockSource(tx, input.sourceId), "opinion.no-source");
    allow(mayKeepWatch(ctx.actor, source.unitId), "opinion.may-not-keep");
    const to = accept(planSourceState(source.state, input.to));
    await store.saveSourceState(tx, source.id, { state: to, reason: input.reason, nextAt: to === "active" && isAsked(source.format) ? ctx.now() : null }, ctx.now());
    record(tx, { action: `opinion.${{ active: "resume", paused: "pause", closed: "close" }[to]}-source`, subject: { type: "source", id: source.id }, facts: { label: source.label, reason: input.reason } });
    await announce(tx, "opinion");
  });
}

/** Seals the secret that signs what a webhook brings. */
export async function setSourceSecret(ctx: Context, input: { sourceId: string; value: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const source = await keepable(ctx, tx, input.sourceId);
    if (source.format !== "webhook") throw new Problem("refused", { code: "opinion.no-secret-here" });
    await store.saveSourceSecret(tx, source.id, ctx.house.vault.seal(input.value), ctx.now());
    record(tx, { action: "opinion.set-source-secret", subject: { type: "source", id: source.id }, facts: { label: source.label } });
    await announce(tx, "opinion");
  });
}
