import Fastify, { type FastifyInstance } from "fastify";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAtomFeed } from "feedsmith";
import { cap } from "#channels/cap/connector.ts";
import type { ConnectorContext, Order } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { House } from "#platform/house.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { hazardOf } from "./cap/hazards.ts";
import { messagesOf } from "./cap/messages.ts";
import { capMessage, capTime } from "./cap/write.ts";
import { aHouseOn, anArticle, aRecall, someSettings, threeUnits } from "./fixtures/articles.ts";
import { capFaults, readXml, type Element } from "./fixtures/cap-rules.ts";
import { aSpringDay, publish, takeBack } from "./fixtures/press.ts";
import { siteRoutes } from "./serve.ts";

let base: TestDatabase;
let app: FastifyInstance;
let house: House;
let live: Live;
let day: Awaited<ReturnType<typeof aSpringDay>>;
const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;

beforeAll(async () => {
  base = await aDatabase();
  day = await aSpringDay(base.db);
  const flood = { pieceId: id(70), title: "洮儿河洪水橙色预警", urgency: "orange" as const, regions: ["220800", "220821"], html: "<p>水位上涨。</p><ul><li>远离河道</li><li>听从转移安排</li></ul>", text: "水位上涨。\n远离河道\n听从转移安排" };
  await publish(base.db, "2026-04-02T01:00:00Z", { ...flood, validUntil: "2026-04-04T00:00:00.000Z", facts: [{ kind: "place", label: "地点", text: "镇赉县沿江乡镇", number: null }] });
  await publish(base.db, "2026-04-02T03:00:00Z", { ...flood, edition: 2, urgency: "routine", correction: { ofEdition: 1, reason: "水位回落，预警降级。", changes: [{ label: "等级", before: "橙色", after: "不再预警" }] } });
  await takeBack(base.db, "2026-04-02T05:00:00Z", id(70));
  house = aHouseOn(base.db, () => day.now);
  live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  app = Fastify();
  await siteRoutes(app, { house, settings: someSettings, live });
});
afterAll(async () => { await app.close(); await live.stop(); await base.drop(); });

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const read = async (message: string): Promise<Element> => readXml((await get(`/cap/${message}.xml`)).body);
const said = (element: Element | undefined, ...path: string[]): string[] => {
  const [name, ...rest] = path;
  if (!element || name === undefined) return element ? [element.text] : [];
  return element.children.filter((child) => child.name === name).flatMap((child) => said(child, ...rest));
};
const index = async () => parseAtomFeed((await get("/cap.atom")).body).entries ?? [];

describe("the index of alerts", () => {
  test("lists every message of pieces that bear or bore a grade, newest first, and nothing else", async () => {
    const entries = await index();
    const files = entries.map((entry) => entry.id?.replace("https://site.test/cap/", ""));
    expect(files).toEqual([`${day.event}.2.xml`, `${day.event}.1.xml`, `${day.warning}.1.xml`, `${id(70)}.cancel.xml`, `${id(70)}.2.xml`, `${id(70)}.1.xml`]);
    expect(entries.map((entry) => entry.links?.[0]?.type)).toEqual(entries.map(() => "application/cap+xml"));
    for (const file of files) expect((await get(`/cap/${file}`)).statusCode).toBe(200);
  });
  test("and every message answer 304 to who has them, and go to whoever asks from elsewhere", async () => {
    for (const url of ["/cap.atom", `/cap/${day.event}.2.xml`]) {
      const first = await get(url);
      expect(first.headers["access-control-allow-origin"]).toBe("*");
      expect((await get(url, { "if-none-match": String(first.headers.etag) })).statusCode).toBe(304);
    }
    expect((await get(`/cap/${day.event}.2.xml`)).headers["content-type"]).toBe("application/cap+xml; charset=utf-8");
  });
  test("a routine piece, an edition that is not there and a strange name are no alert", async () => {
    for (const file of [`${day.tip}.1.xml`, `${day.event}.9.xml`, `${day.event}.cancel.xml`, `${day.event}.xml`, "x.1.xml", "..%2Fetc%2Fpasswd", `${id(999)}.1.xml`]) expect((await get(`/cap/${file}`)).statusCode, file).toBe(404);
  });
});

