import { theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";

/** A unit with every unit above it that day, itself included: an administrator's reach goes downwards. */
export type Reach = { unitIdsAbove: readonly string[] };

/** The house itself (command line, first start, jobs). Somebody not logged in is not the house. */
const isTheHouse = (actor: Actor): boolean => actor.kind === "system" && actor.personId === theHouse.personId;

const reaches = (actor: Actor, post: Post, { unitIdsAbove }: Reach): boolean =>
  isTheHouse(actor) || (actor.kind === "person" && actor.secondFactor && actor.holdings.some((h) => h.post === post && (unitIdsAbove.includes(h.unitId) || actor.scope.all)));

/** System administrators keep the units of their branch: create, rename, move, open, close. */
export const mayKeepUnit = (actor: Actor, reach: Reach): boolean => reaches(actor, "system-admin", reach);

/** System administrators keep the people of their branch; they give no posts. */
export const mayKeepPeople = (actor: Actor, reach: Reach): boolean => reaches(actor, "system-admin", reach);

/** Security administrators give and end posts in their branch; they create nobody. */
export const mayAppoint = (actor: Actor, reach: Reach): boolean => reaches(actor, "security-admin", reach);

/** Loading a preset and changing its facts concerns the whole house: only its system administrator. */
export const mayKeepFacts = (actor: Actor): boolean => reaches(actor, "system-admin", { unitIdsAbove: [] });

/** Whoever holds a post lends it; the rules say what may be lent. */
export const mayDelegate = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.length > 0;

/** The one who lent a post takes it back; so may the security administrator of the unit. */
export const mayRevoke = (actor: Actor, delegation: { fromPersonId: string } & Reach): boolean =>
  actor.personId === delegation.fromPersonId || mayAppoint(actor, delegation);

/** Colleagues are seen by everyone with a post; audit administrators only read the audit. */
export const mayReadPeople = (actor: Actor): boolean => isTheHouse(actor) || actor.holdings.some((h) => h.post !== "audit-admin");

/** The chart of units is open to everyone who is logged in. */
export const mayReadChart = (actor: Actor): boolean => isTheHouse(actor) || actor.kind === "person";
