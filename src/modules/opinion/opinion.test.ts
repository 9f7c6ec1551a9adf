import { createHmac } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outbound, OutboundAnswer } from "#kernel/connector.ts";
import { contextOf } from "#platform/http/context.ts";
import { theHouse } from "#kernel/actor.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aDesk, aHouse, asking, type TestHouse } from "#tests/support/house.ts";
import { aProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { askDue, room, takeDue } from "./actions/asking.ts";
import { sweepOld } from "./actions/retention.ts";
import { heatOf, itemsOf, topicById } from "./index.ts";
import { openEar } from "./listening/ear.ts";
import { mountItemHooks, routes } from "./module.ts";

const clock = { now: new Date("2026-04-03T06:00:00Z") };
const wait = (minutes: number) => { clock.now = new Date(clock.now.getTime() + minutes * 60_000); };
const people: Record<string, string> = {};
const answers = new Map<string, (headers: Readonly<Record<string, string>>) => OutboundAnswer | Promise<OutboundAnswer>>();
let base: TestDatabase;
let house: TestHouse;
let province: Province;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let ear: ReturnType<typeof openEar>;

const who = (name: string): string => people[name] ?? "";
const call: Outbound = async ({ url, headers }) => answers.get(url)?.(headers ?? {}) ?? { ok: false, reached: false, reason: "nobody there" };

beforeAll(async () => {
  base = await aDatabase();
  house = aHouse(base.db, { now: () => clock.now, call });
  province = await aProvince(house);
  for (const [username, unit, posts] of [
    ["厅编辑", "yjt", ["editor"]], ["厅联络", "yjt", ["liaison"]], ["厅值班", "yjt", ["duty-officer"]], ["厅系统", "yjt", ["system-admin"]], ["厅审计", "yjt", ["audit-admin"]],
    ["总队联络", "xfj", ["liaison", "editor"]], ["长春联络", "yj-220100", ["liaison", "editor"]], ["长春值班", "yj-220100", ["duty-officer"]], ["延边编辑", "yj-222400", ["editor"]], ["通化联络", "yj-220500", ["liaison"]],
  ] as const) people[username] = await province.person({ username: `u${Object.keys(people).length}`, name: username, unit, posts });
  app = await aDesk(house, routes, (server) => mountItemHooks(server, house));
  ask = asking(app);
  ear = openEar(house);
}, 60_000);
afterAll(async () => { await app.close(); await base.drop(); });
beforeEach(() => { wait(1); house.jobs.length = 0; });

const listen = async (): Promise<void> => { while ((await ear.hear())?.waiting); };
const enter = async (title: string, by = "厅编辑", unit = "yjt", link = `https://news.example.org/${encodeURIComponent(title)}`) =>
  ask(who(by), "POST", "/api/opinion/entries", { unitId: await province.unitId(unit), title, link });
type Line = { id: string; title: string; placeCode: string | null; hazard: string | null; emergency: number; heat: number | null; items: number; mark: string; alertedAt: string | null };
const list = async (by: string, query = "view=here") => (await ask(who(by), "GET", `/api/opinion/topics?${query}`)).body as unknown as { items: Line[]; total: number; progress: Record<string, number>; mayTriage: boolean };
/** The topic that an item came to, as the list shows it. */
const find = async (title: string, by = "厅编辑"): Promise<Line> => {
  const item = await base.db.selectFrom("opinion.item").select("topic_id").where("title", "=", title).executeTakeFirstOrThrow();
  const line = (await list(by, "view=here&size=200&hours=4800")).items.find((one) => one.id === item.topic_id);
  if (!line) throw new Error(`no topic of ${title}`);
  return line;
};

describe("what is entered by hand", () => {
  it("stands only on a link, and comes to a topic with its place and kind", async () => {
    expect(await enter("没有链接的消息", "厅编辑", "yjt", " ")).toMatchObject({ status: 409, body: { type: "opinion.link-missing" } });
    expect(await enter("长春市宽城区一仓库发生火灾 已致2人受伤")).toMatchObject({ status: 200, body: { read: 1, fresh: 1 } });
    expect(await enter("长春市宽城区一仓库发生火灾 已致2人受伤")).toMatchObject({ body: { fresh: 0 } });
    await listen();
    expect(await find("长春市宽城区一仓库发生火灾 已致2人受伤")).toMatchObject({ placeCode: "220103", hazard: "fire", items: 1, mark: "new" });
  });

  it("is folded with another wording of the same story", async () => {
    await enter("长春宽城区仓库火灾致2人受伤 消防正在扑救");
    await listen();
    const topics = (await list("厅编辑")).items.filter((one) => one.title.includes("仓库"));
    expect(topics.map((one) => one.items)).toEqual([2]);
    const card = await topicById(base.db, topics[0]!.id);
    expect(card).toMatchObject({ placeCode: "220103", hazard: "fire" });
    expect((await itemsOf(base.db, topics[0]!.id, 10)).map((item) => item.sourceName)).toEqual(["手工录入", "手工录入"]);
    const heat = await heatOf(base.db, topics[0]!.id, new Date("2026-04-03T04:00:00Z"), new Date("2026-04-03T06:30:00Z"));
    expect(heat.map((hour) => hour.value === null)).toEqual([true, true, false]);
  });

  it("comes as a table, row by row, and bad rows come back by their number", async () => {
    const csv = "标题,链接,时间\n吉林市船营区一居民楼发生燃气爆炸,https://news.example.org/a,2026-04-03 13:00\n,https://news.example.org/b,2026-04-03\n多一格,https://news.example.org/c,2026-04-03,错位\n";
    const answer = await ask(who("厅编辑"), "POST", "/api/opinion/tables", { unitId: await province.unitId("yjt"), fileName: "表.csv", base64: Buffer.from(csv).toString("base64") });
    expect(answer).toMatchObject({ status: 200, body: { read: 1, fresh: 1 } });
    expect((answer.body["refused"] as { entry: number; code: string }[]).map(({ entry, code }) => [entry, code]).sort()).toEqual([[3, "opinion.title-missing"], [4, "opinion.row-ragged"]]);
    await listen();
    expect(await find("吉林市船营区一居民楼发生燃气爆炸")).toMatchObject({ placeCode: "220204" });
  });
});

describe("who sees what", () => {
  it("a city sees its region, a corps the province, the department what nobody could place", async () => {
    const titles = async (by: string) => (await list(by)).items.map((one) => one.title);
    expect((await titles("长春联络")).some((title) => title.includes("船营区"))).toBe(false);
    expect((await titles("长春联络")).some((title) => title.includes("宽城区"))).toBe(true);
    expect((await titles("总队联络")).some((title) => title.includes("船营区"))).toBe(true);
    expect(await titles("延边编辑")).toEqual([]);
    await enter("一工厂发生爆炸 多人伤亡");
    await listen();
    expect((await list("厅编辑", "view=unplaced")).items.map((one) => one.title)).toContain("一工厂发生爆炸 多人伤亡");
    expect((await list("总队联络", "view=unplaced")).items).toEqual([]);
  });

  it("administrators see none of it, and a topic outside one's places does not exist", async () => {
    for (const by of ["厅系统", "厅审计"]) expect(await ask(who(by), "GET", "/api/opinion/topics")).toMatchObject({ status: 403, body: { type: "opinion.may-not-read" } });
    const { id } = await find("吉林市船营区一居民楼发生燃气爆炸");
    expect(await ask(who("长春联络"), "GET", `/api/opinion/topics/${id}`)).toMatchObject({ status: 404, body: { type: "opinion.no-topic" } });
    expect(await ask(who("长春联络"), "POST", "/api/opinion/triage", { topicIds: [id], to: "watch" })).toMatchObject({ status: 404 });
  });
});

describe("a watch profile", () => {
  const body = { label: "长春火情", regions: ["220100"], hazards: ["fire", "explosion"], categories: [], least: 0.4, words: [] };

  it("is kept by the unit's liaison and duty officers, names a place or a word, and finds the past", async () => {
    const unitId = await province.unitId("yj-220100");
    expect(await ask(who("厅编辑"), "POST", "/api/opinion/profiles", { ...body, unitId })).toMatchObject({ status: 403, body: { type: "opinion.may-not-keep" } });
    expect(await ask(who("长春联络"), "POST", "/api/opinion/profiles", { ...body, regions: [], unitId })).toMatchObject({ status: 409, body: { type: "opinion.profile-empty" } });
    expect(await ask(who("长春联络"), "POST", "/api/opinion/profiles", { ...body, unitId })).toMatchObject({ status: 200, body: { found: 1 } });
    expect((await list("长春联络", "view=profile")).items.length).toBe(1);
    expect(await base.db.selectFrom("opinion.alert").select("unit_id").execute()).toEqual([]);
  });

  it("tells the duty officer once per topic, with titles, rule and figures; and is quiet for the rest", async () => {
    await enter("长春朝阳区一商场突发火灾 3人死亡");
    await enter("长春消防开展灭火演练");
    await listen();
    const { id } = await find("长春朝阳区一商场突发火灾 3人死亡");
    const told = () => base.db.selectFrom("duty.alert").select(["kind", "owner_person_id", "unit_id"]).where("subject_id", "like", `${id}/%`).execute();
    expect(await told()).toEqual([{ kind: "opinion.alert", owner_person_id: who("长春值班"), unit_id: await province.unitId("yj-220100") }]);
    await enter("长春朝阳区商场火灾已造成3人死亡 原因正在调查");
    await listen();
    expect((await told()).length).toBe(1);
    expect(await base.db.selectFrom("opinion.alert").innerJoin("opinion.topic as t", "t.id", "opinion.alert.topic_id").select("t.title").where("t.title", "like", "%演练%").execute()).toEqual([]);
    const { body: topic } = await ask(who("长春值班"), "GET", `/api/opinion/topics/${id}`);
    expect(topic["alerts"]).toMatchObject([{ profile: "长春火情", rule: "emergency", titles: ["长春朝阳区一商场突发火灾 3人死亡"], figures: { deaths: 3, least: 0.4 } }]);
  });
});

describe("triage", () => {
  it("decides in one batch with progress, and takes the batch back", async () => {
    const { items } = await list("厅编辑");
    const ids = items.slice(0, 3).map((one) => one.id);
    const { body } = await ask(who("厅编辑"), "POST", "/api/opinion/triage", { topicIds: ids, to: "dismissed" });
    expect(body).toMatchObject({ changed: 3 });
    expect((await list("厅编辑")).progress).toMatchObject({ dismissed: 3 });
    expect((await list("总队联络")).progress).toMatchObject({ dismissed: 0 });
    expect(await ask(who("厅编辑"), "POST", "/api/opinion/triage", { topicIds: ids, to: "dismissed" })).toMatchObject({ status: 409, body: { type: "opinion.nothing-to-decide" } });
    expect(await ask(who("总队联络"), "POST", `/api/opinion/triage/${String(body["batchId"])}/undo`)).toMatchObject({ status: 403 });
    expect(await ask(who("厅编辑"), "POST", `/api/opinion/triage/${String(body["batchId"])}/undo`)).toMatchObject({ status: 200 });
    expect((await list("厅编辑")).progress).toMatchObject({ dismissed: 0 });
    expect(await ask(who("厅编辑"), "POST", `/api/opinion/triage/${String(body["batchId"])}/undo`)).toMatchObject({ status: 409, body: { type: "opinion.batch-undone" } });
  });

  it("is not taken back over what was decided since", async () => {
    const { id } = await find("吉林市船营区一居民楼发生燃气爆炸");
    const first = await ask(who("厅编辑"), "POST", "/api/opinion/triage", { topicIds: [id], to: "dismissed" });
    await ask(who("厅编辑"), "POST", "/api/opinion/triage", { topicIds: [id], to: "watch" });
    expect(await ask(who("厅编辑"), "POST", `/api/opinion/triage/${String(first.body["batchId"])}/undo`)).toMatchObject({ status: 409, body: { type: "opinion.decided-since" } });
  });
});

describe("folding put right by hand", () => {
  it("merges and splits, and a listener that starts anew knows it", async () => {
    await enter("白山市江源区煤矿发生透水事故 5人被困");
    await enter("辉南县发生一起交通事故");
    await listen();
    const [a, b] = [await find("白山市江源区煤矿发生透水事故 5人被困"), await find("辉南县发生一起交通事故")];
    expect(await ask(who("厅编辑"), "POST", `/api/opinion/topics/${a.id}/merge`, { withTopicId: b.id, reason: "同一件事" })).toMatchObject({ status: 403 });
    expect(await ask(who("厅联络"), "POST", `/api/opinion/topics/${a.id}/merge`, { withTopicId: b.id, reason: "同一件事" })).toMatchObject({ status: 200 });
    await listen();
    expect((await topicById(base.db, a.id))?.id).toBe((await topicById(base.db, b.id))?.id);
    const merged = (await topicById(base.db, b.id))!.id;
    expect((await itemsOf(base.db, merged, 50)).length).toBe(a.items + b.items);
    expect(await ask(who("厅联络"), "POST", `/api/opinion/topics/${merged}/split`, { titles: ["辉南县发生一起交通事故"], reason: "不是一件事" })).toMatchObject({ status: 200 });
    await listen();
    expect((await find("辉南县发生一起交通事故")).id).not.toBe((await find("白山市江源区煤矿发生透水事故 5人被困")).id);
    const places = () => base.db.selectFrom("opinion.item").select(["title", "topic_id"]).where("title", "<>", "辉南县交通事故造成1人受伤").orderBy("id").execute();
    const before = await places();
    await ear.close();
    ear = openEar(house);
    await enter("辉南县交通事故造成1人受伤");
    await listen();
    expect(await places()).toEqual(before);
  });
});

describe("the ear of the house", () => {
  it("is one: a second process hears nothing until the first is gone", async () => {
    const other = openEar({ ...house, processId: "00000000-0000-7000-8000-0000000000aa" });
    await ear.hear();
    await enter("通化市东昌区一厂房起火");
    expect(await other.hear()).toBeNull();
    wait(2);
    expect(await other.hear()).toMatchObject({ titles: 1 });
    expect(await ear.hear()).toBeNull();
    await other.close();
    expect(await ear.hear()).toMatchObject({ titles: 0 });
  });
});

describe("sources", () => {
  const feed = (title: string) => `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>x</title><item><title>${title}</title><link>https://site.example.org/1</link></item></channel></rss>`;
  const make = async (label: string, url: string, over: object = {}) =>
    (await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId: await province.unitId("xfj"), label, url, format: "feed", kind: "news", leastMinutes: 5, ...over })).body["id"] as string;

  it("are kept by the unit's own, public only, and tested without keeping anything", async () => {
    const unitId = await province.unitId("xfj");
    expect(await ask(who("厅编辑"), "POST", "/api/opinion/sources", { unitId, label: "a", url: "https://site.example.org/rss", format: "feed", kind: "news" })).toMatchObject({ status: 403 });
    expect(await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId, label: "a", url: "https://me:pass@site.example.org/rss", format: "feed", kind: "news" })).toMatchObject({ status: 409, body: { type: "opinion.not-public" } });
    expect(await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId, label: "a", url: "https://site.example.org/j", format: "json", kind: "news", settings: { mapping: { entries: "data", title: "author.name" } } })).toMatchObject({ status: 409, body: { type: "opinion.mapping-names-person" } });
    answers.set("https://site.example.org/rss", () => ({ ok: true, status: 200, headers: { etag: '"1"' }, body: feed("四平市铁东区发生火灾") }));
    const id = await make("试信源", "https://site.example.org/rss");
    const before = await base.db.selectFrom("opinion.item").select("id").execute();
    expect(await ask(who("总队联络"), "POST", `/api/opinion/sources/${id}/test`)).toMatchObject({ status: 200, body: { ok: true, titles: ["四平市铁东区发生火灾"] } });
    expect((await base.db.selectFrom("opinion.item").select("id").execute()).length).toBe(before.length);
  });

  it("are each asked by their own rhythm; a dead one stops no other, and what has not changed is not sent again", async () => {
    await make("死信源", "https://dead.example.org/rss");
    answers.set("https://broken.example.org/rss", () => { throw new Error("boom"); });
    await make("坏信源", "https://broken.example.org/rss");
    const seen: string[] = [];
    answers.set("https://site.example.org/rss", (headers) => { seen.push(headers["if-none-match"] ?? ""); return headers["if-none-match"] === '"1"' ? { ok: true, status: 304, headers: {}, body: "" } : { ok: true, status: 200, headers: { etag: '"1"' }, body: feed("四平市铁东区发生火灾") }; });
    wait(10);
    expect(await askDue(house)).toBeGreaterThan(0);
    for (let i = 0; i < 4; i += 1) await askDue(house);
    await listen();
    expect((await find("四平市铁东区发生火灾")).items).toBeGreaterThan(0);
    for (let i = 0; i < 3; i += 1) { wait(200); await askDue(house); }
    expect(seen.slice(0, 2)).toEqual(["", '"1"']);
    const { body } = await ask(who("总队联络"), "GET", "/api/opinion/sources");
    const of = (label: string) => (body["items"] as { label: string; failures: number; standing: string; detail: string }[]).find((one) => one.label === label);
    expect(of("死信源")).toMatchObject({ failures: expect.any(Number) as number });
    expect(of("死信源")!.failures).toBeGreaterThan(1);
    expect(of("试信源")).toMatchObject({ failures: 0 });
    expect(await askDue(house)).toBe(0);
  });

  it("are read in whatever writing they come; one that moved says where to", async () => {
    const bytes = Buffer.from(`\ufeff${feed("公主岭市一粮库起火").replace("UTF-8", "UTF-16")}`, "utf16le");
    answers.set("https://wide.example.org/rss", () => ({ ok: true, status: 200, headers: { "content-type": "application/rss+xml" }, body: bytes.toString("utf8"), bytes }));
    answers.set("https://old.example.org/rss", () => ({ ok: true, status: 301, headers: { location: "https://new.example.org/rss" }, body: "" }));
    const [wide, old] = [await make("宽信源", "https://wide.example.org/rss"), await make("旧信源", "https://old.example.org/rss")];
    expect(await ask(who("总队联络"), "POST", `/api/opinion/sources/${wide}/test`)).toMatchObject({ body: { ok: true, titles: ["公主岭市一粮库起火"] } });
    expect((await ask(who("总队联络"), "POST", `/api/opinion/sources/${old}/test`)).body["detail"]).toContain("https://new.example.org/rss");
  });

  it("one that hangs holds its own place and nobody else's turn", async () => {
    let letGo = (_: OutboundAnswer): void => undefined;
    let calls = 0;
    const silent: OutboundAnswer = { ok: false, reached: "maybe", reason: "timeout" };
    answers.set("https://hang.example.org/rss", () => (calls++ === 0 ? new Promise((settle) => { letGo = settle; }) : silent));
    let well = 0;
    answers.set("https://quick.example.org/rss", () => { well += 1; return { ok: true, status: 304, headers: {}, body: "" }; });
    await make("挂信源", "https://hang.example.org/rss");
    await make("快信源", "https://quick.example.org/rss", { leastMinutes: 1, mostMinutes: 1 });
    wait(60);
    const under = [];
    const settled = async () => (await base.db.selectFrom("opinion.source").select("asking_until").where("label", "=", "快信源").executeTakeFirstOrThrow()).asking_until === null;
    for (let i = 0; i < 4; i += 1) {
      under.push(...await takeDue(house, room));
      await vi.waitFor(async () => { expect([well > i, await settled()]).toEqual([true, true]); }, { timeout: 15_000 });
      wait(60);
    }
    letGo(silent);
    await Promise.all(under.map(({ asked }) => asked));
    expect(well).toBeGreaterThanOrEqual(4);
  });

  it("leave a row in the record when one falls silent and when it is back, not for every question", async () => {
    let well = false;
    answers.set("https://shaky.example.org/rss", () => (well ? { ok: true, status: 200, headers: {}, body: feed("辉南县一商铺起火") } : { ok: true, status: 500, headers: {}, body: "" }));
    const id = await make("不稳信源", "https://shaky.example.org/rss", { leastMinutes: 1, mostMinutes: 5 });
    const rows = async () => (await base.db.selectFrom("audit.entry").select("outcome").where("action", "=", "opinion.ask").where("subject_id", "=", id).orderBy("seq").execute()).map((row) => row.outcome);
    for (let i = 0; i < 3; i += 1) { wait(60); for (let n = 0; n < 4; n += 1) await askDue(house); }
    expect(await rows()).toEqual(["failed"]);
    well = true;
    for (let i = 0; i < 3; i += 1) { wait(24 * 60); for (let n = 0; n < 4; n += 1) await askDue(house); }
    expect(await rows()).toEqual(["failed", "done"]);
  });

  it("rest and close with a reason", async () => {
    const id = await make("歇信源", "https://rest.example.org/rss");
    expect(await ask(who("总队联络"), "POST", `/api/opinion/sources/${id}/state`, { to: "paused", reason: "检修" })).toMatchObject({ status: 200 });
    expect(await ask(who("总队联络"), "POST", `/api/opinion/sources/${id}/state`, { to: "closed", reason: "不用了" })).toMatchObject({ status: 200 });
    expect(await ask(who("总队联络"), "POST", `/api/opinion/sources/${id}/state`, { to: "active", reason: "再用" })).toMatchObject({ status: 409, body: { type: "opinion.source-closed" } });
  });
});

