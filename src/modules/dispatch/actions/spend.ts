import { accept, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { whyNotSpend } from "../policy.ts";
import { decideHeld, spendingName } from "../rules/spend.ts";
import { lastDecision, leaveOut, lockHeld, release, type HeldRow } from "../store/held.ts";
import { insertReceipts } from "../store/settle.ts";
import { callOff } from "./called.ts";

/** A person decides to spend what an account has little of on this delivery, or to leave it out there; one decision counts, whoever presses first. */
export async function decideSpending(ctx: Context, input: { deliveryId: string; spend: boolean; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const held = found(await lockHeld(tx, input.deliveryId), "dispatch.no-delivery");
    const forbidden = whyNotSpend(ctx.actor, held);
    if (forbidden) throw new Problem("forbidden", forbidden);
    await refuseDecided(tx, held);
    const lot = accept(decideHeld(held, input.spend, now));
    if (lot.state === "void" && input.reason === "") throw new Problem("refused", { code: "dispatch.left-out-reason-missing" });
    await insertReceipts(tx, [{
      id: newId(now), deliveryId: held.id, accountId: held.accountId, source: "person", outcome: input.spend ? "spend" : "void", rung: null, failureClass: null, rawCode: "", rawBody: "", note: input.reason,
      eventId: input.spend ? spendingName(held.id, held.attempt) : null, by: { personId: ctx.actor.personId, name: ctx.actor.name }, at: now,
    }]);
    if (lot.state === "void") await leaveOut(tx, [held.id], "left-out", now);
    else await release(tx, held.id, { notBefore: lot.notBefore, deadlineAt: new Date(lot.notBefore.getTime() + (ctx.house.connectors.get(held.connectorId)?.deadlineSeconds ?? 300) * 1000) }, now);
    await callOff(tx, held.id, input.spend ? "定了：用掉一次" : "定了：这次不发", now);
    record(tx, { action: "dispatch.spend", subject: { type: "delivery", id: held.id }, facts: { spend: input.spend, reason: input.reason, account: held.accountId, piece: held.pieceId, attempt: held.attempt } });
    await announce(tx, `board:${held.pieceId}`, "board", "alerts");
  });
}

/** Somebody else was first: the second is told who, and how it was decided. */
async function refuseDecided(tx: Tx, held: HeldRow): Promise<void> {
  if (held.state === "held") return;
  const last = await lastDecision(tx, held.id);
  if (last) throw new Problem("refused", { code: "dispatch.decided-before", facts: { by: last.by, spend: last.spend ? 1 : 0 } });
}
