import { done } from "#kernel/contract.ts";
import { allow } from "#kernel/errors.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import { excuseClash, readClashes } from "./actions/clashes.ts";
import { enterCounts } from "./actions/counts.ts";
import { countsTemplate, importCounts } from "./actions/import-counts.ts";
import { visible } from "./actions/within.ts";
import * as contract from "./contract.ts";
import { mayReadRequests } from "./policy.ts";
import { requestLines, requestView } from "./views/requests.ts";

/** The operations of carriers. */
export const routes: readonly Binding[] = [
  bind(contract.listRequests, async (ctx, { query }) => {
    allow(mayReadRequests(ctx.actor), "carriers.may-not-read");
    return requestLines(ctx.read, ctx.actor, query, ctx.now());
  }),
  bind(contract.readRequest, async (ctx, { params }) => requestView(ctx.read, ctx.actor, await visible(ctx, params.requestId), ctx.now())),
  bind(contract.enterCounts, (ctx, { params, body }) => enterCounts(ctx, { ...params, ...body, takenAt: new Date(body.takenAt) }).then(() => done)),
  bind(contract.countsTemplate, (ctx) => countsTemplate(ctx)),
  bind(contract.importCounts, (ctx, { body }) => importCounts(ctx, body)),
  bind(contract.readClashes, (ctx, { query }) => readClashes(ctx, { ...query, sendAt: query.sendAt ? new Date(query.sendAt) : null })),
  bind(contract.excuseClash, (ctx, { params, body }) => excuseClash(ctx, { ...params, ...body }).then(() => done)),
];