describe("the door of a webhook", () => {
  const secret = "a-secret-of-the-sender";
  const bring = (id: string, body: string, { stamp = Math.floor(clock.now.getTime() / 1000), key = secret } = {}) => app.inject({
    method: "POST", url: `/hooks/opinion/${id}`, payload: body,
    headers: { "content-type": "application/json", "x-tongsheng-stamp": String(stamp), "x-tongsheng-signature": createHmac("sha256", key).update(`${stamp}.${body}`).digest("hex") },
  });

  it("believes only what is signed and fresh", async () => {
    const { body: made } = await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId: await province.unitId("xfj"), label: "推送", url: "", format: "webhook", kind: "report" });
    const id = made["id"] as string;
    const items = JSON.stringify({ items: [{ title: "松原市宁江区一化工厂爆炸", link: "https://news.example.org/x" }] });
    expect((await bring(id, items)).statusCode).toBe(403);
    await ask(who("总队联络"), "PUT", `/api/opinion/sources/${id}/secret`, { value: secret });
    expect((await bring(id, items, { key: "another-secret-here" })).statusCode).toBe(403);
    expect((await bring(id, items, { stamp: Math.floor(clock.now.getTime() / 1000) - 900 })).statusCode).toBe(403);
    const good = await bring(id, items);
    expect([good.statusCode, good.json()]).toEqual([200, { read: 1, fresh: 1, refused: [] }]);
    expect((await bring(id, items)).json()).toMatchObject({ fresh: 0 });
    const { rows } = await sql<{ text: string }>`select sealed_secret as text from opinion.source where id = ${id}`.execute(base.db);
    expect(rows[0]?.text).not.toContain(secret);
    await listen();
    expect(await find("松原市宁江区一化工厂爆炸")).toMatchObject({ placeCode: "220702" });
  });

  it("and every other door drops names, handles and numbers of the public: they are found in no table", async () => {
    const canaries = ["金丝雀甲乙", "canary_handle_77", "13912345678", "canary@example.net", "canaryavatar99"];
    const { body: made } = await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId: await province.unitId("xfj"), label: "推送二", url: "", format: "webhook", kind: "report" });
    const id = made["id"] as string;
    await ask(who("总队联络"), "PUT", `/api/opinion/sources/${id}/secret`, { value: secret });
    const entry = { title: "@canary_handle_77 说延吉市一小区起火 电话13912345678", text: "作者：金丝雀甲乙 邮箱canary@example.net", link: "https://weibo.com/u/1234567890", author: { name: "金丝雀甲乙", handle: "canary_handle_77", avatar: "https://img.example.org/canaryavatar99.jpg" }, user_location: "金丝雀甲乙" };
    expect((await bring(id, JSON.stringify({ items: [entry] }))).statusCode).toBe(200);
    answers.set("https://names.example.org/rss", () => ({ ok: true, status: 200, headers: {}, body: `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><item><title>图们市发生火灾 @canary_handle_77</title><author>canary@example.net (金丝雀甲乙)</author><dc:creator>金丝雀甲乙</dc:creator><link>https://weibo.com/n/canary_handle_77</link><description>记者 金丝雀甲乙 报道</description></item></channel></rss>` }));
    answers.set("https://names.example.org/json", () => ({ ok: true, status: 200, headers: {}, body: JSON.stringify({ data: [{ t: "珲春市发生火灾 @canary_handle_77", user: { screen_name: "canary_handle_77", name: "金丝雀甲乙" } }] }) }));
    const unitId = await province.unitId("xfj");
    for (const [label, url, format, settings] of [["名一", "https://names.example.org/rss", "feed", {}], ["名二", "https://names.example.org/json", "json", { mapping: { entries: "data", title: "t" } }]] as const) {
      const source = await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId, label, url, format, kind: "news", settings, leastMinutes: 1 });
      await ask(who("总队联络"), "POST", `/api/opinion/sources/${String(source.body["id"])}/test`);
    }
    wait(5);
    for (let i = 0; i < 3; i += 1) await askDue(house);
    const csv = "标题,作者,用户ID,链接\n龙井市发生火灾 @canary_handle_77,金丝雀甲乙,canary_handle_77,https://weibo.com/u/1234567890\n";
    await ask(who("总队联络"), "POST", "/api/opinion/tables", { unitId, fileName: "金丝雀甲乙.csv", base64: Buffer.from(csv).toString("base64") });
    await ask(who("总队联络"), "POST", "/api/opinion/entries", { unitId, title: "敦化市发生火灾 @canary_handle_77 电话13912345678", text: "canary@example.net", link: "https://news.example.org/z?author=canary_handle_77" });
    await listen();
    expect((await base.db.selectFrom("opinion.item").select("title").where("title", "like", "%发生火灾%").where((eb) => eb.or(["图们", "珲春", "龙井", "敦化"].map((place) => eb("title", "like", `${place}%`)))).execute()).length).toBe(4);
    const { rows: columns } = await sql<{ table: string; column: string }>`select table_schema || '.' || table_name as table, column_name as column from information_schema.columns where table_schema in ('opinion', 'audit', 'duty')`.execute(base.db);
    const found: string[] = [];
    for (const { table, column } of columns) {
      for (const canary of canaries) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} x where x.${sql.ref(column)}::text ilike ${`%${canary.replaceAll("_", "\\_")}%`}`.execute(base.db);
        if ((rows[0]?.n ?? 0) > 0) found.push(`${table}.${column}: ${canary}`);
      }
    }
    expect(found).toEqual([]);
  });
});

describe("a wrong person", () => {
  const uuid = "01900000-0000-7000-8000-000000000000";
  const doors = async () => {
    const unitId = await province.unitId("yjt");
    const source = { label: "x", url: "https://x.example.org/rss", leastMinutes: 5 };
    const profile = { label: "x", regions: ["220000"], hazards: [], categories: [], words: [] };
    const { id: topic } = await find("吉林市船营区一居民楼发生燃气爆炸");
    const own = (await base.db.selectFrom("opinion.source").select("id").where("label", "=", "试信源").executeTakeFirstOrThrow()).id;
    const batch = (await base.db.selectFrom("opinion.triage_batch").select("id").where("unit_id", "=", unitId).executeTakeFirstOrThrow()).id;
    return [
      ["GET", "/api/opinion/topics"], ["GET", "/api/opinion/overview"], ["GET", `/api/opinion/topics/${topic}`], ["GET", "/api/opinion/triage"], ["GET", "/api/opinion/sources"], ["GET", "/api/opinion/profiles"], ["GET", "/api/opinion/retention"],
      ["POST", "/api/opinion/triage", { topicIds: [topic], to: "dismissed" }], ["POST", `/api/opinion/triage/${batch}/undo`], ["POST", `/api/opinion/topics/${topic}/merge`, { withTopicId: uuid, reason: "同一件事" }], ["POST", `/api/opinion/topics/${topic}/split`, { titles: ["x"], reason: "另一件事" }],
      ["POST", "/api/opinion/sources", { ...source, unitId, format: "feed", kind: "news" }], ["PUT", `/api/opinion/sources/${own}`, source], ["POST", `/api/opinion/sources/${own}/state`, { to: "paused", reason: "试试" }], ["PUT", `/api/opinion/sources/${own}/secret`, { value: "0123456789abcdef" }], ["POST", `/api/opinion/sources/${own}/test`],
      ["POST", "/api/opinion/entries", { unitId, title: "x", link: "https://x.example.org" }], ["POST", "/api/opinion/tables", { unitId, fileName: "x.csv", base64: "eA==" }],
      ["POST", "/api/opinion/profiles", { ...profile, unitId }], ["PUT", "/api/opinion/retention", { keepDays: 90 }],
    ] as const;
  };

  it("without a post at the radar tries every door, and every door stays shut", async () => {
    for (const [method, url, body] of await doors()) {
      for (const by of ["厅系统", "厅审计"]) expect([403, 404], `${by} ${method} ${url}`).toContain((await ask(who(by), method, url, body)).status);
      expect((await ask("", method, url, body)).status, `nobody ${method} ${url}`).toBe(401);
    }
  });

  it("of a city tries every door of the department, and changes nothing", async () => {
    const before = await base.db.selectFrom("opinion.source").selectAll().where("label", "=", "试信源").execute();
    for (const [method, url, body] of (await doors()).filter(([way]) => way !== "GET")) expect([403, 404], `${method} ${url}`).toContain((await ask(who("长春联络"), method, url, body)).status);
    expect(await base.db.selectFrom("opinion.source").selectAll().where("label", "=", "试信源").execute()).toEqual(before);
    const { body } = await ask(who("长春联络"), "GET", "/api/opinion/sources");
    expect((body["items"] as { unitName: string }[]).map((one) => one.unitName).filter((name) => !name.includes("长春"))).toEqual([]);
  });
});

describe("retention", () => {
  it("deletes what is older than the setting and keeps what a unit still needs, and says so in the record", async () => {
    expect(await ask(who("总队联络"), "PUT", "/api/opinion/retention", { keepDays: 60 })).toMatchObject({ status: 403 });
    expect(await ask(who("厅联络"), "PUT", "/api/opinion/retention", { keepDays: 60 })).toMatchObject({ status: 200 });
    const kept = await find("吉林市船营区一居民楼发生燃气爆炸");
    wait(61 * 24 * 60);
    const deleted = await sweepOld(contextOf(house, theHouse, "test"), async () => []);
    expect(deleted.items).toBeGreaterThan(5);
    expect((await base.db.selectFrom("opinion.topic").select("id").where("items", ">", 0).where("merged_into", "is", null).execute()).map((row) => row.id)).toContain(kept.id);
    expect((await itemsOf(base.db, kept.id, 5)).length).toBe(kept.items);
    expect(await base.db.selectFrom("opinion.item").select("id").where("first_seen_at", "<", new Date("2026-04-04")).where("topic_id", "not in", base.db.selectFrom("opinion.mark").select("topic_id").where("state", "in", ["watch", "case"])).execute()).toEqual([]);
    expect((await base.db.selectFrom("audit.entry").select("facts").where("action", "=", "opinion.delete-old").execute()).length).toBeGreaterThan(0);
  });
});

describe("what a duty officer knows of", () => {
  const rulesOf = async (title: string) => (await base.db.selectFrom("opinion.alert").innerJoin("opinion.item as i", "i.topic_id", "opinion.alert.topic_id").select(["rule", "nth"]).distinct().where("i.title", "=", title).where("unit_id", "=", await province.unitId("yj-220500")).orderBy("nth").execute()).map((row) => row.rule);

  it("is one matter where a flood strikes its area in waves; a fire there is another, and so is a flood after its silence", async () => {
    const unitId = await province.unitId("yj-220500");
    await ask(who("通化联络"), "POST", "/api/opinion/profiles", { label: "通化突发", regions: ["220500"], hazards: [], categories: [], least: 0.4, words: [], unitId });
    const say = async (title: string): Promise<string[]> => { await enter(title); await listen(); return rulesOf(title); };
    expect(await say("通化市辉南县发生洪水 300人被困")).toEqual(["emergency"]);
    wait(60);
    expect(await say("通化市柳河县发生洪水 2个村庄被淹")).toEqual(["emergency"]);
    wait(60);
    expect(await say("通化市集安市发生洪水 1座桥梁被冲毁")).toEqual(["known"]);
    const { id } = await find("通化市集安市发生洪水 1座桥梁被冲毁");
    expect((await ask(who("通化联络"), "GET", `/api/opinion/topics/${id}`)).body["alerts"]).toMatchObject([{ rule: "known", knownWith: "通化市辉南县发生洪水 300人被困" }]);
    expect(await base.db.selectFrom("duty.alert").select("id").where("subject_id", "like", `${id}/%`).execute()).toEqual([]);
    expect(await say("通化市柳河县一宾馆发生火灾 2人死亡")).toEqual(["emergency"]);
    wait(40 * 24 * 60);
    expect(await say("通化市集安市发生洪水 群众转移")).toEqual(["emergency"]);
  });
});

describe("what may be answered already", () => {
  const answersTo = async (title: string, by = "厅编辑") => {
    const { id } = await find(title, by);
    return (await ask(who(by), "GET", `/api/opinion/topics/${id}`)).body["answers"] as { title: string; issuer: string; link: string; pieceId: string | null; claim: string; likelihood: number; words: string[] }[];
  };
  const pieceId = "01900000-0000-7000-8000-0000000000a1";
  const publish = async (title: string, plain: string): Promise<void> => {
    const signature = { units: [{ unitId: await province.unitId("yjt"), name: "吉林省应急管理厅", shortName: "省应急厅", seal: "吉" }], line: "吉林省应急管理厅" };
    await sql`insert into website.article (piece_id, state, current_edition, column_key, urgency, regions, title, summary, signature, points, first_published_at, updated_at, search)
      values (${pieceId}, 'live', 1, 'rumours', 'routine', '{}', ${title}, '', ${JSON.stringify(signature)}::jsonb, '{}', ${clock.now}, ${clock.now}, ''::tsvector)`.execute(base.db);
    await sql`insert into website.edition (piece_id, edition, key, payload, sha256, plain, published_at) values (${pieceId}, 1, 'k', '{}', encode(sha256(convert_to('{}', 'UTF8')), 'hex'), ${plain}, ${clock.now})`.execute(base.db);
  };

  it("a claim is held against what the house published, and a new release against what was said; one taken back answers nothing", async () => {
    await enter("网传查干湖水库大坝决堤 松原市民连夜撤离");
    await listen();
    expect(await answersTo("网传查干湖水库大坝决堤 松原市民连夜撤离")).toEqual([]);
    wait(5);
    await publish("查干湖水库大坝决堤？不属实", "网上流传“查干湖水库大坝决堤，松原市民连夜撤离”。经核实，大坝运行正常，没有撤离。");
    await listen();
    const [found] = await answersTo("网传查干湖水库大坝决堤 松原市民连夜撤离");
    expect(found).toMatchObject({ title: "查干湖水库大坝决堤？不属实", issuer: "吉林省应急管理厅", pieceId, claim: "网传查干湖水库大坝决堤 松原市民连夜撤离" });
    expect(found?.link).toContain(`/a/${pieceId}`);
    expect(found?.words.length).toBeGreaterThan(0);
    wait(60);
    await enter("松原查干湖水库大坝决堤了吗 撤离视频流传");
    await enter("松原市宁江区举办秋季马拉松");
    await ear.close();
    ear = openEar(house);
    await listen();
    expect((await answersTo("松原查干湖水库大坝决堤了吗 撤离视频流传")).map((one) => one.pieceId)).toEqual([pieceId]);
    expect(await answersTo("松原市宁江区举办秋季马拉松")).toEqual([]);
    await sql`insert into website.recall (piece_id, key, title, reason, signature, signed_at, recalled_at) values (${pieceId}, 'r', 'x', 'x', '{}'::jsonb, ${clock.now}, ${clock.now})`.execute(base.db);
    await sql`update website.article set state = 'recalled', updated_at = ${clock.now} where piece_id = ${pieceId}`.execute(base.db);
    expect(await answersTo("网传查干湖水库大坝决堤 松原市民连夜撤离")).toEqual([]);
  });

  it("an official source's word is an answer with its link, and never a verdict of ours", async () => {
    const { body: made } = await ask(who("总队联络"), "POST", "/api/opinion/sources", { unitId: await province.unitId("xfj"), label: "省联合辟谣平台", url: "https://official.example.org/rss", format: "feed", kind: "official", leastMinutes: 1 });
    await enter("听说敦化市今晚要停水三天 大家快囤水");
    await listen();
    answers.set("https://official.example.org/rss", () => ({ ok: true, status: 200, headers: {}, body: `<rss version="2.0"><channel><title>x</title><item><title>敦化市停水三天？假的</title><link>https://official.example.org/1</link><description>“敦化市今晚要停水三天”的说法不实，供水正常，请勿囤水。</description></item></channel></rss>` }));
    wait(5);
    for (let i = 0; i < 3; i += 1) await askDue(house);
    await listen();
    expect(made["id"]).toBeTruthy();
    expect(await answersTo("听说敦化市今晚要停水三天 大家快囤水")).toMatchObject([{ title: "敦化市停水三天？假的", issuer: "省联合辟谣平台", link: "https://official.example.org/1", pieceId: null }]);
  });
});
