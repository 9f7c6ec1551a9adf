import { administratorPosts } from "#kernel/posts.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { listRequests } from "../contract.ts";
import "./refusals.ts";

export { CarrierClashes } from "./clashes.tsx";

/** How many requests wait for their counts, for the rail. */
function useAwaited(): number | undefined {
  const works = useMe()?.posts.some((held) => !administratorPosts.includes(held.post)) ?? false;
  return useRead(listRequests, { query: { page: 1, size: 1, state: "open" } }, { topics: ["carriers"], everySeconds: 60, when: works }).data?.total || undefined;
}

/** 短信: requests to carriers and one request with its counts. */
export const screens: readonly Screen[] = [
  { path: "/carriers", element: () => import("./list.tsx").then((m) => m.Requests), rail: { order: 46, zh: "短信", en: "Carriers", count: useAwaited } },
  { path: "/carriers/:requestId", element: () => import("./request.tsx").then((m) => m.RequestScreen) },
];
