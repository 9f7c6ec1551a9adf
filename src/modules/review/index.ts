/** What other modules may ask of review. Everything else in this folder is private. */
export { clearedManifest, signatureLineOf } from "./views/manifest.ts";
export { cleared } from "./topics.ts";
export type { ClearedManifest } from "./rules/clearance.ts";
