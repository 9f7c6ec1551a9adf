import type { Framer } from "../codec/framer.ts";
import { openFramer } from "../codec/framer.ts";
import type { Gateway } from "../gateway.ts";
import { openLedger, type Ledger, type Message } from "./ledger.ts";

/** How a session behaves; seconds everywhere. */
export type SessionSettings = {
  /** W: requests under way at once. */
  window: number;
  /** T and N: an answer is waited for so long, and a line on which something waits N times that is given up. */
  answerSeconds: number; tries: number;
  /** A quiet line is asked whether it lives. */
  heartbeatSeconds: number;
  /** Whether the gateway takes the same sequence twice as one, so that an unanswered submit may be written again on the same line. */
  resendSafe: boolean;
  /** A message waits so long for its turn, then it is given back as not sent. */
  patienceSeconds: number;
  /** A report is waited for so long. */
  reportSeconds: number;
  reconnect: { firstSeconds: number; mostSeconds: number };
  /** After "too often": the pause, doubled up to the most, and how often one part is offered again. */
  throttle: { firstSeconds: number; mostSeconds: number; tries: number };
};

/** W 16, T 60 s, N 3, heartbeat 3 min (design/channels.md); the others are ours. No gateway is trusted to know a sequence again. */
export const defaultSettings: SessionSettings = {
  window: 16, answerSeconds: 60, tries: 3, heartbeatSeconds: 180, resendSafe: false, patienceSeconds: 300, reportSeconds: 72 * 3_600,
  reconnect: { firstSeconds: 1, mostSeconds: 60 }, throttle: { firstSeconds: 1, mostSeconds: 30, tries: 5 },
};

/** One part that waits for its turn. */
export type Ticket = { message: Message; index: number; throttled: number };

/** A request that is not answered: a part, or the wish to take one back. `overdue`: it was told as unknown and keeps its place. */
export type Pending = { ticket: Ticket | null; ref: string; bytes: Buffer; sentAt: number; tries: number; overdue: boolean };

/** down: not started, or stopped. waiting: for the time to dial again. suspended: a person must mend the account. */
type Phase = "down" | "waiting" | "dialing" | "binding" | "bound" | "closing" | "suspended";

/** All memory of a session; times in milliseconds since 1970. Only `step` writes it. */
export type Session = {
  readonly gateway: Gateway;
  readonly settings: SessionSettings;
  phase: Phase;
  sequence: number;
  framer: Framer;
  ledger: Ledger;
  /** By sequence, in the order they were written. */
  pending: Map<number, Pending>;
  queue: Ticket[];
  /** Tickets of `queue` before this one are done. */
  head: number;
  /** Offered again before anything new. */
  again: Ticket[];
  pausedUntil: number;
  pause: number;
  bind: { sequence: number; proof: Buffer; sentAt: number } | null;
  lastHeard: number;
  heartbeat: { sentAt: number; tries: number } | null;
  /** When to dial, while waiting; since when, while dialing. */
  dialAt: number;
  dialPause: number;
  closingSince: number;
  /** Asked to stop: the line, once lost, is not dialed again. */
  stopping: boolean;
};

/** A session that has not begun. */
export const openSession = (gateway: Gateway, settings: Partial<SessionSettings> = {}): Session => {
  const all = { ...defaultSettings, ...settings };
  return {
    gateway, settings: all, phase: "down", sequence: 0, framer: openFramer(gateway), ledger: openLedger(), pending: new Map(), queue: [], head: 0, again: [],
    pausedUntil: 0, pause: 0, bind: null, lastHeard: 0, heartbeat: null, dialAt: 0, dialPause: 0, closingSince: 0, stopping: false,
  };
};

/** Highest sequence in use; the sign bit is left alone, because some gateways read it as one. */
const lastSequence = 0x7fff_ffff;

/** The next sequence that nothing on this line waits for. */
export function nextSequence(session: Session): number {
  do session.sequence = session.sequence >= lastSequence ? 1 : session.sequence + 1;
  while (session.pending.has(session.sequence));
  return session.sequence;
}

/** The part whose turn it is, without taking it. */
export const nextTicket = (session: Session): Ticket | undefined => session.again[0] ?? session.queue[session.head];

/** Takes the part whose turn it is. */
export function takeTicket(session: Session): Ticket | undefined {
  const again = session.again.shift();
  if (again) return again;
  const ticket = session.queue[session.head];
  if (ticket) session.head += 1;
  if (session.head > 1_024 && session.head * 2 > session.queue.length) {
    session.queue = session.queue.slice(session.head);
    session.head = 0;
  }
  return ticket;
}
