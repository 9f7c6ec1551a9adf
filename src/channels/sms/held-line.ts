import { z } from "zod";
import type { HeldLine, LineKeeper, LineNews, LinePart } from "#kernel/connector.ts";
import { parseJson } from "../json.ts";
import { openConnection, type GatewayConnection, type News } from "./connection.ts";
import type { Gateway, Part } from "./gateway.ts";
import type { Cut } from "./parts.ts";
import type { SessionSettings } from "./session.ts";

/** One part as it is kept until its turn; how it was cut stays as it was, whatever the account's settings become. */
const Frame = z.object({ coding: z.enum(["ascii", "ucs2", "gb18030"]), header: z.boolean(), content: z.string().regex(/^(?:[0-9a-f]{2})+$/) });

/** The parts of a cut message, each as text. */
export const framesOf = ({ coding, parts }: Cut): string[] => parts.map(({ header, content }) => JSON.stringify({ coding, header, content: content.toString("hex") } satisfies z.infer<typeof Frame>));

function partOf({ phone, number, total, frame }: LinePart): Part {
  const { coding, header, content } = Frame.parse(parseJson(frame));
  return { phone, coding, header, content: Buffer.from(content, "hex"), number, total };
}

/** Where a line leads, how it behaves, and where its gateway dials in (SGIP). */
type LinePlace = { host: string; port: number; gateway: Gateway; settings: Partial<SessionSettings>; inbox: { host: string; port: number } | null };

/** Given back by the session, not refused by the gateway: nothing of it was written. */
const unwritten = new Set(["stopped", "waited", "suspended"]);

/** Holds the line of an account: every part is a message of its own, so that each is known by its own answer. */
export function openHeldLine({ inbox, ...place }: LinePlace, { reach, now, tried, tell }: LineKeeper): HeldLine {
  let suspended = false;
  const listener = (news: News): void | Promise<void> => {
    if (news.kind === "line") suspended = news.state === "suspended";
    const said = heard(news);
    return said ? tell(said) : undefined;
  };
  const lost = (reason: string): void => { if (!suspended) void tell({ kind: "lost", reason }); };
  const connection = openConnection({ ...place, reach, clock: now, listener, troubled: lost });
  const listening = inbox && !tried ? listen(connection, inbox, lost) : null;
  return {
    carry: (id, part) => { connection.submit(id, [partOf(part)]); },
    stop: async () => { await Promise.all([connection.stop(), listening?.then((stop) => stop())]); },
  };
}

/** A port that is taken is told as trouble of the line; without it no report comes. */
const listen = (connection: GatewayConnection, at: { host: string; port: number }, lost: (reason: string) => void): Promise<() => Promise<void>> =>
  connection.listen(at).then(({ stop }) => stop, (error: NodeJS.ErrnoException) => { lost(`listening on ${at.port}: ${error.code ?? error.message}`); return () => Promise.resolve(); });

function heard(news: News): LineNews | null {
  switch (news.kind) {
    case "line": return news.state === "bound" ? { kind: "bound" } : news.state === "suspended" ? { kind: "suspended", failure: news.failure } : null;
    case "settled": {
      const { id, outcome } = news;
      if (outcome.ok) return { kind: "answered", id, ref: outcome.refs[0] ?? "" };
      if (outcome.class === "unknownOutcome") return { kind: "unknown", id, failure: outcome };
      return outcome.class === "auth" || unwritten.has(outcome.rawCode) ? { kind: "returned", id } : { kind: "refused", id, failure: outcome };
    }
    case "answeredLate": return news.outcome.ok ? { kind: "answered", id: news.id, ref: news.outcome.ref } : { kind: "refused", id: news.id, failure: news.outcome };
    case "report": return { kind: "report", id: news.id, report: news.report };
    case "incoming": return { kind: "incoming", from: news.incoming.from, text: news.incoming.text ?? "" };
    case "unreadable": return { kind: "unreadable", reason: `${news.refusal.code} ${JSON.stringify(news.refusal.facts ?? {})}` };
    default: return null;
  }
}
