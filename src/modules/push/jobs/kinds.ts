import { z } from "zod";
import { defineJob } from "#platform/jobs/jobs.ts";

/** Sends the reminders that are due. Comes by itself every minute as well, for what was put off and for what a dead worker held. */
export const sendReminders = defineJob({ name: "push.send", schema: z.object({}), every: "* * * * *" });
