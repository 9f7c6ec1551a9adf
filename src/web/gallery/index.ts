import type { Screen } from "../screen.ts";

/** The gallery of primitives, screenshot-tested; it has no place on the rail. */
export const screens: readonly Screen[] = [{ path: "/gallery", element: () => import("./gallery.tsx").then((m) => m.Gallery) }];
