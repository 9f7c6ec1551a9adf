import { theHouse, type Actor } from "#kernel/actor.ts";

/** The way out concerns everybody: only a system administrator of the whole house opens it, with a second factor; or whoever has the machine (command line). */
export const mayRelease = (actor: Actor): boolean =>
  (actor.kind === "system" && actor.personId === theHouse.personId)
  || (actor.kind === "person" && actor.secondFactor && actor.scope.all && actor.holdings.some((held) => held.post === "system-admin"));
