import { holds, type Actor } from "#kernel/actor.ts";
import { administratorPosts } from "#kernel/posts.ts";

/** Writers of a piece: editors of the lead unit and of the units that write with it. */
export const mayWrite = (actor: Actor, piece: { unitId: string; participantUnitIds: readonly string[] }): boolean =>
  [piece.unitId, ...piece.participantUnitIds].some((unitId) => holds(actor, unitId, "editor", "liaison"));

/** Administrators have no business with texts (等保, three separate administrators). */
export const mayRead = (actor: Actor): boolean => actor.holdings.some((h) => !administratorPosts.includes(h.post));

/** The lead unit alone submits, plans who signs, and withdraws. */
export const maySubmit = (actor: Actor, piece: { unitId: string }): boolean => holds(actor, piece.unitId, "editor", "liaison");

/** Whoever reviews for the lead unit, or may sign for a unit that is asked, may comment. */
export const mayComment = (actor: Actor, leadUnitId: string, askedUnitIds: readonly string[]): boolean =>
  holds(actor, leadUnitId, "first-reviewer", "second-reviewer", "signer", "leading-group") || askedUnitIds.some((id) => holds(actor, id, "signer", "liaison"));

/** The lead unit's first reviewer, second reviewer or signer may ask a named colleague instead. */
export const mayReassign = (actor: Actor, leadUnitId: string): boolean => holds(actor, leadUnitId, "first-reviewer", "second-reviewer", "signer", "liaison");
