/** What other modules may ask of relay. Everything else in this folder is private. */
export { issueOrder } from "./actions/orders.ts";
export { acknowledgeOrder, declareUnable, reportRelay, returnRelay, verifyRelay } from "./actions/targets.ts";
