import { found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { mayRead } from "../policy.ts";
import { insertEvent } from "../store.ts";
import { requestBasis, type RequestBasis } from "../views/basis.ts";

/** A request that this person may see. Whoever may not is told that there is none. */
export async function visible(ctx: Context, id: string): Promise<RequestBasis> {
  const request = found(await requestBasis(ctx.read, { id }), "carriers.no-request");
  return found(mayRead(ctx.actor, request) ? request : null, "carriers.no-request");
}

/** The same, locked for a change. */
export async function locked(ctx: Context, tx: Tx, id: string): Promise<RequestBasis> {
  const request = found(await requestBasis(tx, { id }, true), "carriers.no-request");
  return found(mayRead(ctx.actor, request) ? request : null, "carriers.no-request");
}

type Done = { action: `carriers.${string}`; note?: string | null; facts?: Record<string, string | number> };

/** Writes down what became of a request: its course, the audit, every screen that shows it. */
export async function enter(ctx: Context, tx: Tx, requestId: string, { action, note = null, facts = {} }: Done): Promise<void> {
  await insertEvent(tx, { requestId, kind: action.slice("carriers.".length), note, facts }, ctx.actor, ctx.now());
  record(tx, { action, subject: { type: "carrier-request", id: requestId }, facts: { ...facts, ...(note ? { note } : {}) } });
  await announce(tx, `carrier:${requestId}`, "carriers");
}
