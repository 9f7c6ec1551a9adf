/** What the entry points mount: operations, the doorkeeper of the web server, background work. Neighbours use index.ts instead. */
export { routes, type AccessOptions } from "./routes.ts";
export { doorkeeper } from "./doorkeeper.ts";
export { handlers, sweep } from "./jobs.ts";
export type { DemoLogin } from "./actions/who-am-i.ts";
export { defaultSettings, type AccessSettings } from "./rules.ts";
