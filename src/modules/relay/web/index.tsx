import { administratorPosts } from "#kernel/posts.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { listOrders } from "../contract.ts";
import "./refusals.ts";

const newest = { page: 1, size: 100, whose: "all", state: "open" } as const;

/** How many accounts wait for me in relay orders, for the rail. */
function useWithMe(): number | undefined {
  const works = useMe()?.posts.some((held) => !administratorPosts.includes(held.post)) ?? false;
  return useRead(listOrders, { query: newest }, { topics: ["relay"], everySeconds: 60, when: works }).data?.items.reduce((sum, order) => sum + order.mine, 0) || undefined;
}

/** 联动: relay orders, one order, a new one, what units made of them. */
export const screens: readonly Screen[] = [
  { path: "/relay", element: () => import("./list.tsx").then((m) => m.Orders), rail: { order: 45, zh: "联动", en: "Relay", count: useWithMe } },
  { path: "/relay/new", element: () => import("./new-order.tsx").then((m) => m.NewOrder) },
  { path: "/relay/rates", element: () => import("./rates.tsx").then((m) => m.Rates) },
  { path: "/relay/:orderId", element: () => import("./order.tsx").then((m) => m.OrderScreen) },
];
