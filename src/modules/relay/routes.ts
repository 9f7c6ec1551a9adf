import { done } from "#kernel/contract.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import { pieceBasis } from "#modules/content/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import * as orders from "./actions/orders.ts";
import * as targets from "./actions/targets.ts";
import { visible } from "./actions/within.ts";
import * as contract from "./contract.ts";
import { mayIssue, mayReadOrders } from "./policy.ts";
import { askableUnits } from "./views/askable.ts";
import { orderLines, orderView, rateLines, type PlatformName } from "./views/orders.ts";

const platformIn = (ctx: Context): PlatformName => (id) => ctx.house.connectors.get(id)?.name ?? { zh: id, en: id };

async function readAskable(ctx: Context, pieceId: string) {
  const piece = found(await pieceBasis(ctx.read, pieceId), "content.no-piece");
  const writers = [piece.unitId, ...piece.participantUnitIds];
  allow(mayIssue(ctx.actor, writers), "relay.may-not-issue");
  if (piece.publishedEdition === null || piece.stage === "recalled") throw new Problem("refused", { code: "relay.not-public" });
  const names = await unitNamesOn(ctx.read, writers, isoDay(ctx.now()));
  const units = writers.map((id) => ({ id, name: names.get(id)?.shortName ?? "", seal: names.get(id)?.seal ?? "" }));
  return { piece: { id: piece.id, title: piece.title, units }, units: await askableUnits(ctx.read, pieceId, platformIn(ctx), ctx.now()) };
}

/** The operations of relay. */
export const routes: readonly Binding[] = [
  bind(contract.listOrders, async (ctx, { query }) => {
    allow(mayReadOrders(ctx.actor), "relay.may-not-read");
    return orderLines(ctx.read, ctx.actor, query, ctx.now());
  }),
  bind(contract.readRates, async (ctx, { query }) => {
    allow(mayReadOrders(ctx.actor), "relay.may-not-read");
    return { items: await rateLines(ctx.read, ctx.actor, new Date(ctx.now().getTime() - query.days * 86_400_000), ctx.now()) };
  }),
  bind(contract.readOrder, async (ctx, { params }) => orderView(ctx.read, ctx.actor, await visible(ctx, params.orderId), { platform: platformIn(ctx), siteUrl: ctx.house.publicUrl }, ctx.now())),
  bind(contract.readAskable, (ctx, { query }) => readAskable(ctx, query.pieceId)),
  bind(contract.issueOrder, (ctx, { body }) => orders.issueOrder(ctx, { ...body, dueAt: new Date(body.dueAt) })),
  bind(contract.chaseUnit, (ctx, { params, body }) => orders.chaseUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.withdrawOrder, (ctx, { params, body }) => orders.withdrawOrder(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.acknowledgeOrder, (ctx, { params, body }) => targets.acknowledgeOrder(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.reportRelay, (ctx, { params, body }) => targets.reportRelay(ctx, { ...params, link: body.link, at: new Date(body.at) }).then(() => done)),
  bind(contract.declareUnable, (ctx, { params, body }) => targets.declareUnable(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.retract, (ctx, { params }) => targets.retract(ctx, params).then(() => done)),
  bind(contract.verifyRelay, (ctx, { params }) => targets.verifyRelay(ctx, params).then(() => done)),
  bind(contract.returnRelay, (ctx, { params, body }) => targets.returnRelay(ctx, { ...params, ...body }).then(() => done)),
];
