/** The front door for neighbours and for the player's routes in src/site. */
export { registerScreen, screenAt, screenShowed, takeProofs } from "./actions.ts";
export { playlistOf } from "./views.ts";
