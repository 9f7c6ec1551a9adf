/** What the entry points mount: the one operation of search. */
export { routes } from "./routes.ts";
