import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { markPublished, setStage } from "#modules/content/index.ts";
import { publish } from "#site/fixtures/press.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, friday, type Answer, type TestHouse } from "#tests/support/house.ts";
import { newId } from "#platform/ids.ts";
import { on } from "#platform/topics.ts";
import type { CaseLine, CaseView, HeatView, PlanView, ReportDocView, ReportView } from "./contract.ts";
import { pressDecided, publicReplies, topicsOfCases } from "./index.ts";
import { watchClocks } from "./jobs/watch-clocks.ts";
import { routes } from "./module.ts";

const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000);
const hours = (n: number): Date => minutes(60 * n);

let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let now = friday;
const told: unknown[] = [];
const unit: Record<string, string> = {};
const other: Record<string, string> = {};

beforeAll(async () => {
  database = await aDatabase();
  house = aWholeHouse(database.db, { now: () => now, subscriptions: [on(pressDecided, async (_ctx, _tx, decided) => { told.push(decided); })] });
  province = await aProvince(house);
  app = await aDesk(house, routes);
  ask = asking(app);
  for (const code of ["yjt", "xfj", "slxf", "yj-220100", "xf-220200", "wxb"]) unit[code] = await province.unitId(code);
  const extra = [["corps-first", "xfj", ["first-reviewer"]], ["corps-second", "xfj", ["second-reviewer"]], ["corps-chief", "xfj", ["signer"]], ["jilin-fire", "xf-220200", ["editor", "liaison", "first-reviewer"]]] as const;
  for (const [username, at, posts] of extra) other[username] = await province.person({ username, unit: at, posts });
});
afterAll(async () => { await app?.close(); await database?.drop(); });
beforeEach(() => { now = friday; });

const personOf = (who: string): string => other[who] ?? province.who(who as Who);
const as = (who: string, method: "GET" | "POST" | "PUT", url: string, payload?: object): Promise<Answer> => ask(personOf(who), method, url, payload);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : String(body.type));
const post = (who: string, id: string, path: string, body: object = {}) => as(who, "POST", `/api/cases/${id}/${path}`, body);
const done = async (answer: Promise<Answer>) => { expect(codeOf(await answer)).toBe("done"); };
const view = async (id: string, who = "xu") => (await as(who, "GET", `/api/cases/${id}`)).body as unknown as CaseView;
const lines = async (who: string, query = "") => ((await as(who, "GET", `/api/cases?${query}`)).body as unknown as { items: CaseLine[] }).items;
const alerts = async (kind: string, title?: string) => (await sql<{ person: string; state: string; title: string }>`select p.username as person, a.state, a.facts::jsonb ->> 'title' as title from duty.alert a join organisation.person p on p.id = a.owner_person_id where a.kind = ${kind} ${title ? sql`and a.facts::jsonb ->> 'title' = ${title}` : sql``} order by a.opened_at, p.username`.execute(database.db)).rows;

let count = 0;
async function opened(over: object = {}, who = "xu"): Promise<string> {
  const answer = await as(who, "POST", "/api/cases", { unitId: unit["xfj"], title: `网传某小区高层火灾 ${++count}`, summary: "", t0: { kind: "discovery", at: now.toISOString() }, note: "网上出现多条视频", ...over });
  expect(codeOf(answer)).toBe("done");
  return String(answer.body["id"]);
}
const move = async (who: string, id: string, note = "照办") => post(who, id, "move", { from: (await view(id, who)).stage, note });
const grade = (who: string, id: string, to: string) => post(who, id, "grade", { grade: to, reason: "传播较快", basis: "本单位预案第 3 条" });
const tell = (id: string, who = "xu") => post(who, id, "reports-to-department", { body: "火已扑灭，无人员伤亡，正在核查网传视频。" });

/** A case of the fire corps that was graded and stands at 通报. */
async function graded(to = "yellow"): Promise<string> {
  const id = await opened();
  await done(move("xu", id));
  await done(move("xu", id));
  await done(grade("corps-first", id, to));
  await done(move("corps-first", id));
  return id;
}
/** The same, told and taken on to 处置. */
async function inHand(to = "yellow"): Promise<string> {
  const id = await graded(to);
  await done(tell(id));
  await done(move("xu", id));
  return id;
}
const published = async (pieceId: string) => { await database.db.transaction().execute((tx) => markPublished(tx, [{ pieceId, editionNumber: 1 }], now)); };
/** A piece of the corps, in public or not yet. */
async function aRelease(title: string, inPublic = true): Promise<string> {
  const { id } = await aPiece(province, { by: "xu", title });
  if (inPublic) await published(id);
  return id;
}
const clock = (v: CaseView, code: string, subject = "") => v.clocks.find((k) => k.code === code && k.subject === subject);

describe("a case is opened", () => {
  test("by the desk of a unit, under a number of the year, with its T0; the record says why", async () => {
    const answer = await as("xu", "POST", "/api/cases", { unitId: unit["xfj"], title: "网传消防车被堵", placeCode: "220200", hazard: "火灾", t0: { kind: "event", at: minutes(-30).toISOString() }, note: "三个平台出现" });
    expect(answer.body["number"]).toMatch(/^舆2026-\d{4}$/);
    const v = await view(String(answer.body["id"]));
    expect(v).toMatchObject({ stage: "watch", grade: null, placeName: "吉林市", hazard: "火灾", t0: { kind: "event", at: minutes(-30).toISOString() }, unit: { shortName: "省消防救援总队" }, lead: { shortName: "省消防救援总队" }, department: { shortName: "省应急管理厅" }, personName: "许牧川", clocks: [], nextStage: "verify", stagesBehind: [] });
    expect(v.ball).toMatchObject({ need: "move", unitName: "省消防救援总队", people: ["许牧川"], sinceMinutes: 0 });
    expect(v.events).toMatchObject([{ kind: "open", note: "三个平台出现", byName: "许牧川" }]);
  });
  test.each([
    ["by nobody of another unit", "cc", {}, "cases.may-not-open"], ["by nobody who only signs", "corps-chief", {}, "cases.may-not-open"], ["by no administrator", "sys", {}, "cases.may-not-open"],
    ["not with a T0 to come", "xu", { t0: { kind: "event", at: minutes(1).toISOString() } }, "cases.t0-in-the-future"], ["not at a place nobody knows", "xu", { placeCode: "999999" }, "cases.no-such-place"],
    ["not from a topic nobody knows", "xu", { topicId: "01990000-0000-7000-8000-0000000000aa" }, "cases.no-topic"],
  ])("%s", async (_, who, over, code) => {
    expect(codeOf(await as(who, "POST", "/api/cases", { unitId: unit["xfj"], title: "网传", t0: { kind: "discovery", at: friday.toISOString() }, note: "看到了", ...over }))).toBe(code);
  });
});

