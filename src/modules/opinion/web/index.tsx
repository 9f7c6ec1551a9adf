import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { listTopics } from "../contract.ts";
import { watchingPosts } from "../policy.ts";
import "./refusals.ts";

export { Answers } from "./answers.tsx";

const undecided = { page: 1, size: 1, view: "emergency", mark: "new" } as const;

/** How many likely emergencies nobody has decided about, for the rail. */
function useUndecided(): number | undefined {
  const watches = useMe()?.posts.some((held) => watchingPosts.includes(held.post)) ?? false;
  return useRead(listTopics, { query: undecided }, { topics: ["opinion"], everySeconds: 60, when: watches }).data?.total || undefined;
}

/** 雷达: topics, what is entered by hand, sources, profiles. */
export const screens: readonly Screen[] = [
  { path: "/radar", element: () => import("./radar.tsx").then((m) => m.Radar), rail: { order: 120, zh: "雷达", en: "Radar", count: useUndecided } },
  { path: "/radar/enter", element: () => import("./enter.tsx").then((m) => m.Enter) },
  { path: "/radar/sources", element: () => import("./sources.tsx").then((m) => m.Sources) },
  { path: "/radar/profiles", element: () => import("./profiles.tsx").then((m) => m.Profiles) },
];
