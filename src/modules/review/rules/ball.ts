import type { RouteStage } from "./route.ts";

/** Who has the ball, for one plain sentence on every screen (interface.md, 2). */
export type Ball = { stage: RouteStage; with: "writers" | "reviewer" | "signers" | "senders" | "nobody"; names: readonly string[]; waitingMinutes: number };

/** Names whoever must act now. */
export function ballOf(route: { stage: RouteStage; waitingSince: Date }, waiting: { reviewers: readonly string[]; units: readonly string[]; writers: readonly string[] }, now: Date): Ball {
  const waitingMinutes = Math.max(0, Math.floor((now.getTime() - route.waitingSince.getTime()) / 60_000));
  const ball = (holder: Ball["with"], names: readonly string[]): Ball => ({ stage: route.stage, with: holder, names, waitingMinutes });
  switch (route.stage) {
    case "first": case "second": case "final": return ball("reviewer", waiting.reviewers);
    case "cosign": return ball("signers", waiting.units);
    case "returned": case "withdrawn": return ball("writers", waiting.writers);
    case "cleared": return ball("senders", []);
    case "superseded": return ball("nobody", []);
  }
}