describe("a case from a topic of the radar", () => {
  let topicId = "";
  let followed = "";
  beforeAll(async () => {
    topicId = newId(friday);
    const sourceIds = [newId(friday), newId(friday)];
    await database.db.insertInto("opinion.source").values(sourceIds.map((id, i) => ({ id, unit_id: unit["yjt"] ?? "", label: ["晚报", "热榜"][i] ?? "", format: "feed" as const, kind: "news" as const, url: `https://news.example.org/${i}`, settings: "{}", least_minutes: 5, most_minutes: 60, state: "active" as const, watch: "{}", created_by_name: "林知夏", created_at: friday, updated_at: friday }))).execute();
    await database.db.insertInto("opinion.topic").values({ id: topicId, fold_key: "t1", title: "吉林市一小区起火", place_line: ["220200", "220000"], about: "in", category: "accident", hazard: "fire", emergency: 0.9, needs_check: 0.1, items: 4, sources: 2, heat: 60, peak: 90, first_seen_at: minutes(-200), last_seen_at: minutes(-10) }).execute();
    await database.db.insertInto("opinion.item").values([0, 1, 2, 3].map((n) => ({ id: newId(minutes(n)), source_id: sourceIds[n % 2] ?? "", kind: "news" as const, digest: `d${n}`, title: `吉林市小区起火 ${n}`, text: "", link: `https://news.example.org/a/${n}`, first_seen_at: minutes(-200 + 30 * n), last_seen_at: minutes(-10), topic_id: topicId }))).execute();
    await database.db.insertInto("opinion.heat").values([40, 90, 80, 50, 30, 20].map((value, n) => ({ topic_id: topicId, hour: new Date(Math.floor(hours(n - 3).getTime() / 3_600_000) * 3_600_000), value, looked: true }))).execute();
  });
  test("takes place and hazard over, and one unit has one open case of it", async () => {
    const id = await opened({ topicId, placeCode: null, hazard: null });
    followed = id;
    expect(await view(id)).toMatchObject({ topicId, placeName: "吉林市", hazard: "fire" });
    const again = await as("xu", "POST", "/api/cases", { unitId: unit["xfj"], topicId, title: "同一件", t0: { kind: "discovery", at: friday.toISOString() }, note: "再立" });
    expect([codeOf(again), again.body.facts?.["number"]]).toEqual(["cases.topic-has-case", (await view(id)).number]);
    expect(codeOf(await as("lin", "POST", "/api/cases", { unitId: unit["yjt"], topicId, title: "厅里也立", t0: { kind: "discovery", at: friday.toISOString() }, note: "关注" }))).toBe("done");
    expect(await topicsOfCases(database.db)).toEqual([topicId]);
    const both = await Promise.all([1, 2].map(() => as("luo", "POST", "/api/cases", { unitId: unit["slxf"], topicId, title: "两人同时立", t0: { kind: "discovery", at: friday.toISOString() }, note: "同时" })));
    expect(both.map(codeOf).sort()).toEqual(["cases.topic-has-case", "done"]);
    const marks = await database.db.selectFrom("opinion.mark").select(["unit_id", "state"]).where("topic_id", "=", topicId).execute();
    expect(marks.map((mark) => [mark.unit_id, mark.state]).sort(), "the radar of every unit with a case has decided about the topic").toEqual([unit["xfj"], unit["yjt"], unit["slxf"]].map((id) => [id, "case"]).sort());
  });
  test("shows heat around each release and the items behind the 专报", async () => {
    const id = followed;
    await done(post("xu", id, "releases", { pieceId: await aRelease("小区火灾情况通报") }));
    now = hours(3);
    const heat = (await as("xu", "GET", `/api/cases/${id}/heat`)).body as unknown as HeatView;
    expect(heat).toMatchObject({ topic: { title: "吉林市一小区起火" }, releases: [{ title: "小区火灾情况通报", before: 70, after: expect.any(Number) as number }] });
    expect(heat.items.map((item) => item.sourceName)).toEqual(["热榜", "晚报", "热榜", "晚报"]);
    expect(heat.hours.some((h) => h.value === null)).toBe(true);
    const doc = (await as("xu", "GET", `/api/cases/${id}/report?kind=special`)).body as unknown as ReportDocView;
    const said = (code: string) => doc.sections.find((s) => s.code === code)?.sentences.map((s) => s.text) ?? [];
    expect(said("spread")).toEqual(["4月3日 10:40 首次发现，至 4月3日 13:50，收录公开信息 4 条，来自 2 个来源。", "有读数的 6 小时里，4月3日 12:00 热度最高，为 90.0；没有读数的时段不计。"]);
    expect(said("media")[0]).toBe("收录较多的来源：热榜 2 条，晚报 2 条。");
    const ids = new Set(heat.items.map((item) => item.id));
    expect(doc.sections[1]?.sentences[0]?.refs.filter((r) => r.kind === "item").every((r) => ids.has(r.id))).toBe(true);
  });
});

