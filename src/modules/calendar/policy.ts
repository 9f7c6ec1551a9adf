import { administratorPosts } from "#kernel/posts.ts";
import { holdsAnywhere, type Actor } from "#kernel/actor.ts";

/** Whoever works on pieces reads the calendar; administrators have no business there. */
export const mayReadCalendar = (actor: Actor): boolean => actor.holdings.some((held) => !administratorPosts.includes(held.post));

/** Editors begin a piece from a day. */
export const mayPlan = (actor: Actor): boolean => holdsAnywhere(actor, "editor");
