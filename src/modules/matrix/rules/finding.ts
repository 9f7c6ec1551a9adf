import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { isSeen } from "./inspection.ts";

/** The way of a finding: 发现 open → 整改 rectified → 复查 closed; sent back it is open again. */
export type FindingState = "open" | "rectified" | "closed";
/** How it ended: mended and rechecked, gone by itself, or accepted for a time with a reason. */
export type Outcome = "mended" | "gone" | "accepted";

/** A finding as its rules see it. */
export type Finding = { state: FindingState; code: string; rectifiedBy: string | null };

/** Days a unit has to mend what was found. */
export const daysToMend: Readonly<Record<"veto" | "warn", number>> = { veto: 3, warn: 10 };

/** Longest time a finding is accepted for, in days. */
const longestAcceptance = 366;

/** 整改: the unit says what it did. */
export function planRectify({ state }: Finding, note: string): Decision<FindingState> {
  if (state !== "open") return refuse(state === "closed" ? "matrix.closed" : "matrix.rectified-already");
  return note.trim() === "" ? refuse("matrix.note-missing") : permit("rectified");
}

/** 复查 by somebody else: passed it is closed, unless the house sees that it still stands; sent back it is open again. */
export function planRecheck(finding: Finding, answer: { pass: boolean; note: string; stillFound: boolean; personId: string }): Decision<{ state: FindingState; outcome: Outcome | null }> {
  if (finding.state === "closed") return refuse("matrix.closed");
  if (finding.state === "open") return refuse("matrix.not-rectified");
  if (finding.rectifiedBy === answer.personId) return refuse("matrix.not-your-own");
  if (!answer.pass) return answer.note.trim() === "" ? refuse("matrix.note-missing") : permit({ state: "open", outcome: null });
  return answer.stillFound && isSeen(finding.code) ? refuse("matrix.still-so") : permit({ state: "closed", outcome: "mended" });
}

/** Accepts what was found for a time, with the reason; a veto is accepted by nobody. */
export function planAccept(finding: Finding & { level: "veto" | "warn" }, input: { note: string; until: string; today: string }): Decision<Outcome> {
  if (finding.state === "closed") return refuse("matrix.closed");
  if (finding.level === "veto") return refuse("matrix.veto-stands");
  if (input.note.trim() === "") return refuse("matrix.note-missing");
  const days = (Date.parse(input.until) - Date.parse(input.today)) / 86_400_000;
  return days >= 1 && days <= longestAcceptance ? permit("accepted") : refuse("matrix.acceptance-time", { days: longestAcceptance });
}

/** What a round of inspection changes: findings that are new, and those whose cause is gone. What was accepted sleeps until its day. */
export function planRound(known: readonly { id: string; code: string; state: FindingState; acceptedUntil: string | null }[], found: readonly { code: string }[], today: string): { fresh: string[]; gone: string[] } {
  const asleep = (code: string) => known.some((one) => one.code === code && one.acceptedUntil !== null && one.acceptedUntil >= today);
  return {
    fresh: found.map(({ code }) => code).filter((code) => !known.some((one) => one.code === code && one.state !== "closed") && !asleep(code)),
    gone: known.filter((one) => one.state !== "closed" && isSeen(one.code) && one.code !== "no-interaction" && !found.some(({ code }) => code === one.code)).map(({ id }) => id),
  };
}
