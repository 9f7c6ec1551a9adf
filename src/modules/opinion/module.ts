/** What the entry points mount: operations, the door for items that others bring, the asking of sources, the one ear, the retention sweep; single steps of them for the demo. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { mountItemHooks } from "./hooks.ts";
export { handlersWith, startAsking } from "./jobs.ts";
export { startListening } from "./listening/listen.ts";
export { askDue } from "./actions/asking.ts";
export { openEar } from "./listening/ear.ts";
