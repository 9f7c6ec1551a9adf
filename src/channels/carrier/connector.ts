import { anyHour, type CarrierOrder } from "#kernel/carrier.ts";
import { defineConnector, type Rendered } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { isEmergency } from "#kernel/urgency.ts";
import { email } from "../email/connector.ts";
import { submitThrough } from "../house.ts";
import { blocking, emptyTexts, measure, overLimits } from "../limits.ts";
import { signedWith } from "../sms/parts.ts";
import { messageText, recallText } from "../text.ts";
import { webhook } from "../webhook/connector.ts";
import { Config } from "./account.ts";
import { readCounts } from "./callback.ts";

const limits = { message: { max: 4, unit: "smsPart" } } as const;

/**
 * 运营商短信发布请求 (clause 3.1, docs/channels/carrier.md): the public is reached by SMS only through carriers, who send to regions and return counts; nobody here holds a number.
 * The door keeps the request and sends it, by letter or to the carrier's interface. What phones show nobody sees: sent is all that can be proven, and what was sent cannot be taken back.
 */
export const carrier = defineConnector({
  id: "carrier",
  name: { zh: "运营商短信发布请求", en: "SMS request to a carrier" },
  kind: "api",
  variant: "sms",
  config: Config,
  secrets: [
    { name: "user", zh: "发信邮箱账号（发函用）", en: "Mailbox user (for letters)", optional: true },
    { name: "pass", zh: "客户端授权码（发函用，不是登录密码）", en: "The client's app password (for letters)", optional: true },
    { name: "secret", zh: "与运营商约定的签名密钥（走接口、收回数用），不少于 32 个字符", en: "The signing secret both sides hold (for the interface and for figures), 32 characters or more", optional: true },
  ],
  capabilities: {
    limits, rate: { perAccount: { calls: 30, perSeconds: 60 } }, quotaScarce: false, idempotency: "none",
    receipt: "published", receiptBy: ["answer", "callback", "session"], update: false, recall: { how: "supersede" },
  },
  deadlineSeconds: 86_400,
  render: (edition, config) => {
    const { text } = edition.variants.sms;
    const order = orderOf(edition, config);
    return rendered(order, [
      ...emptyTexts("carrier", { text }),
      ...overLimits("carrier", { message: { max: config.partsMax, unit: "smsPart" } }, { message: order.text }),
      ...(edition.regions.length === 0 ? [blocking("channels.no-region", "carrier")] : []),
      ...(edition.validUntil ? [] : [{ code: "channels.no-expiry", level: "reminder", at: "carrier", facts: {} } as const]),
    ]);
  },
  renderRecall: (notice, { signName, partsMax }) => {
    const { pieceId, title, reason, signature } = notice;
    const text = filed(signName, recallText(notice));
    const findings = overLimits("carrier", { message: { max: partsMax, unit: "smsPart" } }, { message: text });
    return rendered({ kind: "recall", pieceId, title, text, parts: measure(text, "smsPart"), reason, units: signature.units.map(({ name }) => name) }, findings);
  },
  // A recall is a request with signed words of its own: it is put like any other.
  submit: (ctx, order) => submitThrough("carriers")(ctx, { ...order, action: order.action === "recall" ? "correct" : order.action }),
  parseCallback: (ctx, raw) => Promise.resolve(readCounts(ctx, raw)),
  health: async (ctx) => {
    const { apiUrl, checkUrl } = Config.parse(ctx.config);
    const way = apiUrl ? webhook.health?.({ ...ctx, config: { url: apiUrl, ...(checkUrl ? { checkUrl } : {}) } }) : email.health?.(ctx);
    return (await way) ?? { ok: false, detail: "no way to reach the carrier" };
  },
});

const filed = (signName: string | undefined, text: string): string => (signName ? signedWith(signName, text) : text);

/** The message with its 【落款】, as the desk counts it, and everything the carrier must know; what is urgent is sent at any hour. */
function orderOf(edition: SealedEdition, { signName, hours }: Config): Extract<CarrierOrder, { kind: "send" }> {
  const { pieceId, number, title, correction, urgency, validUntil, signature } = edition;
  const text = filed(signName, messageText(edition, edition.variants.sms.text));
  return {
    kind: "send", pieceId, edition: number, title, text, parts: measure(text, "smsPart"), regions: edition.regions.map((code) => edition.places?.find((place) => place.code === code) ?? { code, name: code }),
    hours: isEmergency(urgency) ? anyHour : hours, validUntil, urgency, reason: correction ? `更正：${correction.reason}` : `向公众发布《${title}》`, units: signature.units.map(({ name }) => name),
  };
}

function rendered(order: CarrierOrder, findings: Rendered["findings"]): Rendered {
  const payload = canonical(order);
  return { payload, hash: sha256Hex(payload), preview: { kind: "sms", text: order.text }, findings };
}
