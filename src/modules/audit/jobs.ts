import { z } from "zod";
import { defineJob } from "#platform/jobs/jobs.ts";

/** Every night and on demand: check the whole chain. */
export const verify = defineJob({ name: "audit.verify", schema: z.object({}), retryLimit: 2, every: "20 2 * * *" });
