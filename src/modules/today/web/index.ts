import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { useMe } from "#modules/access/web/index.ts";
import { countWaiting } from "../contract.ts";
import "./refusals.ts";

function useWaitingCount(): number | undefined {
  const me = useMe();
  return useRead(countWaiting, {}, { topics: me ? [`inbox:${me.personId}`, "pieces", "board"] : [], when: Boolean(me), everySeconds: 60 }).data?.waiting;
}

/** 今日, the first screen of the desk, and the wall of the duty room. */
export const screens: readonly Screen[] = [
  { path: "/", element: () => import("./today.tsx").then((m) => m.TodayScreen), rail: { order: 10, zh: "今日", en: "Today", phone: true, count: useWaitingCount } },
  { path: "/wall", bare: true, element: () => import("./wall.tsx").then((m) => m.WallScreen) },
];