describe("who sees a case", () => {
  test("its unit, its corps, the department's 新闻宣传处; not another corps, not another city, not administrators", async () => {
    const corps = await opened();
    const local = await opened({ unitId: unit["xf-220200"] }, "jilin-fire");
    const sees = async (who: string, id: string) => (await as(who, "GET", `/api/cases/${id}`)).status;
    expect(await Promise.all(["xu", "corps-chief", "lin", "luo", "cc", "sys", "aud"].map((who) => sees(who, corps)))).toEqual([200, 200, 200, 404, 404, 404, 404]);
    expect(await Promise.all(["jilin-fire", "xu", "lin", "luo", "cc"].map((who) => sees(who, local)))).toEqual([200, 200, 200, 404, 404]);
    expect((await lines("luo")).some((l) => l.id === corps)).toBe(false);
    expect((await lines("lin")).map((l) => l.id)).toEqual(expect.arrayContaining([corps, local]));
    expect(codeOf(await as("sys", "GET", "/api/cases"))).toBe("cases.may-not-read");
  });
  test("and every unit that takes part, which is told and says that it knows", async () => {
    const id = await opened();
    expect(codeOf(await post("xu", id, "units", { unitId: unit["wxb"], reason: "商请协助" }))).toBe("cases.partners-get-letters");
    await done(post("xu", id, "units", { unitId: unit["slxf"], reason: "火场临近林缘" }));
    expect(codeOf(await post("xu", id, "units", { unitId: unit["slxf"], reason: "再请" }))).toBe("cases.unit-in-case");
    const v = await view(id, "luo");
    expect(v.participants).toMatchObject([{ shortName: "省森林消防总队", reason: "火场临近林缘" }]);
    expect((await alerts("cases.involved", v.title)).map((a) => [a.person, a.state])).toEqual([["luo", "open"]]);
    const [notice] = v.notices;
    expect(notice).toMatchObject({ kind: "involve", to: { shortName: "省森林消防总队" }, acknowledgedAt: null, whyNotAcknowledge: null });
    expect(codeOf(await post("xu", id, `notices/${notice?.id}/acknowledge`))).toBe("cases.not-to-you");
    await done(post("luo", id, `notices/${notice?.id}/acknowledge`, { remark: "已转值班" }));
    expect(codeOf(await post("luo", id, `notices/${notice?.id}/acknowledge`))).toBe("cases.acknowledged-already");
    expect((await alerts("cases.involved", v.title)).map((a) => a.state)).toEqual(["closed"]);
    expect(codeOf(await post("luo", id, "move", { from: "watch", note: "不归我们" }))).toBe("cases.not-your-move");
  });
});

describe("the way of a case", () => {
  test("each move by its post, with a note, one stage at a time; whoever has the ball is told when it passes to them", async () => {
    const id = await opened();
    expect(codeOf(await post("xu", id, "move", { from: "verify", note: "快办" }))).toBe("cases.moved-meanwhile");
    expect(codeOf(await post("xu", id, "move", { from: "watch", note: " " }))).toBe("request.body");
    expect(codeOf(await move("lin", id))).toBe("cases.not-your-move");
    await done(move("xu", id, "现场核实属实"));
    expect(await alerts("cases.turn", (await view(id)).title)).toEqual([]);
    await done(move("xu", id));
    const { title } = await view(id);
    expect((await alerts("cases.turn", title)).map((a) => a.person)).toEqual(["corps-chief", "corps-first", "corps-second"]);
    expect((await view(id)).ball).toMatchObject({ need: "grade", people: expect.arrayContaining(["corps-first"]) });
    expect(codeOf(await move("corps-first", id))).toBe("cases.not-graded");
    await done(grade("corps-first", id, "blue"));
    await done(move("corps-first", id));
    expect((await view(id)).ball).toMatchObject({ need: "tell", people: ["许牧川"] });
    expect((await alerts("cases.turn", title)).filter((a) => a.state === "open").map((a) => a.person)).toEqual(["xu"]);
  });
  test("the database lets nothing jump, whoever writes", async () => {
    const id = await graded();
    const set = (stage: string) => sql`update cases.opinion_case set stage = ${stage} where id = ${id}`.execute(database.db);
    await expect(set("release")).rejects.toMatchObject({ code: "TS021" });
    await expect(set("handle")).rejects.toMatchObject({ code: "TS022" });
    await expect(set("dismissed")).rejects.toMatchObject({ code: "TS021" });
    await expect(sql`update cases.event set note = 'x' where case_id = ${id}`.execute(database.db)).rejects.toThrow();
  });
  test("back only with a reason, by those who decide", async () => {
    const id = await inHand();
    expect(codeOf(await post("xu", id, "back", { to: "verify", reason: "有新视频" }))).toBe("cases.not-yours-to-send-back");
    expect(codeOf(await post("corps-second", id, "back", { to: "release", reason: "向前" }))).toBe("cases.not-behind");
    await done(post("corps-second", id, "back", { to: "verify", reason: "有新视频，重新核实" }));
    expect(await view(id)).toMatchObject({ stage: "verify", grade: "yellow" });
    expect((await view(id)).events[0]).toMatchObject({ kind: "send-back", note: "有新视频，重新核实", facts: { from: "handle", to: "verify" } });
  });
  test("a groundless case is closed before it is graded, and may be opened again", async () => {
    const id = await opened();
    await done(post("xu", id, "dismiss", { reason: "视频为外省旧闻" }));
    expect((await view(id)).stage).toBe("dismissed");
    expect((await lines("xu")).some((l) => l.id === id)).toBe(false);
    expect(codeOf(await post("xu", id, "move", { from: "dismissed", note: "往下" }))).toBe("cases.closed");
    await done(post("corps-chief", id, "back", { to: "watch", reason: "又有新帖" }));
    expect(codeOf(await post("xu", await graded(), "dismiss", { reason: "晚了" }))).toBe("cases.past-dismissing");
  });
});

describe("a corps tells the department (clause 4.3, hard)", () => {
  test("nothing passes 通报 before; the clock counts from T0 by grade; sent and acknowledged are shown", async () => {
    const id = await graded("yellow");
    expect(clock(await view(id), "notify", "yellow")).toMatchObject({ startAt: friday.toISOString(), deadline: minutes(120).toISOString(), metAt: null, missed: false });
    expect(codeOf(await move("xu", id))).toBe("cases.department-not-told");
    expect((await view(id)).may.move).toEqual({ code: "cases.department-not-told" });
    now = minutes(40);
    expect(codeOf(await tell(id, "luo"))).toBe("cases.no-case");
    expect(codeOf(await tell(id, "lin"))).toBe("cases.not-your-unit");
    await done(tell(id));
    const v = await view(id);
    expect(clock(v, "notify", "yellow")).toMatchObject({ metAt: minutes(40).toISOString(), missed: false });
    expect((await alerts("cases.reported", v.title)).map((a) => a.person)).toEqual(["jiang", "zhi"]);
    now = minutes(55);
    await done(post("jiang", id, `notices/${v.notices[0]?.id}/acknowledge`));
    expect((await view(id)).notices).toMatchObject([{ kind: "report", number: 1, grade: "yellow", sentByName: "许牧川", sentAt: minutes(40).toISOString(), acknowledgedByName: "江月白", acknowledgedAt: minutes(55).toISOString() }]);
    await done(move("xu", id));
  });
  test("late stays late for ever", async () => {
    const id = await graded("orange");
    now = minutes(31);
    await done(tell(id));
    expect(clock(await view(id), "notify", "orange")).toMatchObject({ metAt: minutes(31).toISOString(), missed: true });
    await done(post("xu", id, "t0", { kind: "onset", at: minutes(20).toISOString(), reason: "舆情 14:20 才起" }));
    expect(clock(await view(id), "notify", "orange")).toMatchObject({ deadline: minutes(50).toISOString(), missed: true });
    await expect(sql`update cases.clock set missed_at = null where case_id = ${id} and code = 'notify'`.execute(database.db)).rejects.toMatchObject({ code: "TS020" });
  });
  test("a graver grade is told anew before the case goes on", async () => {
    const id = await inHand("yellow");
    now = minutes(90);
    await done(grade("corps-second", id, "orange"));
    expect(clock(await view(id), "notify", "orange")).toMatchObject({ startAt: minutes(90).toISOString(), deadline: minutes(120).toISOString() });
    expect(codeOf(await move("corps-second", id))).toBe("cases.department-not-told");
    expect((await view(id)).ball).toMatchObject({ need: "tell" });
    await done(tell(id));
    await done(move("corps-second", id));
    expect((await view(id)).notices.map((n) => [n.number, n.grade])).toEqual([[1, "yellow"], [2, "orange"]]);
  });
  test("the department's own line need not", async () => {
    const id = await opened({ unitId: unit["yj-220100"] }, "cc");
    await done(move("cc", id));
    await done(move("cc", id));
    other["cc-second"] = await province.person({ username: "cc-second", unit: "yj-220100", posts: ["second-reviewer"] });
    await done(grade("cc-second", id, "yellow"));
    expect((await view(id, "cc")).clocks.map((k) => k.code)).toEqual(["answer"]);
    await done(move("cc-second", id));
    await done(move("cc-second", id));
    expect((await view(id, "cc")).stage).toBe("handle");
  });
});

