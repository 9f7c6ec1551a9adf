import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";

/** What the platform must be told beside the secret, and which account may speak at all. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://api.weibo.com"),
  /** The number of the account; a token of any other is refused. */
  uid: z.string().regex(/^[1-9]\d{4,15}$/),
  /** Our own site, whose domain is bound to the application: every post must lead there. */
  siteUrl: z.url({ protocol: /^https?$/ }).max(300),
  /** The public address this house reaches the platform from; the platform wants the real one of whoever posts (rip). */
  operatorIp: z.ipv4(),
});
export type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
type Account = Config & { accessToken: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), accessToken: secrets["accessToken"] ?? "" });
