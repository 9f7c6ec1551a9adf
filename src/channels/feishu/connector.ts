import { createHmac } from "node:crypto";
import { z } from "zod";
import { canonical } from "#kernel/fingerprint.ts";
import { defineRobot } from "../robot.ts";

const Answer = z.union([
  z.object({ code: z.number(), msg: z.string().default("") }).transform(({ code, msg }) => ({ code, words: msg })),
  z.object({ StatusCode: z.number(), StatusMessage: z.string().default("") }).transform((a) => ({ code: a.StatusCode, words: a.StatusMessage })),
]);
const Message = z.record(z.string(), z.unknown());

/** 签名校验: base64 of HMAC-SHA256 of nothing, with `timestamp\nsecret` as the key; seconds, good for an hour. */
export const feishuSign = (secret: string, timestampSeconds: number): string => createHmac("sha256", `${timestampSeconds}\n${secret}`).update("").digest("base64");

/** 飞书 group robot with 签名校验: 100 messages a minute and 5 a second, 20 KB a body with the stamp in it. */
export const feishu = defineRobot({
  id: "feishu",
  name: { zh: "飞书群机器人", en: "Feishu group robot" },
  config: z.object({
    baseUrl: z.url({ protocol: /^https?$/ }).default("https://open.feishu.cn"),
    /** The robot's 自定义关键词, where it has one besides 签名校验. */
    keyword: z.string().min(1).optional(),
  }),
  secrets: [
    { name: "hook", zh: "机器人地址中 /hook/ 之后的一段", en: "What follows /hook/ in the robot's address" },
    { name: "signSecret", zh: "安全设置“签名校验”的密钥", en: "The secret of the 签名校验 setting" },
  ],
  // 20 KB with the stamp; 200 bytes are kept free for it.
  limits: { body: { max: 20 * 1024 - 200, unit: "utf8byte" } },
  // 5 in 3 seconds keeps both of its limits: 100 a minute and 5 a second.
  rate: { perAccount: { calls: 5, perSeconds: 3 }, penaltySeconds: 60 },
  message: (text) => canonical({ content: { text }, msg_type: "text" }),
  measured: (_text, message) => ({ body: message }),
  reserved: /<at\b[^>]*>?/i,
  envelope: (ctx, config, message) => {
    const timestamp = Math.floor(ctx.now().getTime() / 1000);
    const stamp = { sign: feishuSign(ctx.secrets["signSecret"] ?? "", timestamp), timestamp: String(timestamp) };
    return { url: `${config.baseUrl}/open-apis/bot/v2/hook/${encodeURIComponent(ctx.secrets["hook"] ?? "")}`, body: canonical({ ...Message.parse(JSON.parse(message)), ...stamp }) };
  },
  codeOf: (answer) => {
    const said = Answer.safeParse(answer);
    return said.success ? said.data : null;
  },
  meaning: (code) => {
    if (code === 11232 || code === 99991400) return { class: "rateLimited", retryAfterSeconds: 60 };
    if (code === 19021 || code === 19001) return { class: "auth" };
    if (code === 19022) return { class: "permission" };
    return { class: "content" };
  },
});
