/** What other modules may ask of matrix. Everything else in this folder is private. */
export { addFinding, runRound } from "./actions/inspection.ts";
export { recheck, rectify } from "./actions/findings.ts";
export { enterReading, saveFile } from "./actions/filing.ts";
