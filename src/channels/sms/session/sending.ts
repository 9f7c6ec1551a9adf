import type { Failure } from "#kernel/connector.ts";
import { failure } from "../../failures.ts";
import type { Part } from "../gateway.ts";
import type { Effect } from "./effects.ts";
import { answerLate, decide, nameThe, openMessage, unname, type Message } from "./ledger.ts";
import { nextSequence, nextTicket, takeTicket, type Pending, type Session, type Ticket } from "./state.ts";

/** Takes a message into the queue; where no line will come it is given back at once. */
export function enqueue(session: Session, id: string, parts: readonly Part[], now: number): Effect[] {
  if (parts.length === 0) return [{ kind: "settled", id, outcome: failure("content", "no-parts", "") }];
  const message = openMessage(id, parts, now);
  if (session.stopping || session.phase === "suspended") return giveBack(session, message, failure("transient", session.phase, ""));
  parts.forEach((_, index) => session.queue.push({ message, index, throttled: 0 }));
  return pump(session, now);
}

/** Writes what the window has room for. Parts of a message that is refused already stay unwritten. */
export function pump(session: Session, now: number): Effect[] {
  const effects: Effect[] = [];
  while (session.phase === "bound" && now >= session.pausedUntil && session.pending.size < session.settings.window) {
    const ticket = takeTicket(session);
    if (!ticket) break;
    effects.push(...offer(session, ticket, now));
  }
  return effects;
}

function offer(session: Session, ticket: Ticket, now: number): Effect[] {
  const { message, index } = ticket;
  const part = message.parts[index]?.part;
  if (!part) return [];
  if (message.failure && message.failure.class !== "unknownOutcome") return decide(session.ledger, message, index, "refused", message.failure);
  const sequence = nextSequence(session);
  const submission = session.gateway.submit(part, sequence, new Date(now));
  if (!submission.ok) return decide(session.ledger, message, index, "refused", failure("content", submission.refusal.code, JSON.stringify(submission.refusal.facts ?? {})));
  const { bytes, ref } = submission.value;
  session.pending.set(sequence, { ticket, ref: ref ?? "", bytes, sentAt: now, tries: 1, overdue: false });
  return [{ kind: "write", bytes }, ...(ref === null ? [] : nameThe(session.ledger, message, index, ref, now))];
}

/** Asks the gateway to take a part back; without a line or room for it nothing is asked. */
export function askCancel(session: Session, part: { ref: string; phone: string }, now: number): Effect[] {
  const { gateway, pending, settings } = session;
  const free = session.phase === "bound" && pending.size < settings.window;
  const sequence = free && gateway.cancel ? nextSequence(session) : 0;
  const frame = sequence > 0 ? gateway.cancel?.(part, sequence) : undefined;
  if (!frame?.ok) return [{ kind: "cancelled", ref: part.ref, done: false }];
  pending.set(sequence, { ticket: null, ref: part.ref, bytes: frame.value, sentAt: now, tries: 1, overdue: false });
  return [{ kind: "write", bytes: frame.value }];
}

/** The gateway answered a submit. "Too often" is certainly not taken, so the part may be offered again after a pause. */
export function answered(session: Session, sequence: number, ref: string | null, why: Failure | null, now: number): Effect[] {
  const entry = session.pending.get(sequence);
  if (!entry?.ticket) return [];
  session.pending.delete(sequence);
  const { message, index } = entry.ticket;
  const again = why?.class === "rateLimited" && !entry.overdue && !session.stopping && entry.ticket.throttled < session.settings.throttle.tries;
  if (again) return slowDown(session, entry.ticket, now);
  if (!why) session.pause = 0;
  const named = !why && ref !== null ? nameThe(session.ledger, message, index, ref, now) : [];
  const told = entry.overdue ? answerLate(message, index, ref, why) : decide(session.ledger, message, index, why ? "refused" : "accepted", why);
  return [...told, ...named, ...pump(session, now)];
}

function slowDown(session: Session, ticket: Ticket, now: number): Effect[] {
  const { firstSeconds, mostSeconds } = session.settings.throttle;
  unname(session.ledger, ticket.message, ticket.index);
  session.again.push({ ...ticket, throttled: ticket.throttled + 1 });
  if (now >= session.pausedUntil) {
    session.pause = Math.min(mostSeconds * 1000, session.pause === 0 ? firstSeconds * 1000 : session.pause * 2);
    session.pausedUntil = now + session.pause;
  }
  return [];
}

/** The gateway answered the wish to take a part back. */
export function cancelAnswered(session: Session, sequence: number, done: boolean, now: number): Effect[] {
  const entry = session.pending.get(sequence);
  if (!entry || entry.ticket) return [];
  session.pending.delete(sequence);
  return [...(entry.overdue ? [] : [{ kind: "cancelled", ref: entry.ref, done } as const]), ...pump(session, now)];
}

/** A frame was refused as such; what it asked for was not done. */
export function frameRefused(session: Session, sequence: number, why: Failure, now: number): Effect[] {
  return session.pending.get(sequence)?.ticket ? answered(session, sequence, null, why, now) : cancelAnswered(session, sequence, false, now);
}

/** Nobody answered in time. The outcome is told as unknown; the request keeps its place in the window, because it may still be under way. */
export function overdue(session: Session, now: number): { effects: Effect[]; dead: boolean } {
  const { answerSeconds, tries, resendSafe } = session.settings;
  const effects: Effect[] = [];
  let dead = false;
  for (const entry of session.pending.values()) {
    if (now < entry.sentAt + entry.tries * answerSeconds * 1000) continue;
    const resend = resendSafe && entry.ticket !== null && entry.tries < tries;
    if (entry.tries >= tries) dead = true;
    else entry.tries += 1;
    if (resend) effects.push({ kind: "write", bytes: entry.bytes });
    else effects.push(...lose(session, entry, "no-answer"));
  }
  return { effects, dead };
}

/** The line is gone: what was under way on it is unknown and never sent again by itself; what waits goes on waiting. */
export function cutOff(session: Session, reason: string): Effect[] {
  const effects = [...session.pending.values()].flatMap((entry) => lose(session, entry, reason));
  session.pending.clear();
  return effects;
}

function lose(session: Session, entry: Pending, reason: string): Effect[] {
  if (entry.overdue) return [];
  entry.overdue = true;
  if (!entry.ticket) return [{ kind: "cancelled", ref: entry.ref, done: null }];
  return decide(session.ledger, entry.ticket.message, entry.ticket.index, "unknown", failure("unknownOutcome", reason, ""));
}

/** Gives back everything that waits, or only what has waited too long: none of it left the house. */
export function giveUp(session: Session, why: Failure, since = Number.POSITIVE_INFINITY): Effect[] {
  const effects: Effect[] = [];
  for (let ticket = nextTicket(session); ticket && ticket.message.since <= since; ticket = nextTicket(session)) {
    takeTicket(session);
    effects.push(...decide(session.ledger, ticket.message, ticket.index, "refused", why));
  }
  return effects;
}

const giveBack = (session: Session, message: Message, why: Failure): Effect[] => message.parts.flatMap((_, index) => decide(session.ledger, message, index, "refused", why));
