import { startBroadcast } from "#tests/simulators/broadcast.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { startDouyin } from "#tests/simulators/douyin.ts";
import { startFeishu } from "#tests/simulators/feishu.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { startWechat } from "#tests/simulators/wechat.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { startWecomApp } from "#tests/simulators/wecom-app.ts";
import { startWeibo } from "#tests/simulators/weibo.ts";
import { startPublicSources } from "#tests/simulators/public-sources.ts";
import { simulatorPorts, wechatCover } from "./accounts.ts";
import { talkBefore } from "./talk.ts";

/** Starts the stand-ins of chat robots, mail, a signed webhook, WeChat, Weibo, Douyin, a WeCom application, emergency broadcast and public sources that the demo points at. They are simulators and say so; nothing of the demo leaves this machine or comes from elsewhere. */
export async function startSimulators(port: number, clock: () => Date): Promise<{ stop: () => Promise<void> }> {
  const at = simulatorPorts(port);
  const running = await Promise.all([
    startWecom({ port: at.wecom, clock, perMinute: 10_000 }), startDingtalk({ port: at.dingtalk, clock }), startFeishu({ port: at.feishu, clock }), startWebhook({ port: at.webhook, clock }), startMail({ port: at.mail, clock }),
    startWechat({ port: at.wechat, clock, library: [{ name: wechatCover, bytes: Buffer.from("ffd8ffe0", "hex") }] }), startWeibo({ port: at.weibo, clock, domain: "127.0.0.1" }), startDouyin({ port: at.douyin, clock }), startWecomApp({ port: at.wecomApp, clock }), startBroadcast({ port: at.broadcast, clock }), startPublicSources({ port: at.sources, clock, sayings: talkBefore(clock()) }),
  ]);
  return { stop: async () => { await Promise.all(running.map((one) => one.stop())); } };
}
