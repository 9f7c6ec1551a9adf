import { z } from "zod";
import type { ConnectorContext, Order, OutboundAnswer } from "#kernel/connector.ts";

/** Where the account's server is, and in which language it speaks. */
export const Config = z.object({ baseUrl: z.url({ protocol: /^https?$/ }), language: z.string().regex(/^[a-z]{2,3}$/).default("zh") });

/** Asks the server as the account; an order brings its bytes and its key. */
export function ask(ctx: ConnectorContext, method: "GET" | "POST" | "PUT" | "DELETE", path: string, order?: Order): Promise<OutboundAnswer> {
  const { baseUrl } = Config.parse(ctx.config);
  return ctx.call({
    method, url: `${baseUrl.replace(/\/$/, "")}/api/v1${path}`,
    headers: { authorization: `Bearer ${ctx.secrets["accessToken"] ?? ""}`, ...(order ? { "content-type": "application/json; charset=utf-8", "idempotency-key": order.key } : {}) },
    ...(order ? { body: order.payload } : {}),
  });
}
