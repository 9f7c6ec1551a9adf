import { holds, theHouse, type Actor } from "#kernel/actor.ts";

/** Screens are set up and taken down by the unit that owns their account: its liaison, duty officer or system administrator. */
export const mayKeepScreens = (actor: Actor, unitId: string): boolean => holds(actor, unitId, "liaison", "duty-officer", "system-admin");

/** Whoever works at the desk sees the screens within their scope; security and audit administrators have no business there. */
export const mayReadScreens = (actor: Actor): boolean => actor.personId === theHouse.personId || actor.holdings.some((h) => h.post !== "security-admin" && h.post !== "audit-admin");