describe("the department's lead (clause 4.3, soft)", () => {
  test("is proposed when it is major, blocks nothing, and is declined with a reason", async () => {
    const id = await graded("orange");
    const v = await view(id);
    expect(v.proposal).toMatchObject({ state: "open", grounds: ["major"], grade: "orange" });
    expect((await alerts("cases.lead-proposed", v.title)).map((a) => a.person)).toEqual(["cheng", "song"]);
    await done(tell(id));
    await done(move("xu", id));
    expect(codeOf(await post("corps-chief", id, "lead", { accept: true, reason: "" }))).toBe("cases.not-the-department");
    expect(codeOf(await post("song", id, "lead", { accept: false, reason: "" }))).toBe("cases.reason-missing");
    await done(post("song", id, "lead", { accept: false, reason: "总队处置得力，厅里给指导" }));
    expect(await view(id)).toMatchObject({ proposal: { state: "declined", reason: "总队处置得力，厅里给指导", decidedByName: "宋怀远" }, lead: { shortName: "省消防救援总队" } });
    expect((await alerts("cases.lead-proposed", v.title)).every((a) => a.state === "closed")).toBe(true);
    await done(grade("corps-chief", id, "red"));
    expect((await view(id)).proposal).toMatchObject({ state: "open", grade: "red" });
  });
  test("or when more than one unit takes part, and again when another joins; accepted, the department moves the case and the corps stays the publicity lead", async () => {
    const id = await graded("yellow");
    expect((await view(id)).proposal).toBeNull();
    await done(post("xu", id, "units", { unitId: unit["slxf"], reason: "林缘" }));
    expect((await view(id)).proposal).toMatchObject({ state: "open", grounds: ["cross-unit"], units: 2 });
    await done(post("cheng", id, "lead", { accept: true, reason: "" }));
    const v = await view(id);
    expect(v).toMatchObject({ unit: { shortName: "省消防救援总队" }, lead: { shortName: "省应急管理厅" }, proposal: { state: "accepted" } });
    await done(tell(id));
    expect(codeOf(await move("xu", id))).toBe("cases.not-your-move");
    await done(move("jiang", id));
    expect(codeOf(await post("cheng", id, "guidance", { body: "请统一口径" }))).toBe("cases.department-leads");
    await done(post("song", id, "lead", { accept: false, reason: "已平息，交回总队" }));
    expect((await view(id)).lead.shortName).toBe("省消防救援总队");
  });
  test("is taken back when a lower grade removes its ground", async () => {
    const id = await graded("orange");
    await done(grade("corps-first", id, "blue"));
    expect((await view(id)).proposal).toMatchObject({ state: "lapsed" });
  });
  test("guidance goes to the unit that leads, which acknowledges it", async () => {
    const id = await inHand("yellow");
    expect(codeOf(await post("corps-chief", id, "guidance", { body: "我来指导" }))).toBe("cases.not-the-department");
    await done(post("cheng", id, "guidance", { body: "先公布事实，原因待查；统一称“高层住宅火灾”。" }));
    const guidance = (await view(id)).notices.find((n) => n.kind === "guidance");
    expect(guidance).toMatchObject({ from: { shortName: "省应急管理厅" }, to: { shortName: "省消防救援总队" } });
    await done(post("xu", id, `notices/${guidance?.id}/acknowledge`));
  });
});

