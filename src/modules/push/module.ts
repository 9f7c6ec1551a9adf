import { handler } from "#platform/jobs/jobs.ts";
import { sendReminders } from "./jobs/kinds.ts";
import { sendDue } from "./jobs/send.ts";

/** What the entry points mount: the door that the web-push connector puts reminders through, and their sending. The opt-in page is in src/site. */
export { doorOfReaders } from "./actions/door.ts";

/** What the worker runs for this module. */
export const handlers = [handler(sendReminders, (ctx) => sendDue(ctx))];
