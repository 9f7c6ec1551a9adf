import webPush from "web-push";
import { afterAll } from "vitest";
import type { AnyConnector, ConnectorContext, DeliveryAction, Failure, Order, Outbound, Rendered, RecallNotice, Submitted } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { connectors } from "#channels/registry.ts";
import { aHouseOfLines, anAccountAt, contextAt, heardBy, keepLines, knownLines, setSecrets } from "#modules/gateways/fixtures/lines.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { aliyunAccount, startAliyun } from "#tests/simulators/aliyun-sms.ts";
import { broadcastAccount, startBroadcast } from "#tests/simulators/broadcast.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { douyinAccount, startDouyin } from "#tests/simulators/douyin.ts";
import { startFeishu } from "#tests/simulators/feishu.ts";
import { openDoor } from "#tests/simulators/house.ts";
import type { Simulator } from "#tests/simulators/http.ts";
import { startSite } from "#tests/simulators/site.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { mastodonToken, startMastodon } from "#tests/simulators/mastodon.ts";
import { startSmsGateway } from "#tests/simulators/sms-gateway.ts";
import { startTencent, tencentAccount } from "#tests/simulators/tencent-sms.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { startWechat, wechatAccount, type News, type Wechat } from "#tests/simulators/wechat.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { startWecomApp, wecomAppAccount } from "#tests/simulators/wecom-app.ts";
import { startWeibo, weiboAccount } from "#tests/simulators/weibo.ts";
import { aDatabase } from "#tests/support/database.ts";
import { readMail } from "#tests/support/mail.ts";
import { openNumbers } from "#tests/support/numbers.ts";
import { anEdition } from "./edition.ts";

/** One connector on stage before its simulated platform. */
export type Stage = {
  connector: AnyConnector;
  ctx: ConnectorContext;
  /** The signed part of every message that went public, as the platform holds it. */
  received: () => string[];
  /** How many effects the public saw. */
  effects: () => number;
  /** Pieces the platform has withdrawn. */
  withdrawn?: () => number;
  /** The platform takes the next message, makes it public and never answers, or hangs up. */
  silence?: (kind: "hang" | "drop") => void;
  /** The next message is lost on its way, and nobody answers. */
  lose?: (kind: "hang" | "drop") => void;
  /** The same account after whatever was under way there has come to its end. */
  later?: ConnectorContext;
  /** The platform's tokens: the one in force is over at once, and how often one was asked for. */
  tokens?: { expire: () => void; asked: () => number };
  /** The next answer is this HTTP status. */
  status?: (status: number, retryAfterSeconds?: number) => void;
  /** The same account with a secret that is not right. */
  wrongSecrets?: Readonly<Record<string, string>>;
  /** The same where the house itself opens the secrets: they are not right from now on. */
  spoil?: () => Promise<void>;
  stop: () => Promise<void>;
};

const patience = 400;
/** The real way out, on a short leash. */
const call: Outbound = (request) => outbound({ allow: () => true })({ ...request, timeoutMs: Math.min(request.timeoutMs ?? patience, patience) });
const connectorOf = (id: string): AnyConnector => {
  const found = connectors.find((c) => c.id === id);
  if (!found) throw new Error(`no connector ${id}`);
  return found;
};

const contextOf = (config: unknown, secrets: Record<string, string> = {}, doors: ConnectorContext["doors"] = {}): ConnectorContext => ({
  accountId: "019b0000-0000-7000-8000-00000000ac01", config, secrets, now: () => new Date(), call, reach: reach({ allow: () => true }), doors,
  openMaterial: () => Promise.resolve(new Uint8Array()), numberFor: openNumbers(),
});

function overHttp<E>(id: string, sim: Simulator<E>, config: unknown, secrets: Record<string, string>, wrong: Record<string, string>, received: () => string[]): Stage {
  return {
    connector: connectorOf(id), ctx: contextOf(config, secrets), received, effects: () => sim.ledger.length, wrongSecrets: { ...secrets, ...wrong },
    silence: (kind) => sim.misbehave({ kind, effect: true }), lose: (kind) => sim.misbehave({ kind, effect: false }),
    status: (status, retryAfterSeconds) => sim.misbehave({ kind: "status", status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) }),
    stop: sim.stop,
  };
}

