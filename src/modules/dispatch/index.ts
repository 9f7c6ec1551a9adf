/** What other modules may ask of dispatch. Everything else in this folder is private. */
export { handPostsOf } from "./views/board.ts";
export { boardLines } from "./views/lists.ts";
export { completeHandPost } from "./actions/hands.ts";
export { recallPiece } from "./actions/release.ts";
export { pieceTurned } from "./topics.ts";
