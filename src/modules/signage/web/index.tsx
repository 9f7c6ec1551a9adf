import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

/** 屏幕: the LED screens of the units, what each shows now, and the playlists of their groups. */
export const screens: readonly Screen[] = [
  { path: "/screens", element: () => import("./screens.tsx").then((m) => m.Screens), rail: { order: 340, zh: "屏幕", en: "Screens" } },
];
