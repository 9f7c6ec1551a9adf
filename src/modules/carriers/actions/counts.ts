import { theHouse } from "#kernel/actor.ts";
import { CarrierCounts } from "#kernel/carrier.ts";
import type { VerifiedReceipt } from "#kernel/connector.ts";
import { accept, allow } from "#kernel/errors.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { tell } from "#platform/topics.ts";
import { mayCount } from "../policy.ts";
import { planCounts, rungOf, sumOf, type Returned, type Totals } from "../rules/counts.ts";
import { insertCounts, setOutcome } from "../store.ts";
import { counted } from "../topics.ts";
import { requestBasis, type RequestBasis } from "../views/basis.ts";
import { enter, locked } from "./within.ts";

/** An officer writes down what the carrier returned; dispatch hears what that proves. */
export async function enterCounts(ctx: Context, input: Returned & { requestId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const request = await locked(ctx, tx, input.requestId);
    allow(mayCount(ctx.actor, request), "carriers.not-your-request");
    await takeReturned(ctx, tx, request, input);
  });
}

/** Keeps what an officer brought for a locked request, and tells dispatch what it proves. */
export async function takeReturned(ctx: Context, tx: Tx, request: RequestBasis, returned: Returned): Promise<void> {
  const kept = await keep(ctx, tx, request, returned, { source: "person", eventId: `desk:${newId(ctx.now())}` });
  if (kept) await tell(ctx, tx, counted, { key: request.key, number: request.number, entryId: kept.entryId, rung: rungOf(request.kind, kept.sum), note: `${request.number} ${kept.sum.sent}/${kept.sum.submitted}` });
}

/** Figures that a carrier signed; the same word twice counts once. Answers the receipts with what their figures prove of the request they are for; those of other channels as they came. */
export async function takeReceipts(ctx: Context, tx: Tx, accountId: string, receipts: readonly VerifiedReceipt[]): Promise<VerifiedReceipt[]> {
  const seen: VerifiedReceipt[] = [];
  for (const receipt of receipts) {
    const request = receipt.key ? await requestBasis(tx, { key: receipt.key }, true) : null;
    if (request?.accountId !== accountId) { seen.push(receipt); continue; }
    const { counts, takenBy, takenAt } = CarrierCounts.parse(JSON.parse(receipt.rawBody));
    await keep({ ...ctx, actor: theHouse }, tx, request, { counts, total: null, takenBy, takenAt: new Date(takenAt) }, { source: "callback", eventId: `${accountId}:${receipt.eventId}` });
    seen.push({ ...receipt, rung: rungOf(request.kind, sumOf(counts)) });
  }
  return seen;
}

async function keep(ctx: Context, tx: Tx, request: RequestBasis, returned: Returned, came: { source: "person" | "callback"; eventId: string }): Promise<{ entryId: string; sum: Totals } | null> {
  const sum = accept(planCounts(request, returned, ctx.now()));
  const { counts, takenBy, takenAt } = returned;
  const entryId = await insertCounts(tx, { requestId: request.id, ...came, counts, takenBy, takenAt, sum }, ctx.actor, ctx.now());
  if (!entryId) return null;
  if (request.outcome !== "taken") await setOutcome(tx, request.id, { outcome: "taken", ref: request.ref, failure: null }, ctx.now());
  await enter(ctx, tx, request.id, { action: "carriers.count", facts: { source: came.source, takenBy, ...sum } });
  return { entryId, sum };
}
