/** What other modules may ask of content. Everything else in this folder is private. */
export { setStage, markPublished, type Stage } from "./store.ts";
export { pieceBasis, pieceScope, type PieceBasis } from "./views.ts";
