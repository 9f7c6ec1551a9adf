import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";
import { phoneList } from "../sms/phones.ts";
import { templateFields, type Platform } from "../sms/template.ts";

/** Most numbers in one SendSms. */
const mostPhones = 200;

/** The only length the platform documents is that of accounts of individuals; what a unit's own template takes stands in its console. */
export const platform: Platform = { id: "tencent-sms", variable: /\{1\}/, variableMax: 12 };

/** What the platform must be told beside the secret, the approved signature and template, and whom the account writes to. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://sms.tencentcloudapi.com"),
  region: z.enum(["ap-guangzhou", "ap-beijing", "ap-nanjing"]).default("ap-guangzhou"),
  secretId: z.string().regex(/^[A-Za-z0-9]{8,64}$/),
  sdkAppId: z.string().regex(/^\d{6,20}$/),
  templateCode: z.string().regex(/^\d{1,20}$/),
  ...templateFields(platform),
  phones: phoneList(mostPhones),
});
type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
type Account = Config & { secretKey: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), secretKey: secrets["secretKey"] ?? "" });
