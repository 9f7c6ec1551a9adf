import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

/** The chart of units, the people, and one's own delegations. */
export const screens: readonly Screen[] = [
  { path: "/organisation", element: () => import("./chart.tsx").then((m) => m.Chart), rail: { order: 310, zh: "机构", en: "Units" } },
  { path: "/people", element: () => import("./people.tsx").then((m) => m.PeopleScreen), rail: { order: 320, zh: "人员", en: "People" } },
  { path: "/delegations", element: () => import("./delegations.tsx").then((m) => m.Delegations) },
];
