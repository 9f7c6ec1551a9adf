import { holdsAnywhere, type Actor } from "#kernel/actor.ts";

/** The whole record is for audit administrators, logged in with the second factor (等保 GB/T 22239-2019 §8.1.4.3; three separate administrators). */
export const mayReadAll = (actor: Actor): boolean => actor.kind === "person" && actor.secondFactor && holdsAnywhere(actor, "audit-admin");

/** Everybody may see what they did themselves. */
export const mayReadOwn = (actor: Actor): boolean => actor.kind === "person";
