import { defineConnector, type Rendered } from "#kernel/connector.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { escapeHtml, letterHtml, recallHtml } from "../html.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { alertText, messageText, missingParts, plainText, recallText } from "../text.ts";
import { Config, Letter, type Limits } from "./letter.ts";
import { greet, sendLetter } from "./smtp.ts";

const limits: Limits = { subject: { max: 200, unit: "codepoint" }, html: { max: 1024 * 1024, unit: "utf8byte" } };

/** Mail to subscribed staff and media boxes (never the public). SMTP knows no recall and no key: a recall is a further letter, an unknown outcome a person's. */
export const email = defineConnector({
  id: "email",
  name: { zh: "电子邮件", en: "Email" },
  kind: "api",
  variant: "web",
  config: Config,
  secrets: [
    { name: "user", zh: "发信邮箱账号", en: "Mailbox user" },
    { name: "pass", zh: "客户端授权码（不是登录密码）", en: "The client's app password" },
  ],
  capabilities: {
    limits, rate: { perAccount: { calls: 30, perSeconds: 60 } }, quotaScarce: false, idempotency: "none",
    receipt: "accepted", receiptBy: ["answer"], update: false, recall: { how: "supersede" },
  },
  deadlineSeconds: 600,
  render: (edition, config) => {
    const { siteUrl } = config;
    const rendered = renderLetter({
      subject: edition.correction ? `【更正】${edition.title}` : edition.title,
      text: messageText(edition, plainText(edition)),
      html: letterHtml(edition, (m) => (siteUrl ? new URL(`/m/${m.sha256}`, siteUrl).href : null)),
    });
    return { ...rendered, findings: [...emptyTexts("email", { title: edition.title, text: plainText(edition) }), ...rendered.findings, ...missingParts("email", edition)] };
  },
  renderRecall: (notice) => renderLetter({ subject: `【撤回】${notice.title}`, text: recallText(notice), html: recallHtml(notice) }),
  renderAlert: (alert) => {
    const text = alertText(alert, 5_000);
    return canonical({ subject: `【提醒】${alert.title}`, text, html: `<pre style="font:inherit;white-space:pre-wrap">${escapeHtml(text)}</pre>` } satisfies Letter);
  },
  submit: (ctx, order) => sendLetter(ctx, Config.parse(ctx.config), Letter.parse(JSON.parse(order.payload)), { key: order.key, inReplyTo: order.previousRef }),
  health: (ctx) => greet(ctx, Config.parse(ctx.config)),
});

function renderLetter(letter: Letter): Rendered {
  const payload = canonical(letter);
  return { payload, hash: sha256Hex(payload), preview: { kind: "web", title: letter.subject, text: letter.text }, findings: overLimits("email", limits, { subject: letter.subject, html: letter.html }) };
}
