import { reportStates, type Failure, type LineReport as Report, type ReportState } from "#kernel/connector.ts";
import { failure } from "../../failures.ts";
import type { Part } from "../gateway.ts";
import type { Effect } from "./effects.ts";
import { drop, keep, openRecent, recall, type Recent } from "./recent.ts";

/** How far one part has come: not handed over yet, handed over, refused, or nobody knows. */
type Standing = { part: Part; handed: "waiting" | "accepted" | "refused" | "unknown"; ref: string | null; report: ReportState | null };

/** A message from its submit until its last report. */
export type Message = { id: string; since: number; parts: Standing[]; undecided: number; settled: boolean; failure: Failure | null; said: { delivered: boolean; undelivered: boolean; unreported: boolean } };

/** Every message that is not at its end. Reports find their part by `ref`; those that came before their answer wait in `early`. */
export type Ledger = {
  byRef: Map<string, { message: Message; index: number; since: number }>;
  early: Recent<Report>;
  /** Names of what was delivered, so that a doubled report is known as one. */
  finished: Recent<string>;
};

/** Names kept at least of what is early or finished. */
const kept = 10_000;

/** A ledger with nothing in it. */
export const openLedger = (): Ledger => ({ byRef: new Map(), early: openRecent(kept), finished: openRecent(kept) });

/** A message of which nothing is handed over yet; `now` in milliseconds since 1970. */
export const openMessage = (id: string, parts: readonly Part[], now: number): Message => ({
  id, since: now, parts: parts.map((part) => ({ part, handed: "waiting", ref: null, report: null })), undecided: parts.length, settled: false, failure: null, said: { delivered: false, undelivered: false, unreported: false },
});

const rank = (state: ReportState | null): number => (state === null ? -1 : reportStates.indexOf(state));

/** A part gets the name by which reports will know it; a report that came first is heard now. */
export function nameThe(ledger: Ledger, message: Message, index: number, ref: string, now: number): Effect[] {
  const standing = message.parts[index];
  if (!standing || standing.ref !== null) return [];
  standing.ref = ref;
  ledger.byRef.set(ref, { message, index, since: now });
  const early = recall(ledger.early, ref);
  if (!early) return [];
  drop(ledger.early, ref);
  return advance(ledger, message, index, early);
}

/** A part was not taken after all: its name, where the protocol gave it one beforehand, means nothing. */
export function unname(ledger: Ledger, message: Message, index: number): void {
  const standing = message.parts[index];
  if (!standing || standing.ref === null) return;
  ledger.byRef.delete(standing.ref);
  standing.ref = null;
}

/** The fate of handing one part over is known, or known to be unknown. The last one settles the message. */
export function decide(ledger: Ledger, message: Message, index: number, handed: "accepted" | "refused" | "unknown", why: Failure | null): Effect[] {
  const standing = message.parts[index];
  if (!standing || standing.handed !== "waiting") return [];
  standing.handed = handed;
  if (handed === "refused") unname(ledger, message, index);
  message.failure ??= why;
  message.undecided -= 1;
  return message.undecided === 0 ? settle(ledger, message) : [];
}

/**
 * All parts accepted is accepted; none accepted and none unknown is the refusal; anything between leaves a phone with half
 * a message, and whether to send again is a person's decision (design/channels.md, contract 2).
 */
function settle(ledger: Ledger, message: Message): Effect[] {
  message.settled = true;
  const count = (handed: Standing["handed"]) => message.parts.filter((standing) => standing.handed === handed).length;
  const accepted = count("accepted");
  const total = message.parts.length;
  const why = message.failure;
  const said: Effect[] = [];
  if (accepted === total) said.push({ kind: "settled", id: message.id, outcome: { ok: true, refs: message.parts.flatMap(({ ref }) => ref ?? []) } });
  else if (accepted + count("unknown") === 0 && why) said.push({ kind: "settled", id: message.id, outcome: why });
  else {
    // A name that the protocol gave beforehand (SGIP) lets a report prove later what no answer told.
    const ref = total === 1 ? message.parts[0]?.ref : null;
    said.push({ kind: "settled", id: message.id, outcome: { ...failure("unknownOutcome", why?.rawCode ?? "unanswered", `${accepted}/${total} ${why?.rawBody ?? ""}`.trim()), ...(ref ? { ref } : {}) } });
  }
  return [...said, ...conclude(ledger, message)];
}

/** An answer after its time: evidence for an outcome that was told as unknown. */
export function answerLate(message: Message, index: number, ref: string | null, why: Failure | null): Effect[] {
  if (why) return [{ kind: "answeredLate", id: message.id, part: index, outcome: why }];
  return ref === null ? [] : [{ kind: "answeredLate", id: message.id, part: index, outcome: { ok: true, ref } }];
}

/** A report, whenever it comes: early, doubled, unknown, in any order. The highest word stands. */
export function hearReport(ledger: Ledger, report: Report, reply: Buffer): Effect[] {
  const known = ledger.byRef.get(report.ref);
  if (!known) {
    const id = recall(ledger.finished, report.ref) ?? null;
    const before = recall(ledger.early, report.ref);
    if (id === null && rank(report.state) > rank(before?.state ?? null)) keep(ledger.early, report.ref, report);
    return [{ kind: "report", report, id, again: id !== null || before !== undefined, reply }];
  }
  const { message, index } = known;
  const again = rank(report.state) <= rank(message.parts[index]?.report ?? null);
  return [{ kind: "report", report, id: message.id, again, reply }, ...advance(ledger, message, index, report)];
}

function advance(ledger: Ledger, message: Message, index: number, report: Report): Effect[] {
  const standing = message.parts[index];
  if (!standing || rank(report.state) <= rank(standing.report)) return [];
  standing.report = report.state;
  const bad = report.state === "undelivered" && once(message, "undelivered");
  return [...(bad ? [{ kind: "undelivered", id: message.id, part: index, report } as const] : []), ...conclude(ledger, message)];
}

/** A phone has a message when it has every part of it; said once, and not before the submit itself is settled. */
function conclude(ledger: Ledger, message: Message): Effect[] {
  if (!message.settled || message.parts.some(({ report }) => report !== "delivered") || !once(message, "delivered")) return [];
  for (const { ref } of message.parts) {
    if (ref === null) continue;
    ledger.byRef.delete(ref);
    keep(ledger.finished, ref, message.id);
  }
  return [{ kind: "delivered", id: message.id }];
}

/** True the first time that this is said of a message. */
function once(message: Message, what: keyof Message["said"]): boolean {
  const first = !message.said[what];
  message.said[what] = true;
  return first;
}

/** Forgets what has waited for its report since before `limit`; a message with nothing heard of it is told once. */
export function forgetBefore(ledger: Ledger, limit: number): Effect[] {
  const silent: Effect[] = [];
  for (const [ref, { message, since }] of ledger.byRef) {
    if (since > limit) break;
    ledger.byRef.delete(ref);
    if (!message.said.undelivered && once(message, "unreported")) silent.push({ kind: "unreported", id: message.id });
  }
  return silent;
}

/** Since when the part that waits longest for its report has waited, or null. */
export function oldestWait(ledger: Ledger): number | null {
  for (const { since } of ledger.byRef.values()) return since;
  return null;
}