describe("an alert message", () => {
  test("keeps the order, the counts and the words of the standard", async () => {
    for (const entry of await index()) {
      const message = readXml((await get(entry.id?.replace("https://site.test", "") ?? "")).body);
      expect(message.name).toBe("alert");
      expect(capFaults(message), entry.id ?? "").toEqual([]);
    }
  });
  test("the first alerts, a correction updates what came before whatever grade it bears, a recall cancels all of it", async () => {
    const chain = await Promise.all([`${id(70)}.1`, `${id(70)}.2`, `${id(70)}.cancel`].map(read));
    expect(chain.flatMap((one) => said(one, "msgType"))).toEqual(["Alert", "Update", "Cancel"]);
    const first = `site.test,${id(70)}.1,2026-04-02T09:00:00+08:00`;
    expect(chain.map((one) => said(one, "references"))).toEqual([[], [first], [`${first} site.test,${id(70)}.2,2026-04-02T11:00:00+08:00`]]);
    expect(chain.flatMap((one) => said(one, "note"))).toEqual(["水位回落，预警降级。；等级：橙色 → 不再预警", "地点写错，发生地不在本县。"]);
    expect(chain.flatMap((one) => said(one, "info", "severity"))).toEqual(["Severe", "Unknown", "Unknown"]);
    expect(said(chain[2], "info", "description")[0]).toMatch(/已撤回，请勿再转发、引用。原因：地点写错/);
    expect(chain.flatMap((one) => said(one, "info", "instruction"))).toEqual(["远离河道\n听从转移安排", "远离河道\n听从转移安排"]);
  });
  test("says who, when, what and where from the piece itself, and nothing it does not know", async () => {
    const [warning] = [await read(`${id(70)}.1`)];
    expect({
      status: said(warning, "status"), scope: said(warning, "scope"), sent: said(warning, "sent"), expires: said(warning, "info", "expires"), language: said(warning, "info", "language"), category: said(warning, "info", "category"), event: said(warning, "info", "event"),
      urgency: said(warning, "info", "urgency"), certainty: said(warning, "info", "certainty"), by: said(warning, "info", "senderName"), web: said(warning, "info", "web"), place: said(warning, "info", "area", "areaDesc"),
      codes: said(warning, "info", "area", "geocode", "value"), scheme: said(warning, "info", "area", "geocode", "valueName"),
    }).toEqual({
      status: ["Actual"], scope: ["Public"], sent: ["2026-04-02T09:00:00+08:00"], expires: ["2026-04-04T08:00:00+08:00"], language: ["zh-CN"], category: ["Met"], event: ["洪涝"],
      urgency: ["Unknown"], certainty: ["Unknown"], by: [threeUnits.map((unit) => unit.name).join("、")], web: [`https://site.test/a/${id(70)}`], place: ["镇赉县沿江乡镇"], codes: ["220800", "220821"], scheme: ["GB/T 2260", "GB/T 2260"],
    });
    const fire = await read(`${day.warning}.1`);
    expect([said(fire, "info", "area", "areaDesc"), said(fire, "info", "area", "geocode", "value")]).toEqual([["延边朝鲜族自治州、白山市、长白山保护开发区"], ["222400", "220600"]]);
    expect(said(await read(`${day.event}.1`), "info", "area")).toEqual([]);
  });
  test("keeps the standard's rules whatever words people write", () => {
    const words = fc.string({ unit: "binary", maxLength: 60 });
    const urgency = fc.constantFrom<Urgency>("red", "orange", "yellow", "blue");
    fc.assert(fc.property(words, words, words, urgency, fc.boolean(), (title, text, place, grade, recalled) => {
      const article = anArticle({ title: `题${title}`, text: `文${text}`, urgency: grade, facts: [{ kind: "place", label: "地点", text: `地${place}`, number: null }] });
      const all = messagesOf({ pieceId: article.pieceId, editions: [{ article, sha256: "", at: day.now }], recall: recalled ? { ...aRecall({ reason: `因${text}` }), at: day.now } : null });
      expect(all.flatMap((message) => capFaults(readXml(capMessage(someSettings, message))))).toEqual([]);
    }));
  });
  test("tells the time with an offset in numbers", () => expect(capTime(new Date("2026-12-31T16:00:00.999Z"))).toBe("2027-01-01T00:00:00+08:00"));
  test.each([
    ["森林火险橙色预警", "森林草原火险", ["Fire", "Met"]], ["永吉县化工仓库火灾情况通报", "危险化学品事故", ["CBRNE", "Safety"]], ["居民楼火灾情况通报", "火灾", ["Fire"]], ["松原市5.1级地震", "地震", ["Geo"]],
    ["暴雪蓝色预警", "气象灾害", ["Met"]], ["关于国庆活动的通报", "关于国庆活动的通报", ["Other"]],
  ])("%s is %s", (title, event, categories) => expect(hazardOf(title)).toEqual({ event, categories }));
});

