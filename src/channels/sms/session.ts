import { pushChunk } from "./codec/framer.ts";
import { bind, bound, dial, hangUp, leave, lost, stop, tick } from "./session/line.ts";
import type { Effect, Event } from "./session/effects.ts";
import { hearReport } from "./session/ledger.ts";
import { answered, askCancel, cancelAnswered, enqueue, frameRefused } from "./session/sending.ts";
import type { Session } from "./session/state.ts";
import type { Heard } from "./gateway.ts";

// The rest of what a caller of `step` needs.
export { openSession, type Session, type SessionSettings } from "./session/state.ts";
export { wakeAt } from "./session/line.ts";
export type { Effect, Event } from "./session/effects.ts";

/**
 * One connection to a gateway as a state machine: an event in, effects out, the time passed in, nothing else touched. A
 * submit is settled exactly once, whatever the order of answers, reports and cuts; nothing whose outcome is unknown is sent
 * again by itself (design/channels.md, contract 2).
 */
export function step(session: Session, event: Event, at: Date): Effect[] {
  const now = at.getTime();
  switch (event.kind) {
    case "start": return session.phase === "down" || session.phase === "suspended" ? begin(session, now) : [];
    case "stop": return stop(session, now);
    case "tick": return tick(session, now);
    case "connected": return bind(session, now);
    case "closed": return lost(session, event.reason, now);
    case "received": return received(session, event.chunk, now);
    case "submit": return enqueue(session, event.id, event.parts, now);
    case "cancel": return askCancel(session, event, now);
    case "reported": return hearReport(session.ledger, event.report, event.reply);
  }
}

function begin(session: Session, now: number): Effect[] {
  session.stopping = false;
  session.dialPause = 0;
  return dial(session, now);
}

const noProof = Buffer.alloc(0);

function received(session: Session, chunk: Uint8Array, now: number): Effect[] {
  const { frames, refusal } = pushChunk(session.framer, chunk);
  const news = frames.map((frame) => session.gateway.hear(frame, session.bind?.proof ?? noProof));
  const effects: Effect[] = [];
  // Answers first, so that the window fills again before reports are looked at, and a report seldom comes before its answer.
  for (const one of [...news.filter(({ kind }) => kind === "submitted"), ...news.filter(({ kind }) => kind !== "submitted")]) {
    if (session.phase !== "binding" && session.phase !== "bound" && session.phase !== "closing") return effects;
    session.lastHeard = now;
    session.heartbeat = null;
    effects.push(...heard(session, one, now));
  }
  if (refusal) effects.push({ kind: "unreadable", refusal }, ...hangUp(session, refusal.code, now));
  return [...effects, ...leave(session, now)];
}

const written = (reply: Buffer | null): Effect[] => (reply ? [{ kind: "write", bytes: reply }] : []);

function heard(session: Session, news: Heard, now: number): Effect[] {
  switch (news.kind) {
    case "bound": return bound(session, news.sequence, news.failure, now);
    case "submitted": return answered(session, news.sequence, news.ref, news.failure, now);
    case "cancelled": return cancelAnswered(session, news.sequence, news.done, now);
    case "refusedFrame": return frameRefused(session, news.sequence, news.failure, now);
    case "report": return hearReport(session.ledger, news.report, news.reply);
    case "incoming": return [{ kind: "incoming", incoming: news.incoming, reply: news.reply }];
    case "alive": return written(news.reply);
    case "leaving": return [...written(news.reply), ...hangUp(session, "left", now)];
    case "knock": return [{ kind: "unreadable", refusal: { code: "sms.unexpected-pdu", facts: { pdu: "bind" } } }];
    case "unreadable": return [{ kind: "unreadable", refusal: news.refusal }, ...written(news.reply)];
  }
}
