import type { AnyConnector, ConnectorContext } from "#kernel/connector.ts";
import { ask } from "./api.ts";

/** What an Official Account must hold to be called, and to be heard from. */
export const secrets: AnyConnector["secrets"] = [
  { name: "appSecret", zh: "开发者密码（AppSecret）", en: "AppSecret of the account" },
  { name: "callbackToken", zh: "服务器配置里的令牌（Token）", en: "Token of the server settings", optional: true },
  { name: "encodingAesKey", zh: "消息加解密密钥（EncodingAESKey）", en: "EncodingAESKey of the server settings", optional: true },
];

/** One harmless call that only a certified account may make. */
export async function health(ctx: ConnectorContext): Promise<{ ok: boolean; detail: string }> {
  const answer = await ask(ctx, { path: "freepublish/batchget", json: { offset: 0, count: 1, no_content: 1 } });
  return { ok: answer.ok, detail: answer.ok ? "AppID、密钥、IP 白名单和发布权限都有效 / credentials, IP list and right to publish are good" : `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
}
