/** What the entry points mount: operations, the round of tests, the door for platforms' receipts. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { handlers, testAccounts } from "./jobs.ts";
export { mountHooks, type Receive } from "./hooks.ts";
