import { createBrowserRouter, type RouteObject } from "react-router";
import { modules } from "./modules.ts";
import type { Screen } from "./screen.ts";
import { Broken } from "./shell/broken.tsx";
import { Lost } from "./shell/lost.tsx";
import { Mine } from "./shell/mine.tsx";
import { Shell } from "./shell/shell.tsx";
import { Waiting } from "./primitives/waiting.tsx";

const screens = modules.flatMap((m) => m.screens);

const routeOf = (screen: Screen): RouteObject => ({
  path: screen.path,
  lazy: async () => ({ Component: await screen.element() }),
  errorElement: <Broken />,
  hydrateFallbackElement: <Waiting />,
});

/** Every screen of every module under /desk, in the shell unless it is bare; 我的 and not-found are the shell's own. */
export const router = createBrowserRouter(
  [
    ...screens.filter((s) => s.bare).map(routeOf),
    {
      element: <Shell />,
      errorElement: <Broken />,
      hydrateFallbackElement: <Waiting />,
      children: [...screens.filter((s) => !s.bare).map(routeOf), { path: "/me", element: <Mine /> }, { path: "*", element: <Lost /> }],
    },
  ],
  { basename: "/desk" },
);
