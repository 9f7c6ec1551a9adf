import { defineConnector } from "#kernel/connector.ts";
import { Config } from "./account.ts";
import { look } from "./look.ts";
import { submit } from "./publish.ts";
import { limits, renderStatus } from "./status.ts";
import { examineToken } from "./token.ts";

/**
 * A Weibo account (docs/channels/weibo.md): one call posts, a reading of the post shows what stands there. What is out can be deleted, never
 * replaced: a correction is a further post. The token comes from a person and cannot be renewed by us.
 */
export const weibo = defineConnector({
  id: "weibo",
  name: { zh: "微博", en: "Weibo" },
  kind: "api",
  variant: "short",
  newMedia: () => "微博",
  config: Config,
  secrets: [{ name: "accessToken", zh: "授权令牌（access_token），由账号管理人授权取得", en: "Access token, authorised by whoever keeps the account" }],
  capabilities: {
    // Thirty posts an hour, and a hundred calls of any kind a day (the platform's page on frequency).
    limits, rate: { perAccount: { calls: 30, perSeconds: 3600 }, penaltySeconds: 900 }, quotaScarce: false, idempotency: "readback",
    receipt: "verified", receiptBy: ["answer", "poll"], update: false, recall: { how: "delete" },
  },
  deadlineSeconds: 900,
  render: renderStatus,
  submit,
  check: look,
  health: examineToken,
});
