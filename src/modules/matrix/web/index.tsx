import { administratorPosts } from "#kernel/posts.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { readMatrix } from "../contract.ts";
import "./refusals.ts";

/** How many findings stand, for the rail. */
function useStanding(): number | undefined {
  const works = useMe()?.posts.some((held) => !administratorPosts.includes(held.post)) ?? false;
  const counts = useRead(readMatrix, {}, { topics: ["matrix"], when: works }).data?.counts;
  return counts ? counts.overdue + counts.toRecheck || undefined : undefined;
}

/** 矩阵: the accounts of a province with their inspection, what was found, what is on file of one, and the doctor. */
export const screens: readonly Screen[] = [
  { path: "/matrix", element: () => import("./matrix.tsx").then((m) => m.MatrixScreen), rail: { order: 335, zh: "矩阵", en: "Matrix", count: useStanding } },
  { path: "/matrix/findings", element: () => import("./findings.tsx").then((m) => m.Findings) },
  { path: "/matrix/doctor", element: () => import("./doctor.tsx").then((m) => m.Doctor) },
  { path: "/matrix/accounts/:accountId", element: () => import("./file.tsx").then((m) => m.FileScreen) },
];
