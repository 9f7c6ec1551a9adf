import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPushAccount, type PushAccount } from "#modules/push/fixtures/readers.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import { inspect, openBrowser, phone } from "#tests/support/browser.ts";
import { startPushService, type PushService } from "#tests/simulators/web-push.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse } from "#tests/support/house.ts";
import { someSettings } from "./fixtures/articles.ts";
import { siteRoutes } from "./serve.ts";

let base: TestDatabase;
let app: FastifyInstance;
let live: Live;
let service: PushService;
let account: PushAccount;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let faults: string[] = [];
let origin: string;

beforeAll(async () => {
  base = await aDatabase();
  service = await startPushService({ origin: "https://push.example.org" });
  const house = aHouse(base.db, { now: () => new Date() });
  account = await aPushAccount(base.db, house);
  live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  app = Fastify({ forceCloseConnections: true });
  await siteRoutes(app, { house, settings: someSettings, live });
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
});
afterAll(async () => { await browser.close(); await app.close(); await live.stop(); await service.stop(); await base.drop(); });
beforeEach(async () => {
  await context?.close();
  faults = [];
  context = await browser.newContext({ viewport: phone, locale: "zh-CN" });
  await context.grantPermissions(["notifications"], { origin });
  page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
});

// The push service of Chromium's maker is not reached from here: what a browser would be told is handed in, everything else is the page's own.
const standIn = (subscription: object) => page.addInitScript((given) => {
  const made = { ...given, toJSON: () => given, unsubscribe: async () => { sessionStorage.removeItem("made"); return true; } };
  PushManager.prototype.subscribe = async () => { sessionStorage.setItem("made", "yes"); return made as unknown as PushSubscription; };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("made") ? made as unknown as PushSubscription : null);
  Notification.requestPermission = async () => "granted";
}, subscription);
const kept = async () => (await base.db.selectFrom("push.subscription").select("urgent_only").execute()).map((row) => row.urgent_only);
const says = (words: string) => page.locator("#push").getByText(words).waitFor();

test("a reader opens reminders with one press, narrows them, finds them as they were, and stops them with one press", { timeout: 60_000 }, async () => {
  await standIn(service.subscribe(account.publicKey));
  await page.goto(`${origin}/subscribe`);
  await says("这台设备还没有开启提醒");
  await inspect(page, "subscribe-off");
  await page.getByRole("button", { name: "开启提醒" }).click();
  await says("已开启：新发布的都提醒");
  expect(await kept()).toEqual([false]);
  await page.getByRole("button", { name: "只收紧急的" }).click();
  await says("已开启：只提醒紧急的");
  expect(await kept()).toEqual([true]);
  await page.reload();
  await says("已开启：只提醒紧急的");
  await inspect(page, "subscribe-on");
  await page.getByRole("button", { name: "不再提醒" }).click();
  await says("这台设备还没有开启提醒");
  expect(await kept()).toEqual([]);
  expect(faults).toEqual([]);
});

test("when the house cannot keep it, the page says so and the browser forgets it, too", { timeout: 60_000 }, async () => {
  await standIn({ endpoint: "https://10.0.0.1/x", keys: { p256dh: "", auth: "" } });
  await page.goto(`${origin}/subscribe`);
  await page.getByRole("button", { name: "开启提醒" }).click();
  await says("没有办成，什么也没有记下");
  expect(await page.evaluate(() => sessionStorage.getItem("made"))).toBeNull();
  expect(await kept()).toEqual([]);
});

test("the worker shows a reminder with its units, replaces it by what is newer and never by what is older", { timeout: 60_000 }, async () => {
  await page.goto(`${origin}/subscribe`);
  await page.evaluate(async () => { await navigator.serviceWorker.register("/push.js"); });
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
  const devtools = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => { devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => { const one = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin)); if (one) resolve(one.registrationId); }); });
  await devtools.send("ServiceWorker.enable");
  const registrationId = await found;
  const push = (note: object) => devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: JSON.stringify(note) });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })));
  const note = (edition: number | null, title: string) => ({ pieceId: "p", edition, title, text: "野外用火一律禁止。", units: ["吉林省应急管理厅", "吉林省消防救援总队"], link: "/a/p", urgency: "orange", validUntil: null, withdrawn: edition === null });
  await expect.poll(async () => { await push(note(1, "清明禁火")); return shown(); }).toEqual([{ title: "清明禁火", body: "吉林省应急管理厅 吉林省消防救援总队\n野外用火一律禁止。", tag: "p" }]);
  await push(note(2, "【更正】清明禁火"));
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toEqual(["【更正】清明禁火"]);
  await push(note(1, "清明禁火"));
  await page.waitForTimeout(300);
  expect((await shown()).map(({ title }) => title)).toEqual(["【更正】清明禁火"]);
  await push(note(null, "【撤回】清明禁火"));
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toEqual(["【撤回】清明禁火"]);
  await push(note(2, "【更正】清明禁火"));
  await page.waitForTimeout(300);
  expect((await shown()).map(({ title }) => title)).toEqual(["【撤回】清明禁火"]);
});

test("without scripts the page says so and shows the way round", { timeout: 60_000 }, async () => {
  const quiet = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  const plain = await quiet.newPage();
  await plain.goto(`${origin}/subscribe`);
  await plain.getByText("开启提醒需要浏览器脚本").waitFor();
  expect(await plain.getByRole("button", { name: "开启提醒" }).isVisible()).toBe(false);
  await quiet.close();
});
