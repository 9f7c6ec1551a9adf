import { defineConnector } from "#kernel/connector.ts";
import { Config } from "./account.ts";
import { look } from "./look.ts";
import { limits, renderPost } from "./post.ts";
import { submit } from "./publish.ts";
import { examine } from "./token.ts";
import { layReady } from "./upload.ts";

/**
 * A Douyin account (docs/channels/douyin.md): a film, or pictures, are uploaded where nobody sees them, and one call makes a post of them, which the platform
 * audits. It shows words and status and never the film, so nothing is verified. What is out can be neither replaced nor deleted by us: a correction is a further post.
 */
export const douyin = defineConnector({
  id: "douyin",
  name: { zh: "抖音", en: "Douyin" },
  kind: "api",
  variant: "short",
  newMedia: () => "抖音",
  config: Config,
  secrets: [{ name: "refreshToken", zh: "授权凭证（refresh_token），由账号管理人授权取得", en: "Authorisation (refresh_token), given by whoever keeps the account" }],
  capabilities: {
    limits, rate: { perAccount: { calls: 10, perSeconds: 60 }, penaltySeconds: 900 }, quotaScarce: false, idempotency: "readback",
    receipt: "published", receiptBy: ["answer", "poll"], update: false, recall: { how: "none" },
  },
  deadlineSeconds: 7_200,
  render: renderPost,
  prepare: layReady,
  submit,
  check: look,
  health: examine,
});
