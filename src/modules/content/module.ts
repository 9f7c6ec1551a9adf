/** What the entry points mount. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { mountCoedit } from "./coedit/mount.ts";
