import { inScope } from "#kernel/actor.ts";
import { done } from "#kernel/contract.ts";
import { allow, found } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import { pieceBasis, type PieceBasis } from "#modules/content/index.ts";
import { chaseHandPost, completeHandPost } from "./actions/hands.ts";
import { foreseeRecall, recallPiece, stopRelease } from "./actions/release.ts";
import { decideSpending } from "./actions/spend.ts";
import { decideUnknown, retryDelivery } from "./actions/tend.ts";
import * as contract from "./contract.ts";
import { mayReadBoards } from "./policy.ts";
import { boardOf, handPostsOf, pieceOfDelivery, receiptsOf } from "./views/board.ts";
import { boardLines } from "./views/lists.ts";

async function visiblePiece(ctx: Context, pieceId: string): Promise<PieceBasis> {
  allow(mayReadBoards(ctx.actor), "dispatch.may-not-read");
  const piece = found(await pieceBasis(ctx.read, pieceId), "content.no-piece");
  allow(inScope(ctx.actor, piece), "content.not-yours");
  return piece;
}

export const routes = [
  bind(contract.listBoards, (ctx, { query }) => {
    allow(mayReadBoards(ctx.actor), "dispatch.may-not-read");
    return boardLines(ctx.read, ctx.actor, { ...query, needsPerson: query.needsPerson === "yes", now: ctx.now() });
  }),
  bind(contract.readBoard, async (ctx, { params }) => boardOf(ctx.read, ctx.actor, await visiblePiece(ctx, params.pieceId), { connectors: ctx.house.connectors, now: ctx.now() })),
  bind(contract.readReceipt, async (ctx, { params }) => {
    await visiblePiece(ctx, found(await pieceOfDelivery(ctx.read, params.deliveryId), "dispatch.no-delivery"));
    return { items: await receiptsOf(ctx.read, params.deliveryId) };
  }),
  bind(contract.recallPiece, (ctx, { params, body }) => recallPiece(ctx, { ...params, ...body })),
  bind(contract.readRecallPlan, async (ctx, { params }) => ({ accounts: await foreseeRecall(ctx, (await visiblePiece(ctx, params.pieceId)).id) })),
  bind(contract.stopRelease, (ctx, { params, body }) => stopRelease(ctx, { ...params, ...body })),
  bind(contract.decideUnknown, (ctx, { params, body }) => decideUnknown(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.decideSpending, (ctx, { params, body }) => decideSpending(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.retryDelivery, (ctx, { params }) => retryDelivery(ctx, params).then(() => done)),
  bind(contract.chaseHandPost, (ctx, { params }) => chaseHandPost(ctx, params).then(() => done)),
  bind(contract.listHandPosts, async (ctx) => ({ items: await handPostsOf(ctx.read, ctx.actor.personId) })),
  bind(contract.completeHandPost, (ctx, { params, body }) => completeHandPost(ctx, { ...params, ...body }).then(() => done)),
];
