import { defineConnector } from "#kernel/connector.ts";
import { fullNumber } from "../sms/phones.ts";
import { limitsOf, renderAlert, renderEdition, renderRecall } from "../sms/template.ts";
import { accountOf, Config, platform } from "./account.ts";
import { ask } from "./api.ts";
import { look } from "./look.ts";
import { send } from "./send.ts";

/**
 * Tencent SMS (docs/channels/tencent-sms.md), for alerts to staff and lists people joined themselves: an approved template with one variable, one call
 * for all phones. Its callbacks are not signed, so nobody listens to them; reports are pulled, and prove delivery but never that nothing went out.
 * What left cannot be taken back: a recall is a further message.
 */
export const tencentSms = defineConnector({
  id: platform.id,
  name: { zh: "腾讯云短信", en: "Tencent SMS" },
  kind: "api",
  variant: "sms",
  config: Config,
  secrets: [{ name: "secretKey", zh: "CAM 子用户的 SecretKey", en: "SecretKey of the CAM user" }],
  capabilities: {
    limits: limitsOf(platform), rate: { perAccount: { calls: 30, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: false, idempotency: "none",
    receipt: "published", receiptBy: ["answer", "poll"], update: false, recall: { how: "supersede" },
  },
  deadlineSeconds: 1_800,
  render: (edition, config) => renderEdition(platform, config, edition),
  renderRecall: (notice, config) => renderRecall(platform, config, notice),
  renderAlert: (alert, config) => renderAlert(platform, config, alert),
  submit: send,
  check: look,
  health: async (ctx) => {
    const { phones: [first = ""], sdkAppId } = accountOf(ctx);
    const to = Math.floor(ctx.now().getTime() / 1000);
    const answer = await ask(ctx, "PullSmsSendStatusByPhoneNumber", { BeginTime: to - 3_600, EndTime: to, Offset: 0, Limit: 1, PhoneNumber: fullNumber(first), SmsSdkAppId: sdkAppId });
    return { ok: answer.ok, detail: answer.ok ? "地址、密钥、SdkAppId 和查询权限有效；签名和模板要真发一条才知道 / address, key, SdkAppId and right to ask are good; signature and template show only when a message is sent" : `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  },
});