describe("the plan of a unit", () => {
  test("is copied by grade; a new grade adds its lines and keeps what was done", async () => {
    const id = await graded("blue");
    const first = (await view(id)).tasks;
    expect([first.length, first.map((t) => t.state)]).toEqual([4, ["open", "open", "open", "open"]]);
    await done(post("xu", id, `tasks/${first[0]?.id}`, { state: "done", note: "支队长核实" }));
    expect(codeOf(await post("xu", id, `tasks/${first[0]?.id}`, { state: "done", note: "" }))).toBe("cases.task-so-already");
    expect(codeOf(await post("xu", id, `tasks/${first[1]?.id}`, { state: "not-needed", note: "" }))).toBe("cases.note-missing");
    expect(codeOf(await post("luo", id, `tasks/${first[1]?.id}`, { state: "done", note: "" }))).toBe("cases.no-case");
    await done(grade("corps-first", id, "orange"));
    const tasks = (await view(id)).tasks;
    expect([tasks.length, tasks[0]]).toEqual([13, expect.objectContaining({ words: first[0]?.words, state: "done", byName: "许牧川", note: "支队长核实" })]);
    await done(grade("corps-first", id, "blue"));
    expect((await view(id)).tasks.map((t) => t.state)).toEqual(["done", "open", "open", "open", ...Array<string>(9).fill("lapsed")]);
  });
  test("is the unit's own from a day on, kept by those who sign for it, every version readable", async () => {
    const plans = async (who: string) => (await as(who, "GET", `/api/opinion-plans?unitId=${unit["slxf"]}`)).body as unknown as PlanView;
    const save = (who: string, over: object = {}) => as(who, "POST", "/api/opinion-plans", { unitId: unit["slxf"], grade: "blue", validFrom: "2026-04-03", items: ["林区卡口核实", "指定专人关注走势，每天记一次"], reason: "结合林区实际", ...over });
    expect((await plans("luo")).grades.map((g) => [g.grade, g.own, g.items.length])).toEqual([["red", false, 17], ["orange", false, 13], ["yellow", false, 8], ["blue", false, 4]]);
    expect((await plans("luo")).grades[0]).toMatchObject({ own: false, assumed: true });
    expect(codeOf(await save("luo"))).toBe("cases.may-not-keep-plan");
    other["forest-chief"] = await province.person({ username: "forest-chief", unit: "slxf", posts: ["signer"] });
    expect(codeOf(await save("forest-chief", { validFrom: "2026-04-02" }))).toBe("cases.plan-in-the-past");
    expect(codeOf(await save("forest-chief", { validFrom: "2026-04-10", items: ["以后的"] }))).toBe("done");
    expect(codeOf(await save("forest-chief"))).toBe("done");
    expect((await plans("luo")).grades[3]).toMatchObject({ own: true, assumed: false, items: [{ words: "林区卡口核实", wordsEn: null }, { words: "指定专人关注走势，每天记一次", wordsEn: expect.stringContaining("officer") }], versions: [{ validFrom: "2026-04-10" }, { validFrom: "2026-04-03", reason: "结合林区实际" }] });
    expect(codeOf(await as("cc", "GET", `/api/opinion-plans?unitId=${unit["slxf"]}`))).toBe("cases.no-such-unit");
  });
});

describe("clocks", () => {
  test("5 h and 24 h for Ⅱ, 48 h for Ⅲ, from the chosen T0, each with its source; regrading changes which run", async () => {
    const id = await inHand("orange");
    const v = await view(id);
    expect(v.clocks.filter((k) => k.code !== "notify").map((k) => [k.code, k.deadline, k.source])).toEqual([["first-information", hours(5).toISOString(), "国办发〔2016〕80号"], ["press-conference", hours(24).toISOString(), "国办发〔2016〕61号"]]);
    await done(grade("corps-second", id, "yellow"));
    expect((await view(id)).clocks.filter((k) => k.code !== "notify").map((k) => [k.code, k.ended])).toEqual([["first-information", "regraded"], ["press-conference", "regraded"], ["answer", null]]);
    await done(grade("corps-second", id, "orange"));
    expect((await view(id)).clocks.filter((k) => k.code !== "notify").map((k) => [k.code, k.ended])).toEqual([["first-information", null], ["press-conference", null], ["answer", "regraded"]]);
  });
  test("move with T0, which changes with a reason and is recorded", async () => {
    const id = await inHand("orange");
    expect(codeOf(await post("luo", id, "t0", { kind: "event", at: minutes(-60).toISOString(), reason: "以接警为准" }))).toBe("cases.no-case");
    await done(post("xu", id, "t0", { kind: "event", at: minutes(-60).toISOString(), reason: "以接警时间为准" }));
    const v = await view(id);
    expect([v.t0.kind, clock(v, "first-information")?.deadline]).toEqual(["event", hours(4).toISOString()]);
    expect(v.events[0]).toMatchObject({ kind: "choose-start", note: "以接警时间为准", facts: { before: "discovery", kind: "event" } });
  });
  test("are met by a piece that everybody can read, not by a draft, not by one from before T0, and by no tick", async () => {
    const old = await aRelease("去年的提示");
    now = minutes(10);
    const id = await inHand("orange");
    now = hours(1);
    await done(post("xu", id, "releases", { pieceId: old }));
    const draft = await aRelease("情况通报", false);
    await done(post("xu", id, "releases", { pieceId: draft }));
    expect(codeOf(await post("xu", id, "releases", { pieceId: draft }))).toBe("cases.piece-linked");
    expect(clock(await view(id), "first-information")?.metAt).toBeNull();
    now = hours(2);
    await published(draft);
    now = hours(2.5);
    await watchClocks(house);
    expect(clock(await view(id), "first-information")).toMatchObject({ metAt: hours(2).toISOString(), missed: false });
    await done(post("xu", id, `releases/${draft}/unlink`, { reason: "挂错了事件" }));
    expect(clock(await view(id), "first-information")?.metAt).toBeNull();
    expect(codeOf(await post("xu", id, "releases", { pieceId: (await aPiece(province, { by: "sp", title: "外市稿件" })).id }))).toBe("cases.piece-of-others");
  });
  test("warn before and call after, exactly once each: across workers, restarts and time zones", async () => {
    await watchClocks(house);
    const id = await inHand("orange");
    const { title, clocks } = await view(id);
    const own = clocks.find((k) => k.code === "first-information")?.id;
    const zone = process.env["TZ"];
    const calls = async (at: Date, timezone: string) => {
      now = at;
      process.env["TZ"] = timezone;
      const answers = await Promise.all([1, 2, 3, 4].map(() => watchClocks(house)));
      await watchClocks(house);
      return answers.flat().filter((c) => c.clock === own).map((c) => c.step);
    };
    try {
      expect(await calls(new Date(hours(4).getTime() - 1), "America/New_York")).toEqual([]);
      expect(await calls(hours(4), "Asia/Tokyo")).toEqual(["warning"]);
      expect(await calls(minutes(299), "Pacific/Auckland")).toEqual([]);
      expect(await calls(hours(5), "UTC")).toEqual([]);
      expect(await calls(new Date(hours(5).getTime() + 1), "America/New_York")).toEqual(["missed"]);
      expect(await calls(hours(9), "Asia/Shanghai")).toEqual([]);
    } finally {
      if (zone === undefined) delete process.env["TZ"]; else process.env["TZ"] = zone;
    }
    expect([(await alerts("cases.clock-warning", title)).map((a) => [a.person, a.state]), (await alerts("cases.clock-missed", title)).map((a) => [a.person, a.state])]).toEqual([[["xu", "closed"]], [["xu", "open"]]]);
    now = hours(10);
    const late = await aRelease("迟到的通报");
    await done(post("xu", id, "releases", { pieceId: late }));
    expect(clock(await view(id), "first-information")).toMatchObject({ metAt: hours(10).toISOString(), missed: true });
    expect((await alerts("cases.clock-missed", title)).map((a) => a.state)).toEqual(["closed"]);
  });
  test("one that was moved to a later end warns of its new end once", async () => {
    const id = await inHand("orange");
    const { title } = await view(id);
    now = hours(4.5);
    await watchClocks(house);
    await done(post("xu", id, "t0", { kind: "onset", at: hours(1).toISOString(), reason: "舆情 15 时才起" }));
    now = hours(5.5);
    await watchClocks(house);
    await watchClocks(house);
    expect((await sql<{ n: number }>`select count(*)::int as n from cases.clock_call x join cases.clock k on k.id = x.clock_id where k.case_id = ${id} and k.code = 'first-information'`.execute(database.db)).rows[0]?.n).toBe(2);
    expect((await alerts("cases.clock-missed", title))).toEqual([]);
  });
  test("the list puts the nearest clock first and says who has the ball", async () => {
    const [slow, fast] = [await inHand("yellow"), await inHand("orange")];
    const none = await opened();
    const three = async (who: string, query = "") => (await lines(who, `size=200&${query}`)).filter((l) => [slow, fast, none].includes(l.id));
    const own = await three("xu");
    expect(own.map((l) => l.id)).toEqual([fast, slow, none]);
    expect(own[0]).toMatchObject({ clock: { code: "first-information" }, grade: "orange", ball: { need: "move", unitName: "省消防救援总队" }, mine: false, missed: 0 });
    expect(own[2]).toMatchObject({ clock: null, mine: true });
    expect((await three("corps-second", "mine=yes")).map((l) => l.id)).toEqual([fast, slow]);
    expect((await three("xu", "mine=yes")).map((l) => l.id)).toEqual([none]);
    expect((await three("xu", "grade=orange")).map((l) => l.id)).toEqual([fast]);
    expect((await three("xu", "stage=handle")).map((l) => l.id)).toEqual([fast, slow]);
  });
});

