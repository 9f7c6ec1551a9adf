import { allow } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import * as contract from "./contract.ts";
import { mayReadDay } from "./policy.ts";
import { todayOf, wallOf } from "./views/today.ts";
import { waitingList } from "./views/waiting.ts";

export const routes = [
  bind(contract.readToday, (ctx) => todayOf(ctx.read, ctx.actor, ctx.now())),
  bind(contract.countWaiting, async (ctx) => ({ waiting: (await waitingList(ctx.read, ctx.actor, ctx.now())).length })),
  bind(contract.readWall, async (ctx) => {
    allow(mayReadDay(ctx.actor), "today.may-not-read-wall");
    return wallOf(ctx.read, ctx.actor, ctx.now());
  }),
];
