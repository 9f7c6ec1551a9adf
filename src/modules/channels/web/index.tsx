import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

/** 账号: the accounts of the units, and one of them. */
export const screens: readonly Screen[] = [
  { path: "/accounts", element: () => import("./accounts.tsx").then((m) => m.Accounts), rail: { order: 330, zh: "账号", en: "Accounts" } },
  { path: "/accounts/:accountId", element: () => import("./account.tsx").then((m) => m.AccountScreen) },
];
