import { holds, inScope, type Actor, type System } from "#kernel/actor.ts";
import { administratorPosts, type Post } from "#kernel/posts.ts";

const desk: readonly Post[] = ["editor", "liaison", "duty-officer", "signer"];

/** Administrators have no business with what the public is told. */
export const mayReadRequests = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.some((h) => !administratorPosts.includes(h.post));

/** Whoever sees the unit whose account asks the carrier. */
export const mayRead = (actor: Actor, request: { unitId: string; system: System; regionCode: string }): boolean => mayReadRequests(actor) && inScope(actor, request);

/** The desk of the unit, and whoever keeps the account, writes down what the carrier returned. */
export const mayCount = (actor: Actor, request: { unitId: string; keepers: readonly string[] }): boolean =>
  holds(actor, request.unitId, ...desk) || (actor.kind === "person" && request.keepers.includes(actor.personId));

/** The desks of the units that write the piece say why it goes to the same region on the same day. */
export const mayExcuse = (actor: Actor, units: readonly string[]): boolean => actor.kind === "person" && units.some((unitId) => holds(actor, unitId, ...desk));