describe("concerns", () => {
  const concern = (over: object = {}) => ({ question: "附近空气受影响吗？", kind: "question", count: 12, askedAt: now.toISOString(), unitId: unit["xfj"], personId: province.who("xu"), ...over });
  test("have an owner and a clock, name nobody, and are answered only when the answer is really public", async () => {
    const id = await inHand("yellow");
    for (const [question, code] of [["某用户@张三 问何时恢复供电", "cases.names-somebody"], ["请回电 13812345678", "cases.names-somebody"]] as const) expect(codeOf(await post("xu", id, "concerns", concern({ question })))).toBe(code);
    expect(codeOf(await post("xu", id, "concerns", concern({ unitId: unit["slxf"], personId: province.who("luo") })))).toBe("cases.unit-not-in-case");
    expect(codeOf(await post("xu", id, "concerns", concern({ personId: personOf("corps-chief") })))).toBe("cases.owner-without-post");
    const concernId = String((await post("xu", id, "concerns", concern())).body["id"]);
    expect(codeOf(await post("xu", id, "concerns", concern({ question: "附近空气，受影响吗" })))).toBe("cases.concern-twice");
    expect((await view(id)).concerns).toMatchObject([{ state: "open", personName: "许牧川", clock: { code: "answer", deadline: hours(48).toISOString() }, mayAnswer: true }]);
    await done(post("xu", id, `concerns/${concernId}/count`, { count: 40 }));
    const drafted = await post("xu", id, "drafts", { title: "关于空气质量的答复", topic: "fire-safety", column: "releases", unitId: unit["xfj"], concernId });
    const pieceId = String(drafted.body["pieceId"]);
    expect((await view(id)).concerns).toMatchObject([{ count: 40, state: "answering", answeredAt: null, answer: { pieceId, title: "关于空气质量的答复", stage: "draft" } }]);
    now = hours(3);
    await published(pieceId);
    await watchClocks(house);
    const v = await view(id);
    expect(v.concerns).toMatchObject([{ state: "answered", answeredAt: hours(3).toISOString(), clock: { metAt: hours(3).toISOString(), missed: false } }]);
    expect(v.inTime).toEqual({ asked: 1, answered: 1, inTime: 1, late: 0, share: 1 });
    expect(clock(v, "answer")).toMatchObject({ metAt: hours(3).toISOString() });
    expect(codeOf(await post("xu", id, `concerns/${concernId}/answer`, { pieceId: await aRelease("另一篇") }))).toBe("cases.answered-already");
    await database.db.transaction().execute((tx) => setStage(tx, pieceId, "recalled", now));
    expect((await view(id)).concerns).toMatchObject([{ state: "open", answeredAt: null }]);
  });
  test("the owner in another unit is called, and answers with a piece of their own unit", async () => {
    const id = await inHand("yellow");
    await done(post("xu", id, "units", { unitId: unit["slxf"], reason: "林缘" }));
    const answer = await post("xu", id, "concerns", concern({ question: "林场是否封山？", unitId: unit["slxf"], personId: province.who("luo") }));
    const concernId = String(answer.body["id"]);
    expect((await alerts("cases.concern", "林场是否封山？")).map((a) => [a.person, a.state])).toEqual([["luo", "open"]]);
    expect(codeOf(await post("sp", id, `concerns/${concernId}/answer`, { pieceId: concernId }))).toBe("cases.no-case");
    const piece = await aPiece(province, { by: "luo", title: "封山范围说明" });
    await done(post("luo", id, `concerns/${concernId}/answer`, { pieceId: piece.id }));
    expect((await alerts("cases.concern", "林场是否封山？")).map((a) => a.state)).toEqual(["closed"]);
    expect(codeOf(await post("luo", id, "concerns", concern({ question: "还有什么" })))).toBe("cases.not-your-case");
  });
  test("a late one calls its owner, once", async () => {
    const id = await inHand("yellow");
    await done(post("xu", id, "concerns", concern({ question: "何时恢复供气？" })));
    now = hours(49);
    await watchClocks(house);
    await watchClocks(house);
    expect((await alerts("cases.clock-missed", "何时恢复供气？")).map((a) => a.person)).toEqual(["xu"]);
    expect((await view(id)).inTime).toMatchObject({ late: 1, share: 0 });
  });
  test("the public ledger shows what everybody can read, in signed words, and nothing else of a case", async () => {
    const id = await inHand("yellow");
    const ask = async (question: string) => String((await post("xu", id, "concerns", concern({ question }))).body["id"]);
    const [held, unheld, unanswered] = [await ask("烟气对学校有影响吗？"), await ask("内部问法：领导怎么看"), await ask("还没有答复的问题")];
    const [one, two] = [await aRelease("关于烟气影响的答复", false), await aRelease("事件答复之二", false)];
    await done(post("xu", id, `concerns/${held}/answer`, { pieceId: one }));
    await done(post("xu", id, `concerns/${unheld}/answer`, { pieceId: two }));
    expect((await publicReplies(database.db, { page: 1, size: 50 })).items).toEqual([]);
    now = hours(1);
    await publish(database.db, now.toISOString(), { pieceId: one, title: "关于烟气影响的答复", html: "<p>问：烟气对学校有影响吗？</p><p>答：没有。</p>", text: "问：烟气对学校有影响吗？\n答：没有。", column: "releases" });
    await published(one);
    now = hours(2);
    await publish(database.db, now.toISOString(), { pieceId: two, title: "事件答复之二", html: "<p>现作说明。</p>", text: "现作说明。", column: "releases" });
    await published(two);
    const { items, total } = await publicReplies(database.db, { page: 1, size: 50 });
    expect([items.map((r) => [r.question, r.pieceId, r.unitName]), total]).toEqual([[["事件答复之二", two, "吉林省消防救援总队"], ["烟气对学校有影响吗？", one, "吉林省消防救援总队"]], 2]);
    expect(items[1]).toMatchObject({ askedAt: friday, answeredAt: hours(1) });
    expect(JSON.stringify(items)).not.toContain("领导怎么看");
    expect(unanswered).not.toBe("");
    await database.db.transaction().execute((tx) => setStage(tx, two, "recalled", now));
    expect((await publicReplies(database.db, { page: 1, size: 50 })).items.map((r) => r.pieceId)).toEqual([one]);
  });
});

