import { holds, inScope, type Actor, type System } from "#kernel/actor.ts";
import { administratorPosts, type Post } from "#kernel/posts.ts";

const desk: readonly Post[] = ["editor", "liaison", "duty-officer", "signer"];

type Placed = { unitId: string; system: System; regionCode: string };

/** Administrators have no business with what units ask of each other. */
export const mayReadOrders = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.some((h) => !administratorPosts.includes(h.post));

/** Whoever sees the unit that asked, or one that was asked. */
export const mayRead = (actor: Actor, order: Placed, targets: readonly Placed[]): boolean =>
  mayReadOrders(actor) && [order, ...targets].some((one) => inScope(actor, one));

/** A unit that wrote the piece asks others to pass it on. */
export const mayIssue = (actor: Actor, writers: readonly string[]): boolean => actor.kind === "person" && writers.some((unitId) => holds(actor, unitId, "editor", "liaison", "signer"));

/** The desk of the unit that asked verifies, returns, chases and withdraws. */
export const mayTend = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...desk);

/** The desk of the unit that was asked, and whoever keeps the account. */
export const mayCarry = (actor: Actor, target: { unitId: string; keepers: readonly string[] }): boolean =>
  holds(actor, target.unitId, ...desk) || (actor.kind === "person" && target.keepers.includes(actor.personId));
