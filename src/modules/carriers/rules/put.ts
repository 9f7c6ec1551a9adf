import { permit, refuse, type Decision } from "#kernel/decision.ts";

export const kinds = ["send", "cancel", "further"] as const;
/** What a carrier is asked: to send, not to send what has not begun, or to send a further message that takes back what went out. */
export type Kind = (typeof kinds)[number];

/** What became of handing a request in. */
export type Outcome = "sending" | "taken" | "unknown" | "failed";

/** A request of the same account for the same piece, as far as the next one depends on it. */
export type Standing = { number: string; edition: number; kind: Kind; outcome: Outcome; windowFrom: Date | null; counted: boolean; turned: "replaced" | "cancelled" | "recalled" | null };

/** What is to be handed in, and the requests it is about; of these, `unsent` have not begun. */
export type PutPlan = { kind: Kind; about: string[]; unsent: string[] };

/** May somebody at the carrier hold it? What certainly failed is not there. */
export const mayStand = ({ outcome }: Pick<Standing, "outcome">): boolean => outcome !== "failed";

/**
 * The fence of every channel: nothing older after newer, nothing after a recall of it, no recall of what was never asked. A newer edition stands in for what has not begun;
 * a recall stops that, and only where something went out it is a further message.
 */
export function planPut(all: readonly Standing[], entry: { recall: boolean; edition: number }, now: Date): Decision<PutPlan> {
  const there = all.filter(mayStand);
  const sends = there.filter(({ kind, turned }) => kind === "send" && turned === null);
  const unsent = sends.filter(({ windowFrom, counted }) => !counted && windowFrom !== null && windowFrom > now).map(({ number }) => number);
  const newest = Math.max(0, ...there.filter(({ kind }) => kind === "send").map(({ edition }) => edition));
  const recalled = Math.max(0, ...there.filter(({ kind }) => kind !== "send").map(({ edition }) => edition));
  if (entry.recall) {
    const about = sends.map(({ number }) => number);
    return about.length === 0 ? refuse("carriers.nothing-there") : permit({ kind: unsent.length === about.length ? "cancel" : "further", about, unsent });
  }
  if (entry.edition <= recalled) return refuse("carriers.recalled", { edition: entry.edition });
  if (entry.edition < newest) return refuse("carriers.superseded", { edition: entry.edition, newest });
  return permit({ kind: "send", about: unsent, unsent });
}
