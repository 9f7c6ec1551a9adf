import { defineConnector } from "#kernel/connector.ts";
import { Config } from "./account.ts";
import { limits, renderArticle } from "./article.ts";
import { answerChallenge, receiptsIn } from "./callback.ts";
import { health, secrets } from "./credentials.ts";
import { publicationEnds } from "./finish.ts";
import { look } from "./look.ts";
import { submit } from "./publish.ts";
import { layReady } from "./upload.ts";

/**
 * A WeChat Official Account (docs/channels/wechat.md): an article is laid ready as a draft and published by one call; a task, a callback and a
 * reading of the article show how far it came. What is out can be deleted, never replaced: a correction is a further article.
 */
export const wechat = defineConnector({
  id: "wechat",
  name: { zh: "微信公众号", en: "WeChat Official Account" },
  kind: "api",
  variant: "phone",
  newMedia: () => "微信公众号",
  config: Config,
  secrets,
  capabilities: {
    limits, rate: { perAccount: { calls: 20, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: false, idempotency: "readback",
    receipt: "verified", receiptBy: ["answer", "poll", "callback"], update: false, recall: { how: "delete" },
  },
  deadlineSeconds: 900,
  render: renderArticle,
  prepare: layReady,
  submit,
  check: look,
  parseCallback: (ctx, raw) => receiptsIn(ctx, raw, publicationEnds),
  answerChallenge,
  health,
});
