/** What the entry points mount: operations, and the watch over clocks that every worker keeps. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { mountPapers } from "./papers.ts";
export { startWatchingClocks } from "./jobs/watch-clocks.ts";
