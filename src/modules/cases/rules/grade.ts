import { holds, type Actor } from "#kernel/actor.ts";
import { permit, refuse, type Decision, type Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";
import { laneOf, type Grade } from "#kernel/urgency.ts";
import { isOpen, way, type CaseStage, type OpenStage } from "./stage.ts";

/** A grade a case was given at a time. */
export type Grading = { grade: Grade; at: Date };

/** Is the first grade graver than the second? Ⅰ red is gravest. */
export const graver = (a: Grade, b: Grade): boolean => laneOf(a) < laneOf(b);

/** Who grades: 初审, 复审 and 终审 of the leading unit or of the unit whose field it is. */
export const gradingPosts: readonly Post[] = ["first-reviewer", "second-reviewer", "signer"];

/** Why this person may not grade the case now; null when they may. A first grade is given at 定级, a new one any time until it is archived. */
export function whyNotGrade(c: { stage: CaseStage; unitId: string; leadUnitId: string }, actor: Actor): Refusal | null {
  if (!isOpen(c.stage)) return { code: "cases.closed" };
  if (way.indexOf(c.stage as OpenStage) < way.indexOf("grade")) return { code: "cases.not-verified" };
  return [c.unitId, c.leadUnitId].some((unitId) => holds(actor, unitId, ...gradingPosts)) ? null : { code: "cases.not-your-grade" };
}

/** Gives or changes the grade, with a reason and what it rests on. */
export function planGrade(c: { stage: CaseStage; unitId: string; leadUnitId: string; grade: Grade | null }, actor: Actor, to: { grade: Grade; reason: string; basis: string }): Decision<Grade> {
  const why = whyNotGrade(c, actor);
  if (why) return refuse(why.code, why.facts);
  if (c.grade === to.grade) return refuse("cases.grade-unchanged");
  if (!to.reason.trim()) return refuse("cases.reason-missing");
  return to.basis.trim() ? permit(to.grade) : refuse("cases.basis-missing");
}

/** What T0 is: when it happened, when we learned of it, when the talk began (rules.md, Response clocks). */
export type T0Kind = "event" | "discovery" | "onset";

/** Chooses T0; it has happened, and a change says why. */
export function planT0(before: { kind: T0Kind; at: Date } | null, to: { kind: T0Kind; at: Date; reason: string }, now: Date): Decision<{ kind: T0Kind; at: Date }> {
  if (to.at > now) return refuse("cases.t0-in-the-future");
  if (before !== null && before.kind === to.kind && before.at.getTime() === to.at.getTime()) return refuse("cases.t0-unchanged");
  if (before !== null && !to.reason.trim()) return refuse("cases.reason-missing");
  return permit({ kind: to.kind, at: to.at });
}
