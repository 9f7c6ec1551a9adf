import { createHmac } from "node:crypto";
import { field, jsonOf, rateLimit, startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";
import type { GroupMessage } from "./wecom.ts";

/** 飞书 with one group robot under 签名校验: stamp and sign in the body, an hour's grace, 100 a minute and 5 a second, 20 KB. */
export function startFeishu(options: SimulatorOptions & { hook?: string; signSecret?: string; keyword?: string } = {}): Promise<Simulator<GroupMessage>> {
  const { hook = "feishu-demo-hook", signSecret = "feishu-demo-secret", keyword } = options;
  const ledger: GroupMessage[] = [];
  const perMinute = rateLimit(100, 60);
  const perSecond = rateLimit(5, 1);
  return startPlatform(options, ledger, ({ method, url, body, at }) => {
    const no = (code: number, msg: string) => ({ body: { code, data: {}, msg } });
    if (!url.pathname.startsWith("/open-apis/bot/v2/hook/") || method !== "POST") return { status: 404, body: "404 page not found" };
    if (decodeURIComponent(url.pathname.slice("/open-apis/bot/v2/hook/".length)) !== hook) return no(19001, "param invalid: incoming webhook access token invalid");
    if (Buffer.byteLength(body) > 20 * 1024) return no(9499, "Bad Request: body too large");
    const message = jsonOf(body);
    if (!message) return no(9499, "Bad Request");
    const stamp = message["timestamp"];
    const fresh = typeof stamp === "string" && /^\d{10}$/.test(stamp) && Math.abs(at.getTime() / 1000 - Number(stamp)) <= 3600;
    const right = createHmac("sha256", `${String(stamp)}\n${signSecret}`).digest("base64");
    if (!fresh || message["sign"] !== right) return no(19021, "sign match fail or timestamp is not within one hour from current time");
    if (message["msg_type"] !== "text") return no(19002, "params error, msg_type need");
    const text = field(message["content"], "text");
    if (typeof text !== "string" || text === "") return no(19002, "params error, text need");
    if (keyword && !text.includes(keyword)) return no(19024, "Key Words Not Found");
    if (!perSecond(at) || !perMinute(at)) return no(11232, "frequency limited psm[lark.oapi.app_platform_runtime]");
    return { body: { code: 0, data: {}, msg: "success", StatusCode: 0, StatusMessage: "success" }, effect: () => void ledger.push({ text, body, at }) };
  });
}
