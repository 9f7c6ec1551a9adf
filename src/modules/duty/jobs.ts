import { z } from "zod";
import { defineJob } from "#platform/jobs/jobs.ts";

/** Tell the owner of an alert through a channel that works. */
export const tellOwner = defineJob({ name: "duty.tell", schema: z.object({ alertId: z.uuid() }), retryLimit: 8 });
