import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Where a piece stands on the screens of an account. `sha256` is of the edition asked about, where it was put before. */
export type Standing = { recalled: boolean; newest: number | null; sha256: string | null };

/** May this edition go on the screens? The same fence as everywhere: nothing older over newer, nothing after a recall, no other bytes. */
export function planShow(standing: Standing, entry: { edition: number; sha256: string }): Decision<"show" | "again"> {
  if (standing.sha256 !== null) return standing.sha256 === entry.sha256 ? permit("again") : refuse("signage.other-bytes", { edition: entry.edition });
  if (standing.recalled) return refuse("signage.recalled", { edition: entry.edition });
  if (standing.newest !== null && entry.edition < standing.newest) return refuse("signage.superseded", { edition: entry.edition, newest: standing.newest });
  return permit("show");
}

/** What a screen says it showed: an entry of its playlist, from when to when by the house's clock. */
export type Showing = { id: string; entryId: string; rev: string; startedAt: Date; endedAt: Date };

const toleranceMs = 5 * 60_000;

/** Why a report of a screen is not evidence; null when it is. Days old is fine: a screen may have been offline that long. */
export function whyNotProof(showing: Showing, entry: { validFrom: Date } | undefined, now: Date): string | null {
  if (!entry) return "signage.not-on-this-screen";
  if (showing.endedAt < showing.startedAt) return "signage.ends-before-it-starts";
  if (showing.endedAt.getTime() > now.getTime() + toleranceMs) return "signage.in-the-future";
  if (showing.startedAt.getTime() < entry.validFrom.getTime() - toleranceMs) return "signage.before-it-was-there";
  return null;
}

/** A screen that asks at least every few minutes is alive. */
export const aliveWithinMs = 5 * 60_000;

/** Is the screen asking for its playlist? */
export const isAlive = (lastSeenAt: Date | null, now: Date): boolean => lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() <= aliveWithinMs;
