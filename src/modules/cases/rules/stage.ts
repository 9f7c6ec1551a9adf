import { holds, type Actor } from "#kernel/actor.ts";
import { permit, refuse, type Decision, type Refusal } from "#kernel/decision.ts";
import type { Post } from "#kernel/posts.ts";

/** The way of a case (clause 3.6): 监测 → 核实 → 定级 → 通报 → 处置 → 发布 → 评估 → 归档. */
export const way = ["watch", "verify", "grade", "notify", "handle", "release", "debrief", "archived"] as const;

/** Where a case stands: a stage of the way, or 不立案 because it proved groundless before it was graded. */
export type CaseStage = (typeof way)[number] | "dismissed";

/** A stage that a case can leave forward. */
export type OpenStage = Exclude<CaseStage, "archived" | "dismissed">;

/** Is anything left to do? */
export const isOpen = (stage: CaseStage): stage is OpenStage => stage !== "archived" && stage !== "dismissed";

/** The stage after this one; null at the end. */
export const stageAfter = (stage: CaseStage): CaseStage | null => (isOpen(stage) ? (way[way.indexOf(stage) + 1] ?? null) : null);

/** Which posts of the leading unit take a case out of a stage: its desk while facts are gathered, its reviewers where something is decided. */
export const postsLeaving: Readonly<Record<OpenStage, readonly Post[]>> = {
  watch: ["editor", "liaison", "duty-officer"],
  verify: ["editor", "liaison", "duty-officer"],
  grade: ["first-reviewer", "second-reviewer", "signer"],
  notify: ["liaison", "duty-officer", "second-reviewer", "signer"],
  handle: ["second-reviewer", "signer"],
  release: ["second-reviewer", "signer"],
  debrief: ["second-reviewer", "signer", "leading-group"],
};

/** Posts that send a case back, or open an archived or dismissed one again. */
export const postsBack: readonly Post[] = ["second-reviewer", "signer", "leading-group"];

/** A case as the rules of its way see it. `told`: the department knows what it must know (notice.ts). */
export type OnTheWay = { stage: CaseStage; leadUnitId: string; graded: boolean; told: boolean; debriefed: boolean };

const hard = (c: OnTheWay, to: CaseStage): Refusal | null => {
  if (c.stage === "grade" && !c.graded) return { code: "cases.not-graded" };
  // Clause 4.3, 及时通报: a corps is not past 通报 until the department was told of its present grade.
  if (way.indexOf(to as OpenStage) > way.indexOf("notify") && !c.told) return { code: "cases.department-not-told" };
  if (to === "archived" && !c.debriefed) return { code: "cases.no-debrief" };
  return null;
};

/** Why this person may not take the case one stage forward; null when they may. What else is open is soft and never asked here. */
export function whyNotMove(c: OnTheWay, actor: Actor): Refusal | null {
  const to = stageAfter(c.stage);
  if (!isOpen(c.stage) || to === null) return { code: "cases.closed" };
  if (!holds(actor, c.leadUnitId, ...postsLeaving[c.stage])) return { code: "cases.not-your-move", facts: { stage: c.stage } };
  return hard(c, to);
}

/** Takes the case exactly one stage forward, with a note. `from` is the stage that was seen. */
export function planMove(c: OnTheWay, actor: Actor, from: CaseStage, note: string): Decision<CaseStage> {
  if (from !== c.stage) return refuse("cases.moved-meanwhile", { stage: c.stage });
  const why = whyNotMove(c, actor);
  if (why) return refuse(why.code, why.facts);
  const to = stageAfter(c.stage);
  return to !== null && note.trim() ? permit(to) : refuse("cases.note-missing");
}

/** Stages a case may be sent back to. */
export const stagesBehind = (stage: CaseStage): readonly CaseStage[] => (stage === "dismissed" ? ["watch"] : way.slice(0, way.indexOf(stage)));

/** Why this person may not send the case back; null when they may. */
export function whyNotBack(c: Pick<OnTheWay, "stage" | "leadUnitId">, actor: Actor): Refusal | null {
  if (stagesBehind(c.stage).length === 0) return { code: "cases.at-the-beginning" };
  return holds(actor, c.leadUnitId, ...postsBack) ? null : { code: "cases.not-yours-to-send-back" };
}

/** Sends the case back to an earlier stage, never without a reason. */
export function planBack(c: Pick<OnTheWay, "stage" | "leadUnitId">, actor: Actor, to: CaseStage, reason: string): Decision<CaseStage> {
  const why = whyNotBack(c, actor);
  if (why) return refuse(why.code, why.facts);
  if (!stagesBehind(c.stage).includes(to)) return refuse("cases.not-behind", { stage: to });
  return reason.trim() ? permit(to) : refuse("cases.reason-missing");
}

/** Why this person may not close the case as groundless; only before it is graded, afterwards it goes its way. */
export function whyNotDismiss(c: Pick<OnTheWay, "stage" | "leadUnitId">, actor: Actor): Refusal | null {
  if (c.stage !== "watch" && c.stage !== "verify") return { code: "cases.past-dismissing" };
  return holds(actor, c.leadUnitId, "liaison", "duty-officer", ...postsBack) ? null : { code: "cases.not-your-move", facts: { stage: c.stage } };
}

/** What is still open when a case moves on. It is shown, written down with the note, and stops nothing. */
export type Loose = { code: "tasks-open" | "concerns-open" | "nothing-released" | "press-undecided" | "not-acknowledged" | "lead-undecided"; count: number };

/** The loose ends worth saying at a stage, worst first; a closed case has none. */
export function looseEnds(c: { stage: CaseStage; tasksOpen: number; concernsOpen: number; released: number; pressUndecided: boolean; unacknowledged: number; leadUndecided: boolean }): Loose[] {
  if (!isOpen(c.stage)) return [];
  const late = way.indexOf(c.stage);
  const ends: [Loose["code"], boolean, number][] = [
    ["nothing-released", c.stage === "release" && c.released === 0, 1],
    ["press-undecided", late >= way.indexOf("handle") && c.pressUndecided, 1],
    ["concerns-open", late >= way.indexOf("release") && c.concernsOpen > 0, c.concernsOpen],
    ["tasks-open", late >= way.indexOf("handle") && c.tasksOpen > 0, c.tasksOpen],
    ["not-acknowledged", late >= way.indexOf("notify") && c.unacknowledged > 0, c.unacknowledged],
    ["lead-undecided", late >= way.indexOf("notify") && c.leadUndecided, 1],
  ];
  return ends.filter(([, open]) => open).map(([code, , count]) => ({ code, count }));
}
