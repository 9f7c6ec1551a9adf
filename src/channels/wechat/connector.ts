import { defineConnector } from "#kernel/connector.ts";
import { Config } from "./account.ts";
import { ask } from "./api.ts";
import { limits, renderArticle } from "./article.ts";
import { answerChallenge, receiptsIn } from "./callback.ts";
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
  secrets: [
    { name: "appSecret", zh: "开发者密码（AppSecret）", en: "AppSecret of the account" },
    { name: "callbackToken", zh: "服务器配置里的令牌（Token）", en: "Token of the server settings", optional: true },
    { name: "encodingAesKey", zh: "消息加解密密钥（EncodingAESKey）", en: "EncodingAESKey of the server settings", optional: true },
  ],
  capabilities: {
    limits, rate: { perAccount: { calls: 20, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: false, idempotency: "readback",
    receipt: "verified", receiptBy: ["answer", "poll", "callback"], update: false, recall: { how: "delete" },
  },
  deadlineSeconds: 900,
  render: renderArticle,
  prepare: layReady,
  submit,
  check: look,
  parseCallback: receiptsIn,
  answerChallenge,
  health: async (ctx) => {
    const answer = await ask(ctx, { path: "freepublish/batchget", json: { offset: 0, count: 1, no_content: 1 } });
    return { ok: answer.ok, detail: answer.ok ? "AppID、密钥、IP 白名单和发布权限都有效 / credentials, IP list and right to publish are good" : `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  },
});
