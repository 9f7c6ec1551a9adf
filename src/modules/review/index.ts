/** What other modules may ask of review. Everything else in this folder is private. */
export { clearedManifest, signatureLineOf, signingsOf } from "./views/manifest.ts";
export { signingOf, type SigningRow } from "./views/route.ts";
export { waitingFor } from "./views/signing.ts";
export { cleared } from "./topics.ts";
export { setPlan, submitPiece, withdrawPiece } from "./actions/submit.ts";
export { afterReview, passReview, returnPiece } from "./actions/decide.ts";
export { decline, sign } from "./actions/sign.ts";
export type { ClearedManifest } from "./rules/clearance.ts";
