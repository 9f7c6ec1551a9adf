import { holds, type Actor, type System } from "#kernel/actor.ts";
import type { Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";
import type { Grade } from "#kernel/urgency.ts";
import { graver, type Grading } from "./grade.ts";

/** The corps and their local units tell the department of opinion incidents (clause 4.3, hard); the department's own line does not. */
export const mustTell = (system: System): boolean => system === "fire" || system === "forest_fire";

/** A 通报单 that is owed: the grade that called for it, since when, until when, and when it was sent. */
export type Owed = { grade: Grade; from: Date; deadline: Date; sentAt: Date | null };

const plusMinutes = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/**
 * Every 通报单 a corps owed over the life of a case: the first counts from T0 by its grade; a graver grade owes another from the
 * regrading on, and never gives more time than was left. Each is met by the first notice sent after it arose.
 */
export function owedNotices(c: { system: System; t0At: Date; gradings: readonly Grading[]; sent: readonly Grading[] }, minutesOf: (grade: Grade) => number): Owed[] {
  if (!mustTell(c.system)) return [];
  const sent = c.sent.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const owed: Owed[] = [];
  for (const grading of c.gradings) {
    const { grade, at } = grading;
    const last = owed.at(-1);
    const waiting = last && !(last.sentAt && isBefore({ grade: last.grade, at: last.sentAt }, grading)) ? last : null;
    const standing = [...sent.filter((s) => isBefore(s, grading)).map((s) => s.grade), ...(waiting ? [waiting.grade] : [])];
    if (standing.some((known) => !graver(grade, known))) continue;
    const from = last ? at : c.t0At;
    const fresh = plusMinutes(from, minutesOf(grade));
    const deadline = waiting && waiting.deadline < fresh && waiting.deadline > from ? waiting.deadline : fresh;
    owed.push({ grade, from, deadline, sentAt: sent.find((s) => !last || !isBefore(s, grading))?.at ?? null });
  }
  return owed;
}

// A notice names the grade of its moment: of two at the same instant the one with the new grade came after the grading.
const isBefore = (notice: Grading, grading: Grading): boolean => notice.at < grading.at || (notice.at.getTime() === grading.at.getTime() && notice.grade !== grading.grade);

/** Does the department know what it must know? Always, where nothing is owed. */
export const isTold = (owed: readonly Owed[]): boolean => owed.every((one) => one.sentAt !== null);

/** Who signs for a notice that reached a unit, and who sends one in its name. */
export const noticePosts: readonly Post[] = ["liaison", "duty-officer", "second-reviewer", "signer"];

/** Why this person may not acknowledge a notice; null when they may. 签收 says that it was read and gives no veto. */
export function whyNotAcknowledge(notice: { toUnitId: string; acknowledged: boolean }, actor: Actor): Refusal | null {
  if (notice.acknowledged) return { code: "cases.acknowledged-already" };
  return holds(actor, notice.toUnitId, ...noticePosts) ? null : { code: "cases.not-to-you" };
}

/** Why this person may not tell the department; null when they may. */
export function whyNotReport(c: { unitId: string; departmentId: string; graded: boolean; open: boolean }, actor: Actor): Refusal | null {
  if (!c.open) return { code: "cases.closed" };
  if (c.unitId === c.departmentId) return { code: "cases.department-itself" };
  if (!c.graded) return { code: "cases.not-graded" };
  return holds(actor, c.unitId, "editor", ...noticePosts) ? null : { code: "cases.not-your-unit" };
}

/** Why this person may not send guidance; null when they may. It comes from the department to the unit that leads. */
export function whyNotGuide(c: { leadUnitId: string; departmentId: string; open: boolean }, actor: Actor): Refusal | null {
  if (!c.open) return { code: "cases.closed" };
  if (c.leadUnitId === c.departmentId) return { code: "cases.department-leads" };
  return holds(actor, c.departmentId, "liaison", "duty-officer", "first-reviewer", "second-reviewer", "signer", "leading-group") ? null : { code: "cases.not-the-department" };
}
