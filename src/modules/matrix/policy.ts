import { holds, type Actor } from "#kernel/actor.ts";
import { administratorPosts } from "#kernel/posts.ts";

/** An account as the policies see it: its unit, the units above it (itself included), its owner and successor. */
export type Kept = { unitId: string; unitIdsAbove: readonly string[]; keepers: readonly string[] };

/** Whoever works at the desk sees accounts within their scope, and what inspection found at them. */
export const mayReadMatrix = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.some((h) => !administratorPosts.includes(h.post));

/** Files what is known of an account, enters its numbers and says what was mended: the unit's desk, and whoever keeps the account. */
export const mayFile = (actor: Actor, { unitId, keepers }: Pick<Kept, "unitId" | "keepers">): boolean =>
  actor.kind === "person" && (holds(actor, unitId, "editor", "liaison", "duty-officer") || keepers.includes(actor.personId));

/** Inspects and rechecks: the desk of a unit above, or of the unit itself where none is above; never who keeps the account. */
export const mayInspect = (actor: Actor, { unitId, unitIdsAbove, keepers }: Kept): boolean => {
  const above = unitIdsAbove.filter((id) => id !== unitId);
  return actor.kind === "person" && !keepers.includes(actor.personId) && (above.length > 0 ? above : [unitId]).some((id) => holds(actor, id, "liaison", "first-reviewer", "second-reviewer", "signer"));
};

/** A round over every account is begun by whoever inspects somewhere. */
export const mayRunRound = (actor: Actor): boolean => actor.holdings.some((h) => ["liaison", "first-reviewer", "second-reviewer", "signer"].includes(h.post));
