import { allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { switchedOff } from "#platform/switches.ts";
import { tell } from "#platform/topics.ts";
import { unitIdsAbove } from "#modules/organisation/index.ts";
import { mayTestAccount } from "../policy.ts";
import { afterAnswers } from "../rules/account.ts";
import { lockShaken, saveHealth, saveRefused, saveTrust } from "../store.ts";
import { accountTurnedIll, accountTurnedWell } from "../topics.ts";
import { activeAccountIds } from "../views/accounts.ts";
import { callableAccounts, type CallableAccount } from "../views/callable.ts";
import { contextFor, within } from "./calling.ts";

type Health = { health: "unknown" | "well" | "ill"; detail: string };
const testSeconds = 30;

/** One harmless call. Never throws; an account without all its secrets is ill before anything leaves the house. */
export async function examine(house: House, account: CallableAccount): Promise<Health> {
  const connector = house.connectors.get(account.connectorId);
  if (!connector) return { health: "ill", detail: `没有“${account.connectorId}”渠道 / no such connector` };
  const missing = connector.secrets.filter((secret) => !secret.optional && !account.secrets[secret.name]);
  if (missing.length > 0) return { health: "ill", detail: `缺少密钥：${missing.map((secret) => secret.zh).join("、")} / secrets missing` };
  const settings = connector.config.safeParse(account.config);
  if (!settings.success) return { health: "ill", detail: `设置有误：${settings.error.issues[0]?.path.join(".") ?? ""} / settings are wrong` };
  if (!connector.health) return { health: "unknown", detail: "此渠道不能在不发布的情况下测试 / cannot be tested without publishing" };
  const health = connector.health.bind(connector);
  const answer = await within(testSeconds * 1000, () => health(contextFor(house, account)));
  return { health: answer.ok ? "well" : "ill", detail: answer.detail.slice(0, 500) };
}

/** Tests one account now; the channel's words go to the officer and stay with the account. */
export async function testAccount(ctx: Context, { accountId }: { accountId: string }): Promise<Health> {
  const account = found((await callableAccounts(ctx.read, ctx.house.vault, [accountId])).get(accountId), "channels.no-account");
  allow(mayTestAccount(ctx.actor, { ...account, unitIdsAbove: await unitIdsAbove(ctx.read, account.unitId, isoDay(ctx.now())) }), "channels.may-not-test");
  if (account.state === "closed") throw new Problem("refused", { code: "channels.account-closed" });
  if (await switchedOff(ctx.read, "outbound")) throw new Problem("refused", { code: "channels.outbound-off" });
  const begunAt = ctx.now();
  const result = await examine(ctx.house, account);
  await ctx.write(async (tx) => {
    await settleHealth(ctx, tx, account, result, begunAt);
    record(tx, { action: "channels.test", subject: { type: "account", id: accountId }, outcome: result.health === "ill" ? "failed" : "done", facts: { health: result.health, detail: result.detail } });
    await announce(tx, "accounts");
  });
  return result;
}

/** The round of every account in use, eight at a time; one that hangs or breaks stops no other. */
export async function testAllAccounts(ctx: Context): Promise<void> {
  if (await switchedOff(ctx.read, "outbound")) return;
  const accounts = [...(await callableAccounts(ctx.read, ctx.house.vault, await activeAccountIds(ctx.read))).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (accounts.length === 0) return;
  const begunAt = ctx.now();
  const results = new Map<string, Health>();
  const waiting = accounts.values();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const account of waiting) results.set(account.id, await examine(ctx.house, account));
  }));
  await ctx.write(async (tx) => {
    for (const account of accounts) await settleHealth(ctx, tx, account, results.get(account.id) ?? { health: "unknown", detail: "" }, begunAt);
    record(tx, { action: "channels.test-all", subject: { type: "house", id: "channels" }, facts: { accounts: accounts.length, ill: accounts.filter((a) => results.get(a.id)?.health === "ill").map((a) => a.id) } });
    await announce(tx, "accounts");
  });
}

/** What a platform answered to a call in an account's name: it took it (null), or refused the secret with this code. */
type AccountAnswer = { accountId: string; refused: string | null };

/** Counts refusals of secrets, within the transaction of those who sent. At the third in a row nothing leaves by the account any more, its owner is called once, and it goes on when somebody renewed it or a test succeeds. */
export async function noteAnswers(ctx: Context, tx: Tx, answers: readonly AccountAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  const refusals = answers.filter(({ refused }) => refused !== null);
  for (const account of await lockShaken(tx, answers.map((a) => a.accountId), refusals.map((a) => a.accountId))) {
    const trust = afterAnswers(account, answers.filter((a) => a.accountId === account.id).map(({ refused }) => (refused === null ? "taken" : "refused")));
    if (trust.refusals !== account.refusals) await saveTrust(tx, account.id, trust, ctx.now());
    if (!trust.barred || account.barred) continue;
    const code = refusals.findLast((a) => a.accountId === account.id)?.refused ?? "";
    const detail = `auth ${code}：平台连续 ${trust.refusals} 次不认这个账号的密钥，先不往外发 / the platform refused the secret ${trust.refusals} times in a row`;
    await saveRefused(tx, account.id, detail, ctx.now());
    if (account.health !== "ill") await tell(ctx, tx, accountTurnedIll, { accountId: account.id, name: account.name, unitId: account.unitId, ownerPersonId: account.ownerPersonId, detail });
    record(tx, { action: "channels.bar", subject: { type: "account", id: account.id }, facts: { name: account.name, refusals: trust.refusals, code } });
    await announce(tx, "accounts");
  }
}

async function settleHealth(ctx: Context, tx: Tx, account: CallableAccount, { health, detail }: Health, begunAt: Date): Promise<void> {
  const written = await saveHealth(tx, { id: account.id, health, detail, begunAt }, ctx.now());
  if (!written || account.health === health) return;
  const turned = { accountId: account.id, name: account.name, unitId: account.unitId, ownerPersonId: account.ownerPersonId, detail };
  if (health === "ill") await tell(ctx, tx, accountTurnedIll, turned);
  else if (health === "well") await tell(ctx, tx, accountTurnedWell, turned);
}
