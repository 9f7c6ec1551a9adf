/** What other modules may ask of carriers. Everything else in this folder is private. */
export { enterCounts } from "./actions/counts.ts";
export { excuseClash } from "./actions/clashes.ts";
export { calledOff, counted } from "./topics.ts";
