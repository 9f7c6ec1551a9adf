import { theHouse } from "#kernel/actor.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { record } from "#platform/audit/record.ts";
import { noteAnswers, notePosts } from "#modules/channels/index.ts";
import { markPublished } from "#modules/content/index.ts";
import { adoptStrays, lockStrays, lockUnpublished, settle, type Settlement } from "../store/settle.ts";

/** Where answers go; `add` ends when they are written. */
export type Settler = { add: (settlement: Settlement) => Promise<void>; stop: () => Promise<void> };

/** Gathers answers for a moment and writes them in one transaction: receipts, states and one row of audit. */
export function openSettler(house: House, gatherMs = 4, most = 200): Settler {
  let waiting: { settlement: Settlement; done: () => void }[] = [];
  let writing: Promise<void> | null = null;
  let gaveUp = false;
  const write = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    let size = most;
    while (waiting.length > 0 && !gaveUp) {
      const batch = waiting.slice(0, size);
      try {
        await writeSettlements(house, batch.map((entry) => entry.settlement));
        waiting = waiting.slice(batch.length);
        size = most;
        for (const entry of batch) entry.done();
      } catch (error) {
        house.log.error({ err: error, count: batch.length }, "settling, will try again");
        // One answer that cannot be written must not hold up the others: they go one by one, it goes to the back.
        if (size === 1) waiting = [...waiting.slice(1), ...batch];
        size = 1;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    writing = null;
  };
  return {
    add: (settlement) => new Promise((done) => { waiting.push({ settlement, done }); writing ??= write(); }),
    async stop() {
      if (writing) await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
      gaveUp = true;
    },
  };
}

/** What an answer says of the account's secret: taken, refused, or nothing. */
function answerOf({ accountId, receipt }: Settlement): { accountId: string; refused: string | null }[] {
  if (receipt.source !== "answer") return [];
  if (receipt.failureClass === "auth") return [{ accountId, refused: receipt.rawCode }];
  return receipt.rung === null ? [] : [{ accountId, refused: null }];
}

/** Writes what was seen, and tells the boards. */
export async function writeSettlements(house: House, settlements: readonly Settlement[]): Promise<void> {
  const now = house.now();
  const ctx = contextOf(house, theHouse, newId(now));
  await ctx.write(async (tx) => {
    // An answer that says nothing may still name what a receipt already said.
    const shown = settlements.filter((s) => s.action !== "recall" && (s.receipt.rung !== null || s.ref !== null));
    await lockStrays(tx, settlements.flatMap((s) => (s.ref === null ? [] : [s.accountId])), "answers");
    const unpublished = await lockUnpublished(tx, shown.map((s) => s.pieceId));
    const { moved } = await settle(tx, settlements, now);
    const adopted = await adoptStrays(tx, settlements.filter((s) => s.ref !== null), now);
    await markPublished(tx, shown.filter((s) => unpublished.has(s.pieceId) && ((s.receipt.rung !== null && s.receipt.rung !== "accepted") || adopted.includes(s.deliveryId))), now);
    await noteAnswers(ctx, tx, settlements.flatMap(answerOf));
    await notePosts(tx, shown.filter((s) => s.receipt.rung !== null && s.receipt.source === "answer").map((s) => s.accountId), now);
    record(tx, {
      action: "dispatch.settle", subject: { type: "delivery", id: settlements[0]?.deliveryId ?? "" },
      facts: { deliveries: settlements.map((s) => ({ id: s.deliveryId, receipt: s.receipt.id, outcome: s.receipt.outcome, rung: s.receipt.rung, moved: moved.has(s.deliveryId) })) },
    });
    await announce(tx, ...settlements.map((s) => `board:${s.pieceId}`), "board");
  });
}