function behindDoor(id: string, name: string, config: unknown, secrets: Record<string, string> = {}): Stage {
  const door = openDoor("accepted");
  return {
    connector: connectorOf(id), ctx: contextOf(config, secrets, { [name]: door }), stop: () => Promise.resolve(),
    received: () => door.ledger.map(({ payload }) => payload), effects: () => door.ledger.length, withdrawn: () => door.ledger.filter((entry) => entry.withdrawn).length,
  };
}

async function pulled(id: string, configOf: (url: string) => unknown): Promise<Stage> {
  const sim = await startSite();
  const connector = connectorOf(id);
  sim.ledger.push({ pieceId: anEdition().pieceId, edition: 1, payload: connector.render(anEdition(), configOf(sim.url)).payload, recalled: false });
  return { ...overHttp(id, sim, configOf(sim.url), {}, {}, () => sim.ledger.map(({ payload }) => payload)), withdrawn: () => {
    for (const article of sim.ledger) article.recalled = true;
    return 1;
  } };
}

/** A picture that says in its own bytes which one it is, as long as was signed. */
const speakingPicture: ConnectorContext["openMaterial"] = ({ sha256, bytes }) => Promise.resolve(Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.from(sha256), Buffer.alloc(bytes)]).subarray(0, bytes));

/** What people signed, told from what the platform holds: each picture it shows, by what its bytes say they are. */
function signedPart({ pictures }: Wechat, { thumb_media_id, ...article }: News): string {
  const whole = pictures.map((one) => ({ ...one, says: one.bytes.subarray(3, 67).toString() }));
  const shown = whole.filter(({ url }) => article.content.includes(url.replaceAll("&", "&amp;")));
  const content = shown.reduce((html, { url, says }) => html.replaceAll(url.replaceAll("&", "&amp;"), `/m/${says}`), article.content);
  const cover = whole.find(({ id }) => id === thumb_media_id);
  const used = new Map([...shown, ...(cover ? [cover] : [])].map(({ says, mime, bytes }) => [says, { sha256: says, mime, bytes: bytes.length }]));
  return canonical({ article: { ...article, content }, cover: { sha256: cover?.says }, pictures: [...used.values()] });
}

let lines: ReturnType<typeof openLines> | null = null;
afterAll(async () => { await (await lines)?.stop(); });

/** One house for all stages of a file, over a real database: it keeps the lines of every gateway. */
async function openLines() {
  const base = await aDatabase({ max: 12 });
  const house = aHouseOfLines(base.db, 1_500);
  const keeper = keepLines(house);
  return { house, stop: async () => { await keeper.stop(); await base.drop(); } };
}

/** A gateway before the house that keeps its line. What people signed is the words; each phone puts them together again. */
async function overLine(id: string): Promise<Stage> {
  const { house } = await (lines ??= openLines());
  const known = knownLines[id];
  if (!known) throw new Error(`no line ${id}`);
  const sim = await startSmsGateway({ kind: known.kind });
  const account = await anAccountAt(house, known, sim, { partsMax: 7, answerSeconds: 1 });
  const ctx = contextAt(house, account, known.secrets);
  const received = () => heardBy(sim).filter(({ phone }) => phone.endsWith("13800000001")).map(({ words }) => canonical({ signName: "吉林应急", words: words.replace("【吉林应急】", "") }));
  return {
    connector: connectorOf(known.connectorId), ctx: { ...ctx, config: connectorOf(known.connectorId).config.parse(account.config) }, received, effects: () => received().length,
    silence: (kind) => sim.misbehave({ kind: kind === "hang" ? "silent" : "drop", effect: true }), spoil: () => setSecrets(house, account.id, known.wrong),
    stop: async () => { await sim.stop(); },
  };
}

