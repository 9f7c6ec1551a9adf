import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import type { House } from "#platform/house.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouseOn, someSettings, threeUnits } from "./fixtures/articles.ts";
import { aSpringDay, publish, takeBack } from "./fixtures/press.ts";
import { siteRoutes } from "./serve.ts";

let base: TestDatabase;
let app: FastifyInstance;
let house: House;
let live: Live;
let day: Awaited<ReturnType<typeof aSpringDay>>;
let now: Date;

beforeAll(async () => {
  base = await aDatabase();
  day = await aSpringDay(base.db);
  now = day.now;
  house = aHouseOn(base.db, () => now);
  live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  app = Fastify();
  await siteRoutes(app, { house, settings: someSettings, live });
});
beforeEach(() => { now = day.now; });
afterAll(async () => { await app.close(); await live.stop(); await base.drop(); });

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;

describe("the first page", () => {
  test("puts the warning first, then the event with its correction, numbers, columns", async () => {
    const { body, statusCode } = await get("/");
    expect(statusCode).toBe(200);
    const order = ["森林火险橙色预警", "进山入林不带火种", "永吉县化工仓库火灾情况通报", "受伤人数由 3 人改为 5 人", "家中祭祀注意用火用电", "不属实：", "12119</b>"].map((words) => body.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order.slice(0, 6)).toEqual([...order.slice(0, 6)].sort((a, b) => a - b));
    expect(body).toContain('class="blk orange"');
    expect(body).not.toContain("某县工厂爆炸");
    expect(body.match(/<h1/g)).toHaveLength(1);
  });
  test("drops the warning when it ends, although nobody publishes", async () => {
    await get("/");
    now = new Date("2026-04-06T12:00:01Z");
    expect((await get("/")).body).toContain("现在没有生效中的预警");
  });
  test("shows a place only what is for it or for everybody", async () => {
    expect((await get("/?region=220721")).body).not.toContain("森林火险橙色预警");
    expect((await get("/?region=nowhere")).body).toContain("森林火险橙色预警");
  });
  test("needs no script, nothing from elsewhere, and little wire", async () => {
    for (const url of ["/", `/a/${day.event}`, `/a/${day.recalled}`, "/c/tips", "/search?q=x", "/compare"]) {
      const page = await get(url, { "accept-encoding": "br" });
      const body = brotliDecompressSync(page.rawPayload).toString();
      expect(page.rawPayload.length).toBeLessThan(60 * 1024);
      expect(body).not.toMatch(/<script|style="| on\w+=|(src|href)="(https?:)?\/\/(?!site\.test)/);
      expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src/);
      expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    }
  });
});

