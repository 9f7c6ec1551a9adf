import { done } from "#kernel/contract.ts";
import { found } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import * as actions from "./actions.ts";
import * as contract from "./contract.ts";
import { mayKeepScreens } from "./policy.ts";
import { isAlive } from "./rules.ts";
import * as views from "./views.ts";

export const routes = [
  bind(contract.listScreens, async (ctx, { query }) =>
    (await views.screensOf(ctx.read, query.accountId)).map(({ registeredAt, lastSeenAt, retiredAt, ...s }) => ({
      ...s, registeredAt: registeredAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null, alive: isAlive(lastSeenAt, ctx.now()), retired: retiredAt !== null, mine: mayKeepScreens(ctx.actor, s.unitId),
    }))),
  bind(contract.registerScreen, (ctx, { body }) => actions.registerScreen(ctx, body)),
  bind(contract.renewAddress, (ctx, { params }) => actions.renewAddress(ctx, params.screenId)),
  bind(contract.retireScreen, async (ctx, { params }) => { await actions.retireScreen(ctx, params.screenId); return done; }),
  bind(contract.listProofs, async (ctx, { params }) => {
    found(await views.screenById(ctx.read, params.screenId), "signage.no-such-screen");
    return (await views.proofsOf(ctx.read, params.screenId)).map((p) => ({ ...p, startedAt: p.startedAt.toISOString(), endedAt: p.endedAt.toISOString(), receivedAt: p.receivedAt.toISOString() }));
  }),
];
