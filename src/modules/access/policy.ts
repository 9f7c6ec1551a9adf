import type { Actor } from "#kernel/actor.ts";

/** Whose log-in it is: the person, and their unit with every unit above it that day. */
export type Holder = { personId: string; unitIdsAbove: readonly string[] };

/** Only the 安全管理员 of a branch touches other people's log-ins, with a second factor, and never their own (GB/T 22239-2019 §8.1.5). */
export const mayAdministerAccess = (actor: Actor, holder: Holder): boolean =>
  actor.kind === "person" && actor.secondFactor && actor.personId !== holder.personId
  && actor.holdings.some((h) => h.post === "security-admin" && (actor.scope.all || holder.unitIdsAbove.includes(h.unitId)));
