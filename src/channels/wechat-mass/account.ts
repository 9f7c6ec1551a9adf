import { z } from "zod";
import type { Quota } from "#kernel/connector.ts";
import { Config as Account } from "../wechat/account.ts";

/** An Official Account, how often it may reach its followers, and whom. */
export const Config = Account.extend({
  /** 订阅号 or 服务号, which decides how often. */
  accountKind: z.enum(["subscription", "service"]).default("subscription"),
  /** The followers under one tag (标签), by its number; without it everybody. */
  tagId: z.int().min(0).optional(),
});
export type Config = z.infer<typeof Config>;

const quotas: Readonly<Record<Config["accountKind"], Quota>> = { subscription: { uses: 1, per: "day" }, service: { uses: 4, per: "month" } };

/** A subscription account reaches its followers once a day, a service account four times a calendar month (official guide, 群发接口和原创校验). */
export const quotaOf = ({ accountKind }: Config): Quota => quotas[accountKind];
