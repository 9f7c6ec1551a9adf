import { lazy, Suspense } from "react";
import type { Screen, Slots } from "#web/screen.ts";

const Palette = lazy(() => import("./palette.tsx").then((m) => ({ default: m.Palette })));

/** 查找: the page of results. */
export const screens: readonly Screen[] = [
  { path: "/search", element: () => import("./results.tsx").then((m) => m.Results), rail: { order: 190, zh: "查找", en: "Find" } },
];

/** What Ctrl K opens. */
export const slots: Slots = { Search: (asked) => <Suspense fallback={null}><Palette {...asked} /></Suspense> };
