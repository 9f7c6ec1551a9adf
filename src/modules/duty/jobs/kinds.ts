import { z } from "zod";
import { defineJob } from "#platform/jobs/jobs.ts";

/** Tell one person everything of a kind that waits for them, through a channel that works. */
export const tellPerson = defineJob({ name: "duty.tell", schema: z.object({ personId: z.uuid(), kind: z.string() }), retryLimit: 8 });
