import { holds, theHouse, type Actor } from "#kernel/actor.ts";

/** A unit with every unit above it that day, itself included. */
export type Reach = { unitId: string; unitIdsAbove: readonly string[] };

const isTheHouse = (actor: Actor): boolean => actor.kind === "system" && actor.personId === theHouse.personId;

/** The unit's liaison, and the system administrator of its branch, keep its accounts and their secrets, with a second factor. */
export const mayKeepAccounts = (actor: Actor, { unitId, unitIdsAbove }: Reach): boolean =>
  isTheHouse(actor) || (actor.kind === "person" && actor.secondFactor
    && (holds(actor, unitId, "liaison") || actor.holdings.some((h) => h.post === "system-admin" && (actor.scope.all || unitIdsAbove.includes(h.unitId)))));

/** A test says nothing to anybody: who keeps the account, its owner and the duty officer may ask for one at any hour. */
export const mayTestAccount = (actor: Actor, account: Reach & { ownerPersonId: string; successorPersonId: string | null }): boolean =>
  mayKeepAccounts(actor, account) || [account.ownerPersonId, account.successorPersonId].includes(actor.personId) || holds(actor, account.unitId, "duty-officer", "signer");

/** Whoever works at the desk sees accounts within their scope; security and audit administrators have no business there. */
export const mayReadAccounts = (actor: Actor): boolean => isTheHouse(actor) || actor.holdings.some((h) => h.post !== "security-admin" && h.post !== "audit-admin");
