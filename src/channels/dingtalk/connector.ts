import { createHmac } from "node:crypto";
import { z } from "zod";
import type { FailureClass } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { defineRobot } from "../robot.ts";

const Answer = z.object({ errcode: z.union([z.number(), z.string().regex(/^-?\d+$/).transform(Number)]), errmsg: z.string().default("") });
const penaltySeconds = 600;

/** 加签: base64 of HMAC-SHA256 with the secret as key over `timestamp\nsecret`, milliseconds, good for an hour. */
export const dingtalkSign = (secret: string, timestampMs: number): string => createHmac("sha256", secret).update(`${timestampMs}\n${secret}`).digest("base64");

const auth = [300001, 300005, 400101, 40014, 42001, 88];
const permission = [400102, 43007, 50002, 60020];
const gone = [400013, 400014];
const limited = [130101, 410100, 90018];

/** 310000 is the security check: only its words tell keyword, address and signature apart, in English or Chinese. */
function securityClass(words: string): FailureClass {
  if (/keyword|关键词|关键字/i.test(words)) return "content";
  if (/whitelist|白名单/i.test(words)) return "permission";
  return "auth";
}

/** 钉钉 group robot with 加签: 20 messages a minute or ten minutes of silence, body up to 20,000 bytes. */
export const dingtalk = defineRobot({
  id: "dingtalk",
  name: { zh: "钉钉群机器人", en: "DingTalk group robot" },
  config: z.object({
    baseUrl: z.url({ protocol: /^https?$/ }).default("https://oapi.dingtalk.com"),
    /** The robot's 自定义关键词, where it has one besides 加签. */
    keyword: z.string().min(1).optional(),
  }),
  secrets: [
    { name: "accessToken", zh: "机器人地址中 access_token= 之后的一段", en: "What follows access_token= in the robot's address" },
    { name: "signSecret", zh: "安全设置“加签”的密钥，以 SEC 开头", en: "The secret of the 加签 setting, beginning with SEC" },
  ],
  limits: { body: { max: 20_000, unit: "utf8byte" } },
  rate: { perAccount: { calls: 20, perSeconds: 60 }, penaltySeconds },
  message: (text) => canonical({ msgtype: "text", text: { content: text } }),
  measured: (_text, message) => ({ body: message }),
  envelope: (ctx, config, message) => {
    const timestamp = ctx.now().getTime();
    const query = new URLSearchParams({ access_token: ctx.secrets["accessToken"] ?? "", timestamp: String(timestamp), sign: dingtalkSign(ctx.secrets["signSecret"] ?? "", timestamp) });
    return { url: `${config.baseUrl}/robot/send?${query.toString()}`, body: message };
  },
  codeOf: (answer) => {
    const said = Answer.safeParse(answer);
    return said.success ? { code: said.data.errcode, words: said.data.errmsg } : null;
  },
  meaning: (code, words) => {
    if (code === 310000) return { class: securityClass(words) };
    if (limited.includes(code)) return { class: "rateLimited", retryAfterSeconds: penaltySeconds };
    if (code === -1) return { class: "transient" };
    if (auth.includes(code)) return { class: "auth" };
    if (permission.includes(code)) return { class: "permission" };
    return { class: gone.includes(code) ? "recipient" : "content" };
  },
});
