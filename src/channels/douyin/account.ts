import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";

/** What the platform must be told beside the secret: our application, and which account speaks; an authorisation of any other is refused. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://open.douyin.com"),
  clientKey: z.string().regex(/^[0-9A-Za-z]{6,40}$/),
  openId: z.string().regex(/^[0-9A-Za-z_-]{10,80}$/),
});
type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
type Account = Config & { refreshToken: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), refreshToken: secrets["refreshToken"] ?? "" });
