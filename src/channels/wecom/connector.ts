import { z } from "zod";
import { canonical } from "#kernel/fingerprint.ts";
import { defineRobot } from "../robot.ts";

const Answer = z.object({ errcode: z.number(), errmsg: z.string().default("") });

/** 企业微信 group robot: the key in the address is the whole secret, 20 messages a minute, text up to 2048 bytes. */
export const wecom = defineRobot({
  id: "wecom",
  name: { zh: "企业微信群机器人", en: "WeCom group robot" },
  config: z.object({ baseUrl: z.url({ protocol: /^https?$/ }).default("https://qyapi.weixin.qq.com") }),
  secrets: [{ name: "key", zh: "机器人地址中 key= 之后的一段", en: "What follows key= in the robot's address" }],
  limits: { text: { max: 2048, unit: "utf8byte" } },
  rate: { perAccount: { calls: 20, perSeconds: 60 } },
  message: (text) => canonical({ msgtype: "text", text: { content: text } }),
  measured: (text) => ({ text }),
  envelope: (ctx, config, message) => ({ url: `${config.baseUrl}/cgi-bin/webhook/send?key=${encodeURIComponent(ctx.secrets["key"] ?? "")}`, body: message }),
  codeOf: (answer) => {
    const said = Answer.safeParse(answer);
    return said.success ? { code: said.data.errcode, words: said.data.errmsg } : null;
  },
  meaning: (code) => {
    if (code === 45009 || code === 45033) return { class: "rateLimited", retryAfterSeconds: 60 };
    if (code === -1) return { class: "transient" };
    if (code === 93000 || code === 40001 || code === 40014 || code === 42001) return { class: "auth" };
    if (code === 60020 || code === 48002 || code === 48004) return { class: "permission" };
    if (code === 93008 || code === 93004) return { class: "recipient" };
    return { class: "content" };
  },
});
