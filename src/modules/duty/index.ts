/** What other modules may ask of duty. Everything else in this folder is private. */
export { raise } from "./actions.ts";
export { closeAlerts, closeAlertsUnder, type Matter } from "./store.ts";
