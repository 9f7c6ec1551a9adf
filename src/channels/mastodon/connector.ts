import { z } from "zod";
import { defineConnector, type ConnectorContext, type Failure, type Order, type OutboundAnswer, type Status, type Submitted } from "#kernel/connector.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { evidence, failure, refusedByStatus, unanswered } from "../failures.ts";
import { htmlWords } from "../html-words.ts";
import { parseJson } from "../json.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { messageText } from "../text.ts";
import { ask, Config } from "./api.ts";
import { readNumbers } from "./numbers.ts";

const post = (ref: string): string => `/statuses/${encodeURIComponent(ref)}`;

const Post = z.object({ id: z.string(), url: z.url({ protocol: /^https?$/ }).nullish(), content: z.string() });
const Source = z.object({ id: z.string(), text: z.string() });
const Signed = z.object({ status: z.string() });

const limits = { text: { max: 500, unit: "codepoint" } } as const;

/** Every address counts as 23 characters there, however long it is. */
const counted = (text: string): string => text.replace(/https?:\/\/\S+/g, "x".repeat(23));

/** A server of the fediverse that speaks Mastodon's API (docs/channels/mastodon.md): posts can be replaced and deleted, and read back word for word. */
export const mastodon = defineConnector({
  id: "mastodon",
  name: { zh: "Mastodon 联邦社交账号", en: "Mastodon account" },
  kind: "api",
  variant: "short",
  newMedia: () => "Mastodon",
  config: Config,
  secrets: [{ name: "accessToken", zh: "账号“开发”页里本应用的访问令牌", en: "The access token of this application, from the account's development page" }],
  capabilities: {
    // The server keeps a key for an hour only; after that only a look can tell.
    limits, rate: { perAccount: { calls: 300, perSeconds: 3 * 3_600 } }, quotaScarce: false, idempotency: "readback",
    receipt: "verified", receiptBy: ["answer", "poll"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 300,
  render: (edition, config) => {
    const { text } = edition.variants.short;
    const status = messageText(edition, text);
    const payload = canonical({ language: config.language, status, visibility: "public" });
    return { payload, hash: sha256Hex(payload), preview: { kind: "short", text: status }, findings: [...emptyTexts("mastodon", { text }), ...overLimits("mastodon", limits, { text: counted(status) })] };
  },
  submit: async (ctx, order) => {
    if (order.action === "recall") return order.previousRef === null ? failure("recipient", "no-post", "") : withdrawn(ctx, order.previousRef, await ask(ctx, "DELETE", post(order.previousRef)));
    const replaced = order.action === "correct" ? order.previousRef : null;
    return published(ctx, replaced === null ? await ask(ctx, "POST", "/statuses", order) : await ask(ctx, "PUT", post(replaced), order));
  },
  check: async (ctx, order) => {
    if (order.action === "recall") return order.previousRef === null ? { state: "unclear", rawBody: "no-post" } : standsNoMore(order.previousRef, await ask(ctx, "GET", post(order.previousRef)));
    const ref = order.ref ?? (order.action === "correct" ? order.previousRef : null) ?? await findOwn(ctx, wordsOf(order));
    if (typeof ref !== "string") return ref ?? { state: "absent", rawBody: "" };
    return asSigned(ctx, ref, order);
  },
  health: async (ctx) => {
    const answer = await ask(ctx, "GET", "/accounts/verify_credentials");
    const ok = answer.ok && answer.status === 200;
    return { ok, detail: ok ? "地址与令牌有效 / address and token are good" : answer.ok ? `HTTP ${answer.status} ${answer.body}`.slice(0, 300) : answer.reason };
  },
  numbers: readNumbers,
});

function published(ctx: ConnectorContext, answer: OutboundAnswer): Submitted | Failure {
  if (!answer.ok) return unanswered(answer);
  if (answer.status < 200 || answer.status > 299) return refused(ctx, answer);
  const said = Post.safeParse(parseJson(answer.body)).data;
  if (!said) return failure("unknownOutcome", "unreadable", answer.body);
  return { ok: true, ref: said.id, rung: "published", ...(said.url ? { url: said.url } : {}), rawBody: evidence(answer.body) };
}

/** What is not there any more is withdrawn, whoever took it away. */
function withdrawn(ctx: ConnectorContext, ref: string, answer: OutboundAnswer): Submitted | Failure {
  if (!answer.ok) return unanswered(answer);
  if (answer.status === 200 || answer.status === 404 || answer.status === 410) return { ok: true, ref, rung: "published", rawBody: evidence(answer.body) };
  return refused(ctx, answer);
}

function refused(ctx: ConnectorContext, answer: Extract<OutboundAnswer, { ok: true }>): Failure {
  const said = refusedByStatus(answer, ctx.now(), false);
  const reset = Date.parse(answer.headers["x-ratelimit-reset"] ?? "");
  if (said.class !== "rateLimited" || said.retryAfterSeconds !== undefined || Number.isNaN(reset)) return said;
  return { ...said, retryAfterSeconds: Math.max(0, Math.ceil((reset - ctx.now().getTime()) / 1000)) };
}

const standsNoMore = (ref: string, answer: OutboundAnswer): Status => {
  if (!answer.ok) return { state: "unclear", rawBody: answer.reason };
  if (answer.status === 404 || answer.status === 410) return { state: "present", rung: "published", ref, rawBody: evidence(answer.body) };
  return { state: answer.status === 200 ? "absent" : "unclear", rawBody: evidence(answer.body) };
};

const wordsOf = (order: Order): string => Signed.parse(parseJson(order.payload)).status;

/** Reads back what the account wrote: the very words, before the server made them a page. */
async function asSigned(ctx: ConnectorContext, ref: string, order: Order): Promise<Status> {
  const answer = await ask(ctx, "GET", `${post(ref)}/source`);
  if (!answer.ok) return { state: "unclear", rawBody: answer.reason };
  const rawBody = evidence(answer.body);
  if (answer.status === 404) return { state: "absent", rawBody };
  const source = answer.status === 200 ? Source.safeParse(parseJson(answer.body)).data : undefined;
  if (!source) return { state: "unclear", rawBody };
  const matches = source.text === wordsOf(order);
  // An older text under the address of the one it replaces: the replacement did not happen.
  if (!matches && order.action === "correct" && order.ref === null) return { state: "absent", rawBody };
  return { state: "present", rung: matches ? "verified" : "published", ref, matches, rawBody };
}

/** Looks for our words among the newest posts of the account, where no answer told their number; null when they are not there. */
async function findOwn(ctx: ConnectorContext, words: string): Promise<string | null | Status> {
  const who = await ask(ctx, "GET", "/accounts/verify_credentials");
  const account = who.ok && who.status === 200 ? z.object({ id: z.string() }).safeParse(parseJson(who.body)).data : undefined;
  if (!account) return { state: "unclear", rawBody: who.ok ? evidence(who.body) : who.reason };
  const answer = await ask(ctx, "GET", `/accounts/${account.id}/statuses?limit=40&exclude_reblogs=true`);
  const posts = answer.ok && answer.status === 200 ? z.array(Post).safeParse(parseJson(answer.body)).data : undefined;
  if (!posts) return { state: "unclear", rawBody: answer.ok ? evidence(answer.body) : answer.reason };
  return posts.find(({ content }) => bare(htmlWords(content)) === bare(words))?.id ?? null;
}

const bare = (text: string): string => text.replace(/\s+/g, "");
