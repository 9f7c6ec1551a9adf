import type { Failure } from "#kernel/connector.ts";
import { failure } from "../../failures.ts";
import { openFramer } from "../codec/framer.ts";
import type { Effect } from "./effects.ts";
import { cutOff, giveUp, overdue, pump } from "./sending.ts";
import { nextSequence, nextTicket, type Session } from "./state.ts";
import { forgetBefore, oldestWait } from "./ledger.ts";

/** Asks for a line. */
export function dial(session: Session, now: number): Effect[] {
  session.phase = "dialing";
  session.dialAt = now;
  return [{ kind: "dial" }];
}

/** The line stands: the account says who it is. */
export function bind(session: Session, now: number): Effect[] {
  if (session.phase !== "dialing") return [];
  session.framer = openFramer(session.gateway);
  const sequence = nextSequence(session);
  const frame = session.gateway.bind(sequence, new Date(now));
  if (!frame.ok) return suspend(session, failure("permission", frame.refusal.code, JSON.stringify(frame.refusal.facts ?? {})));
  session.phase = "binding";
  session.bind = { sequence, proof: frame.value.proof, sentAt: now };
  return [{ kind: "write", bytes: frame.value.bytes }];
}

/** The gateway let the account in, or said why not. Only a wrong name or secret ends the dialing (design/channels.md, contract 5). */
export function bound(session: Session, sequence: number, why: Failure | null, now: number): Effect[] {
  if (session.phase !== "binding" || session.bind?.sequence !== sequence) return [];
  if (why?.class === "auth") return suspend(session, why);
  if (why) return hangUp(session, `bind ${why.rawCode}`, now);
  Object.assign(session, { phase: "bound", bind: null, lastHeard: now, heartbeat: null, dialPause: 0 } satisfies Partial<Session>);
  return [{ kind: "line", state: "bound" }, ...pump(session, now)];
}

function suspend(session: Session, why: Failure): Effect[] {
  session.phase = "suspended";
  session.bind = null;
  return [{ kind: "line", state: "suspended", failure: why }, { kind: "hangUp", reason: why.rawCode }, ...giveUp(session, why)];
}

/** Ends the line from this side; it is as lost as if the other side had ended it. */
export const hangUp = (session: Session, reason: string, now: number): Effect[] => [{ kind: "hangUp", reason }, ...lost(session, reason, now)];

/** The line is gone, by whomever. It is dialed again after a pause that doubles, unless this side wanted it gone. */
export function lost(session: Session, reason: string, now: number): Effect[] {
  if (session.phase === "down" || session.phase === "waiting" || session.phase === "suspended") return [];
  const { firstSeconds, mostSeconds } = session.settings.reconnect;
  const was = session.phase;
  session.bind = null;
  session.heartbeat = null;
  session.phase = session.stopping ? "down" : "waiting";
  session.dialPause = Math.min(mostSeconds * 1000, session.dialPause === 0 ? firstSeconds * 1000 : session.dialPause * 2);
  session.dialAt = now + session.dialPause;
  return [...(was === "bound" || was === "closing" ? [{ kind: "line", state: "lost" } as const] : []), ...cutOff(session, reason)];
}

/** Stops: nothing new leaves, what is under way is waited for, then the gateway is told. */
export function stop(session: Session, now: number): Effect[] {
  session.stopping = true;
  const effects = giveUp(session, failure("transient", "stopped", ""));
  if (session.phase === "bound") Object.assign(session, { phase: "closing", closingSince: now } satisfies Partial<Session>);
  else if (session.phase === "dialing" || session.phase === "binding") effects.push(...hangUp(session, "stopped", now));
  else session.phase = "down";
  return [...effects, ...leave(session, now)];
}

/** Says goodbye once nothing is under way any more. */
export function leave(session: Session, now: number): Effect[] {
  if (session.phase !== "closing" || session.pending.size > 0 || session.bind) return [];
  const sequence = nextSequence(session);
  const frame = session.gateway.unbind(sequence, new Date(now));
  if (!frame.ok) return hangUp(session, "stopped", now);
  session.bind = { sequence, proof: Buffer.alloc(0), sentAt: now };
  return [{ kind: "write", bytes: frame.value }];
}

/** What the passing of time alone brings about. */
export function tick(session: Session, now: number): Effect[] {
  const { patienceSeconds, reportSeconds, answerSeconds, tries } = session.settings;
  const late = overdue(session, now);
  const effects = [...late.effects, ...forgetBefore(session.ledger, now - reportSeconds * 1000), ...giveUp(session, failure("transient", "waited", ""), now - patienceSeconds * 1000)];
  if (session.phase === "waiting" && now >= session.dialAt) effects.push(...dial(session, now));
  else if (session.phase === "dialing" && now >= session.dialAt + answerSeconds * 1000) effects.push(...hangUp(session, "no-line", now));
  else if (late.dead) effects.push(...hangUp(session, "no-answer", now));
  else if (session.bind && now >= session.bind.sentAt + answerSeconds * 1000) effects.push(...hangUp(session, "no-answer", now));
  else if (session.phase === "closing" && now >= session.closingSince + tries * answerSeconds * 1000) effects.push(...hangUp(session, "stopped", now));
  return [...effects, ...askAlive(session, now), ...pump(session, now), ...leave(session, now)];
}

/** A quiet line is asked whether it lives, N times, T apart. */
function askAlive(session: Session, now: number): Effect[] {
  if (session.phase !== "bound" || !session.gateway.heartbeat || now < aliveDue(session)) return [];
  const tries = session.heartbeat?.tries ?? 0;
  if (tries >= session.settings.tries) return hangUp(session, "no-heartbeat", now);
  const frame = session.gateway.heartbeat(nextSequence(session));
  session.heartbeat = { sentAt: now, tries: tries + 1 };
  return frame.ok ? [{ kind: "write", bytes: frame.value }] : [];
}

const aliveDue = ({ heartbeat, lastHeard, settings }: Session): number => (heartbeat ? heartbeat.sentAt + settings.answerSeconds * 1000 : lastHeard + settings.heartbeatSeconds * 1000);

/** When time alone will next bring something about, in milliseconds since 1970, or null. */
export function wakeAt(session: Session): number | null {
  const { answerSeconds, tries, patienceSeconds, reportSeconds } = session.settings;
  const times: number[] = [];
  for (const entry of session.pending.values()) times.push(entry.sentAt + entry.tries * answerSeconds * 1000);
  const waits = nextTicket(session);
  const report = oldestWait(session.ledger);
  if (waits) times.push(waits.message.since + patienceSeconds * 1000);
  if (waits && session.phase === "bound" && session.pending.size < session.settings.window) times.push(session.pausedUntil);
  if (report !== null) times.push(report + reportSeconds * 1000);
  if (session.phase === "waiting") times.push(session.dialAt);
  if (session.phase === "dialing") times.push(session.dialAt + answerSeconds * 1000);
  if (session.bind) times.push(session.bind.sentAt + answerSeconds * 1000);
  if (session.phase === "closing") times.push(session.closingSince + tries * answerSeconds * 1000);
  if (session.phase === "bound" && session.gateway.heartbeat) times.push(aliveDue(session));
  return times.length === 0 ? null : Math.min(...times);
}
