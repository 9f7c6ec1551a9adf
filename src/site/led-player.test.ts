import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { theHouse } from "#kernel/actor.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { laneOf, type Urgency } from "#kernel/urgency.ts";
import { arrangeGroup, makeGroup, moveScreen } from "#modules/signage/actions/groups.ts";
import { registerScreen } from "#modules/signage/index.ts";
import { doorOfScreens } from "#modules/signage/module.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { aHouseOn } from "#site/fixtures/articles.ts";
import { ledRoutes } from "#site/led.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";

let base: TestDatabase;
let house: House;
let app: FastifyInstance;
let browser: Browser;
let page: Page;
let address: string;
let screenId: string;
const [accountId, unitId, port] = [randomUUID(), randomUUID(), 20_000 + (process.pid % 20_000)];

const keeper = { ...theHouse, holdings: [{ unitId, post: "duty-officer" as const, delegatedFrom: null }] };

const open = async () => {
  app = Fastify({ forceCloseConnections: true });
  await ledRoutes(app, { house });
  await app.listen({ port, host: "127.0.0.1" });
};
beforeAll(async () => {
  base = await aDatabase();
  house = { ...aHouseOn(base.db, () => new Date()), publicUrl: `http://127.0.0.1:${port}` };
  const at = new Date();
  await base.db.insertInto("channels.account").values({ id: accountId, connector_id: "led", unit_id: unitId, name: "屏", config: "{}", owner_person_id: randomUUID(), state: "active", created_at: at, updated_at: at }).execute();
  ({ address, screenId } = await registerScreen(contextOf(house, keeper, "test"), { accountId, name: "人民广场东侧屏", place: "长春" }));
  await open();
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  page = await (await browser.newContext({ viewport: { width: 512, height: 96 } })).newPage();
});
afterAll(async () => { await browser.close(); await app.close(); await base.drop(); });

const put = async (line: string, some: { pieceId?: string; rev?: number; urgency?: Urgency; validUntil?: string } = {}) => {
  const { pieceId = randomUUID(), rev = 1, urgency = "routine", validUntil = null } = some;
  const bare = { pieceId, rev, lines: [line], style: "scroll", urgency, priority: laneOf(urgency), validUntil };
  const answer = await doorOfScreens(house).put({ key: randomUUID(), accountId, pieceId, edition: rev, payload: canonical({ ...bare, sha256: sha256Hex(canonical(bare)) }) });
  expect(answer.ok).toBe(true);
  return pieceId;
};
const stage = () => page.locator("#stage").innerText();
const sees = (line: string, timeout = 15_000) => expect.poll(stage, { timeout }).toContain(line);
const proofs = () => base.db.selectFrom("signage.proof as p").innerJoin("signage.entry as e", "e.id", "p.entry_id").select(["e.piece_id", "p.started_at", "p.ended_at"]).orderBy("p.started_at").execute();

test("a screen shows, swaps, interrupts, blanks, and proves it, through a lost line and a reload", { timeout: 180_000 }, async () => {
  const tip = await put("清明祭扫不带火种");
  await page.goto(address);
  await sees("清明祭扫不带火种");
  await expect.poll(async () => (await proofs()).map((p) => p.piece_id), { timeout: 15_000 }).toContain(tip);

  await put("祭扫用鲜花", { pieceId: tip, rev: 2 });
  await sees("祭扫用鲜花");

  const red = await put("森林火险红色预警", { urgency: "red", validUntil: new Date(Date.now() + 20_000).toISOString() });
  await sees("森林火险红色预警");
  expect(await page.locator("#stage").getAttribute("data-urgency")).toBe("red");
  await page.waitForTimeout(2_500);
  if (process.env["SHOTS"]) await page.screenshot({ path: `${process.env["SHOTS"]}/led.png` });

  await page.waitForFunction(async () => (await caches.open("led-player")).keys().then((keys) => keys.length >= 5));
  await app.close();
  const before = (await proofs()).length;
  await page.reload();
  await sees("森林火险红色预警");
  await sees("祭扫用鲜花", 60_000);
  await new Promise((resolve) => setTimeout(resolve, 3_000));

  await open();
  await expect.poll(async () => (await proofs()).length, { timeout: 60_000 }).toBeGreaterThan(before);
  const all = await proofs();
  expect(all.some((p) => p.piece_id === red)).toBe(true);
  for (const [i, p] of all.entries()) if (i > 0) expect(p.started_at.getTime()).toBeGreaterThanOrEqual(all[i - 1]!.ended_at.getTime() - 50);

  await doorOfScreens(house).withdraw({ key: randomUUID(), accountId, pieceId: tip, notice: { pieceId: tip, title: "提示", reason: "过时", signature: { units: [{ unitId, name: "厅", shortName: "厅", seal: "应" }] }, at: new Date().toISOString() } });
  await expect.poll(stage, { timeout: 15_000 }).toBe("");
});

test("in a group it keeps the group's order, gives an entry its seconds in whole passes, and falls back on what stands, also without a line", { timeout: 120_000 }, async () => {
  const ctx = contextOf(house, keeper, "test");
  const [hotline, tip] = [await put("火警119"), await put("进山不带火", { validUntil: new Date(Date.now() + 40_000).toISOString() })];
  const { groupId } = await makeGroup(ctx, { accountId, name: "高速口" });
  await moveScreen(ctx, { screenId, groupId });
  await arrangeGroup(ctx, { groupId, version: 0, from: null, until: null, standing: hotline, places: [{ pieceId: tip, shown: true, seconds: 12, from: null, until: null }] });
  await sees("进山不带火");
  expect(await stage()).not.toContain("119");
  await page.waitForTimeout(6_000);
  await app.close();
  await sees("火警119", 60_000);
  await open();
  const turns = () => proofs().then((all) => all.filter((p) => p.piece_id === tip && p.ended_at.getTime() - p.started_at.getTime() > 5_000));
  await expect.poll(async () => (await turns()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  expect((await proofs()).some((p) => p.piece_id === hotline)).toBe(true);
});
