/** What the entry points mount: the operations of organisation. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
