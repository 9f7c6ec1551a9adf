/** What other modules may ask of the calendar. Everything else in this folder is private. */
export { dayTitle } from "./views/calendar.ts";
export type { DayTitle } from "./rules/days.ts";
