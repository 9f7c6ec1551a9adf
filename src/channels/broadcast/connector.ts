import { defineConnector } from "#kernel/connector.ts";
import { accountOf, Config } from "./account.ts";
import { look, submit } from "./broadcast.ts";
import { receiptsIn } from "./callback.ts";
import { heartbeatDocument } from "./documents.ts";
import { exchange, resultCodeOf } from "./exchange.ts";
import { limits, renderMessage } from "./message.ts";
import { refusalOf } from "./results.ts";

/**
 * An emergency broadcast platform (应急广播, docs/channels/broadcast.md): signed packages both ways. A message bears a number that its order always
 * gives again, so the platform can be asked what became of it. What is on the air is cancelled; a correction is a further message.
 */
export const broadcast = defineConnector({
  id: "broadcast",
  name: { zh: "应急广播", en: "Emergency broadcast" },
  kind: "api",
  variant: "short",
  config: Config,
  secrets: [{ name: "privateKey", zh: "本单位的 SM2 签名私钥，64 位十六进制", en: "Our SM2 signing key, 64 hex digits" }],
  capabilities: {
    limits, rate: { perAccount: { calls: 60, perSeconds: 60 } }, quotaScarce: false, idempotency: "readback",
    receipt: "displayed", receiptBy: ["answer", "poll", "callback"], update: false, recall: { how: "cancel" },
  },
  deadlineSeconds: 3600,
  render: renderMessage,
  submit,
  check: look,
  parseCallback: receiptsIn,
  health: async (ctx) => {
    const answer = await exchange(ctx, heartbeatDocument(accountOf(ctx), ctx.now()), false);
    const refused = answer.ok ? refusalOf(resultCodeOf(answer) ?? "none", answer.rawBody) : answer;
    if (refused) return { ok: false, detail: `${refused.class} ${refused.rawCode} ${refused.rawBody}`.slice(0, 300) };
    return { ok: true, detail: "心跳包已被平台验签收下，平台的签名也对 / the platform took a heartbeat, and both signatures are good" };
  },
});
