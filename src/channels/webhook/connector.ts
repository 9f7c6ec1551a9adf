import { z } from "zod";
import { defineConnector, type ConnectorContext, type Failure, type OutboundAnswer, type Status, type Submitted } from "#kernel/connector.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { articleLimits, renderArticle } from "../article.ts";
import { evidence, refusedByStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { readWord } from "./callback.ts";
import { webhookSign } from "./signature.ts";

const Config = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** Answers a signed GET with `?key=`: 200 there, 202 on its way, 404 never seen. */
  checkUrl: z.url({ protocol: /^https?$/ }).optional(),
  recallBy: z.enum(["post", "delete"]).default("post"),
  /** Where pictures are fetched; without it the payload names them by hash only. */
  siteUrl: z.url({ protocol: /^https?$/ }).optional(),
});
type Config = z.infer<typeof Config>;

const Answer = z.object({ id: z.union([z.string(), z.number()]).optional(), url: z.url({ protocol: /^https?$/ }).optional(), sha256: z.string().optional() });

/** Any system that takes a signed POST (docs/channels/webhook.md): knows our key, so a repeat is harmless. */
export const webhook = defineConnector({
  id: "webhook",
  name: { zh: "通用接口（签名 Webhook）", en: "Signed webhook" },
  kind: "api",
  variant: "web",
  config: Config,
  secrets: [{ name: "secret", zh: "双方约定的签名密钥，不少于 32 个字符", en: "The signing secret both sides hold, 32 characters or more" }],
  capabilities: {
    limits: articleLimits, rate: { perAccount: { calls: 120, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
    receipt: "verified", receiptBy: ["answer", "poll", "callback"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 300,
  render: (edition, config) => renderArticle("webhook", edition, (m) => (config.siteUrl ? new URL(`/m/${m.sha256}`, config.siteUrl).href : `/m/${m.sha256}`), { type: "tongsheng.publication" }),
  renderRecall: (notice) => {
    const payload = canonical({ type: "tongsheng.recall", action: "recall", ...notice });
    return { payload, hash: sha256Hex(payload), preview: { kind: "web", title: notice.title, text: notice.reason }, findings: [] };
  },
  renderAlert: (alert) => canonical({ type: "tongsheng.alert", ...alert }),
  submit: async (ctx, order) => {
    const config = Config.parse(ctx.config);
    const deleting = order.action === "recall" && config.recallBy === "delete";
    const url = deleting ? `${config.url.replace(/\/$/, "")}/${encodeURIComponent(order.previousRef ?? order.pieceId)}` : config.url;
    const answer = await ctx.call({ method: deleting ? "DELETE" : "POST", url, headers: signed(ctx, order.key, order.payload), body: order.payload });
    return settled(ctx, order.key, answer);
  },
  check: async (ctx, order) => {
    const { checkUrl } = Config.parse(ctx.config);
    if (!checkUrl) return { state: "unclear", rawBody: "no checkUrl" };
    const url = new URL(checkUrl);
    url.searchParams.set("key", order.key);
    const answer = await ctx.call({ method: "GET", url: url.href, headers: signed(ctx, order.key, "") });
    return statusOf(answer, sha256Hex(order.payload), order.key);
  },
  parseCallback: (ctx, raw) => Promise.resolve(readWord(ctx, raw)),
  health: async (ctx) => {
    const { checkUrl } = Config.parse(ctx.config);
    if (!checkUrl) return { ok: true, detail: "未设回查地址，无法在不发布的情况下测试 / no checkUrl: cannot be tested without publishing" };
    const url = new URL(checkUrl);
    url.searchParams.set("key", "health");
    const answer = await ctx.call({ method: "GET", url: url.href, headers: signed(ctx, "health", "") });
    const ok = answer.ok && (answer.status === 404 || answer.status < 300);
    if (!answer.ok) return { ok, detail: answer.reason };
    return { ok, detail: ok ? "回查地址应答了，签名有效 / checkUrl answers, the signature is good" : `回查地址答 HTTP ${answer.status} / checkUrl answers HTTP ${answer.status}` };
  },
});

function signed(ctx: ConnectorContext, key: string, body: string): Record<string, string> {
  const timestamp = Math.floor(ctx.now().getTime() / 1000);
  return {
    "content-type": "application/json; charset=utf-8", "idempotency-key": key,
    "x-tongsheng-timestamp": String(timestamp), "x-tongsheng-signature": webhookSign(ctx.secrets["secret"] ?? "", timestamp, body),
  };
}

/** A 200 or 201 that names a public address is a publication; every other 2xx, and a duplicate that names its id, is acceptance. */
function settled(ctx: ConnectorContext, key: string, answer: OutboundAnswer): Submitted | Failure {
  if (!answer.ok) return unanswered(answer);
  const said = Answer.safeParse(parseJson(answer.body)).data ?? {};
  if (answer.status === 409 && said.id !== undefined) return { ok: true, ref: String(said.id), rung: "accepted", rawBody: evidence(answer.body) };
  if (answer.status < 200 || answer.status > 299) return refusedByStatus(answer, ctx.now(), true);
  const published = answer.status !== 202 && said.url !== undefined;
  return { ok: true, ref: String(said.id ?? key), rung: published ? "published" : "accepted", ...(said.url ? { url: said.url } : {}), rawBody: evidence(answer.body) };
}

function statusOf(answer: OutboundAnswer, hash: string, key: string): Status {
  if (!answer.ok) return { state: "unclear", rawBody: answer.reason };
  const rawBody = evidence(answer.body);
  if (answer.status === 404) return { state: "absent", rawBody };
  if (answer.status === 202) return { state: "pending", rawBody };
  if (answer.status !== 200) return { state: "unclear", rawBody };
  const said = Answer.safeParse(parseJson(answer.body)).data;
  if (!said) return { state: "unclear", rawBody };
  const matches = said.sha256 === undefined ? {} : { matches: said.sha256 === hash };
  return { state: "present", rung: matches.matches ? "verified" : "published", ref: String(said.id ?? key), ...(said.url ? { url: said.url } : {}), ...matches, rawBody };
}
