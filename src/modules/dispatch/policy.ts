import { holds, type Actor } from "#kernel/actor.ts";
import type { Refusal } from "#kernel/decision.ts";

/** Taking back is for those who may sign for the lead unit, and for its duty officer, with a second factor. */
export const mayRecall = (actor: Actor, piece: { unitId: string }): boolean =>
  actor.secondFactor && holds(actor, piece.unitId, "signer", "duty-officer", "liaison");

/** Stopping what has not left needs less: it harms nobody that a word waits. */
export const mayStop = (actor: Actor, piece: { unitId: string; participantUnitIds: readonly string[] }): boolean =>
  [piece.unitId, ...piece.participantUnitIds].some((unitId) => holds(actor, unitId, "signer", "duty-officer", "liaison", "editor"));

/** Whoever keeps the account says what can be seen on it: its unit's editors, liaison and duty officer. */
export const mayTend = (actor: Actor, delivery: { unitId: string; ownerPersonId: string | null }): boolean =>
  actor.personId === delivery.ownerPersonId || holds(actor, delivery.unitId, "editor", "liaison", "duty-officer", "signer");

/** Why a person may not spend what an account has little of: it is for its owner and for its unit's signer and duty officer, with a second factor, because it cannot be had back. */
export function whyNotSpend(actor: Actor, account: { unitId: string; ownerPersonId: string }): Refusal | null {
  if (actor.personId !== account.ownerPersonId && !holds(actor, account.unitId, "signer", "duty-officer")) return { code: "dispatch.may-not-spend" };
  return actor.secondFactor ? null : { code: "dispatch.spend-second-factor" };
}

/** The desk may read the boards of what it may see; administrators have no business there. */
export const mayReadBoards = (actor: Actor): boolean =>
  actor.holdings.some((h) => !["system-admin", "security-admin", "audit-admin"].includes(h.post));
