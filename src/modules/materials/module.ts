/** What the entry points mount: operations, files and uploads, background work. Neighbours use index.ts instead. */
export { handlers } from "./jobs.ts";
export { mountFiles, routes } from "./routes.ts";
export type { Neighbours } from "./actions.ts";
