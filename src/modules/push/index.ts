/** The front door for neighbours and for the public site: the wish to be reminded, the key browsers are shown, a pair of keys for a new account. */
export { optIn, optMove, optOut } from "./actions/readers.ts";
export { newKeyPair } from "./keys.ts";
export { siteKey } from "./views.ts";
