/** What other modules may ask of duty. Everything else in this folder is private. */
export { raise } from "./actions/raise.ts";
export { removeShift, setShift, swapShifts } from "./actions/roster.ts";
export { acknowledgeAlert, closeAlert } from "./actions/alerts.ts";
export { closeAlerts, closeAlertsUnder, type Matter } from "./store/alerts.ts";
export { deskOf, holdersOf, type Officer } from "./views/desk.ts";
export { officersNow, type Officers } from "./views/officers.ts";
export { onDutyNow } from "./views/roster.ts";
