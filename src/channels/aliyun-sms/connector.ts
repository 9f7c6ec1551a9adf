import { defineConnector } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import { dialled } from "../sms/phones.ts";
import { limitsOf, renderAlert, renderEdition, renderRecall } from "../sms/template.ts";
import { accountOf, Config, platform } from "./account.ts";
import { ask } from "./api.ts";
import { look } from "./look.ts";
import { send } from "./send.ts";

/**
 * Aliyun SMS (docs/channels/aliyun-sms.md), for alerts to staff and lists people joined themselves: an approved template with one variable, one call
 * for all phones. Its callbacks are not signed, so nobody listens to them; its records are asked. What left cannot be taken back: a recall is a further message.
 */
export const aliyunSms = defineConnector({
  id: platform.id,
  name: { zh: "阿里云短信", en: "Aliyun SMS" },
  kind: "api",
  variant: "sms",
  config: Config,
  secrets: [{ name: "accessKeySecret", zh: "RAM 用户的 AccessKey Secret", en: "AccessKey secret of the RAM user" }],
  capabilities: {
    limits: limitsOf(platform), rate: { perAccount: { calls: 30, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: false, idempotency: "readback",
    receipt: "verified", receiptBy: ["answer", "poll"], update: false, recall: { how: "supersede" },
  },
  deadlineSeconds: 1_800,
  render: (edition, config) => renderEdition(platform, config, edition),
  renderRecall: (notice, config) => renderRecall(platform, config, notice),
  renderAlert: (alert, config) => renderAlert(platform, config, alert),
  submit: send,
  check: look,
  health: async (ctx) => {
    const [first = ""] = accountOf(ctx).phones;
    const answer = await ask(ctx, "QuerySendDetails", { PhoneNumber: dialled(first), SendDate: isoDay(ctx.now()).replaceAll("-", ""), PageSize: "1", CurrentPage: "1" });
    return { ok: answer.ok, detail: answer.ok ? "地址、AccessKey 和查询权限有效；签名和模板要真发一条才知道 / address, key and right to ask are good; signature and template show only when a message is sent" : `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  },
});
