import { z } from "zod";
import { defineConnector, type ConnectorContext, type Order, type Status } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { articleLimits, renderArticle } from "../article.ts";
import { evidence } from "../failures.ts";
import { healthOf, lookThrough, submitThrough } from "../house.ts";

const Config = z.object({
  /** Where the public reads the site; set, a look also fetches the page from outside. */
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** The public website of the house: replaces by edition, withdraws on recall, and is read back as the public reads it. */
export const website = defineConnector({
  id: "website",
  name: { zh: "官方网站", en: "Public website" },
  kind: "api",
  variant: "web",
  config: Config,
  secrets: [],
  capabilities: {
    limits: articleLimits, rate: { perAccount: { calls: 600, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
    receipt: "verified", receiptBy: ["answer", "poll"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 60,
  render: (edition) => renderArticle("website", edition),
  submit: submitThrough("site"),
  check: async (ctx, order) => {
    const status = await lookThrough("site")(ctx, order);
    const { baseUrl } = Config.parse(ctx.config);
    return status.state === "present" && status.url && baseUrl && order.action !== "recall" ? readBack(ctx, order, status, new URL(status.url, baseUrl).href) : status;
  },
  health: healthOf("site"),
});

/** Fetches the page as the public does: it proves itself by naming the hash of the signed bytes in `<meta name="tongsheng-sha256">`. */
async function readBack(ctx: ConnectorContext, order: Order, status: Extract<Status, { state: "present" }>, url: string): Promise<Status> {
  const answer = await ctx.call({ method: "GET", url, timeoutMs: 5_000 });
  if (!answer.ok || answer.status !== 200) return status;
  const seen = /<meta name="tongsheng-sha256" content="([0-9a-f]{64})"/.exec(answer.body)?.[1];
  if (seen !== sha256Hex(order.payload)) return { ...status, ...(seen ? { matches: false } : {}) };
  return { state: "present", rung: "verified", ref: status.ref, url, matches: true, rawBody: evidence(`tongsheng-sha256 ${seen}`) };
}
