/** What other modules may ask of content. Everything else in this folder is private. */
export { setStage, markPublished, type Stage } from "./store/stage.ts";
export { pieceBasis, pieceScope, type PieceBasis } from "./views/basis.ts";
export { editionOf, pieceCards, sealedEdition, usedInEdition } from "./views/piece.ts";
export { matches, pieceLines } from "./views/lists.ts";
export { freezeEdition, type Frozen } from "./actions/freeze.ts";
export { attachSheet, changeHead, changeParticipants, createPiece, discardPiece } from "./actions/pieces.ts";
export { addFact, changeFact, retireFact } from "./actions/facts.ts";
export { tuneVariant, untuneVariant, waiveFinding } from "./actions/forms.ts";
export { saveTerm } from "./actions/terms.ts";
export { writeText } from "./actions/text.ts";
