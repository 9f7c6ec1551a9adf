import { administratorPosts } from "#kernel/posts.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import { registerRefusals } from "#web/refusal-words.ts";
import type { Screen } from "#web/screen.ts";
import { listCases } from "../contract.ts";
import { refusals } from "./refusals.ts";

registerRefusals(refusals);

const withMe = { page: 1, size: 1, mine: "yes" } as const;

/** How many cases wait for me, for the rail. */
function useWithMe(): number | undefined {
  const works = useMe()?.posts.some((held) => !administratorPosts.includes(held.post)) ?? false;
  return useRead(listCases, { query: withMe }, { topics: ["cases"], everySeconds: 60, when: works }).data?.total || undefined;
}

/** 处置: open cases, one case, its reports, reports of a day, a week, a month, the library, the units' plans. */
export const screens: readonly Screen[] = [
  { path: "/cases", element: () => import("./list.tsx").then((m) => m.Cases), rail: { order: 125, zh: "处置", en: "Cases", count: useWithMe } },
  { path: "/cases/new", element: () => import("./new-case.tsx").then((m) => m.NewCase) },
  { path: "/cases/library", element: () => import("./library.tsx").then((m) => m.Library) },
  { path: "/cases/periods", element: () => import("./periods.tsx").then((m) => m.Periods) },
  { path: "/cases/plans", element: () => import("./plans.tsx").then((m) => m.Plans) },
  { path: "/cases/of/:topicId", element: () => import("./of-topic.tsx").then((m) => m.CasesOfTopic) },
  { path: "/cases/:caseId", element: () => import("./case.tsx").then((m) => m.CaseScreen) },
  { path: "/cases/:caseId/reports/:which", element: () => import("./report.tsx").then((m) => m.ReportScreen) },
];
