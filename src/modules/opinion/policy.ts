import { holds, holdsAnywhere, theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";

/** Posts that see topics; administrators see none of it (等保, three separate administrators). */
export const watchingPosts: readonly Post[] = ["editor", "liaison", "duty-officer", "leading-group"];

const isTheHouse = (actor: Actor): boolean => actor.kind === "system" && actor.personId === theHouse.personId;

/** Editors, liaisons, duty officers and leaders of a unit see topics, each within their places. */
export const mayReadTopics = (actor: Actor): boolean => isTheHouse(actor) || (actor.kind === "person" && holdsAnywhere(actor, ...watchingPosts));

/** What a unit decides about topics, its desk decides. */
export const mayTriage = (actor: Actor, unitId: string): boolean => actor.kind === "person" && holds(actor, unitId, "editor", "liaison", "duty-officer");

/** Sources and profiles are kept by a unit's liaison and its duty officers, who are there at night; so are corrections of folding. */
export const mayKeepWatch = (actor: Actor, unitId: string): boolean => isTheHouse(actor) || (actor.kind === "person" && holds(actor, unitId, "liaison", "duty-officer"));

/** How long items are kept is set by the office that sees the whole province. */
export const maySetRetention = (actor: Actor): boolean => isTheHouse(actor) || (actor.kind === "person" && actor.scope.all && holds(actor, actor.unitId, "liaison"));

/** The unit for which a person looks at the radar: their own, or the one in which they watch. */
export const watchesFor = (actor: Actor): string =>
  holds(actor, actor.unitId, ...watchingPosts) ? actor.unitId : (actor.holdings.find((h) => watchingPosts.includes(h.post))?.unitId ?? actor.unitId);

/** Units whose sources and profiles a person keeps. */
export const keptUnitIds = (actor: Actor): string[] => [...new Set(actor.holdings.filter((h) => mayKeepWatch(actor, h.unitId)).map((h) => h.unitId))];