/** How each connector is put on stage. A connector without an entry here fails the suite. */
export const stages: Record<string, () => Promise<Stage>> = {
  website: () => Promise.resolve(behindDoor("website", "site", {})),
  led: () => Promise.resolve(behindDoor("led", "screens", {})),
  assisted: () => Promise.resolve(behindDoor("assisted", "hands", { platform: "头条号", account: "吉林应急" })),
  toutiao: () => Promise.resolve(behindDoor("toutiao", "hands", { account: "吉林应急" })),
  kuaishou: () => Promise.resolve(behindDoor("kuaishou", "hands", { account: "吉林应急" })),
  bilibili: () => Promise.resolve(behindDoor("bilibili", "hands", { account: "吉林应急" })),
  "web-push": () => {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    return Promise.resolve(behindDoor("web-push", "push", { subject: "mailto:desk@example.org", publicKey }, { privateKey }));
  },
  carrier: () => Promise.resolve(behindDoor("carrier", "carriers", { addressee: "示例移动公司", signName: "吉林应急", partsMax: 7, apiUrl: "https://carrier.example.org/requests" }, { secret: "carrier-demo-secret-of-32-characters" })),
  feed: () => pulled("feed", (url) => ({ feedUrl: `${url}/feed.json` })),
  cap: () => pulled("cap", (url) => ({ indexUrl: `${url}/cap.atom` })),
  wecom: async () => {
    const sim = await startWecom();
    return overHttp("wecom", sim, { baseUrl: sim.url }, { key: "wecom-demo-key" }, { key: "wrong" }, () => sim.ledger.map(({ body }) => body));
  },
  dingtalk: async () => {
    const sim = await startDingtalk();
    const secrets = { accessToken: "dingtalk-demo-token", signSecret: "SECdingtalkdemosecret" };
    return overHttp("dingtalk", sim, { baseUrl: sim.url }, secrets, { signSecret: "SECwrong" }, () => sim.ledger.map(({ body }) => body));
  },
  feishu: async () => {
    const sim = await startFeishu();
    const secrets = { hook: "feishu-demo-hook", signSecret: "feishu-demo-secret" };
    // The stamp is the envelope; what people signed is the message inside it.
    const message = (body: string) => { const { content, msg_type } = JSON.parse(body) as Record<string, unknown>; return JSON.stringify({ content, msg_type }); };
    return overHttp("feishu", sim, { baseUrl: sim.url }, secrets, { signSecret: "wrong" }, () => sim.ledger.map(({ body }) => message(body)));
  },
  wechat: async () => {
    const sim = await startWechat();
    const { appId, ...secrets } = wechatAccount;
    const stage = overHttp("wechat", sim, { baseUrl: sim.url, appId, siteUrl: "https://example.org" }, secrets, { appSecret: "wrong" }, () => sim.ledger.map(({ news }) => signedPart(sim, news)));
    const ctx = { ...stage.ctx, openMaterial: speakingPicture };
    return {
      ...stage, ctx, later: { ...ctx, now: () => new Date(Date.now() + 600_000) }, withdrawn: () => sim.ledger.filter(({ deleted }) => deleted).length,
      tokens: { expire: sim.expireTokens, asked: () => sim.renewals.length },
    };
  },
  "wechat-mass": async () => {
    const sim = await startWechat({ massPerDay: 100 });
    const { appId, ...secrets } = wechatAccount;
    const signed = () => sim.masses.map(({ news, filter }) => canonical({ ...JSON.parse(signedPart(sim, news)) as object, filter }));
    const stage = overHttp("wechat-mass", sim, { baseUrl: sim.url, appId, siteUrl: "https://example.org" }, secrets, { appSecret: "wrong" }, signed);
    return {
      ...stage, ctx: { ...stage.ctx, openMaterial: speakingPicture }, effects: () => sim.masses.length, withdrawn: () => sim.masses.filter(({ deleted }) => deleted).length,
      tokens: { expire: sim.expireTokens, asked: () => sim.renewals.length },
    };
  },
  weibo: async () => {
    const sim = await startWeibo();
    const { uid, accessToken } = weiboAccount;
    const config = { baseUrl: sim.url, uid, siteUrl: "https://example.org", operatorIp: "203.0.113.7" };
    const signed = () => sim.ledger.map(({ status, pic }) => canonical({ pic: pic ? { sha256: pic.bytes.subarray(3, 67).toString(), mime: pic.mime, bytes: pic.bytes.length } : null, status }));
    const stage = overHttp("weibo", sim, config, { accessToken }, { accessToken: "wrong" }, signed);
    const ctx = { ...stage.ctx, openMaterial: speakingPicture };
    return { ...stage, ctx, later: { ...ctx, now: () => new Date(Date.now() + 600_000) }, withdrawn: () => sim.ledger.filter(({ deleted }) => deleted).length };
  },
  douyin: async () => {
    const sim = await startDouyin();
    const { refreshToken, ...account } = douyinAccount;
    const signed = () => sim.ledger.map(({ text, kind, files }) => {
      const all = files.map(({ mime, size, bytes }) => ({ sha256: bytes.subarray(3, 67).toString(), mime, bytes: size }));
      return canonical({ text, film: kind === "film" ? all[0] : null, pictures: kind === "film" ? [] : all });
    });
    const stage = overHttp("douyin", sim, { ...account, baseUrl: sim.url }, { refreshToken }, { refreshToken: "rft.wrong" }, signed);
    const ctx = { ...stage.ctx, openMaterial: speakingPicture };
    return { ...stage, ctx, later: { ...ctx, now: () => new Date(Date.now() + 3_600_000) }, tokens: { expire: sim.expireTokens, asked: () => sim.renewals.length } };
  },
  "wecom-app": async () => {
    const sim = await startWecomApp();
    const { corpSecret, ...account } = wecomAppAccount;
    const stage = overHttp("wecom-app", sim, { ...account, baseUrl: sim.url }, { corpSecret }, { corpSecret: "wrong" }, () => sim.ledger.map(({ message }) => canonical(message)));
    return { ...stage, withdrawn: () => sim.ledger.filter(({ recalled }) => recalled).length, tokens: { expire: sim.expireTokens, asked: sim.asked } };
  },
  "aliyun-sms": async () => {
    const sim = await startAliyun({ variableMax: 400 });
    const { accessKeySecret, ...account } = aliyunAccount;
    const config = { ...account, baseUrl: sim.url, variableMax: 400, partsMax: 7, phones: ["13800000001", "+8613900000002"] };
    const stage = overHttp("aliyun-sms", sim, config, { accessKeySecret }, { accessKeySecret: "wrong" }, () => sim.ledger.map(({ signName, templateCode, words }) => canonical({ signName, templateCode, templateText: account.templateText, words })));
    return { ...stage, later: { ...stage.ctx, now: () => new Date(Date.now() + 600_000) } };
  },
  "tencent-sms": async () => {
    const sim = await startTencent({ variableMax: 400 });
    const { secretKey, ...account } = tencentAccount;
    const config = { ...account, baseUrl: sim.url, variableMax: 400, partsMax: 7, phones: ["13800000001", "+8613900000002"] };
    return overHttp("tencent-sms", sim, config, { secretKey }, { secretKey: "wrong" }, () => sim.ledger.map(({ signName, templateCode, words }) => canonical({ signName, templateCode, templateText: account.templateText, words })));
  },
  broadcast: async () => {
    const now = () => new Date("2026-04-03T06:00:00Z");
    const sim = await startBroadcast({ clock: now });
    const { resourceCode, platformCode, platformKey, privateKey } = broadcastAccount;
    const config = { url: `${sim.url}/`, resourceCode, platformCode, platformKey, areaCode: "220000", media: "images" };
    const signed = ({ fields, media }: (typeof sim.ledger)[number]) => canonical({
      title: fields["MsgTitle"], description: fields["MsgDesc"], senderName: fields["SenderName"], severity: fields["Severity"], eventType: fields["EventType"], areaCodes: fields["AreaCode"]?.split(","), language: fields["LanguageCode"],
      validUntil: new Date(`${fields["EndTime"]?.replace(" ", "T")}+08:00`), minutes: 30, day: fields["EBMID"]?.slice(23, 31), media: [...media.values()].map((bytes) => ({ sha256: bytes.subarray(3, 67).toString(), mime: "image/jpeg", bytes: bytes.length })),
    });
    const stage = overHttp("broadcast", sim, config, { privateKey }, { privateKey: "3d".repeat(32) }, () => sim.ledger.map(signed));
    return { ...stage, withdrawn: () => sim.ledger.filter(({ state }) => state === "5").length, ctx: { ...stage.ctx, openMaterial: speakingPicture, now } };
  },
  cmpp: () => overLine("cmpp3"),
  sgip: () => overLine("sgip"),
  smgp: () => overLine("smgp"),
  smpp: () => overLine("smpp"),
  mastodon: async () => {
    const sim = await startMastodon();
    const stage = overHttp("mastodon", sim, { baseUrl: sim.url }, { accessToken: mastodonToken }, { accessToken: "wrong" }, () => sim.ledger.map(({ body }) => body));
    return { ...stage, withdrawn: () => sim.ledger.filter(({ deleted }) => deleted).length };
  },
  webhook: async () => {
    const sim = await startWebhook();
    const stage = overHttp("webhook", sim, { url: sim.hook, checkUrl: sim.check }, { secret: "webhook-demo-secret-of-32-characters" }, { secret: "wrong" }, () => sim.ledger.map(({ body }) => body));
    return { ...stage, withdrawn: () => sim.ledger.filter((entry) => entry.withdrawn && !entry.id.startsWith("r")).length };
  },
  email: async () => {
    const sim = await startMail();
    const config = { host: sim.host, port: sim.port, secure: false, plain: true, from: { name: "吉林应急", address: "desk@example.org" }, recipients: ["a@example.org", "b@example.org"], timeoutSeconds: 1 };
    return {
      connector: connectorOf("email"), ctx: contextOf(config, { user: "desk@example.org", pass: "mail-demo-pass" }), effects: () => sim.ledger.length, stop: sim.stop,
      wrongSecrets: { user: "desk@example.org", pass: "wrong" }, silence: (kind) => sim.misbehave({ kind, effect: true }),
      received: () => sim.ledger.map(({ raw }) => { const { subject, text, html } = readMail(raw); return JSON.stringify({ html, subject, text }); }),
    };
  },
};

