import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";

const number = z.string().regex(/^[1-9]\d{0,9}$/, "a number");

/** What the platform must be told beside the secret, and whom the account writes to: members by their id in the address book (`@all` for everybody who may see the application), departments and tags by number. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://qyapi.weixin.qq.com"),
  corpId: z.string().regex(/^w[wx][0-9A-Za-z]{6,40}$/),
  agentId: z.number().int().min(1),
  users: z.array(z.string().regex(/^(?:@all|[0-9A-Za-z][0-9A-Za-z_.@-]{0,63})$/, "a member's id, or @all")).max(1000).default([]),
  parties: z.array(number).max(100).default([]),
  tags: z.array(number).max(100).default([]),
}).refine(({ users, parties, tags }) => users.length + parties.length + tags.length > 0, "nobody to write to");
type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
type Account = Config & { corpSecret: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), corpSecret: secrets["corpSecret"] ?? "" });