test("the rules that messages are measured by find what is wrong", () => {
  const right = capMessage(someSettings, messagesOf({ pieceId: id(1), editions: [{ article: anArticle({ urgency: "red" }), sha256: "", at: day.now }], recall: null })[0]!);
  expect(capFaults(readXml(right))).toEqual([]);
  for (const [from, to] of [
    ["<status>Actual</status>", ""], ["<status>Actual</status>", "<status>Real</status>"], ["<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"], ["+08:00</sent>", "Z</sent>"], ["<sender>site.test", "<sender>a b"],
    ["<language>zh-CN</language>", ""], ["<urgency>Unknown</urgency>", "<urgency>High</urgency>"], ["<certainty>Unknown</certainty>", ""], ["<language>", "<colour>red</colour><language>"], ["<category>CBRNE</category>", "<category>Chemical</category>"],
    ["<msgType>Alert</msgType><scope>Public</scope>", "<scope>Public</scope><msgType>Alert</msgType>"], ["<event>", "<instruction>x</instruction><event>"],
  ] as const) {
    expect(right, from).toContain(from);
    const wrong = capFaults(readXml(right.replace(from, to)));
    if (from === "<language>zh-CN</language>") expect(wrong).toEqual([]);
    else expect(wrong.length, `${from} → ${to}`).toBeGreaterThan(0);
  }
});

test("the channel finds its message in the site's own index and proves it by the signed bytes", async () => {
  const ctx: ConnectorContext = {
    accountId: id(9001), config: { indexUrl: "https://site.test/cap.atom" }, secrets: {}, now: house.now, doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")), openMaterial: () => Promise.resolve(new Uint8Array()),
    call: async ({ url }) => { const answer = await get(new URL(url).pathname); return { ok: true, status: answer.statusCode, headers: {}, body: answer.body }; },
  };
  const order = (some: Partial<Order>): Order => ({ key: "k", action: "publish", pieceId: day.event, edition: 2, payload: "", ref: null, previousRef: null, recall: null, attempt: 0, ...some });
  const current = await get(`/a/${day.event}/v/2/signed.json`);
  expect(await cap.check?.(ctx, order({ payload: current.body }))).toMatchObject({ state: "present", rung: "verified", matches: true, url: `https://site.test/cap/${day.event}.2.xml` });
  expect(await cap.check?.(ctx, order({ payload: canonical({}) }))).toMatchObject({ state: "present", rung: "published", matches: false });
  expect(await cap.check?.(ctx, order({ edition: 3 }))).toMatchObject({ state: "pending" });
  expect(await cap.check?.(ctx, order({ edition: 1 }))).toMatchObject({ state: "absent" });
  expect(await cap.check?.(ctx, order({ action: "recall" }))).toMatchObject({ state: "pending" });
  expect(await cap.check?.(ctx, order({ action: "recall", pieceId: id(70) }))).toMatchObject({ state: "present", rung: "verified" });
  expect(await cap.health?.(ctx)).toMatchObject({ ok: true });
  expect(await cap.health?.({ ...ctx, config: { indexUrl: "https://site.test/feed.json" } })).toMatchObject({ ok: false });
});

test("a piece that bears no grade is stopped before people sign it; a correction is not", async () => {
  const { anEdition, aCorrection } = await import("#tests/conformance/edition.ts");
  const codes = (edition: ReturnType<typeof anEdition>) => cap.render(edition, { indexUrl: "https://site.test/cap.atom" }).findings.map(({ code }) => code);
  expect(codes(anEdition({ urgency: "routine" }))).toEqual(["channels.no-grade"]);
  expect([codes(anEdition()), codes({ ...aCorrection(), urgency: "routine" })]).toEqual([[], []]);
});
