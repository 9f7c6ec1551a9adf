import type { AnyConnector } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import { allow, found } from "#kernel/errors.ts";
import type { Context } from "#platform/http/context.ts";
import { factsOf, unitIdsAbove, unitIdsBelow, unitsById } from "#modules/organisation/index.ts";
import type { AccountDetail, AccountLine, ConnectorOut } from "../contract.ts";
import { mayKeepAccounts, mayReadAccounts, mayTestAccount } from "../policy.ts";
import { defaultStaleDays, isStale } from "../rules/account.ts";
import { settingsForm } from "../rules/form.ts";
import { accountRows, mostAccounts, optOutsOf, secretTraces, type AccountRow } from "../views/accounts.ts";

const connectorOut = (c: AnyConnector): ConnectorOut => ({
  id: c.id, name: c.name, kind: c.kind, variant: c.variant, evidence: c.capabilities.receipt, recall: c.capabilities.recall.how, updates: c.capabilities.update,
  calls: c.capabilities.rate.perAccount, limits: Object.entries(c.capabilities.limits).map(([field, limit]) => ({ field, ...limit })),
  forStaff: c.renderAlert !== undefined, testable: c.health !== undefined, callback: c.parseCallback !== undefined, secrets: c.secrets.map(({ name, zh, en }) => ({ name, zh, en })), form: settingsForm(c.config),
});

/** Every platform this house can speak through. */
export function listConnectors(ctx: Context): { items: ConnectorOut[] } {
  allow(mayReadAccounts(ctx.actor), "channels.may-not-read");
  return { items: [...ctx.house.connectors.values()].map(connectorOut) };
}

async function staleDaysOf(ctx: Context): Promise<number> {
  const checks = await factsOf(ctx.read, "accountChecks");
  return checks?.find((check) => check.code === "no-update")?.days ?? defaultStaleDays;
}

async function lineOf(ctx: Context, row: AccountRow, staleDays: number, above: Map<string, string[]>): Promise<AccountLine> {
  const connector = ctx.house.connectors.get(row.connectorId);
  const chain = above.get(row.unitId) ?? await unitIdsAbove(ctx.read, row.unitId, isoDay(ctx.now()));
  above.set(row.unitId, chain);
  const reach = { unitId: row.unitId, unitIdsAbove: chain };
  return {
    id: row.id, connectorId: row.connectorId, connectorName: connector?.name ?? { zh: row.connectorId, en: row.connectorId }, unitId: row.unitId, unitName: row.unitName, unitSeal: row.unitSeal,
    name: row.name, audience: row.audience, state: row.state, stateReason: row.stateReason, registrationNo: row.registrationNo,
    ownerId: row.ownerId, ownerName: row.ownerName, successorId: row.successorId, successorName: row.successorName,
    health: row.health, healthDetail: row.healthDetail, healthAt: row.healthAt?.toISOString() ?? null, lastPostAt: row.lastPostAt?.toISOString() ?? null,
    stale: isStale({ ...row, newMedia: connector?.newMedia !== undefined }, staleDays, ctx.now()), missingSecrets: row.state === "closed" ? [] : (connector?.secrets ?? []).filter((secret) => !secret.optional && !row.secretNames.includes(secret.name)).map((secret) => secret.name),
    mayKeep: mayKeepAccounts(ctx.actor, reach), mayTest: mayTestAccount(ctx.actor, { ...reach, ownerPersonId: row.ownerId, successorPersonId: row.successorId }),
  };
}

/** Units this person may open accounts for: where they are liaison, and below where they are system administrator. */
async function keptUnits(ctx: Context): Promise<{ id: string; name: string }[]> {
  if (!ctx.actor.secondFactor) return [];
  const day = isoDay(ctx.now());
  const at = (post: string) => ctx.actor.holdings.filter((h) => h.post === post).map((h) => h.unitId);
  const ids = new Set([...at("liaison"), ...await unitIdsBelow(ctx.read, at("system-admin"), day)]);
  return [...(await unitsById(ctx.read, [...ids], day)).values()].filter((unit) => unit.open).map(({ id, name }) => ({ id, name }));
}

/** The accounts a person may see. */
export async function listAccounts(ctx: Context, ask: { unitId?: string | undefined; connectorId?: string | undefined; closed: boolean }) {
  allow(mayReadAccounts(ctx.actor), "channels.may-not-read");
  const [rows, staleDays, mayCreateFor] = await Promise.all([
    accountRows(ctx.read, ctx.actor, { closed: ask.closed, ...(ask.unitId ? { unitId: ask.unitId } : {}), ...(ask.connectorId ? { connectorId: ask.connectorId } : {}) }), staleDaysOf(ctx), keptUnits(ctx),
  ]);
  const above = new Map<string, string[]>();
  const items: AccountLine[] = [];
  for (const row of rows.slice(0, mostAccounts)) items.push(await lineOf(ctx, row, staleDays, above));
  return { items, more: rows.length > mostAccounts, staleDays, mayCreateFor };
}

/** One account; of its secrets only who set them and when. */
export async function readAccount(ctx: Context, { accountId }: { accountId: string }): Promise<AccountDetail> {
  allow(mayReadAccounts(ctx.actor), "channels.may-not-read");
  const [row] = await accountRows(ctx.read, ctx.actor, { id: accountId });
  const account = found(row, "channels.no-account");
  const connector = ctx.house.connectors.get(account.connectorId);
  const traces = await secretTraces(ctx.read, accountId);
  return {
    ...await lineOf(ctx, account, await staleDaysOf(ctx), new Map()), config: JSON.parse(account.config) as Record<string, unknown>, createdAt: account.createdAt.toISOString(),
    secrets: (connector?.secrets ?? []).map((secret) => ({ ...secret, optional: secret.optional === true, setByName: traces.get(secret.name)?.setByName ?? null, setAt: traces.get(secret.name)?.setAt.toISOString() ?? null })),
    optOuts: connector?.line ? optOutsSaid(await optOutsOf(ctx.read, accountId, ctx.now())) : null,
    callbackAddress: connector?.parseCallback ? `${ctx.house.publicUrl}/hooks/${accountId}` : null,
  };
}

const optOutsSaid = ({ phones, days }: Awaited<ReturnType<typeof optOutsOf>>): AccountDetail["optOuts"] => ({ phones: phones.map(({ masked, at }) => ({ masked, at: at.toISOString() })), days });
