import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Who signs, in order, and why it differs from what the duty rule proposed (clause 3.2, soft: 根据职责可两家或三家). */
export type LinePlan = { unitIds: readonly string[]; proposed: readonly string[]; leadUnitId: string; reason: string | null };

/** Stages of a piece in which its plan may change and an edition be submitted; what is under review is frozen. */
export const planable: readonly string[] = ["draft", "returned", "published", "publishing", "recalled"];

/** Most units that can sign one text together. */
export const mostSigners = 12;

/** Accepts a signature line: the lead unit is in it, nobody twice, and a change of the proposal has its reason. */
export function planLine({ unitIds, proposed, leadUnitId, reason }: LinePlan): Decision<{ unitIds: readonly string[]; changed: boolean }> {
  if (unitIds.length === 0 || unitIds.length > mostSigners) return refuse("review.line-length", { most: mostSigners });
  if (new Set(unitIds).size !== unitIds.length) return refuse("review.unit-twice");
  if (!unitIds.includes(leadUnitId)) return refuse("review.lead-not-in-line");
  const changed = unitIds.length !== proposed.length || unitIds.some((id, i) => id !== proposed[i]);
  if (changed && !reason?.trim()) return refuse("review.line-reason-missing");
  return permit({ unitIds, changed });
}

/** Accepts where it goes: only accounts of the units that write or sign it, so that nobody speaks through another unit's account unasked. */
export function planTargets(accountIds: readonly string[], theirs: readonly { id: string }[]): Decision<readonly string[]> {
  const strange = accountIds.filter((id) => !theirs.some((account) => account.id === id));
  return strange.length === 0 ? permit(accountIds) : refuse("review.account-of-others", { count: strange.length });
}

export type Timing = { sendAt: Date | null; embargoUntil: Date | null; notAfter: Date | null };

/** Accepts when it is to go: at once, at a time, not before an embargo ends, never after a latest time. */
export function planTiming({ sendAt, embargoUntil, notAfter }: Timing, now: Date): Decision<Timing> {
  if (notAfter && notAfter <= now) return refuse("review.latest-time-past");
  const earliest = [sendAt, embargoUntil].reduce<Date | null>((late, at) => (at && (!late || at > late) ? at : late), null);
  if (notAfter && earliest && earliest >= notAfter) return refuse("review.latest-before-earliest");
  return permit({ sendAt, embargoUntil, notAfter });
}
