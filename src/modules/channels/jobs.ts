import { z } from "zod";
import { defineJob, handler } from "#platform/jobs/jobs.ts";
import { testAllAccounts } from "./actions/health.ts";

/** Tests every account in use, every ten minutes and not on the full hour, when everybody else calls the platforms. */
export const testAccounts = defineJob({ name: "channels.test-accounts", schema: z.object({}), every: "4-59/10 * * * *", retryLimit: 0 });

/** What the worker runs for this module. */
export const handlers = [handler(testAccounts, (ctx) => testAllAccounts(ctx))];
