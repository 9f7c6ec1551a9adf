/** What the entry points mount: operations, the morning's inspection and the watch over what must be mended. */
export { routes } from "./routes.ts";
export { handlers } from "./jobs/rounds.ts";
