import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import type { Place } from "../contract.ts";
import { mayKeepScreens } from "../policy.ts";
import { planArrangement } from "../rules/groups.ts";
import * as store from "../store.ts";
import * as views from "../views.ts";

/** The group one may change, locked with the other groups of its account. */
async function kept(ctx: Context, tx: Tx, groupId: string) {
  const { accountId } = found(await views.groupById(tx, groupId), "signage.no-such-group");
  await store.lockGroups(tx, accountId);
  const group = found(await views.groupById(tx, groupId), "signage.no-such-group");
  allow(mayKeepScreens(ctx.actor, group.unitId), "signage.not-keeper");
  return group;
}

async function freeName(tx: Tx, accountId: string, name: string, own: string | null): Promise<void> {
  const taken = await views.groupNamed(tx, accountId, name);
  if (taken && taken.id !== own) throw new Problem("refused", { code: "signage.group-name-taken", facts: { name } });
}

/** Makes a group of screens in an LED account; it has none yet and orders nothing. */
export async function makeGroup(ctx: Context, { accountId, name }: { accountId: string; name: string }): Promise<{ groupId: string }> {
  return ctx.write(async (tx) => {
    await store.lockGroups(tx, accountId);
    const account = found(await views.accountOf(tx, accountId), "signage.no-such-account");
    allow(mayKeepScreens(ctx.actor, account.unitId), "signage.not-keeper");
    if (account.connectorId !== "led" || account.state === "closed") throw new Problem("refused", { code: "signage.not-a-screen-account" });
    await freeName(tx, accountId, name, null);
    const id = newId(ctx.now());
    await store.insertGroup(tx, { id, accountId, unitId: account.unitId, name, now: ctx.now() });
    record(tx, { action: "signage.makeGroup", subject: { type: "screen-group", id }, facts: { accountId, name } });
    return { groupId: id };
  });
}

/** Gives a group another name. */
export async function renameGroup(ctx: Context, { groupId, name }: { groupId: string; name: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const group = await kept(ctx, tx, groupId);
    await freeName(tx, group.accountId, name, groupId);
    await store.setGroupName(tx, groupId, name);
    record(tx, { action: "signage.renameGroup", subject: { type: "screen-group", id: groupId }, facts: { before: group.name, name } });
  });
}

/** Dissolves a group; its screens show from then on what their account shows. */
export async function dissolveGroup(ctx: Context, groupId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const group = await kept(ctx, tx, groupId);
    await store.setDissolved(tx, groupId, ctx.now());
    record(tx, { action: "signage.dissolveGroup", subject: { type: "screen-group", id: groupId }, facts: { name: group.name } });
  });
}

/** Puts a screen into a group of its own account, or into none. */
export async function moveScreen(ctx: Context, { screenId, groupId }: { screenId: string; groupId: string | null }): Promise<void> {
  await ctx.write(async (tx) => {
    const screen = found(await views.screenById(tx, screenId), "signage.no-such-screen");
    allow(mayKeepScreens(ctx.actor, screen.unitId), "signage.not-keeper");
    await store.lockGroups(tx, screen.accountId);
    const group = groupId === null ? null : found(await views.groupById(tx, groupId), "signage.no-such-group");
    if (group && group.accountId !== screen.accountId) throw new Problem("not-found", { code: "signage.no-such-group" });
    await store.setScreenGroup(tx, screenId, groupId);
    record(tx, { action: "signage.moveScreen", subject: { type: "screen", id: screenId }, facts: { screen: screen.name, group: group?.name ?? "" } });
  });
}

const date = (at: string | null): Date | null => (at === null ? null : new Date(at));

/** Orders the playlist of a group: where and when each piece is shown on its screens, and what stands otherwise. No signed byte is touched. */
export async function arrangeGroup(ctx: Context, { groupId, version, from, until, standing, places }: { groupId: string; version: number; from: string | null; until: string | null; standing: string | null; places: readonly Place[] }): Promise<{ version: number }> {
  return ctx.write(async (tx) => {
    const group = await kept(ctx, tx, groupId);
    const pieces = await views.putOn(tx, [group.accountId], ctx.now());
    const slots = places.map((place) => ({ ...place, from: date(place.from), until: date(place.until) }));
    const plan = accept(planArrangement({ version: group.version, pieces }, { version, from: date(from), until: date(until), standing, slots }));
    await store.setPlaylist(tx, groupId, version + 1, plan);
    record(tx, { action: "signage.arrangeGroup", subject: { type: "screen-group", id: groupId }, facts: { group: group.name, version: version + 1, from, until, standing, places: places.map((place) => ({ ...place })) } });
    return { version: version + 1 };
  });
}
