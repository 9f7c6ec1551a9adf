/** What the entry points mount: the operations of the first screen and the wall. */
export { routes } from "./routes.ts";
