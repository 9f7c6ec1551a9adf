import type { House } from "#platform/house.ts";
import { heardBy, knownLines } from "#modules/gateways/fixtures/lines.ts";
import { freePort } from "#modules/gateways/fixtures/worlds.ts";
import { optIn } from "#modules/push/actions/readers.ts";
import { newKeyPair } from "#modules/push/keys.ts";
import { aliyunAccount, startAliyun } from "#tests/simulators/aliyun-sms.ts";
import { broadcastAccount, startBroadcast } from "#tests/simulators/broadcast.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { douyinAccount, startDouyin } from "#tests/simulators/douyin.ts";
import { startFeishu } from "#tests/simulators/feishu.ts";
import type { Ambush, Simulator } from "#tests/simulators/http.ts";
import { mastodonToken, startMastodon } from "#tests/simulators/mastodon.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { startSmsGateway, type SmsGateway } from "#tests/simulators/sms-gateway.ts";
import { startTencent, tencentAccount } from "#tests/simulators/tencent-sms.ts";
import { startPushService } from "#tests/simulators/web-push.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { startWechat, wechatAccount, type Wechat } from "#tests/simulators/wechat.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { startWecomApp, wecomAppAccount } from "#tests/simulators/wecom-app.ts";
import { startWeibo, weiboAccount } from "#tests/simulators/weibo.ts";
import { pushOrigin } from "./channel-house.ts";

/** What a delivery is known by in a ledger: words that stand in no other, or the key it left under. */
type Mark = { words: string; key: string };

/** A platform of its own for one run, in a process that is not killed: the account it knows, and how often its ledger says that a delivery took effect. */
export type Stage = {
  config: object; secrets: Record<string, string>; effects: (mark: Mark) => number; ambush: Ambush; stop: () => Promise<void>;
  /** What must stand ready in the house before anything is sent. */
  prepare?: (house: House) => Promise<void>;
  /** Lets the platform take so long over every answer from now on, as those beyond a network do; milliseconds. */
  slow?: (ms: number) => void;
};

type Open = (clock: () => Date) => Promise<Stage>;

const siteUrl = "https://example.org";
const phones = ["13800000001"];

function platform<E>(sim: Simulator<E>, config: object, secrets: Record<string, string>, textOf: (entry: E) => string): Stage {
  return { config, secrets, effects: ({ words }) => sim.ledger.filter((entry) => textOf(entry).includes(words)).length, ambush: sim.ambush, stop: sim.stop, slow: slowing(sim) };
}

const slowing = <E>(sim: Simulator<E>) => (ms: number): void => {
  sim.behave();
  if (ms > 0) sim.misbehave({ kind: "delay", ms }, Number.POSITIVE_INFINITY);
};

/** An account at WeChat, which knows both ways to its followers: posts that stand there, and mass sends, of which no day has too few here. */
async function atWechat(clock: () => Date, textsOf: (sim: Wechat) => string[]): Promise<Stage> {
  const sim = await startWechat({ clock, massPerDay: 100 });
  const { appId, ...secrets } = wechatAccount;
  return { ...platform(sim, { baseUrl: sim.url, appId, siteUrl }, secrets, () => ""), effects: ({ words }) => textsOf(sim).filter((text) => text.includes(words)).length };
}

/** A mailbox. Words are coded in a letter; its Message-ID is made of the key and is not. */
async function byMail(clock: () => Date, recipients: readonly string[], more: object = {}): Promise<Stage> {
  const sim = await startMail({ clock });
  const config = { host: sim.host, port: sim.port, secure: false, plain: true, from: { name: "吉林应急", address: "desk@example.org" }, recipients, timeoutSeconds: 2, ...more };
  return { config, secrets: { user: "desk@example.org", pass: "mail-demo-pass" }, effects: ({ key }) => sim.ledger.filter(({ raw }) => raw.includes(key)).length, ambush: sim.ambush, stop: sim.stop };
}

/** Messages a phone got with these words: parts that came, by the parts there are. */
function messagesWith(sim: SmsGateway, { words }: Mark): number {
  const messages = [...Map.groupBy(sim.ledger, ({ header, content, ref }) => (header ? String(content[3]) : ref)).values()];
  return messages.filter((parts) => heardBy({ ledger: parts }).some((heard) => heard.words.includes(words))).reduce((sum, parts) => sum + parts.length / (parts[0]?.header ? parts[0].content[4] ?? 1 : 1), 0);
}

const overLine = (id: string): Open => async (clock) => {
  const known = knownLines[id];
  if (!known) throw new Error(`no line ${id}`);
  const reportPort = id === "sgip" ? await freePort() : null;
  const sim = await startSmsGateway({ kind: known.kind, clock, ...(reportPort === null ? {} : { reportTo: () => ({ host: "127.0.0.1", port: reportPort }) }) });
  const config = { host: sim.host, port: sim.port, signName: "吉林应急", phones, answerSeconds: 3, partsMax: 7, ...known.config, ...(reportPort === null ? {} : { reportPort }) };
  return { config, secrets: known.secrets, effects: (mark) => messagesWith(sim, mark), ambush: sim.ambush, stop: sim.stop };
};

