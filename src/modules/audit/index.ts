/** What other modules and the command line may ask of the record. Everything else in this folder is private. */
export { verifyChain } from "./actions.ts";
export { sayFault, type Entry, type Fault, type Verdict } from "./rules.ts";
export { verifyAuditFile, type FileVerdict } from "./verify-file.ts";
export { historyOf } from "./views.ts";
