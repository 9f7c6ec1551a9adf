import { z } from "zod";
import { defineConnector, type ConnectorContext, type Failure, type Order, type Status } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { articleLimits, renderArticle } from "../article.ts";
import { evidence, failure, refusedByStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";

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

/** RSS, Atom and JSON Feed: the site makes them from its articles, so the same bytes are signed; this channel fetches the feed and proves the entry is in it. */
export const feed = defineConnector({
  id: "feed",
  name: { zh: "订阅源（RSS、Atom、JSON Feed）", en: "Feeds (RSS, Atom, JSON Feed)" },
  kind: "pull",
  variant: "web",
  config: Config,
  secrets: [],
  capabilities: {
    limits: articleLimits, rate: { perAccount: { calls: 60, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
    receipt: "verified", receiptBy: ["answer", "poll"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 300,
  render: (edition) => renderArticle("feed", edition),
  submit: async (ctx, order) => {
    const read = await readFeed(ctx);
    if (!read.ok) return read.failure;
    const status = statusIn(read, order);
    const ref = entryId(order.pieceId);
    return status.state === "present" ? { ok: true, ref, rung: status.rung, rawBody: status.rawBody } : { ok: true, ref, rung: "accepted", rawBody: status.rawBody };
  },
  check: async (ctx, order) => {
    const read = await readFeed(ctx);
    return read.ok ? statusIn(read, order) : { state: "unclear", rawBody: read.failure.rawBody || read.failure.rawCode };
  },
  health: async (ctx) => {
    const read = await readFeed(ctx);
    return read.ok ? { ok: true, detail: `通，${read.items.length} 条 / reachable, ${read.items.length} entries` } : { ok: false, detail: `${read.failure.class} ${read.failure.rawCode}` };
  },
});

/** The entry of a piece keeps its id through all editions, so that readers replace it. */
export const entryId = (pieceId: string): string => `urn:uuid:${pieceId}`;

type Read = { ok: true; items: z.infer<typeof Feed>["items"] } | { ok: false; failure: Failure };

async function readFeed(ctx: ConnectorContext): Promise<Read> {
  const answer = await ctx.call({ method: "GET", url: Config.parse(ctx.config).feedUrl, headers: { accept: "application/feed+json", "cache-control": "no-cache" } });
  if (!answer.ok) return { ok: false, failure: answer.reached === false ? unanswered(answer) : failure("transient", answer.reason, "") };
  if (answer.status !== 200) return { ok: false, failure: refusedByStatus(answer, ctx.now(), true) };
  const parsed = Feed.safeParse(parseJson(answer.body));
  return parsed.success ? { ok: true, items: parsed.data.items } : { ok: false, failure: failure("transient", "not a JSON Feed", answer.body) };
}

function statusIn(read: Extract<Read, { ok: true }>, order: Order): Status {
  const item = read.items.find(({ id }) => id === entryId(order.pieceId));
  const mark = item?._tongsheng;
  const rawBody = evidence(JSON.stringify(item ?? null));
  const found = { state: "present", rung: "verified", ref: entryId(order.pieceId), ...(item?.url ? { url: item.url } : {}), matches: true, rawBody } as const;
  if (order.action === "recall") return !item || mark?.recalled ? found : { state: "pending", rawBody };
  if (!mark || mark.edition < order.edition) return { state: "pending", rawBody };
  if (mark.edition > order.edition || mark.recalled) return { state: "absent", rawBody };
  return mark.sha256 === sha256Hex(order.payload) ? found : { ...found, rung: "published", matches: false };
}
