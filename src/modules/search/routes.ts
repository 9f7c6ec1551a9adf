import { bind } from "#platform/http/bind.ts";
import * as contract from "./contract.ts";
import { findAll } from "./views.ts";

export const routes = [bind(contract.search, (ctx, { query }) => findAll(ctx.read, ctx.actor, query, ctx.now()))];
