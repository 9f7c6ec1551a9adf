import { holds, type Actor } from "#kernel/actor.ts";
import { permit, refuse, type Decision, type Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";
import type { Route } from "./route.ts";

/** What is asked of one unit under one manifest. */
export type Asked = { unitId: string; unitName: string; position: number; role: "lead" | "co" };

/** What a unit answered. */
export type Answer = { unitId: string; personId: string; decision: "signed" | "declined"; manifestHash: string };

/** A manifest on its way through the units. */
export type Signing = { hash: string; inOrder: boolean; void: boolean; asked: readonly Asked[]; answers: readonly Answer[] };

/** What the route says about its 终审: it is a review like the others, so nobody gives it to their own text or passes twice. */
export type Way = Pick<Route, "submittedBy" | "passedBy" | "path" | "reviewers">;

/** Posts that speak for a unit under a joint text: its signer and its liaison (clauses 2 and 3.2). The lead unit's 终审 is its signer's alone. */
export const signingPosts: Record<Asked["role"], readonly Post[]> = { lead: ["signer"], co: ["signer", "liaison"] };

/** Whether every unit that was asked has signed this very manifest: the only way to a clearance. */
export const fullySigned = (s: Signing): boolean =>
  !s.void && s.asked.length > 0 &&
  s.asked.every((a) => s.answers.some((x) => x.unitId === a.unitId && x.decision === "signed" && x.manifestHash === s.hash));

/** Units whose turn it is: the lead first, then the others at once or in order. Nobody's after a refusal. */
export function turnOf(s: Signing): readonly Asked[] {
  if (s.void || s.answers.some((a) => a.decision === "declined")) return [];
  const left = s.asked.filter((a) => !s.answers.some((x) => x.unitId === a.unitId)).toSorted((a, b) => a.position - b.position);
  const lead = left.find((a) => a.role === "lead");
  if (lead) return [lead];
  return s.inOrder ? left.slice(0, 1) : left;
}

/** Why this person may not answer for that unit; null when they may. */
export function whyNotAnswer(s: Signing, unitId: string, actor: Actor, way: Way): Refusal | null {
  const asked = s.asked.find((a) => a.unitId === unitId);
  if (!asked) return { code: "review.unit-not-asked" };
  if (s.void) return { code: "review.manifest-void" };
  if (s.answers.some((a) => a.unitId === unitId)) return { code: "review.answered-before", facts: { unit: asked.unitName } };
  if (!holds(actor, unitId, ...signingPosts[asked.role])) return { code: "review.not-your-post", facts: { post: "signer" } };
  const why = asked.role === "lead" ? whyNotFinal(way, actor.personId) : null;
  if (why) return why;
  if (!turnOf(s).some((a) => a.unitId === unitId)) return { code: "review.not-your-turn" };
  return null;
}

function whyNotFinal({ submittedBy, passedBy, path, reviewers }: Way, personId: string): Refusal | null {
  if (reviewers.final !== null && reviewers.final !== personId) return { code: "review.asked-of-another" };
  if (submittedBy === personId) return { code: "review.own-piece" };
  return path === "normal" && passedBy.includes(personId) ? { code: "review.passed-before" } : null;
}

/** Signs: over the hash that the person saw, with a second factor. Answers whether that was the last signature. */
export function planSign(s: Signing, unitId: string, actor: Actor, way: Way, seenHash: string): Decision<{ answer: Answer; complete: boolean }> {
  const why = whyNotAnswer(s, unitId, actor, way);
  if (why) return refuse(why.code, why.facts);
  if (seenHash !== s.hash) return refuse("review.manifest-changed");
  if (!actor.secondFactor) return refuse("review.second-factor-missing");
  const answer: Answer = { unitId, personId: actor.personId, decision: "signed", manifestHash: s.hash };
  return permit({ answer, complete: fullySigned({ ...s, answers: [...s.answers, answer] }) });
}

/** Declines with a reason; the manifest is void and the writers have the ball. */
export function planDecline(s: Signing, unitId: string, actor: Actor, way: Way, reason: string): Decision<Answer> {
  const why = whyNotAnswer(s, unitId, actor, way);
  if (why) return refuse(why.code, why.facts);
  if (!reason.trim()) return refuse("review.reason-missing");
  return permit({ unitId, personId: actor.personId, decision: "declined", manifestHash: s.hash });
}