describe("an article", () => {
  test("says who, when, which edition, what was corrected, and keeps the old edition", async () => {
    const { body } = await get(`/a/${day.event}`);
    for (const words of ["省消防救援总队、省应急管理厅、吉林市应急管理局", "2026年4月3日 14:01", "第 2 版", "<del>3 人</del>，应为 <b>5 人</b>", `/a/${day.event}/v/1`, "13:52</time> 签", 'lang="zh-CN"']) expect(body).toContain(words);
    const old = await get(`/a/${day.event}/v/1`);
    expect(old.body).toContain("这是旧版");
    expect(old.body).toContain("已被第 2 版更正");
    expect(old.body).toContain("noindex");
  });
  test("carries the fingerprint of the very bytes that were signed", async () => {
    const { body } = await get(`/a/${day.event}`);
    const bytes = await get(`/a/${day.event}/v/2/signed.json`);
    expect(/<meta name="tongsheng-sha256" content="(\w+)"/.exec(body)?.[1]).toBe(sha256Hex(bytes.rawPayload));
  });
  test("that was taken back says what, when, by whom and why, and its editions stay readable", async () => {
    const page = await get(`/a/${day.recalled}`);
    expect(page.statusCode).toBe(410);
    for (const words of ["已撤回", "《永吉县化工仓库火灾情况通报》", "吉林省应急管理厅", "地点写错", "2026年4月1日 10:10", `/a/${day.recalled}/v/1`]) expect(page.body).toContain(words);
    const old = await get(`/a/${day.recalled}/v/1`);
    expect(old.statusCode).toBe(200);
    expect(old.body).toContain("这篇已撤回，请勿再转发");
  });
  test("escapes every hostile word outside the signed text", async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&`;
    await publish(base.db, "2026-04-03T01:00:00Z", {
      pieceId: id(50), title: evil, summary: evil, column: "science", html: "<p>干净</p>", text: "干净",
      signature: { units: [{ ...threeUnits[0]!, name: evil, shortName: evil, seal: "<" }] }, edition: 2, correction: { ofEdition: 1, reason: evil, changes: [{ label: evil, before: evil, after: evil }] },
    });
    for (const url of ["/", "/c/science", `/a/${id(50)}`, `/search?q=${encodeURIComponent(evil)}`, "/rss.xml", "/atom.xml"]) {
      const { body } = await get(url);
      expect(body).not.toMatch(/<script|<img|&lt;script&gt;[^]*<\/script>/);
    }
  });
});

describe("what the site remembers", () => {
  test("is the same answer until somebody publishes, and 304 for who has it", async () => {
    const first = await get(`/a/${day.tip}`);
    expect((await get(`/a/${day.tip}`)).body).toBe(first.body);
    const again = await get(`/a/${day.tip}`, { "if-none-match": String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    expect((await app.inject({ method: "HEAD", url: `/a/${day.tip}` })).body).toBe("");
  });
  test("is cleared at once by a recall in any process", async () => {
    await publish(base.db, "2026-04-03T02:00:00Z", { pieceId: id(60), column: "tips", title: "即将撤回的提示" });
    await expect.poll(async () => (await get("/c/tips")).body).toContain("即将撤回的提示");
    expect((await get(`/a/${id(60)}`)).statusCode).toBe(200);
    await takeBack(base.db, "2026-04-03T02:30:00Z", id(60));
    await expect.poll(async () => (await get(`/a/${id(60)}`)).statusCode, { interval: 10 }).toBe(410);
    expect((await get("/c/tips")).body).not.toContain("即将撤回的提示");
  });
});

describe("a reader's look", () => {
  test("is one click away, remembered by cookie, and never changes published words", async () => {
    const big = await get(`/a/${day.event}?big=1&lang=en`);
    expect(big.headers["set-cookie"]).toContain("look=en+;");
    expect(big.body).toContain('<html lang="en" class="big">');
    expect(big.body).toContain("永吉县化工仓库火灾情况通报");
    expect((await get("/", { cookie: "a=b; look=en+" })).body).toContain('<html lang="en" class="big">');
    expect((await get("/", { cookie: "look=<script>" })).body).toContain('<html lang="zh-CN">');
  });
});

describe("looking for something", () => {
  test("finds by words, newest first, and says so when nothing is there", async () => {
    expect((await get(`/search?q=${encodeURIComponent("烧荒")}`)).body).toContain("大风天农田不要烧荒");
    expect((await get(`/search?q=${encodeURIComponent("爆炸")}`)).body).toContain("已撤回");
    expect((await get(`/search?q=${encodeURIComponent("没有这回事")}`)).body).toContain("没有找到");
  });
  test("404 and a wrong id are said in plain words", async () => {
    for (const url of ["/nothing", "/a/1", `/a/${id(999)}`, "/c/none", "/m/../../etc/passwd", `/a/${day.event}/v/9`]) {
      const page = await get(url);
      expect(page.statusCode).toBe(404);
      expect(page.body).toContain("没有这个页面");
    }
  });
  test("a pasted text is told from what was published, and nothing of it is kept", async () => {
    const paste = async (text: string, piece = "") => (await app.inject({ method: "POST", url: "/compare", headers: { "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams({ text, piece }).toString() })).body;
    expect(await paste("环境监测点6处数据目前正常。起火原因正在调查，查清后公布。", day.event)).toContain("一字不差");
    const changed = await paste("火灾造成 50 人受伤，均已送医，无生命危险，没有人员死亡。周边312户846人已转移到2处安置点。");
    expect(changed).toContain("被改动过");
    expect(changed).toContain("<ins>0</ins>");
    expect(await paste("本市明天起所有小学停课三天，请家长互相转告。")).toContain("没有发布过相近的文字");
    expect(await paste("短")).toContain("太短");
    expect(await paste("<script>alert(1)</script>".repeat(3))).not.toContain("<script");
  });
});
