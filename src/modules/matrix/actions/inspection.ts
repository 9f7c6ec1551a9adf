import { isoDay } from "#kernel/clock.ts";
import { theHouse } from "#kernel/actor.ts";
import { allow, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlerts, deskOf, raise } from "#modules/duty/index.ts";
import { mayRunRound } from "../policy.ts";
import { daysToMend, planRound } from "../rules/finding.ts";
import { inspect, type byHand, type Found } from "../rules/inspection.ts";
import * as store from "../store.ts";
import { accountFacts, type AccountFacts } from "../views/accounts.ts";
import { knownFindings } from "../views/findings.ts";
import { checksOf, inspected, told } from "./within.ts";

type Tally = { accounts: number; found: number; gone: number };

const dueFrom = (level: "veto" | "warn", now: Date): Date => new Date(now.getTime() + daysToMend[level] * 86_400_000);

/** Writes a finding and calls the owner of the account, or its desk where the owner has left. */
async function open(ctx: Context, tx: Tx, account: AccountFacts, finding: Found, note: string, check: string): Promise<string | null> {
  const id = await store.insertFinding(tx, { ...finding, accountId: account.id, unitId: account.unitId, note, dueAt: dueFrom(finding.level, ctx.now()) }, ctx.actor, ctx.now());
  if (id === null) return null;
  const people = account.ownerLeft ? await deskOf(tx, account.unitId, ctx.now()) : [{ id: account.ownerId }];
  for (const person of people.slice(0, 3)) {
    await raise({ ...ctx, actor: theHouse }, tx, { kind: "matrix.found", subject: { type: "finding", id }, unitId: account.unitId, ownerPersonId: person.id, urgency: "routine", facts: { account: account.name, check }, link: `/desk/matrix/accounts/${account.id}` });
  }
  return id;
}

/** Nobody is waited for any more at this finding. */
export const rest = (ctx: Context, tx: Tx, id: string, why: string): Promise<void> => closeAlerts(tx, { type: "finding", id }, ["matrix.found", "matrix.overdue"], why, ctx.now());

async function round(ctx: Context, tx: Tx): Promise<Tally> {
  const now = ctx.now();
  const { checks, check } = await checksOf(ctx);
  const accounts = await accountFacts(tx, ctx.house.connectors, now, { closed: true });
  const known = Map.groupBy(await knownFindings(tx, accounts.map((a) => a.id)), (one) => one.accountId);
  const tally: Tally = { accounts: accounts.length, found: 0, gone: 0 };
  for (const account of accounts) {
    const found = inspect(account, checks, { now, today: isoDay(now) });
    const own = known.get(account.id) ?? [];
    const { fresh, gone } = planRound(own, found, isoDay(now));
    for (const finding of found) {
      if (!fresh.includes(finding.code)) await store.refreshFacts(tx, account.id, finding);
      else if (await open(ctx, tx, account, finding, "", check(finding.code).zh)) tally.found += 1;
    }
    for (const id of gone) {
      await store.moveFinding(tx, id, { state: "closed", outcome: "gone" }, ctx.actor, now);
      await store.insertEvent(tx, { findingId: id, kind: "gone", note: "" }, ctx.actor, now);
      await rest(ctx, tx, id, "gone");
      tally.gone += 1;
    }
  }
  await store.insertRound(tx, tally, ctx.actor, now);
  record(tx, { action: "matrix.round", subject: { type: "house", id: "matrix" }, facts: tally });
  await told(tx);
  return tally;
}

/** Inspects every account of the house: what is new is opened, what went away by itself is closed. The same day again changes nothing. */
export const runRound = (ctx: Context): Promise<Tally> => {
  if (ctx.actor.kind === "person") allow(mayRunRound(ctx.actor), "matrix.may-not-inspect");
  return ctx.write((tx) => round(ctx, tx));
};

/** Writes down what a person found, which no machine can see. */
export async function addFinding(ctx: Context, input: { accountId: string; code: (typeof byHand)[number]; note: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const account = await inspected({ ...ctx, read: tx }, input.accountId);
    if (account.state === "closed") throw new Problem("refused", { code: "matrix.account-closed" });
    const { checks, check } = await checksOf(ctx);
    const id = await open(ctx, tx, account, { code: input.code, level: checks.find((one) => one.code === input.code)?.level ?? "veto", facts: {} }, input.note, check(input.code).zh);
    if (id === null) throw new Problem("refused", { code: "matrix.found-already" });
    record(tx, { action: "matrix.add-finding", subject: { type: "account", id: account.id }, facts: { code: input.code, note: input.note } });
    await told(tx);
    return { id };
  });
}

/** Calls the desk of every unit whose time to mend is over, once per finding. */
export async function callOverdue(ctx: Context): Promise<void> {
  await ctx.observe(async (tx) => {
    const { check } = await checksOf(ctx);
    for (const { id, accountId, unitId, code } of await store.markOverdue(tx, ctx.now(), 200)) {
      const [account] = await accountFacts(tx, ctx.house.connectors, ctx.now(), { ids: [accountId] });
      const [person] = await deskOf(tx, unitId, ctx.now());
      if (account && person) await raise(ctx, tx, { kind: "matrix.overdue", subject: { type: "finding", id }, unitId, ownerPersonId: person.id, urgency: "routine", facts: { account: account.name, check: check(code).zh }, link: `/desk/matrix/accounts/${accountId}` });
      await store.insertEvent(tx, { findingId: id, kind: "overdue", note: "" }, ctx.actor, ctx.now());
      record(tx, { action: "matrix.overdue", subject: { type: "account", id: accountId }, facts: { code } });
      await told(tx);
    }
  });
}
