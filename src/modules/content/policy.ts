import { holds, type Actor } from "#kernel/actor.ts";
import type { Refusal } from "#kernel/decision.ts";

type Owned = { unitId: string; participantUnitIds: readonly string[]; stage: string };

/** Editors and the liaison of a unit begin its pieces. */
export const mayBegin = (actor: Actor, unitId: string): boolean => holds(actor, unitId, "editor", "liaison");

/** Editors and liaisons of every unit that writes a piece may write in it. */
export const mayWrite = (actor: Actor, piece: Pick<Owned, "unitId" | "participantUnitIds">): boolean =>
  [piece.unitId, ...piece.participantUnitIds].some((unitId) => holds(actor, unitId, "editor", "liaison"));

/** Stages in which the live draft may change: before review, after a return, and after publication to prepare a correction. */
const openStages: readonly string[] = ["draft", "returned", "published", "publishing", "recalled"];

/** Why somebody may not write in a piece now; null when they may. What is under review is frozen. */
export function whyNotEdit(actor: Actor, piece: Owned): Refusal | null {
  if (!mayWrite(actor, piece)) return { code: "content.not-a-writer" };
  return openStages.includes(piece.stage) ? null : { code: "content.frozen", facts: { stage: piece.stage } };
}

/** Administrators have no business with texts. */
export const mayRead = (actor: Actor): boolean => actor.holdings.some((h) => !["system-admin", "security-admin", "audit-admin"].includes(h.post));

/** The list of words is kept by the office that sees the whole province. */
export const mayKeepTerms = (actor: Actor): boolean => actor.scope.all && holds(actor, actor.unitId, "editor", "liaison", "second-reviewer");
