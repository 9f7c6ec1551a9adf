import { handler } from "#platform/jobs/jobs.ts";
import { tellPerson } from "./jobs/kinds.ts";
import { tell } from "./jobs/tell.ts";

/** What the entry points mount: operations, the telling of alerts, their escalation, what it listens to, the watchdog's contacts. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { startEscalating } from "./jobs/escalate.ts";
export { subscriptions } from "./actions/account-health.ts";
export { watchdogContacts } from "./contacts.ts";

/** What the worker runs for this module. */
export const handlers = [handler(tellPerson, tell)];
