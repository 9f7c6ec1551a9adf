import { accept, allow } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import * as contract from "./contract.ts";
import { mayPlan, mayReadCalendar } from "./policy.ts";
import { planRange } from "./rules/range.ts";
import { calendarOf } from "./views/calendar.ts";

export const routes = [
  bind(contract.readCalendar, async (ctx, { query }) => {
    allow(mayReadCalendar(ctx.actor), "calendar.may-not-read");
    return { ...(await calendarOf(ctx.read, ctx.actor, accept(planRange(query)), ctx.now())), mayPlan: mayPlan(ctx.actor) };
  }),
];
