import { done } from "#kernel/contract.ts";
import { bind } from "#platform/http/bind.ts";
import * as actions from "./actions.ts";
import * as contract from "./contract.ts";
import { mayRelease } from "./policy.ts";
import { wayOut } from "./views.ts";

export const routes = [
  bind(contract.houseState, async (ctx) => {
    const { off, since, waiting, restored } = await wayOut(ctx.read, ctx.now());
    return {
      outbound: off ? "off" as const : "on" as const, since: since?.toISOString() ?? null, waiting, mayRelease: mayRelease(ctx.actor),
      restored: restored && { at: restored.at.toISOString(), backupMadeAt: restored.backupMadeAt },
    };
  }),
  bind(contract.releaseHouse, async (ctx, { body }) => {
    await actions.release(ctx, body);
    return done;
  }),
];
