import { z } from "zod";
import { parseJson } from "../json.ts";
import { readBackConnector } from "./read-back.ts";

const Config = z.object({
  /** The JSON Feed of the site, as readers fetch it; RSS and Atom are made from the same entries. */
  feedUrl: z.url({ protocol: /^https?$/ }),
});

/** The one part of JSON Feed 1.1 that is read back, with our extension that names the signed bytes. */
const Feed = z.object({
  items: z.array(z.object({
    id: z.string(),
    url: z.string().optional(),
    _tongsheng: z.object({ edition: z.number().int(), sha256: z.string(), recalled: z.boolean().optional() }).optional(),
  })),
});

/** RSS, Atom and JSON Feed of the site (docs/channels/feed.md). */
export const feed = readBackConnector({
  id: "feed",
  name: { zh: "订阅源（RSS、Atom、JSON Feed）", en: "Feeds (RSS, Atom, JSON Feed)" },
  config: Config,
  addressOf: ({ feedUrl }) => feedUrl,
  accept: "application/feed+json",
  entriesIn: (body) => Feed.safeParse(parseJson(body)).data?.items.map(({ id, url, _tongsheng }) => ({ id, url, mark: _tongsheng })) ?? null,
});
