import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";
import { phoneList } from "../sms/phones.ts";
import { templateFields, type Platform } from "../sms/template.ts";

/** Most numbers in one SendSms. */
const mostPhones = 1000;

/** A variable of the kind 其他 takes 35 characters, unless the platform granted more. */
export const platform: Platform = { id: "aliyun-sms", variable: /\$\{[A-Za-z]\w{0,24}\}/, variableMax: 35 };

/** What the platform must be told beside the secret, the approved signature and template, and whom the account writes to. */
export const Config = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://dysmsapi.aliyuncs.com"),
  accessKeyId: z.string().regex(/^[A-Za-z0-9]{8,64}$/),
  templateCode: z.string().regex(/^SMS_\d{1,20}$/),
  ...templateFields(platform),
  phones: phoneList(mostPhones),
});
type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
type Account = Config & { accessKeySecret: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), accessKeySecret: secrets["accessKeySecret"] ?? "" });
