import { holds, type Actor } from "#kernel/actor.ts";

/** Screens are set up and taken down by the unit that owns their account: its liaison, duty officer or system administrator. */
export const mayKeepScreens = (actor: Actor, unitId: string): boolean => holds(actor, unitId, "liaison", "duty-officer", "system-admin");
