import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { startFeishu } from "#tests/simulators/feishu.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { simulatorPorts } from "./accounts.ts";

/** Starts the stand-ins of chat robots, mail and a signed webhook that the demo's accounts point at. They are simulators and say so; no message of the demo leaves this machine. */
export async function startSimulators(port: number, clock: () => Date): Promise<{ stop: () => Promise<void> }> {
  const at = simulatorPorts(port);
  const running = await Promise.all([
    startWecom({ port: at.wecom, clock, perMinute: 10_000 }), startDingtalk({ port: at.dingtalk, clock }), startFeishu({ port: at.feishu, clock }), startWebhook({ port: at.webhook, clock }), startMail({ port: at.mail, clock }),
  ]);
  return { stop: async () => { await Promise.all(running.map((one) => one.stop())); } };
}
