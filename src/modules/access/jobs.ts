import { z } from "zod";
import { record } from "#platform/audit/record.ts";
import { dropStaleFailures } from "#platform/auth/failures.ts";
import { dropStaleOffers } from "#platform/auth/second-factors.ts";
import { dropOldSessions } from "#platform/auth/sessions.ts";
import { defineJob, handler } from "#platform/jobs/jobs.ts";

const day = 86_400_000;

/** Sweeps what log-in leaves behind, at night: quiet counters, unconfirmed offers, sessions half a year gone (audit keeps what they did). */
export const sweep = defineJob({ name: "access.sweep", schema: z.object({}), every: "20 4 * * *" });

/** What the worker runs for this module. */
export const handlers = [
  handler(sweep, async (ctx) => {
    const now = ctx.now().getTime();
    await ctx.write(async (tx) => {
      await dropStaleFailures(tx, new Date(now - 2 * day));
      await dropStaleOffers(tx, new Date(now - day));
      await dropOldSessions(tx, new Date(now - 183 * day));
      record(tx, { action: "access.sweep", subject: { type: "house", id: "access" } });
    });
  }),
];