describe("a debunk card", () => {
  const card = (over: object = {}) => ({ claim: "大火烧了三天三夜", verdict: "false", evidence: "接警 14:02，扑灭 15:10，有出警记录。", source: "省消防救援总队出警记录", sourceLink: "https://xf.example.gov.cn/t/1.html", unitId: unit["xfj"], topic: "fire-safety", column: "rumours", ...over });
  test("needs a source that can be opened; it begins a piece of form 辟谣 and publishes nothing", async () => {
    const id = await inHand("yellow");
    for (const over of [{ sourceLink: "" }, { sourceLink: "见附件" }, { source: "" }]) expect(codeOf(await post("xu", id, "debunks", card(over)))).toBe("cases.no-source");
    const pieceId = String((await post("xu", id, "debunks", card())).body["pieceId"]);
    const piece = await database.db.selectFrom("content.piece").select(["form", "stage", "title", "published_at", "urgency"]).where("id", "=", pieceId).executeTakeFirstOrThrow();
    expect(piece).toEqual({ form: "rumour", stage: "draft", title: "不属实：“大火烧了三天三夜”", published_at: null, urgency: "yellow" });
    expect((await view(id)).debunks).toMatchObject([{ pieceId, verdict: "false", source: "省消防救援总队出警记录", pieceStage: "draft", publishedAt: null }]);
    expect(clock(await view(id), "answer")?.metAt).toBeNull();
    expect((await database.db.selectFrom("dispatch.delivery").select("id").where("piece_id", "=", pieceId).execute()).length).toBe(0);
  });
  test("when content refuses the piece, nothing of the card is kept", async () => {
    const id = await inHand("yellow");
    expect(codeOf(await post("xu", id, "debunks", card({ topic: "no-such" })))).toBe("content.no-such-topic");
    expect(await view(id)).toMatchObject({ debunks: [], releases: [] });
  });
});

describe("the press conference", () => {
  const hold = { hold: true, reason: "社会关切集中", plannedAt: hours(6).toISOString(), place: "总队新闻发布厅", speakers: [{ name: "魏长风", post: "副总队长" }] };
  test("is decided with a reason by those who decide, held with a record, and meets its clock; a press module hears of it", async () => {
    const id = await inHand("orange");
    expect(codeOf(await post("xu", id, "press", hold))).toBe("cases.may-not-decide-press");
    expect(codeOf(await post("corps-chief", id, "press", { ...hold, place: "" }))).toBe("cases.press-when-and-where");
    expect(codeOf(await post("xu", id, "press/held", { at: friday.toISOString(), recordLink: "https://x.example.org/1", answers: [] }))).toBe("cases.press-not-decided");
    await done(post("corps-chief", id, "press", hold));
    expect(told.at(-1)).toMatchObject({ caseId: id, hold: true, plannedAt: hours(6) });
    now = hours(7);
    expect(codeOf(await post("xu", id, "press/held", { at: hours(6).toISOString(), recordLink: null, answers: [] }))).toBe("cases.press-without-record");
    await done(post("xu", id, "press/held", { at: hours(6).toISOString(), recordLink: null, answers: [{ question: "起火原因是什么", answer: "正在调查，查清后公布", concernId: null }] }));
    const v = await view(id);
    expect(v.press).toMatchObject([{ hold: true, byName: "corps-chief", held: { at: hours(6).toISOString(), answers: [{ question: "起火原因是什么" }] } }]);
    expect(clock(v, "press-conference")).toMatchObject({ metAt: hours(6).toISOString(), missed: false });
    expect(codeOf(await post("xu", id, "press/held", { at: hours(6).toISOString(), recordLink: "https://x.example.org/1", answers: [] }))).toBe("cases.press-held-already");
  });
  test("when it is not held, the reason stands where the clock stood; nothing counts as met", async () => {
    const id = await inHand("orange");
    await done(post("corps-second", id, "press", { hold: false, reason: "书面通报已回应，现场不具备条件", plannedAt: null, place: "", speakers: [] }));
    expect(clock(await view(id), "press-conference")).toMatchObject({ metAt: null, missed: false, ended: "not-holding" });
    now = hours(25);
    await watchClocks(house);
    expect(clock(await view(id), "press-conference")).toMatchObject({ missed: false, ended: "not-holding" });
    now = hours(26);
    await done(post("corps-second", id, "press", { ...hold, plannedAt: hours(30).toISOString() }));
    expect(clock(await view(id), "press-conference")).toMatchObject({ ended: null, missed: true });
  });
});

