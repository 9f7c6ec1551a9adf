import { holds, type Actor } from "#kernel/actor.ts";
import { permit, refuse, type Decision, type Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";
import type { Grade } from "#kernel/urgency.ts";
import { graver } from "./grade.ts";

/** Why the department might lead: the case is major, or more than one unit takes part (clause 4.3, soft: 可由). */
export type Ground = "major" | "cross-unit";

/** A proposal as it was made, and what became of it. */
export type Proposal = { grade: Grade; units: number; grounds: readonly Ground[]; state: "open" | "accepted" | "declined" | "lapsed" | "handed-back" };

/** What the rule looks at: the case as it stands and every proposal made before, oldest first. `major` is the preset's word for the grade. */
export type Situation = { grade: Grade | null; major: boolean; units: number; ofDepartment: boolean; earlier: readonly Proposal[] };

/** What the rule says: propose, take an open proposal back, or leave everything as it is. */
export type Suggestion = { kind: "propose"; grounds: readonly Ground[] } | { kind: "lapse" } | { kind: "leave" };

/** Runs at each grade and whenever a unit joins. What was declined or handed back is proposed again only when the case has become graver or wider. */
export function suggestLead({ grade, major, units, ofDepartment, earlier }: Situation): Suggestion {
  if (grade === null || ofDepartment) return { kind: "leave" };
  const grounds: Ground[] = [...(major ? ["major" as const] : []), ...(units > 1 ? ["cross-unit" as const] : [])];
  const last = earlier.at(-1);
  if (last?.state === "accepted") return { kind: "leave" };
  if (last?.state === "open") {
    if (grounds.length === 0) return { kind: "lapse" };
    return last.grade === grade && last.units === units ? { kind: "leave" } : { kind: "propose", grounds };
  }
  if (grounds.length === 0) return { kind: "leave" };
  const answered = last && last.state !== "lapsed" ? last : null;
  return answered && !graver(grade, answered.grade) && units <= answered.units ? { kind: "leave" } : { kind: "propose", grounds };
}

/** Who answers for the department. */
export const leadPosts: readonly Post[] = ["second-reviewer", "signer", "leading-group"];

/** Why this person may not answer the proposal, or hand the lead back; null when they may. */
export function whyNotLead(last: Pick<Proposal, "state"> | null, departmentId: string, actor: Actor): Refusal | null {
  if (last?.state !== "open" && last?.state !== "accepted") return { code: "cases.no-proposal" };
  return holds(actor, departmentId, ...leadPosts) ? null : { code: "cases.not-the-department" };
}

/** The department accepts, declines, or hands back what it had accepted; a no says why. */
export function planLead(last: Pick<Proposal, "state"> | null, departmentId: string, actor: Actor, answer: { accept: boolean; reason: string }): Decision<"accepted" | "declined" | "handed-back"> {
  const why = whyNotLead(last, departmentId, actor);
  if (why) return refuse(why.code, why.facts);
  if (answer.accept) return last?.state === "open" ? permit("accepted") : refuse("cases.leads-already");
  if (!answer.reason.trim()) return refuse("cases.reason-missing");
  return permit(last?.state === "open" ? "declined" : "handed-back");
}
