import type { z } from "zod";
import { defineConnector, type AnyConnector, type ConnectorContext, type Failure, type Order, type Status } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { articleLimits, renderArticle } from "../article.ts";
import { evidence, failure, refusedByStatus, unanswered } from "../failures.ts";

/** An entry of a feed of ours as it is read back: which piece, and which signed bytes it was made from. */
export type Entry = { id: string; url?: string | undefined; mark?: { edition: number; sha256: string; recalled?: boolean | undefined } | undefined };

/** The entry of a piece keeps its id through all editions, so that readers replace it. */
export const entryId = (pieceId: string): string => `urn:uuid:${pieceId}`;

/** What a channel that the site makes from its articles says of itself. */
export type ReadBack<C> = {
  id: string;
  name: { zh: string; en: string };
  config: z.ZodType<C>;
  addressOf: (config: C) => string;
  accept: string;
  /** The newest entry of each piece; null where the answer is not such a feed. */
  entriesIn: (body: string) => readonly Entry[] | null;
  /** What keeps an edition out of this feed. */
  findings?: (edition: SealedEdition) => Finding[];
};

type Read = { ok: true; entries: readonly Entry[] } | { ok: false; failure: Failure };

/** A channel that others pull: the site makes it from its articles, so the same bytes are signed; it proves itself by fetching the feed and finding the entry in it. */
export function readBackConnector<C>(of: ReadBack<C>): AnyConnector {
  const read = async (ctx: ConnectorContext): Promise<Read> => {
    const answer = await ctx.call({ method: "GET", url: of.addressOf(of.config.parse(ctx.config)), headers: { accept: of.accept, "cache-control": "no-cache" } });
    if (!answer.ok) return { ok: false, failure: answer.reached === false ? unanswered(answer) : failure("transient", answer.reason, "") };
    if (answer.status !== 200) return { ok: false, failure: refusedByStatus(answer, ctx.now(), true) };
    const entries = of.entriesIn(answer.body);
    return entries ? { ok: true, entries } : { ok: false, failure: failure("transient", `not ${of.accept}`, answer.body) };
  };
  return defineConnector<C>({
    id: of.id, name: of.name, kind: "pull", variant: "web", config: of.config, secrets: [],
    capabilities: {
      limits: articleLimits, rate: { perAccount: { calls: 60, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
      receipt: "verified", receiptBy: ["answer", "poll"], update: true, recall: { how: "delete" },
    },
    deadlineSeconds: 300,
    render: (edition) => {
      const rendered = renderArticle(of.id, edition);
      return { ...rendered, findings: [...rendered.findings, ...(of.findings?.(edition) ?? [])] };
    },
    submit: async (ctx, order) => {
      const feed = await read(ctx);
      if (!feed.ok) return feed.failure;
      const status = statusIn(feed.entries, order);
      const ref = entryId(order.pieceId);
      return status.state === "present" ? { ok: true, ref, rung: status.rung, rawBody: status.rawBody } : { ok: true, ref, rung: "accepted", rawBody: status.rawBody };
    },
    check: async (ctx, order) => {
      const feed = await read(ctx);
      return feed.ok ? statusIn(feed.entries, order) : { state: "unclear", rawBody: feed.failure.rawBody || feed.failure.rawCode };
    },
    health: async (ctx) => {
      const feed = await read(ctx);
      return feed.ok ? { ok: true, detail: `通，${feed.entries.length} 条 / reachable, ${feed.entries.length} entries` } : { ok: false, detail: `${feed.failure.class} ${feed.failure.rawCode}` };
    },
  });
}

function statusIn(entries: readonly Entry[], order: Order): Status {
  const entry = entries.find(({ id }) => id === entryId(order.pieceId));
  const mark = entry?.mark;
  const rawBody = evidence(JSON.stringify(entry ?? null));
  const found = { state: "present", rung: "verified", ref: entryId(order.pieceId), ...(entry?.url ? { url: entry.url } : {}), matches: true, rawBody } as const;
  if (order.action === "recall") return !entry || mark?.recalled ? found : { state: "pending", rawBody };
  if (!mark || mark.edition < order.edition) return { state: "pending", rawBody };
  if (mark.edition > order.edition || mark.recalled) return { state: "absent", rawBody };
  return mark.sha256 === sha256Hex(order.payload) ? found : { ...found, rung: "published", matches: false };
}
