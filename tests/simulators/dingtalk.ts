import { createHmac, timingSafeEqual } from "node:crypto";
import { field, jsonOf, rateLimit, startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";
import type { GroupMessage } from "./wecom.ts";

/** 钉钉 with one group robot under 加签: stamp within an hour, 20 a minute or ten minutes of silence, body up to 20,000 bytes, optional keyword. */
export function startDingtalk(options: SimulatorOptions & { accessToken?: string; signSecret?: string; keyword?: string } = {}): Promise<Simulator<GroupMessage>> {
  const { accessToken = "dingtalk-demo-token", signSecret = "SECdingtalkdemosecret", keyword } = options;
  const ledger: GroupMessage[] = [];
  const within = rateLimit(20, 60, 600);
  return startPlatform(options, ledger, ({ method, url, body, at }) => {
    const no = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });
    if (url.pathname !== "/robot/send" || method !== "POST") return { status: 404, body: "" };
    if (url.searchParams.get("access_token") !== accessToken) return no(300001, "token is not exist");
    const stamp = url.searchParams.get("timestamp") ?? "";
    if (!/^\d{13}$/.test(stamp) || Math.abs(at.getTime() - Number(stamp)) > 3_600_000) return no(310000, "invalid timestamp");
    const right = createHmac("sha256", signSecret).update(`${stamp}\n${signSecret}`).digest();
    const given = url.searchParams.get("sign") ?? "";
    const bytes = Buffer.from(given, "base64");
    if (bytes.toString("base64") !== given || bytes.length !== right.length || !timingSafeEqual(bytes, right)) return no(310000, "sign not match");
    if (Buffer.byteLength(body) > 20_000) return no(460101, "message too long");
    const message = jsonOf(body);
    if (!message) return no(40035, "缺少参数 json");
    if (message["msgtype"] !== "text") return no(400105, "unsupported msgtype");
    const text = field(message["text"], "content");
    if (typeof text !== "string" || text === "") return no(40035, "text content is empty");
    if (keyword && !text.includes(keyword)) return no(310000, "keywords not in content");
    if (!within(at)) return no(130101, "send too fast, exceed 20 times per minute");
    return { body: { errcode: 0, errmsg: "ok" }, effect: () => void ledger.push({ text, body, at }) };
  });
}
