import type { Post } from "#kernel/posts.ts";
import { isOpen, postsLeaving, type CaseStage } from "./stage.ts";

/** What the one with the ball is to do. */
export type Need = "move" | "grade" | "tell" | "debrief" | "nothing";

/** Who has the ball: a unit, by which posts, to do what (interface.md, 2). */
export type Ball = { need: Need; unitId: string | null; posts: readonly Post[] };

/** Names whoever must act: to grade, to tell the department, to file the debrief, or to take it one stage on. */
export function ballOf(c: { stage: CaseStage; unitId: string; leadUnitId: string; graded: boolean; told: boolean; debriefed: boolean }): Ball {
  if (!isOpen(c.stage)) return { need: "nothing", unitId: null, posts: [] };
  if (c.stage === "grade" && !c.graded) return { need: "grade", unitId: c.leadUnitId, posts: postsLeaving.grade };
  if (c.graded && !c.told) return { need: "tell", unitId: c.unitId, posts: ["liaison", "duty-officer"] };
  if (c.stage === "debrief" && !c.debriefed) return { need: "debrief", unitId: c.leadUnitId, posts: ["editor", "liaison", ...postsLeaving.debrief] };
  return { need: "move", unitId: c.leadUnitId, posts: postsLeaving[c.stage] };
}
