import { registerRefusals } from "#web/refusal-words.ts";
import type { Screen } from "#web/screen.ts";
import { refusals } from "./refusals.ts";
import { useWaitingCount } from "./waiting.ts";

registerRefusals(refusals);

/** 待我审签 and the page to sign on, phone first. */
export const screens: readonly Screen[] = [
  { path: "/review", element: () => import("./list.tsx").then((m) => m.ReviewList), rail: { order: 25, zh: "审签", en: "Sign", count: useWaitingCount } },
  { path: "/pieces/:pieceId", element: () => import("./piece.tsx").then((m) => m.PiecePage) },
  { path: "/sign/:manifestId", element: () => import("./sign.tsx").then((m) => m.Sign) },
];

export { ReviewDock, type ReviewDockProps } from "./dock.tsx";
export type { Place } from "./comments.tsx";
export { PlanPanel } from "./plan-panel.tsx";
export { ReviewStrip, useReview } from "./strip.tsx";
export { SubmitReview } from "./submit-review.tsx";
export { useWaiting } from "./waiting.ts";
