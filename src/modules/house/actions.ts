import { allow } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Context } from "#platform/http/context.ts";
import { announce } from "#platform/http/live.ts";
import { switchedOff, turn } from "#platform/switches.ts";
import { mayRelease } from "./policy.ts";
import { wayOut } from "./views.ts";

/** Opens the way out again, and the senders go on at once. Answers how many deliveries were due, or null when it was open already. */
export async function release(ctx: Context, { reason }: { reason: string }): Promise<number | null> {
  allow(mayRelease(ctx.actor), "house.not-yours-to-release");
  if (!await switchedOff(ctx.read, "outbound")) return null;
  return ctx.write(async (tx) => {
    const { waiting } = await wayOut(tx, ctx.now());
    await turn(tx, "outbound", "on", ctx.now());
    record(tx, { action: "house.release", subject: { type: "house", id: "outbound" }, facts: { reason, waiting } });
    await announce(tx, "house", "dispatch", "board");
    return waiting;
  });
}
