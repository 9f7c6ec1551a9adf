import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

/** 日历: which day says what. */
export const screens: readonly Screen[] = [
  { path: "/calendar", element: () => import("./calendar.tsx").then((m) => m.CalendarScreen), rail: { order: 110, zh: "日历", en: "Calendar" } },
];