const push: Open = async (clock) => {
  const { publicKey, privateKey } = newKeyPair();
  let port = "";
  const sim = await startPushService({ clock, get origin() { return pushOrigin(port); } });
  port = new URL(sim.url).port;
  // What a reader sees of a reminder that came twice is one: the second takes the place of the first.
  const seenBy = ({ words }: Mark): number[] => [...Map.groupBy(sim.ledger.filter(({ text, replaced }) => !replaced && text.includes(words)), ({ to }) => to).values()].map((all) => all.length);
  return {
    config: { subject: "mailto:desk@example.org", publicKey }, secrets: { privateKey }, effects: (mark) => Math.max(0, ...seenBy(mark)), ambush: sim.ambush, stop: sim.stop, slow: slowing(sim),
    prepare: async (house) => {
      for (const { endpoint, keys } of [sim.subscribe(publicKey), sim.subscribe(publicKey)]) {
        const said = await optIn(house, { endpoint, keys, serverKey: publicKey, urgentOnly: false });
        if (!said.ok) throw new Error(said.refusal.code);
      }
    },
  };
};

/** How every channel that ends outside is put before its platform. */
export const stages: Readonly<Record<string, Open>> = {
  wecom: async (clock) => { const sim = await startWecom({ clock }); return platform(sim, { baseUrl: sim.url }, { key: "wecom-demo-key" }, ({ text }) => text); },
  dingtalk: async (clock) => { const sim = await startDingtalk({ clock }); return platform(sim, { baseUrl: sim.url }, { accessToken: "dingtalk-demo-token", signSecret: "SECdingtalkdemosecret" }, ({ text }) => text); },
  feishu: async (clock) => { const sim = await startFeishu({ clock }); return platform(sim, { baseUrl: sim.url }, { hook: "feishu-demo-hook", signSecret: "feishu-demo-secret" }, ({ text }) => text); },
  "wecom-app": async (clock) => {
    const sim = await startWecomApp({ clock });
    const { corpSecret, ...account } = wecomAppAccount;
    return platform(sim, { ...account, baseUrl: sim.url }, { corpSecret }, ({ message }) => JSON.stringify(message));
  },
  wechat: (clock) => atWechat(clock, ({ ledger }) => ledger.map(({ news }) => news.title)),
  "wechat-mass": (clock) => atWechat(clock, ({ masses }) => masses.map(({ news }) => news.title)),
  weibo: async (clock) => {
    const sim = await startWeibo({ clock });
    const { uid, accessToken } = weiboAccount;
    return platform(sim, { baseUrl: sim.url, uid, siteUrl, operatorIp: "203.0.113.7" }, { accessToken }, ({ status }) => status);
  },
  douyin: async (clock) => {
    const sim = await startDouyin({ clock });
    const { refreshToken, ...account } = douyinAccount;
    return platform(sim, { ...account, baseUrl: sim.url }, { refreshToken }, ({ text }) => text);
  },
  mastodon: async (clock) => { const sim = await startMastodon({ clock }); return platform(sim, { baseUrl: sim.url }, { accessToken: mastodonToken }, ({ text }) => text); },
  "aliyun-sms": async (clock) => {
    const sim = await startAliyun({ clock, variableMax: 400 });
    const { accessKeySecret, ...account } = aliyunAccount;
    return platform(sim, { ...account, baseUrl: sim.url, variableMax: 400, partsMax: 7, phones }, { accessKeySecret }, ({ words }) => words);
  },
  "tencent-sms": async (clock) => {
    const sim = await startTencent({ clock, variableMax: 400 });
    const { secretKey, ...account } = tencentAccount;
    return platform(sim, { ...account, baseUrl: sim.url, variableMax: 400, partsMax: 7, phones }, { secretKey }, ({ words }) => words);
  },
  broadcast: async (clock) => {
    const sim = await startBroadcast({ clock });
    const { resourceCode, platformCode, platformKey, privateKey } = broadcastAccount;
    return platform(sim, { url: `${sim.url}/`, resourceCode, platformCode, platformKey, areaCode: "220000", media: "images" }, { privateKey }, ({ xml }) => xml);
  },
  webhook: async (clock) => { const sim = await startWebhook({ clock }); return platform(sim, { url: sim.hook, checkUrl: sim.check }, { secret: "webhook-demo-secret-of-32-characters" }, ({ body }) => body); },
  email: (clock) => byMail(clock, ["a@example.org", "b@example.org"]),
  // A request leaves as a letter behind the carriers' door.
  carrier: (clock) => byMail(clock, ["carrier@example.org"], { addressee: "示例移动公司", signName: "吉林应急", partsMax: 7 }),
  cmpp: overLine("cmpp3"), sgip: overLine("sgip"), smgp: overLine("smgp"), smpp: overLine("smpp"),
  "web-push": push,
};

/** Channels that end in the house itself or are read by others: whoever is killed there is killed in the database, which `chaos` does. */
export const inside: readonly string[] = ["website", "led", "feed", "cap", "assisted", "toutiao", "kuaishou", "bilibili"];
