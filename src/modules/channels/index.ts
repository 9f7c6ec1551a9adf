/** What other modules may ask of channels. Everything else in this folder is private. */
export { callableAccounts, type CallableAccount } from "./views.ts";
