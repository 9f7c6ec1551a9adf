import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLive, type Live } from "#platform/http/live.ts";
import { newId } from "#platform/ids.ts";
import { markPublished } from "#modules/content/index.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince } from "#tests/support/factories.ts";
import { aHouse } from "#tests/support/house.ts";
import { someSettings } from "./fixtures/articles.ts";
import { publish } from "./fixtures/press.ts";
import { siteRoutes } from "./serve.ts";

const asked = new Date("2026-04-03T02:00:00Z");
const answered = new Date("2026-04-03T06:00:00Z");
let base: TestDatabase;
let province: PeopledProvince;
let app: FastifyInstance;
let live: Live;
let caseId: string;

beforeAll(async () => {
  base = await aDatabase();
  const house = aHouse(base.db, { now: () => answered });
  province = await aProvince(house);
  const corps = await province.unitId("xfj");
  caseId = newId(asked);
  await base.db.insertInto("cases.opinion_case").values({
    id: caseId, number: "舆2026-0001", unit_id: corps, system: "fire", region_code: "220000", lead_unit_id: corps, title: "内部题目不公开", summary: "内部情况不公开", stage: "handle", grade: "yellow", stage_since: asked, t0_kind: "event", t0_at: asked,
    person_id: province.who("xu"), person_name: "许牧川", opened_by: province.who("xu"), opened_by_name: "许牧川", opened_at: asked, updated_at: asked, search: "",
  }).execute();
  live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  app = Fastify();
  await siteRoutes(app, { house, settings: someSettings, live });
});
afterAll(async () => { await app.close(); await live.stop(); await base.drop(); });

async function answeredConcern(question: string, title: string, text: string): Promise<string> {
  const { id } = await aPiece(province, { by: "xu", title });
  await base.db.insertInto("cases.concern").values({ id: newId(asked), case_id: caseId, question, kind: "question", count: 9, asked_at: asked, unit_id: await province.unitId("xfj"), person_id: province.who("xu"), person_name: "许牧川", answer_piece_id: id, created_by: province.who("xu"), created_by_name: "许牧川", created_at: asked }).execute();
  await publish(base.db, answered.toISOString(), { pieceId: id, title, html: `<p>${text}</p>`, text });
  await base.db.transaction().execute((tx) => markPublished(tx, [{ pieceId: id, editionNumber: 1 }], answered));
  return id;
}

test("the ledger teaches what will stand there while it is empty", async () => expect((await app.inject({ url: "/replies" })).body).toContain("目前没有公开答复"));

test("it says question, unit, the answer's place and both days; nothing of the case behind it, and nothing of who asked or wrote", async () => {
  const id = await answeredConcern("烟气对学校有影响吗？", "关于烟气影响的答复", "问：烟气对学校有影响吗？答：没有。");
  await expect.poll(async () => (await app.inject({ url: "/replies" })).body).toContain(`<a class="ti" href="/a/${id}">烟气对学校有影响吗？</a>`);
  const { body } = await app.inject({ url: "/replies" });
  for (const words of ["吉林省消防救援总队答复", `<time datetime="${asked.toISOString()}">4月3日</time>有人问`, `<time datetime="${answered.toISOString()}">4月3日</time>公开答复`]) expect(body).toContain(words);
  for (const inside of ["内部题目", "内部情况", "许牧川", "舆2026"]) expect(body).not.toContain(inside);
  expect((await app.inject({ url: "/replies?lang=en" })).body).toContain("answered in public");
});

test("it turns its pages like every list of the site", async () => {
  for (let n = 0; n < 20; n += 1) await answeredConcern(`第 ${n} 个问题`, `第 ${n} 个问题的答复`, `问：第 ${n} 个问题`);
  await expect.poll(async () => (await app.inject({ url: "/replies" })).body).toContain("共 21 条");
  const [first, second] = [(await app.inject({ url: "/replies" })).body, (await app.inject({ url: "/replies?page=2" })).body];
  expect(first).toContain('<link rel="next" href="/replies?page=2">');
  expect(second).toContain('<link rel="prev" href="/replies">');
  expect([first.match(/class="ti"/g)?.length, second.match(/class="ti"/g)?.length]).toEqual([20, 1]);
  expect(second).toContain("noindex");
  expect((await app.inject({ url: "/sitemap.xml" })).body).toContain("<loc>https://site.test/replies</loc>");
});
