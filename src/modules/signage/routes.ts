import { done } from "#kernel/contract.ts";
import { bind } from "#platform/http/bind.ts";
import * as screens from "./actions.ts";
import * as groups from "./actions/groups.ts";
import * as reading from "./actions/reading.ts";
import * as contract from "./contract.ts";

export const routes = [
  bind(contract.listScreens, (ctx, { query }) => reading.listScreens(ctx, query.accountId)),
  bind(contract.registerScreen, (ctx, { body }) => screens.registerScreen(ctx, body)),
  bind(contract.renewAddress, (ctx, { params }) => screens.renewAddress(ctx, params.screenId)),
  bind(contract.retireScreen, async (ctx, { params }) => { await screens.retireScreen(ctx, params.screenId); return done; }),
  bind(contract.listProofs, (ctx, { params }) => reading.listProofs(ctx, params.screenId)),
  bind(contract.showScreens, (ctx) => reading.showScreens(ctx)),
  bind(contract.makeGroup, (ctx, { body }) => groups.makeGroup(ctx, body)),
  bind(contract.renameGroup, async (ctx, { params, body }) => { await groups.renameGroup(ctx, { ...params, ...body }); return done; }),
  bind(contract.dissolveGroup, async (ctx, { params }) => { await groups.dissolveGroup(ctx, params.groupId); return done; }),
  bind(contract.moveScreen, async (ctx, { params, body }) => { await groups.moveScreen(ctx, { ...params, ...body }); return done; }),
  bind(contract.arrangeGroup, (ctx, { params, body }) => groups.arrangeGroup(ctx, { ...params, ...body })),
];
