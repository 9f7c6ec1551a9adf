import type { Actor } from "#kernel/actor.ts";
import { holds } from "#kernel/actor.ts";
import { permit, refuse, type Decision, type Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";
import { isEmergency, type Urgency } from "#kernel/urgency.ts";

/** Where a route stands: 初审 → 复审 → 终审 → 会签 → cleared, or off the way. */
export type RouteStage = "first" | "second" | "final" | "cosign" | "cleared" | "returned" | "withdrawn" | "superseded";

/** Stages that a person of the lead unit decides. */
export type ReviewStage = "first" | "second" | "final";

/** The five gates of every review (rules.md, Review): 政治 法律 政策 保密 文字. */
export const gates = ["politics", "law", "policy", "secrecy", "wording"] as const;
export type Gate = (typeof gates)[number];

/** Which post decides which stage. */
export const postOf: Record<ReviewStage, Post> = { first: "first-reviewer", second: "second-reviewer", final: "signer" };

const after: Record<ReviewStage, RouteStage> = { first: "second", second: "final", final: "cosign" };

/** A route as rules see it. */
export type Route = {
  stage: RouteStage;
  path: "normal" | "emergency";
  /** The lead unit, whose people review. */
  unitId: string;
  submittedBy: string;
  /** Who was asked by name; null lets anyone with the post. */
  reviewers: Readonly<Record<ReviewStage, string | null>>;
  /** Who passed an earlier stage of this route. */
  passedBy: readonly string[];
  openComments: number;
  afterReview: "none" | "open" | "done";
};

export type Submission = {
  urgency: Urgency;
  path: "normal" | "emergency";
  pathReason: string | null;
  openComments: number;
  accounts: number;
  /** Text, facts and attachments are those of an edition whose first and second review passed; only the signature line differs. */
  reviewedAlready: boolean;
};

/** Where a new edition enters: the emergency path skips to 终审 with a reason and leaves an after-review open. */
export function planSubmit(s: Submission): Decision<{ stage: RouteStage; afterReview: "none" | "open" }> {
  if (s.accounts === 0) return refuse("review.no-accounts");
  if (s.openComments > 0) return refuse("review.comments-unsettled", { count: s.openComments });
  if (s.path === "emergency") {
    if (!isEmergency(s.urgency)) return refuse("review.not-an-emergency");
    if (!s.pathReason?.trim()) return refuse("review.reason-missing");
    return permit({ stage: "final", afterReview: "open" });
  }
  return permit({ stage: s.reviewedAlready ? "final" : "first", afterReview: "none" });
}

/** Why this person may not decide this stage; null when they may. Nobody reviews what they submitted, or passes twice. */
export function whyNotDecide(route: Route, stage: ReviewStage, actor: Actor): Refusal | null {
  if (route.stage !== stage) return { code: "review.not-at-this-stage", facts: { stage: route.stage } };
  if (!holds(actor, route.unitId, postOf[stage])) return { code: "review.not-your-post", facts: { post: postOf[stage] } };
  const asked = route.reviewers[stage];
  if (asked !== null && asked !== actor.personId) return { code: "review.asked-of-another" };
  if (route.submittedBy === actor.personId) return { code: "review.own-piece" };
  if (route.path === "normal" && route.passedBy.includes(actor.personId)) return { code: "review.passed-before" };
  return null;
}

/** Who cannot be asked to decide, whatever post they hold: the one who submitted, and on the normal path whoever passed it before. */
export const barredFrom = (route: Pick<Route, "submittedBy" | "passedBy" | "path">): readonly string[] => [route.submittedBy, ...(route.path === "normal" ? route.passedBy : [])];

/** Passes 初审 or 复审: all five gates ticked and every comment settled. 终审 passes by signing (signature.ts). */
export function planPass(route: Route, stage: "first" | "second", actor: Actor, ticked: readonly string[]): Decision<RouteStage> {
  const why = whyNotDecide(route, stage, actor);
  if (why) return refuse(why.code, why.facts);
  const missing = gates.find((gate) => !ticked.includes(gate));
  if (missing) return refuse("review.gate-missing", { gate: missing });
  if (route.openComments > 0) return refuse("review.comments-open", { count: route.openComments });
  return permit(after[stage]);
}

/** Sends it back to the writers with reasons. */
export function planReturn(route: Route, stage: ReviewStage, actor: Actor, reason: string): Decision<RouteStage> {
  const why = whyNotDecide(route, stage, actor);
  if (why) return refuse(why.code, why.facts);
  return reason.trim() ? permit("returned") : refuse("review.reason-missing");
}

/** Asks a colleague with the post to decide the present stage or a later one instead; never the one who submitted, nor one who passed it before. */
export function planReassign(route: Route, stage: ReviewStage, colleague: { id: string } | undefined): Decision<{ personId: string }> {
  const left = reviewStages.slice(reviewStages.findIndex((s) => s === route.stage));
  if (!reviewStages.some((s) => s === route.stage) || !left.includes(stage)) return refuse("review.not-at-this-stage", { stage: route.stage });
  if (!colleague) return refuse("review.without-post", { post: postOf[stage] });
  if (colleague.id === route.submittedBy) return refuse("review.own-piece");
  if (route.path === "normal" && route.passedBy.includes(colleague.id)) return refuse("review.passed-before");
  return permit({ personId: colleague.id });
}

const reviewStages: readonly ReviewStage[] = ["first", "second", "final"];
const onTheWay: readonly RouteStage[] = ["first", "second", "final", "cosign"];

/** The writers take it back before it is cleared. */
export function planWithdraw(route: Route, mayEdit: boolean): Decision<RouteStage> {
  if (!mayEdit) return refuse("review.not-your-piece");
  return onTheWay.includes(route.stage) ? permit("withdrawn") : refuse("review.not-under-way", { stage: route.stage });
}

/** Minutes between two chases of the same step. */
export const chaseEveryMinutes = 10;

/** Reminds whoever has the ball; not more often than every ten minutes. */
export function planChase(route: Route, lastChase: Date | null, now: Date): Decision<true> {
  if (!onTheWay.includes(route.stage)) return refuse("review.not-under-way", { stage: route.stage });
  const minutes = lastChase ? (now.getTime() - lastChase.getTime()) / 60_000 : Infinity;
  return minutes >= chaseEveryMinutes ? permit(true) : refuse("review.chased-just-now", { minutes: Math.ceil(chaseEveryMinutes - minutes) });
}

/** The after-review of an emergency: a second reviewer or a leader of the lead unit who neither wrote nor signed it. */
export function whyNotAfterReview(route: Route, signedBy: readonly string[], actor: Actor): Refusal | null {
  if (route.afterReview !== "open" || route.stage !== "cleared") return { code: "review.no-after-review" };
  if (!holds(actor, route.unitId, "second-reviewer", "leading-group")) return { code: "review.not-your-post", facts: { post: "second-reviewer" } };
  if (route.submittedBy === actor.personId || signedBy.includes(actor.personId)) return { code: "review.own-piece" };
  return null;
}
