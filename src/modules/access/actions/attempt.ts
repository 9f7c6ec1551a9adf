import type { Actor } from "#kernel/actor.ts";
import type { Decision } from "#kernel/decision.ts";
import { accept } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { failuresOf, forgetFailures, keepFailures, lockFailures, type Counter } from "#platform/auth/failures.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { countFailure, whyNotHeard, type AccessSettings, type Failures } from "../rules.ts";

/** An attempt to prove oneself: what is counted when it fails, and what the audit chain says about it. */
export type Attempt = { counters: readonly Counter[]; action: string; subject: { type: string; id: string }; facts?: Record<string, unknown>; by?: Actor };

/** Turns an attempt away before any work is done for it, when its counters rest. */
export async function refuseUnheard(ctx: Context, counters: readonly Counter[]): Promise<void> {
  const standing: (Failures | null)[] = [];
  for (const counter of counters) standing.push(await failuresOf(ctx.read, counter));
  accept(whyNotHeard(standing, ctx.now()));
}

/**
 * Judges one attempt with its counters held, so that many at once are judged one after the other. A failure is counted and
 * recorded although it is refused; `judge` writes only when it permits, and records what it did.
 */
export async function attempt<T>(ctx: Context, settings: AccessSettings, { counters, facts, ...trace }: Attempt, judge: (tx: Tx) => Promise<Decision<T>>): Promise<T> {
  const now = ctx.now();
  return accept(await ctx.write(async (tx) => {
    const before: (Failures | null)[] = [];
    for (const counter of counters) before.push(await lockFailures(tx, counter, now));
    const heard = whyNotHeard(before, now);
    const decision = heard.ok ? await judge(tx) : heard;
    if (decision.ok) {
      for (const counter of counters) if (counter.kind !== "address") await forgetFailures(tx, counter);
      return decision;
    }
    for (const [at, counter] of counters.entries()) {
      if (heard.ok) await keepFailures(tx, counter, countFailure(before[at] ?? null, counter.kind === "address" ? settings.address : settings.account, now));
    }
    record(tx, { ...trace, outcome: "refused", facts: { ...facts, code: decision.refusal.code } });
    return decision;
  }));
}
