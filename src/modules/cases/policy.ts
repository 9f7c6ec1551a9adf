import { holds, inScope, type Actor, type System } from "#kernel/actor.ts";
import { administratorPosts, type Post } from "#kernel/posts.ts";

/** A case as the policies see it. `regionCode` is that of the unit whose field it is. */
export type Owned = { unitId: string; leadUnitId: string; system: System; regionCode: string; participantUnitIds: readonly string[] };

/** Administrators have no business with opinion (等保, three separate administrators). */
export const mayReadCases = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.some((h) => !administratorPosts.includes(h.post));

/** Own unit, a city its region, a corps its own line, 新闻宣传处 everything, and every unit that leads or takes part. */
export const mayRead = (actor: Actor, c: Owned): boolean =>
  mayReadCases(actor) && inScope(actor, { ...c, participantUnitIds: [c.leadUnitId, ...c.participantUnitIds] });

/** A unit's desk opens its cases. */
export const mayOpen = (actor: Actor, unitId: string): boolean => actor.kind === "person" && holds(actor, unitId, "editor", "liaison", "duty-officer");

/** The desk of the unit and of the one that leads works on the case: checklist, concerns, letters, links, debrief. */
export const mayWork = (actor: Actor, c: Pick<Owned, "unitId" | "leadUnitId">): boolean =>
  [c.unitId, c.leadUnitId].some((unitId) => holds(actor, unitId, ...desk));

/** A unit that takes part works on what is its own: the concerns it was given and its answers to them. */
export const mayWorkFor = (actor: Actor, c: Owned, unitId: string): boolean =>
  mayWork(actor, c) || (c.participantUnitIds.includes(unitId) && holds(actor, unitId, ...desk));

/** Whether a press conference is held is decided by those who decide what the leading unit says. */
export const mayDecidePress = (actor: Actor, c: Pick<Owned, "unitId" | "leadUnitId">): boolean =>
  [c.unitId, c.leadUnitId].some((unitId) => holds(actor, unitId, "second-reviewer", "signer", "leading-group"));

/** A unit's own plans (预案) are kept by those who sign for it. */
export const mayKeepPlan = (actor: Actor, unitId: string): boolean => holds(actor, unitId, "second-reviewer", "signer");

/** Posts of those who work on a case. */
export const desk: readonly Post[] = ["editor", "liaison", "duty-officer", "first-reviewer", "second-reviewer", "signer"];
