import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { planTurn } from "../rules/target.ts";
import { updateTargets } from "../store/orders.ts";
import { orderBasis, ordersOfPiece } from "../views/basis.ts";
import { callUnit, dismiss, enter } from "./within.ts";

/** A piece was corrected or taken back: every relay of it is stale, every unit that relayed it is called, and nobody relays it any more once it is recalled. */
export async function pieceTurned(ctx: Context, tx: Tx, { pieceId, turned }: { pieceId: string; turned: "corrected" | "recalled" }): Promise<void> {
  for (const orderId of await ordersOfPiece(tx, pieceId)) {
    const order = await orderBasis(tx, orderId, true);
    const turns = order?.targets.flatMap((target) => { const turn = planTurn(target, turned); return turn ? [{ target, turn }] : []; }) ?? [];
    if (!order || turns.length === 0) continue;
    for (const { target, turn } of turns) await updateTargets(tx, [target.id], turn, ctx.now());
    const stale = turns.filter(({ turn }) => turn.stale !== null);
    for (const unitId of new Set(turns.map(({ target }) => target.unitId))) {
      if (stale.some(({ target }) => target.unitId === unitId)) await callUnit(ctx, tx, order, { kind: `relay.${turned}`, unitId });
      else await dismiss(ctx, tx, order.id, unitId, turned);
    }
    await enter(ctx, tx, order.id, { action: turned === "corrected" ? "relay.piece-corrected" : "relay.piece-recalled", facts: { stale: stale.length, withdrawn: turns.length - stale.length } });
  }
}
