import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";

const authorMost = 16;

/** What the platform must be told beside the secrets, and how the account signs its articles. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://api.weixin.qq.com"),
  appId: z.string().regex(/^wx[0-9a-z]{6,30}$/),
  /** Shown under the title; without it the short name of the first unit that signs. */
  author: z.string().refine((name) => [...name].length <= authorMost, `${authorMost} characters at most`).optional(),
  /** The file name of a picture in the account's library (素材库): the cover of articles that have no picture. */
  coverName: z.string().min(1).max(200).optional(),
  /** Our own site, where 阅读原文 leads. */
  siteUrl: z.url({ protocol: /^https?$/ }).max(300).optional(),
});
export type Config = z.infer<typeof Config>;

/** Settings and secrets of an account, opened for one call. */
export type Account = Config & { appSecret: string; callbackToken: string; encodingAesKey: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({
  ...Config.parse(config), appSecret: secrets["appSecret"] ?? "", callbackToken: secrets["callbackToken"] ?? "", encodingAesKey: secrets["encodingAesKey"] ?? "",
});
