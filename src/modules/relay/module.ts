/** What the entry points mount: operations, the watch over deadlines, and what a correction or a recall does here. */
export { routes } from "./routes.ts";
export { handlers } from "./jobs/watch-deadlines.ts";
export { pieceTurned } from "./actions/turn.ts";
