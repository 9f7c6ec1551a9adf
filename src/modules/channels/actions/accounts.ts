import type { AnyConnector } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { tell } from "#platform/topics.ts";
import { peopleById, unitIdsAbove, unitsById } from "#modules/organisation/index.ts";
import { mayKeepAccounts } from "../policy.ts";
import { planState, whyNotAudience, whyNotKeepers, type AccountState } from "../rules/account.ts";
import * as store from "../store.ts";
import { accountTurnedWell } from "../topics.ts";

type Keepers = { ownerId: string; successorId: string | null; registrationNo: string };

const connectorOf = (ctx: Context, id: string): AnyConnector => found(ctx.house.connectors.get(id), "channels.no-connector");

async function mayKeep(ctx: Context, tx: Tx, unitId: string): Promise<void> {
  allow(mayKeepAccounts(ctx.actor, { unitId, unitIdsAbove: await unitIdsAbove(tx, unitId, isoDay(ctx.now())) }), "channels.may-not-keep");
}

/** Locks an account for whoever may keep it; a closed one is changed no more. */
async function keepable(ctx: Context, tx: Tx, accountId: string): Promise<store.LockedAccount> {
  const account = found(await store.lockAccount(tx, accountId), "channels.no-account");
  await mayKeep(ctx, tx, account.unitId);
  if (account.state === "closed") throw new Problem("refused", { code: "channels.account-closed" });
  return account;
}

function parseSettings(connector: AnyConnector, config: unknown): unknown {
  const parsed = connector.config.safeParse(config);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new Problem("invalid", { code: "channels.settings-wrong", facts: { field: first?.path.join(".") ?? "", reason: first?.message ?? "" } });
}

async function requireKeepers(ctx: Context, tx: Tx, { ownerId, successorId }: Keepers): Promise<void> {
  const people = await peopleById(tx, [ownerId, ...(successorId ? [successorId] : [])], ctx.now());
  const standing = (id: string | null) => { const person = id === null ? undefined : people.get(id); return person && { left: person.leftAt !== null }; };
  accept(whyNotKeepers(standing(ownerId), standing(successorId), { owner: ownerId, successor: successorId }));
}

/** Opens an account of a unit; its settings are checked by the channel's own schema. Secrets follow one by one. */
export async function createAccount(ctx: Context, input: Keepers & { connectorId: string; unitId: string; name: string; audience: "public" | "staff"; config: unknown }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    await mayKeep(ctx, tx, input.unitId);
    const connector = connectorOf(ctx, input.connectorId);
    const unit = (await unitsById(tx, [input.unitId], isoDay(ctx.now()))).get(input.unitId);
    if (!unit?.open) throw new Problem("refused", { code: "channels.unit-closed" });
    accept(whyNotAudience(input.audience, connector.renderAlert !== undefined));
    await requireKeepers(ctx, tx, input);
    const id = await store.insertAccount(tx, { ...input, config: parseSettings(connector, input.config) }, ctx.now());
    if (id === null) throw new Problem("refused", { code: "channels.name-taken", facts: { name: input.name } });
    record(tx, { action: "channels.create", subject: { type: "account", id }, facts: { name: input.name, connector: input.connectorId, unit: unit.name, audience: input.audience } });
    await announce(tx, "accounts");
    return { id };
  });
}

/** Changes name and settings; what was known of its health is void. */
export async function changeSettings(ctx: Context, input: { accountId: string; name: string; config: unknown }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = await keepable(ctx, tx, input.accountId);
    if (await store.nameTaken(tx, account, input.name)) throw new Problem("refused", { code: "channels.name-taken", facts: { name: input.name } });
    const config = parseSettings(connectorOf(ctx, account.connectorId), input.config);
    await store.saveSettings(tx, account.id, input.name, config, ctx.now());
    record(tx, { action: "channels.change-settings", subject: { type: "account", id: account.id }, facts: { name: input.name, before: account.name } });
    await announce(tx, "accounts");
  });
}

/** Seals a secret of an account; the record says that and by whom, never what. */
export async function setSecret(ctx: Context, input: { accountId: string; name: string; value: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = await keepable(ctx, tx, input.accountId);
    if (!connectorOf(ctx, account.connectorId).secrets.some((secret) => secret.name === input.name)) throw new Problem("refused", { code: "channels.no-such-secret" });
    await store.saveSecret(tx, { accountId: account.id, name: input.name, sealed: ctx.house.vault.seal(input.value), setBy: ctx.actor.personId }, ctx.now());
    record(tx, { action: "channels.set-secret", subject: { type: "account", id: account.id }, facts: { name: account.name, secret: input.name } });
    await announce(tx, "accounts");
  });
}

/** Changes who owns an account and who takes over. */
export async function changeKeepers(ctx: Context, input: Keepers & { accountId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = await keepable(ctx, tx, input.accountId);
    await requireKeepers(ctx, tx, input);
    await store.saveKeepers(tx, account.id, input, ctx.now());
    record(tx, { action: "channels.change-keepers", subject: { type: "account", id: account.id }, facts: { name: account.name, owner: input.ownerId, successor: input.successorId, before: account.ownerPersonId } });
    await announce(tx, "accounts");
  });
}

/** Suspends, resumes or closes with a reason; closing destroys the secrets. */
export async function changeState(ctx: Context, input: { accountId: string; to: AccountState; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = found(await store.lockAccount(tx, input.accountId), "channels.no-account");
    await mayKeep(ctx, tx, account.unitId);
    const to = accept(planState(account.state, input.to));
    await store.saveState(tx, account.id, to, input.reason, ctx.now());
    if (to === "closed") await store.dropSecrets(tx, account.id);
    if (to !== "active" && account.health === "ill") {
      await tell(ctx, tx, accountTurnedWell, { accountId: account.id, name: account.name, unitId: account.unitId, ownerPersonId: account.ownerPersonId, detail: input.reason });
    }
    record(tx, { action: `channels.${{ active: "resume", suspended: "suspend", closed: "close" }[to]}`, subject: { type: "account", id: account.id }, facts: { name: account.name, reason: input.reason } });
    await announce(tx, "accounts");
  });
}
