import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { mayRead, mayWork } from "../policy.ts";
import { isOpen } from "../rules/stage.ts";
import { insertEvent } from "../store/cases.ts";
import { caseBasis, type CaseBasis } from "../views/basis.ts";

/** A case that this person may see. Whoever may not is told that there is none. */
export async function visible(ctx: Context, caseId: string): Promise<CaseBasis> {
  const c = found(await caseBasis(ctx.read, caseId, ctx.now()), "cases.no-case");
  return found(mayRead(ctx.actor, c) ? c : null, "cases.no-case");
}

/** The same, locked for a change. */
export async function locked(ctx: Context, tx: Tx, caseId: string): Promise<CaseBasis> {
  const c = found(await caseBasis(tx, caseId, ctx.now(), true), "cases.no-case");
  return found(mayRead(ctx.actor, c) ? c : null, "cases.no-case");
}

/** A case that still runs, locked. */
export async function running(ctx: Context, tx: Tx, caseId: string): Promise<CaseBasis> {
  const c = await locked(ctx, tx, caseId);
  if (!isOpen(c.stage)) throw new Problem("refused", { code: "cases.closed" });
  return c;
}

/** A case that still runs and on which this person works, locked. */
export async function inHand(ctx: Context, tx: Tx, caseId: string): Promise<CaseBasis> {
  const c = await running(ctx, tx, caseId);
  allow(mayWork(ctx.actor, c), "cases.not-your-case");
  return c;
}

/** What was done: to the record of the case, to the audit, and to every screen that shows it. */
export type Done = { action: `cases.${string}`; note?: string | null; facts?: Record<string, unknown>; eventId?: string };

/** Writes down what was done to a case; every action ends here. */
export async function enter(ctx: Context, tx: Tx, caseId: string, { action, note = null, facts = {}, eventId }: Done): Promise<void> {
  await insertEvent(tx, { caseId, kind: action.slice("cases.".length), note, facts, ...(eventId ? { id: eventId } : {}) }, ctx.actor, ctx.now());
  record(tx, { action, subject: { type: "case", id: caseId }, facts: { ...facts, ...(note ? { note } : {}) } });
  await announce(tx, `case:${caseId}`, "cases");
}

/** A neighbour's action within this very transaction: both happen or neither. */
export const within = (ctx: Context, tx: Tx): Context => ({ ...ctx, read: tx, write: (work) => work(tx), observe: (work) => work(tx) });
