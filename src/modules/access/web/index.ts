import type { Screen, Slots } from "#web/screen.ts";
import { Mine } from "./mine.tsx";
import { usePerson } from "./person.ts";
import "./refusals.ts";

/** Log-in, 我的登录, and the log-in of somebody else for the security administrator. */
export const screens: readonly Screen[] = [
  { path: "/login", bare: true, element: () => import("./log-in.tsx").then((m) => m.LogIn) },
  { path: "/me/access", element: () => import("./my-access.tsx").then((m) => m.MyAccess) },
  { path: "/people/:personId/access", element: () => import("./access-of.tsx").then((m) => m.AccessOf) },
];

/** What log-in gives the shell: who sits here, the way out, the way in. */
export const slots: Slots = { usePerson, Mine, loginPath: "/login" };

export { useMe } from "./person.ts";
