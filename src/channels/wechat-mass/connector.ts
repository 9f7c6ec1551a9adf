import { defineConnector } from "#kernel/connector.ts";
import { limits } from "../wechat/article.ts";
import { answerChallenge, receiptsIn } from "../wechat/callback.ts";
import { health, secrets } from "../wechat/credentials.ts";
import { Config, quotaOf } from "./account.ts";
import { sendingEnds } from "./fate.ts";
import { look } from "./look.ts";
import { layMessage, renderMessage } from "./message.ts";
import { submit } from "./send.ts";

/**
 * 群发 of a WeChat Official Account (docs/channels/wechat-mass.md): the same article as `wechat`, pushed to followers, once a day or four times a
 * month, so that a person decides to spend it. The account itself stands on file, and is inspected, under `wechat`.
 */
export const wechatMass = defineConnector({
  id: "wechat-mass",
  name: { zh: "微信公众号群发", en: "WeChat mass send" },
  kind: "api",
  variant: "phone",
  config: Config,
  quota: quotaOf,
  secrets,
  capabilities: {
    limits, rate: { perAccount: { calls: 4, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: true, idempotency: "native",
    receipt: "published", receiptBy: ["answer", "poll", "callback"], update: false, recall: { how: "delete" },
  },
  // The administrators of an account may have to confirm on their phones, within half an hour.
  deadlineSeconds: 2400,
  render: renderMessage,
  prepare: layMessage,
  submit,
  check: look,
  parseCallback: (ctx, raw) => receiptsIn(ctx, raw, sendingEnds),
  answerChallenge,
  health,
});
