import { authenticate } from "#platform/auth/fastify.ts";
import type { House } from "#platform/house.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import { actorIn, stepOfSession } from "./actions/account.ts";

/** Answers who is asking: only somebody whose log-in is complete; posts are read anew each time, so that a change of rights works at once. */
export function doorkeeper(house: House): Doorkeeper {
  const sessionOf = authenticate(house);
  return async (request) => {
    const session = await sessionOf(request);
    if (!session) return null;
    const actor = await actorIn(house.db, session, house.now());
    return actor && stepOfSession(actor, session) === "none" ? actor : null;
  };
}
