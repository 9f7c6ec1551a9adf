import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { factsOf, placesOn, unitsById } from "#modules/organisation/index.ts";
import type { ProfileBody } from "../contract.ts";
import { matchesOf } from "../listening/alerting.ts";
import { keptUnitIds, mayKeepWatch, mayReadTopics } from "../policy.ts";
import { planProfile } from "../rules/profile.ts";
import type { Category, Hazard } from "../rules/shapes.ts";
import * as store from "../store/profiles.ts";
import { profilesInUse, ruleTopics } from "../views/listening.ts";
import { profileRows } from "../views/sources.ts";

/** How far back a saved profile is held against what is stored, in days. */
const lookBackDays = 180;

/** Profiles of the units a person sees, and the places to choose from. */
export async function listProfiles(ctx: Context) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const rows = await profileRows(ctx.read, ctx.actor.scope.all ? null : [...new Set([...ctx.actor.scope.unitIds, ctx.actor.unitId])]);
  const kept = keptUnitIds(ctx.actor);
  const [province, places] = await Promise.all([factsOf(ctx.read, "province"), placesOn(ctx.read, isoDay(ctx.now()))]);
  const units = await unitsById(ctx.read, [...rows.map((row) => row.unitId), ...kept], isoDay(ctx.now()));
  return {
    items: rows.map((row) => ({ ...row, hazards: row.hazards as Hazard[], categories: row.categories as Category[], unitName: units.get(row.unitId)?.shortName ?? "", changedAt: row.changedAt.toISOString(), mayKeep: mayKeepWatch(ctx.actor, row.unitId) })),
    mayCreateFor: kept.flatMap((id) => { const unit = units.get(id); return unit ? [{ id, name: unit.name }] : []; }), 
    places: [...(province ? [{ code: province.regionCode, name: province.name, parent: null }] : []), ...places],
  };
}

/** Holds a profile against everything stored; it finds the past too and wakes nobody for it. */
async function lookBack(ctx: Context, tx: Tx, profileId: string): Promise<number> {
  const [profiles, topics] = [await profilesInUse(tx, profileId), await ruleTopics(tx, { since: new Date(ctx.now().getTime() - lookBackDays * 86_400_000) })];
  const found = matchesOf(profiles, topics);
  await store.saveMatches(tx, { profileIds: [profileId], topicIds: topics.map(({ id }) => id) }, found, ctx.now());
  return found.length;
}

const taken = (label: string) => new Problem("refused", { code: "opinion.label-taken", facts: { label } });

/** Begins to watch. */
export async function createProfile(ctx: Context, input: ProfileBody & { unitId: string }): Promise<{ id: string; found: number }> {
  allow(mayKeepWatch(ctx.actor, input.unitId), "opinion.may-not-keep");
  accept(planProfile(input));
  return ctx.write(async (tx) => {
    const id = await store.insertProfile(tx, input, ctx.actor, ctx.now());
    if (id === null) throw taken(input.label);
    const matches = await lookBack(ctx, tx, id);
    record(tx, { action: "opinion.create-profile", subject: { type: "profile", id }, facts: { ...input, found: matches } });
    await announce(tx, "opinion");
    return { id, found: matches };
  });
}

async function keepable(ctx: Context, tx: Tx, profileId: string) {
  const profile = found(await store.lockProfile(tx, profileId), "opinion.no-profile");
  allow(mayKeepWatch(ctx.actor, profile.unitId), "opinion.may-not-keep");
  return profile;
}

/** Changes what is watched; it takes effect on the past too. */
export async function changeProfile(ctx: Context, { profileId, ...body }: ProfileBody & { profileId: string }): Promise<{ id: string; found: number }> {
  accept(planProfile(body));
  return ctx.write(async (tx) => {
    const profile = await keepable(ctx, tx, profileId);
    if (await store.profileLabelTaken(tx, { id: profile.id, unitId: profile.unitId, label: body.label })) throw taken(body.label);
    await store.updateProfile(tx, profile.id, { ...body, unitId: profile.unitId }, ctx.actor, ctx.now());
    const matches = await lookBack(ctx, tx, profile.id);
    record(tx, { action: "opinion.change-profile", subject: { type: "profile", id: profile.id }, facts: { ...body, before: profile.label, found: matches } });
    await announce(tx, "opinion");
    return { id: profile.id, found: matches };
  });
}

/** Ends a profile. */
export async function closeProfile(ctx: Context, { profileId }: { profileId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const profile = await keepable(ctx, tx, profileId);
    await store.closeProfile(tx, profile.id, ctx.actor, ctx.now());
    record(tx, { action: "opinion.close-profile", subject: { type: "profile", id: profile.id }, facts: { label: profile.label } });
    await announce(tx, "opinion");
  });
}
