import { isoDay } from "#kernel/clock.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { readSheet, rejectedSheet, templateSheet, type SheetFile } from "#platform/documents/sheet.ts";
import type { Context } from "#platform/http/context.ts";
import { switchedOff } from "#platform/switches.ts";
import { callableAccounts, contextFor } from "#modules/channels/index.ts";
import { mayFile, mayReadMatrix } from "../policy.ts";
import { judgeRows, sheetColumns, whyNotReading, type FindAccount, type Reading } from "../rules/reading.ts";
import * as store from "../store.ts";
import { accountFacts, type AccountFacts } from "../views/accounts.ts";
import { filed, told as tellScreens } from "./within.ts";

/** Files who an account is certified as and until when, and that its closing was filed. */
export async function saveFile(ctx: Context, input: store.Filing & { accountId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = await filed({ ...ctx, read: tx }, input.accountId);
    const today = isoDay(ctx.now());
    if (input.closingFiledOn !== null && account.state !== "closed") throw new Problem("refused", { code: "matrix.not-closed" });
    if ([input.closingFiledOn, input.openedOn].some((one) => one !== null && one > today)) throw new Problem("refused", { code: "matrix.day-to-come" });
    await store.saveFiling(tx, account.id, input, ctx.actor, ctx.now());
    const { accountId: _, ...facts } = input;
    record(tx, { action: "matrix.file", subject: { type: "account", id: account.id }, facts });
    await tellScreens(tx);
  });
}

/** Enters a unit's own numbers of a period; the same period again replaces them, and the record keeps both. */
export async function enterReading(ctx: Context, { accountId, ...reading }: Reading & { accountId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const account = await filed({ ...ctx, read: tx }, accountId);
    const why = whyNotReading(reading, isoDay(ctx.now()));
    if (why) throw new Problem("refused", { code: "matrix.reading-wrong", facts: why });
    await store.saveReading(tx, account.id, reading, "hand", ctx.actor, ctx.now());
    record(tx, { action: "matrix.enter-reading", subject: { type: "account", id: account.id }, facts: reading });
    await tellScreens(tx);
  });
}

/** Reads own numbers of a period from the platform itself; what it does not tell stays 0, and who answered readers is not judged by it. */
export async function fetchReading(ctx: Context, { accountId, from, to }: { accountId: string; from: string; to: string }): Promise<void> {
  await filed(ctx, accountId);
  if (await switchedOff(ctx.read, "outbound")) throw new Problem("refused", { code: "channels.outbound-off" });
  const account = found((await callableAccounts(ctx.read, ctx.house.vault, [accountId])).get(accountId), "channels.no-account");
  const connector = ctx.house.connectors.get(account.connectorId);
  if (!connector?.numbers || account.state !== "active") throw new Problem("refused", { code: "matrix.no-numbers" });
  const none = { headlineReads: 0, mostReads: 0, recommends: 0, answered: 0 };
  const why = whyNotReading({ from, to, ...none, posts: 0, originalPosts: 0, reads: 0, praises: 0, shares: 0, comments: 0 }, isoDay(ctx.now()));
  if (why) throw new Problem("refused", { code: "matrix.reading-wrong", facts: why });
  const start = new Date(`${from}T00:00:00+08:00`);
  const told = await connector.numbers(contextFor(ctx.house, account), { from: start, until: new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 86_400_000) });
  if (!told.ok) throw new Problem("refused", { code: "matrix.numbers-failed", facts: { why: `${told.class} ${told.rawCode}`.slice(0, 120) } });
  await ctx.write(async (tx) => {
    await store.saveReading(tx, accountId, { from, to, ...none, ...told.numbers }, "api", ctx.actor, ctx.now());
    record(tx, { action: "matrix.fetch-reading", subject: { type: "account", id: accountId }, facts: { from, to, ...told.numbers } });
    await tellScreens(tx);
  });
}

const keeps = (ctx: Context, a: AccountFacts): boolean => mayFile(ctx.actor, { unitId: a.unitId, keepers: [a.ownerId, ...(a.successorId ? [a.successorId] : [])] });
const publicAccounts = async (ctx: Context): Promise<AccountFacts[]> => (await accountFacts(ctx.read, ctx.house.connectors, ctx.now(), { actor: ctx.actor })).filter((a) => a.audience === "public");

/** The empty sheet of numbers, with the accounts this person keeps. */
export async function readingTemplate(ctx: Context): Promise<SheetFile> {
  allow(mayReadMatrix(ctx.actor), "matrix.may-not-read");
  const own = (await publicAccounts(ctx)).filter((a) => keeps(ctx, a));
  return templateSheet({ name: "账号数据导入模板.xlsx", page: "数据", heads: sheetColumns.map(({ head }) => head), lists: [{ page: "账号", columns: [{ head: "账号", width: 32 }, { head: "平台", width: 16 }, { head: "单位", width: 32 }], rows: own.map((a) => [a.name, a.platform.zh, a.unitName]) }] });
}

const mostRows = 5000;

/** Takes numbers from Excel: good rows are written, bad rows come back with their reason; the same sheet again changes nothing. */
export async function importReadings(ctx: Context, file: SheetFile): Promise<{ taken: number; rejected: { row: number; reason: string }[]; rejectedSheet: SheetFile | null }> {
  allow(mayReadMatrix(ctx.actor), "matrix.may-not-read");
  const sheet = await readSheet(file, sheetColumns.map((c, i) => ({ ...c, needed: i < 4 })), mostRows);
  const byName = Map.groupBy(await publicAccounts(ctx), (a) => a.name);
  const find: FindAccount = (name) => {
    const named = byName.get(name) ?? [];
    const own = named.filter((a) => keeps(ctx, a));
    return own.length > 1 ? "several" : own[0] ? { id: own[0].id } : named.length > 0 ? "others" : "unknown";
  };
  const outcomes = judgeRows(sheet.rows, find, isoDay(ctx.now()));
  const good = outcomes.filter((o) => o.kind === "good");
  const rejected = outcomes.filter((o) => o.kind === "rejected");
  await ctx.write(async (tx) => {
    for (const { accountId, reading } of good) await store.saveReading(tx, accountId, reading, "import", ctx.actor, ctx.now());
    record(tx, { action: "matrix.import-readings", subject: { type: "sheet", id: file.name.slice(0, 100) }, facts: { taken: good.length, rejected: rejected.length } });
    await tellScreens(tx);
  });
  return { taken: good.length, rejected: rejected.map((o) => ({ row: o.row.number, reason: o.reason })), rejectedSheet: rejected.length > 0 ? await rejectedSheet(sheet, rejected) : null };
}
