import { z } from "zod";
import { defineConnector, type ConnectorContext } from "#kernel/connector.ts";
import { emptyTexts } from "../limits.ts";
import { messageText, recallText } from "../text.ts";
import { accountOf, Config } from "./account.ts";
import { ask } from "./api.ts";
import { limits, renderAlert, renderText } from "./message.ts";
import { recallSeconds, submit } from "./send.ts";

const Agent = z.object({ name: z.string().default(""), close: z.number().default(0) });

/**
 * An application of 企业微信 (docs/channels/wecom-app.md) that writes to staff by name, department or tag, and takes back within a day what it wrote. It knows no key and
 * shows nothing it sent: what it calls duplicate check goes by the bytes, forgets after hours, and how it answers what it dropped stands in no page of it, so `none` is claimed and a person decides what a lost answer was.
 */
export const wecomApp = defineConnector({
  id: "wecom-app",
  name: { zh: "企业微信应用消息", en: "WeCom application" },
  kind: "api",
  variant: "chat",
  config: Config,
  secrets: [{ name: "corpSecret", zh: "应用的 Secret", en: "Secret of the application" }],
  capabilities: {
    // The platform drops what one member is sent beyond 30 messages a minute, without a word.
    limits, rate: { perAccount: { calls: 30, perSeconds: 60 }, penaltySeconds: 60 }, quotaScarce: false, idempotency: "none",
    receipt: "accepted", receiptBy: ["answer"], update: false, recall: { how: "delete", windowSeconds: recallSeconds },
  },
  deadlineSeconds: 300,
  render: (edition) => {
    const { text } = edition.variants.chat;
    const rendered = renderText(messageText(edition, text));
    return { ...rendered, findings: [...emptyTexts("wecom-app", { text }), ...rendered.findings] };
  },
  renderRecall: (notice) => renderText(recallText(notice)),
  renderAlert,
  submit,
  health: examine,
});

/** Reads the application as the platform knows it: proves company, secret, trusted IP and agent, and sends nothing. */
async function examine(ctx: ConnectorContext): Promise<{ ok: boolean; detail: string }> {
  const answer = await ask(ctx, { path: "agent/get", query: { agentid: String(accountOf(ctx).agentId) } });
  if (!answer.ok) return { ok: false, detail: `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  const agent = Agent.safeParse(answer.said).data;
  if (agent?.close === 1) return { ok: false, detail: `应用“${agent.name}”被停用 / the application is switched off` };
  return { ok: true, detail: `企业 ID、Secret、可信 IP 和应用“${agent?.name ?? ""}”都有效；收信人在不在可见范围，要真发一条才知道 / company, secret, trusted IP and application are good; whether people may see it shows only when something is sent` };
}
