import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { mayFile, mayInspect } from "../policy.ts";
import { planAccept, planRecheck, planRectify } from "../rules/finding.ts";
import { inspect } from "../rules/inspection.ts";
import * as store from "../store.ts";
import { accountFacts } from "../views/accounts.ts";
import { findingRow, type FindingRow } from "../views/findings.ts";
import { rest } from "./inspection.ts";
import { checksOf, keptOf, told } from "./within.ts";

const locked = async (ctx: Context, tx: Tx, id: string): Promise<FindingRow> => found(await findingRow(tx, ctx.actor, id, true), "matrix.no-finding");

async function enter(ctx: Context, tx: Tx, row: FindingRow, kind: string, note: string): Promise<void> {
  await store.insertEvent(tx, { findingId: row.id, kind, note }, ctx.actor, ctx.now());
  record(tx, { action: `matrix.${kind}`, subject: { type: "account", id: row.accountId }, facts: { code: row.code, ...(note ? { note } : {}) } });
  await told(tx);
}

/** 整改: the unit says what it did. */
export async function rectify(ctx: Context, input: { findingId: string; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const row = await locked(ctx, tx, input.findingId);
    allow(mayFile(ctx.actor, await keptOf(ctx, row)), "matrix.may-not-file");
    await store.moveFinding(tx, row.id, { state: accept(planRectify(row, input.note)) }, ctx.actor, ctx.now());
    await rest(ctx, tx, row.id, "rectified");
    await enter(ctx, tx, row, "rectify", input.note);
  });
}

/** 复查 by somebody else; what the house still sees is closed by nobody. */
export async function recheck(ctx: Context, input: { findingId: string; pass: boolean; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const row = await locked(ctx, tx, input.findingId);
    allow(mayInspect(ctx.actor, await keptOf(ctx, row)), "matrix.may-not-inspect");
    const to = accept(planRecheck(row, { ...input, stillFound: await stillFound(ctx, tx, row), personId: ctx.actor.personId }));
    await store.moveFinding(tx, row.id, to, ctx.actor, ctx.now());
    await enter(ctx, tx, row, input.pass ? "recheck" : "send-back", input.note);
  });
}

// Twins are known only beside each other, so all accounts of the house are looked at together.
async function stillFound(ctx: Context, tx: Tx, row: FindingRow): Promise<boolean> {
  const now = ctx.now();
  const account = (await accountFacts(tx, ctx.house.connectors, now, { closed: true })).find((a) => a.id === row.accountId);
  return account !== undefined && inspect(account, (await checksOf(ctx)).checks, { now, today: isoDay(now) }).some(({ code }) => code === row.code);
}

/** Accepts a warning for a time, with the reason. */
export async function acceptFinding(ctx: Context, input: { findingId: string; note: string; until: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const row = await locked(ctx, tx, input.findingId);
    allow(mayInspect(ctx.actor, await keptOf(ctx, row)), "matrix.may-not-inspect");
    const outcome = accept(planAccept(row, { note: input.note, until: input.until, today: isoDay(ctx.now()) }));
    await store.moveFinding(tx, row.id, { state: "closed", outcome, acceptedUntil: input.until }, ctx.actor, ctx.now());
    await rest(ctx, tx, row.id, "accepted");
    await enter(ctx, tx, row, "accept", `${input.note}（至 ${input.until}）`);
  });
}
