/** The front door for neighbours and the command line: whether anything may leave, and who lets it. */
export { release } from "./actions.ts";
export { wayOut, type WayOut } from "./views.ts";