/** Prepares an order as a sender does: what comes back carries what `submit` takes, or why there is nothing to submit. */
export async function readied({ connector, ctx }: Pick<Stage, "connector" | "ctx">, order: Order): Promise<{ ok: true; order: Order } | Failure> {
  const prepared = await connector.prepare?.(ctx, order.payload);
  return prepared && !prepared.ok ? prepared : { ok: true, order: prepared ? { ...order, payload: prepared.payload } : order };
}

/** Carries an order out as a sender does. */
export async function carry(on: Pick<Stage, "connector" | "ctx">, order: Order): Promise<Submitted | Failure> {
  const ready = order.action === "recall" ? ({ ok: true, order } as const) : await readied(on, order);
  return ready.ok ? on.connector.submit(on.ctx, ready.order) : ready;
}

/** An order to carry out the signed bytes of an edition. */
export function anOrder(rendered: Rendered, edition: SealedEdition, change: Partial<Order> = {}): Order {
  const action: DeliveryAction = edition.correction ? "correct" : "publish";
  return { key: `key-${action}-${edition.number}`, action, pieceId: edition.pieceId, edition: edition.number, payload: rendered.payload, ref: null, previousRef: null, recall: null, attempt: 0, ...change };
}

/** An order to take the piece back. */
export const aRecall = (notice: RecallNotice, payload: string, previousRef: string | null): Order =>
  ({ key: "key-recall", action: "recall", pieceId: notice.pieceId, edition: 1, payload, ref: null, previousRef, recall: notice, attempt: 0 });
