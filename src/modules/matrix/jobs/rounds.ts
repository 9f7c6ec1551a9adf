import { z } from "zod";
import { defineJob, handler } from "#platform/jobs/jobs.ts";
import { callOverdue, runRound } from "../actions/inspection.ts";

/** Inspects every account each morning, before offices open. */
export const inspectAccounts = defineJob({ name: "matrix.inspect-accounts", schema: z.object({}), every: "40 6 * * *", retryLimit: 2 });

/** Looks every ten minutes whose time to mend is over. */
export const watchMending = defineJob({ name: "matrix.watch-mending", schema: z.object({}), every: "7-59/10 * * * *", retryLimit: 0 });

/** What the worker runs for this module. */
export const handlers = [handler(inspectAccounts, async (ctx) => { await runRound(ctx); }), handler(watchMending, (ctx) => callOverdue(ctx))];
