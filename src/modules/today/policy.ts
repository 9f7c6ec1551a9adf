import { administratorPosts } from "#kernel/posts.ts";
import type { Actor } from "#kernel/actor.ts";

/** The day and the wall are for those who work on pieces; administrators have their own screens. */
export const mayReadDay = (actor: Actor): boolean => actor.holdings.some((held) => !administratorPosts.includes(held.post));
