/** What the entry points mount: the operations of the house. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
