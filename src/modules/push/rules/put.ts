import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** What an account said about a piece before: its newest edition, whether it was taken back, whether anything of it was urgent, and the bytes of the edition asked about. */
export type Standing = { newest: number | null; withdrawn: boolean; urgent: boolean; sha256: string | null };

/** May this reminder go out? The fence of every channel: nothing older after newer, nothing after a recall, no other bytes, no recall of what was never said. */
export function planPut(standing: Standing, entry: { edition: number; sha256: string; withdrawn: boolean }): Decision<"tell" | "again"> {
  if (standing.sha256 !== null) return standing.sha256 === entry.sha256 ? permit("again") : refuse("push.other-bytes", { edition: entry.edition });
  if (standing.withdrawn) return refuse("push.recalled", { edition: entry.edition });
  if (entry.withdrawn) return standing.newest === null ? refuse("push.nothing-there") : permit("tell");
  if (standing.newest !== null && entry.edition < standing.newest) return refuse("push.superseded", { edition: entry.edition, newest: standing.newest });
  return permit("tell");
}

/** What became of a reminder, in numbers; `left` are still to be told. */
export type Counts = { told: number; sent: number; dropped: number; givenUp: number; left: number };

/** Where a reminder stands: a push service took at least one, some are still to go, or nobody was reached at all. */
export const stateOf = (counts: Counts): "taken" | "under-way" | "nobody" => (counts.sent > 0 ? "taken" : counts.left > 0 ? "under-way" : "nobody");
