import { openFramer, pushChunk, type Framer } from "./codec/framer.ts";
import type { Gateway } from "./gateway.ts";
import type { Effect } from "./session/effects.ts";

/** A line that the gateway opened to bring reports and messages from phones (SGIP): nobody is heard before being let in. */
type Inbox = { readonly gateway: Gateway; framer: Framer; admitted: boolean; closed: boolean };

/** A line just opened, nobody let in. */
export const openInbox = (gateway: Gateway): Inbox => ({ gateway, framer: openFramer(gateway), admitted: false, closed: false });

/** What a chunk on that line brings. Reports and messages go to the session as `reported` or to the caller; only `reply` returns on this line. */
export function inboxStep(inbox: Inbox, chunk: Uint8Array): Effect[] {
  const { frames, refusal } = pushChunk(inbox.framer, chunk);
  const effects: Effect[] = [];
  for (const frame of frames) if (!inbox.closed) effects.push(...heard(inbox, frame));
  return refusal && !inbox.closed ? [...effects, { kind: "unreadable", refusal }, ...close(inbox, refusal.code)] : effects;
}

function close(inbox: Inbox, reason: string): Effect[] {
  inbox.closed = true;
  return [{ kind: "hangUp", reason }];
}

function heard(inbox: Inbox, frame: Buffer): Effect[] {
  const news = inbox.gateway.hear(frame, Buffer.alloc(0));
  if (news.kind === "knock") {
    inbox.admitted ||= news.admitted;
    return [{ kind: "write", bytes: news.reply }, ...(news.admitted ? [] : close(inbox, "not-admitted"))];
  }
  if (!inbox.admitted) return close(inbox, "not-admitted");
  switch (news.kind) {
    case "report": return [{ kind: "report", report: news.report, id: null, again: false, reply: news.reply }];
    case "incoming": return [{ kind: "incoming", incoming: news.incoming, reply: news.reply }];
    case "alive": return news.reply ? [{ kind: "write", bytes: news.reply }] : [];
    case "leaving": return [...(news.reply ? [{ kind: "write", bytes: news.reply } as const] : []), ...close(inbox, "left")];
    case "unreadable": return [{ kind: "unreadable", refusal: news.refusal }];
    default: return [{ kind: "unreadable", refusal: { code: "sms.unexpected-pdu", facts: { pdu: news.kind } } }];
  }
}
