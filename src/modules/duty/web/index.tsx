import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { listAlerts } from "../contract.ts";
import "./refusals.ts";

const untaken = { page: 1, size: 1, of: "mine", state: "open" } as const;

function useUntaken(): number | undefined {
  return useRead(listAlerts, { query: untaken }, { topics: ["alerts"], everySeconds: 60 }).data?.total;
}

/** 提醒 and 值班: what needs a person, and who is on duty. */
export const screens: readonly Screen[] = [
  { path: "/alerts", element: () => import("./alerts.tsx").then((m) => m.Alerts), rail: { order: 50, zh: "提醒", en: "Alerts", count: useUntaken } },
  { path: "/duty", element: () => import("./roster.tsx").then((m) => m.Roster), rail: { order: 150, zh: "值班", en: "Duty" } },
];

export { TodayDuty } from "./today-duty.tsx";
