import { done } from "#kernel/contract.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import * as accounts from "./actions/accounts.ts";
import { testAccount } from "./actions/health.ts";
import * as reading from "./actions/reading.ts";
import * as contract from "./contract.ts";

/** The operations of channels. */
export const routes: readonly Binding[] = [
  bind(contract.listConnectors, async (ctx) => reading.listConnectors(ctx)),
  bind(contract.listAccounts, (ctx, { query }) => reading.listAccounts(ctx, query)),
  bind(contract.readAccount, (ctx, { params }) => reading.readAccount(ctx, params)),
  bind(contract.createAccount, (ctx, { body }) => accounts.createAccount(ctx, body)),
  bind(contract.changeSettings, (ctx, { params, body }) => accounts.changeSettings(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.setSecret, (ctx, { params, body }) => accounts.setSecret(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.changeKeepers, (ctx, { params, body }) => accounts.changeKeepers(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.changeState, (ctx, { params, body }) => accounts.changeState(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.testAccount, (ctx, { params }) => testAccount(ctx, params)),
];