describe("a liaison note", () => {
  const letter = (over: object = {}) => ({ kind: "help-publish", unitId: unit["wxb"], personName: "赵晓光", personPost: "应急处处长", body: "现提供权威信息，商请协助发布。", way: "official-document", ...over });
  test("goes to a named officer of a partner; who had it and when is recorded, and by whom", async () => {
    const id = await inHand("orange");
    expect(codeOf(await post("xu", id, "liaison-notes", letter({ unitId: unit["slxf"] })))).toBe("cases.not-a-partner");
    const noteId = String((await post("xu", id, "liaison-notes", letter())).body["id"]);
    now = minutes(50);
    expect(codeOf(await post("xu", id, `liaison-notes/${noteId}/receipt`, { personName: "赵晓光", at: minutes(60).toISOString() }))).toBe("cases.receipt-time");
    await done(post("corps-second", id, `liaison-notes/${noteId}/receipt`, { personName: "赵晓光", at: minutes(45).toISOString(), remark: "电话确认" }));
    expect((await view(id)).liaisonNotes).toMatchObject([{ unitName: "吉林省互联网信息办公室", personName: "赵晓光", way: "official-document", receipt: { personName: "赵晓光", at: minutes(45).toISOString(), recordedByName: "corps-second", recordedAt: minutes(50).toISOString() } }]);
  });
  test("of no kind and in no words asks for a deletion", async () => {
    const id = await inHand("orange");
    for (const kind of ["takedown", "delete", "删帖"]) expect(codeOf(await post("xu", id, "liaison-notes", letter({ kind })))).toBe("request.body");
    expect(codeOf(await post("xu", id, "liaison-notes", letter({ body: "请协调平台删帖。" })))).toBe("cases.asks-for-deletion");
  });
});

describe("reports, debrief, library", () => {
  test("a 快报 and a 专报 say what is stored, each sentence with what stands behind it, and 数据不足 where it is thin", async () => {
    const id = await inHand("yellow");
    await done(as("xu", "PUT", `/api/cases/${id}/summary`, { summary: "火已扑灭，无人员伤亡。" }));
    const draft = (await as("lin", "GET", `/api/cases/${id}/report?kind=special`)).body as unknown as ReportDocView;
    expect(draft.sections.map((s) => s.code)).toEqual(["overview", "spread", "media", "concerns", "advice"]);
    expect(draft.sections[1]?.sentences.map((s) => s.text)).toEqual(["传播范围：数据不足。", "热度走势：数据不足。"]);
    for (const s of draft.sections.flatMap((one) => one.sentences)) expect(s.thin).toBe(s.refs.length === 0);
    const reportId = String((await post("xu", id, "reports", { kind: "flash", advice: "继续公布进展" })).body["id"]);
    await done(as("xu", "PUT", `/api/cases/${id}/summary`, { summary: "后来又改了。" }));
    const issued = (await as("lin", "GET", `/api/cases/${id}/reports/${reportId}`)).body as unknown as ReportView;
    expect(issued.doc.sections[0]?.sentences.map((s) => s.text)).toContain("火已扑灭，无人员伤亡。");
    const advice = issued.doc.sections.at(-1)?.sentences.at(-1);
    expect(advice).toMatchObject({ text: "继续公布进展。", refs: [{ kind: "event" }] });
    expect((await view(id)).events.some((e) => e.id === advice?.refs[0]?.id && e.note === "继续公布进展")).toBe(true);
    expect((await as("lin", "GET", `/api/cases/${id}/heat`)).body as unknown as HeatView).toEqual({ topic: null, items: [], hours: [], releases: [] });
    expect(codeOf(await post("lin", id, "reports", { kind: "flash", advice: "厅里来写" }))).toBe("cases.not-your-case");
  });
  test("nothing is archived without a debrief; loose ends are written down and stop nothing; the library finds it", async () => {
    const id = await inHand("yellow");
    await done(post("xu", id, "concerns", { question: "有无伤亡", kind: "question", count: 3, askedAt: now.toISOString(), unitId: unit["xfj"], personId: province.who("xu") }));
    expect(codeOf(await post("xu", id, "debriefs", { summary: "早了", lessons: "", improvements: "" }))).toBe("cases.not-at-debrief");
    await done(move("corps-second", id));
    expect((await view(id)).loose.map((l) => l.code)).toEqual(["nothing-released", "concerns-open", "tasks-open", "not-acknowledged"]);
    await done(move("corps-second", id, "不宜扩散，不再单独发布"));
    expect((await view(id)).events[0]).toMatchObject({ kind: "move", facts: { from: "release", to: "debrief", loose: expect.arrayContaining([{ code: "nothing-released", count: 1 }]) } });
    expect(codeOf(await move("corps-second", id))).toBe("cases.no-debrief");
    await expect(sql`update cases.opinion_case set stage = 'archived' where id = ${id}`.execute(database.db)).rejects.toMatchObject({ code: "TS023" });
    expect((await view(id)).ball).toMatchObject({ need: "debrief" });
    await done(post("xu", id, "debriefs", { summary: "核实快，回应慢。", lessons: "值班交接漏报走势", improvements: "夜班每小时巡查" }));
    await done(move("corps-second", id));
    const v = await view(id);
    expect(v).toMatchObject({ stage: "archived", nextStage: null, ball: { need: "nothing" }, debriefs: [{ summary: "核实快，回应慢。", figures: { inTime: { asked: 1, answered: 0 } } }] });
    expect(v.clocks.filter((k) => k.code === "answer").every((k) => k.ended === "closed")).toBe(true);
    expect((await sql<{ n: number }>`select count(*)::int as n from duty.alert where state <> 'closed' and link = ${`/desk/cases/${id}`}`.execute(database.db)).rows[0]?.n).toBe(0);
    const found = async (query: string) => (await lines("xu", `state=archived&${query}`)).map((l) => l.id);
    expect([await found(""), await found(`q=${encodeURIComponent("值班交接")}`), await found("grade=yellow"), await found("grade=red"), await found("year=2026"), await found("year=2025"), await found(`q=${encodeURIComponent("地震")}`)]).toEqual([[id], [id], [id], [], [id], [], []]);
    expect(codeOf(await post("xu", id, "concerns", {}))).toBe("request.body");
    expect(codeOf(await grade("corps-chief", id, "red"))).toBe("cases.closed");
    await done(post("corps-chief", id, "back", { to: "handle", reason: "又起波澜" }));
    expect((await view(id)).clocks.filter((k) => k.code === "answer").every((k) => k.ended === null)).toBe(true);
  });
});

test("everything that was done stands in the audit", async () => {
  const { rows } = await sql<{ action: string }>`select distinct action from audit.entry where action like 'cases.%' order by action`.execute(database.db);
  expect(rows.length).toBeGreaterThan(25);
});
