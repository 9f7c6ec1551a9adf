import { field, jsonOf, rateLimit, startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";

/** A message that stands in the group. */
export type GroupMessage = { text: string; body: string; at: Date };

/** 企业微信 with one group robot: key in the address, 20 a minute, text up to 2048 bytes; always answers HTTP 200 with an errcode. */
export function startWecom(options: SimulatorOptions & { key?: string; perMinute?: number } = {}): Promise<Simulator<GroupMessage>> {
  const key = options.key ?? "wecom-demo-key";
  const ledger: GroupMessage[] = [];
  const within = rateLimit(options.perMinute ?? 20, 60);
  return startPlatform(options, ledger, ({ method, url, body, at }) => {
    const no = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg: `${errmsg}, hint: [simulated]` } });
    if (url.pathname !== "/cgi-bin/webhook/send" || method !== "POST") return { status: 404, body: "" };
    if (url.searchParams.get("key") !== key) return no(93000, "invalid webhook url");
    const message = jsonOf(body);
    if (!message) return no(40008, "invalid json");
    if (message["msgtype"] !== "text") return no(40008, "invalid message type");
    const text = field(message["text"], "content");
    if (typeof text !== "string" || text === "") return no(44004, "text content is empty");
    if (Buffer.byteLength(text) > 2048) return no(40058, "text.content exceed max length 2048");
    if (!within(at)) return no(45009, "api freq out of limit");
    return { body: { errcode: 0, errmsg: "ok" }, effect: () => void ledger.push({ text, body, at }) };
  });
}
