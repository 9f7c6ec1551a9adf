/** What other modules may ask of channels. Everything else in this folder is private. */
export { callableAccounts, staffAccounts, type CallableAccount } from "./views/callable.ts";
export { accountCards, accountsOfUnits, type AccountCard } from "./views/cards.ts";
export { contextFor, renderFor, tellThrough } from "./actions/calling.ts";
export { changeKeepers, changeSettings, changeState, createAccount, setSecret } from "./actions/accounts.ts";
export { mayKeepAccounts, mayTestAccount } from "./policy.ts";
export { noteAnswers, testAccount } from "./actions/health.ts";
export { notePosts } from "./store.ts";
export { accountTurnedIll, accountTurnedWell, type TurnedAccount } from "./topics.ts";
