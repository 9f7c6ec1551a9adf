import { Parser } from "htmlparser2";
import { z } from "zod";
import { blocking } from "../limits.ts";
import { entryId, readBackConnector, type Entry } from "../feed/read-back.ts";

const Config = z.object({
  /** The index of the site's alert messages, as others fetch it. */
  indexUrl: z.url({ protocol: /^https?$/ }),
});

const Mark = z.object({ piece: z.uuid(), edition: z.coerce.number().int(), sha256: z.string(), recalled: z.literal("true").optional() });

/** Alert messages after the Common Alerting Protocol (docs/channels/cap.md): only pieces that bear a grade are alerts; a correction of one goes whatever grade it bears. */
export const cap = readBackConnector({
  id: "cap",
  name: { zh: "预警通用格式（CAP 1.2）", en: "Common Alerting Protocol (CAP 1.2)" },
  config: Config,
  addressOf: ({ indexUrl }) => indexUrl,
  accept: "application/atom+xml",
  entriesIn,
  findings: ({ urgency, correction }) => (urgency === "routine" && !correction ? [blocking("channels.no-grade", "cap")] : []),
});

/** The newest message of each piece in an index of ours, which stands first; null where it is no such index. */
function entriesIn(body: string): Entry[] | null {
  const entries = new Map<string, Entry>();
  let isFeed = false;
  let url: string | undefined;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === "feed") isFeed = true;
      if (name === "entry") url = undefined;
      if (name === "link") url = attributes["href"];
      if (name !== "ts:signed") return;
      const mark = Mark.safeParse(attributes).data;
      const id = mark && entryId(mark.piece);
      if (id && !entries.has(id)) entries.set(id, { id, url, mark: { edition: mark.edition, sha256: mark.sha256, ...(mark.recalled ? { recalled: true } : {}) } });
    },
  }, { xmlMode: true });
  parser.end(body);
  return isFeed ? [...entries.values()] : null;
}
