import ExcelJS from "exceljs";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Outbound } from "#kernel/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { changeKeepers, changeState, createAccount, notePosts } from "#modules/channels/index.ts";
import { routes as channelRoutes } from "#modules/channels/module.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, friday, type Answer, type TestHouse } from "#tests/support/house.ts";
import { callOverdue, runRound } from "./actions/inspection.ts";
import type { FileView, FindingView, MatrixView, PatientView } from "./contract.ts";
import { routes } from "./module.ts";

const days = (n: number): Date => new Date(friday.getTime() + n * 86_400_000);
let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let now = friday;
const nobody: Outbound = () => Promise.resolve({ ok: false, reached: false, reason: "no outside in this test" });
let answer: Outbound = nobody;
const other: Record<string, string> = {};

beforeAll(async () => {
  database = await aDatabase();
  house = aWholeHouse(database.db, { now: () => now, call: (request) => answer(request) });
  province = await aProvince(house);
  app = await aDesk(house, [...routes, ...channelRoutes]);
  ask = asking(app);
  for (const [username, unit, posts] of [["keeper", "yj-220100", ["editor"]], ["second", "yj-220100", ["first-reviewer"]], ["deskhead", "yj-220100", ["liaison"]], ["siping", "yj-220300", ["liaison"]]] as const) other[username] = await province.person({ username, unit, posts });
});
afterAll(async () => { await app?.close(); await database?.drop(); });
beforeEach(() => { now = friday; });

const who = (name: string): string => other[name] ?? province.who(name as Who);
const as = (name: string, method: "GET" | "POST" | "PUT", url: string, payload?: object): Promise<Answer> => ask(who(name), method, url, payload);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : String(body.type));
const byHouse = () => contextOf(house, theHouse, newId(now));
const inspectAll = () => runRound(byHouse());
const file = async (id: string, name = "jiang") => (await as(name, "GET", `/api/matrix/accounts/${id}`)).body as unknown as FileView;
const standing = async (id: string) => (await file(id)).findings.filter((f) => f.state !== "closed").map((f) => f.code).sort();
const finding = async (id: string, code: string): Promise<FindingView> => { const found = (await file(id)).findings.find((f) => f.code === code); if (!found) throw new Error(code); return found; };
const filing = (over: object = {}) => ({ certifiedAs: "长春市应急管理局", certifiedUntil: "2027-12-31", openedOn: "2020-05-01", closingFiledOn: null, closingNumber: "", ...over });

let count = 0;
/** An account of 长春 in order: registered, certified, kept by two, spoken today. */
async function anAccount(over: { name?: string; platform?: string; registrationNo?: string; successorId?: string | null; filed?: boolean } = {}): Promise<string> {
  const { id } = await createAccount(byHouse(), {
    connectorId: "assisted", unitId: await province.unitId("yj-220100"), name: over.name ?? `账号 ${++count}`, audience: "public", config: { platform: over.platform ?? `平台 ${++count}`, account: "长春应急" }, ownerId: who("keeper"), successorId: over.successorId === undefined ? who("second") : over.successorId, registrationNo: over.registrationNo ?? "吉新媒备 1",
  });
  await database.db.transaction().execute((tx) => notePosts(tx, [id], now));
  if (over.filed !== false) expect(codeOf(await as("keeper", "PUT", `/api/matrix/accounts/${id}/filing`, filing()))).toBe("done");
  return id;
}

describe("a round of inspection", () => {
  test("finds nothing at an account in order, and the same day again changes nothing", async () => {
    const [good, bad] = [await anAccount(), await anAccount({ registrationNo: "", successorId: null })];
    expect((await inspectAll()).found).toBeGreaterThanOrEqual(2);
    expect([await standing(good), await standing(bad)]).toEqual([[], ["no-successor", "registration"]]);
    expect(await inspectAll()).toMatchObject({ found: 0, gone: 0 });
    const matrix = (await as("jiang", "GET", "/api/matrix")).body as unknown as MatrixView;
    expect(matrix.rows.flatMap((row) => row.accounts).find((a) => a.id === bad)).toMatchObject({ open: 2, veto: false });
  });

  test("two rounds at once find each thing once", async () => {
    const id = await anAccount({ registrationNo: "" });
    await Promise.allSettled([inspectAll(), inspectAll()]);
    expect(await standing(id)).toEqual(["registration"]);
  });

  test("closes what went away by itself, and calls its owner meanwhile", async () => {
    const id = await anAccount();
    now = days(16);
    await inspectAll();
    expect(await finding(id, "no-update")).toMatchObject({ level: "veto", facts: { days: 16, most: 14 }, overdue: false });
    const called = await database.db.selectFrom("duty.alert").select(["owner_person_id", "state"]).where("kind", "=", "matrix.found").where("subject_id", "=", (await finding(id, "no-update")).id).execute();
    expect(called).toEqual([{ owner_person_id: who("keeper"), state: "open" }]);
    await database.db.transaction().execute((tx) => notePosts(tx, [id], now));
    await inspectAll();
    expect(await finding(id, "no-update")).toMatchObject({ state: "closed", outcome: "gone" });
    expect((await database.db.selectFrom("duty.alert").select("state").where("subject_id", "=", (await finding(id, "no-update")).id).executeTakeFirstOrThrow()).state).toBe("closed");
  });

  test("an idle account is on the clean-up list, and its closing is to be filed within five working days", async () => {
    const id = await anAccount();
    now = days(100);
    await inspectAll();
    expect(await standing(id)).toEqual(["idle"]);
    await changeState(byHouse(), { accountId: id, to: "closed", reason: "长期不用" });
    now = days(103);
    await inspectAll();
    expect(await standing(id)).toEqual([]);
    now = days(112);
    await inspectAll();
    expect(await standing(id)).toEqual(["closing-filed"]);
    expect(codeOf(await as("keeper", "PUT", `/api/matrix/accounts/${id}/filing`, filing({ closingFiledOn: "2027-01-01" })))).toBe("matrix.day-to-come");
    expect(codeOf(await as("keeper", "PUT", `/api/matrix/accounts/${id}/filing`, filing({ closingFiledOn: "2026-07-20", closingNumber: "网信备 7" })))).toBe("done");
    await inspectAll();
    expect(await standing(id)).toEqual([]);
  });

  test("two accounts of a unit on one platform find each other", async () => {
    const [a, b] = [await anAccount({ platform: "快手", name: "长春应急一" }), await anAccount({ platform: "快手", name: "长春应急二" })];
    await inspectAll();
    expect(await finding(a, "one-per-platform")).toMatchObject({ facts: { others: "长春应急二" } });
    expect(await standing(b)).toEqual(["one-per-platform"]);
  });
});

describe("what was found", () => {
  const rectify = (name: string, id: string, note = "已补报备案") => as(name, "POST", `/api/matrix/findings/${id}/rectify`, { note });
  const recheck = (name: string, id: string, pass: boolean, note = "") => as(name, "POST", `/api/matrix/findings/${id}/recheck`, { pass, note });

  test("is mended by the unit and rechecked from above; what the house still sees is closed by nobody's word", async () => {
    const id = await anAccount({ registrationNo: "" });
    await inspectAll();
    const found = await finding(id, "registration");
    expect(codeOf(await rectify("siping", found.id))).toBe("matrix.no-finding");
    expect(codeOf(await rectify("keeper", found.id, ""))).toBe("matrix.note-missing");
    expect(codeOf(await rectify("keeper", found.id))).toBe("done");
    expect(codeOf(await rectify("keeper", found.id))).toBe("matrix.rectified-already");
    expect(codeOf(await recheck("deskhead", found.id, true))).toBe("matrix.may-not-inspect");
    expect(codeOf(await recheck("jiang", found.id, true))).toBe("matrix.still-so");
    expect(codeOf(await recheck("jiang", found.id, false, "备案号还是空的"))).toBe("done");
    expect(await finding(id, "registration")).toMatchObject({ state: "open" });
    await changeKeepers(byHouse(), { accountId: id, ownerId: who("keeper"), successorId: who("second"), registrationNo: "吉新媒备 9" });
    expect(codeOf(await rectify("keeper", found.id, "备案号已填"))).toBe("done");
    expect(codeOf(await recheck("jiang", found.id, true))).toBe("done");
    const closed = await finding(id, "registration");
    expect(closed).toMatchObject({ state: "closed", outcome: "mended" });
    expect(closed.events.map((e) => e.kind)).toEqual(["found", "rectify", "send-back", "rectify", "recheck"]);
  });

  test("by a person, such as bought followers or a leak, is a veto that nobody accepts", async () => {
    const id = await anAccount();
    expect(codeOf(await as("keeper", "POST", `/api/matrix/accounts/${id}/findings`, { code: "bought-fans", note: "截图为证" }))).toBe("matrix.may-not-inspect");
    expect(codeOf(await as("jiang", "POST", `/api/matrix/accounts/${id}/findings`, { code: "no-update", note: "看着不动" }))).toBe("request.body");
    expect(codeOf(await as("jiang", "POST", `/api/matrix/accounts/${id}/findings`, { code: "bought-fans", note: "一夜增长十万，附平台数据" }))).toBe("done");
    expect(codeOf(await as("jiang", "POST", `/api/matrix/accounts/${id}/findings`, { code: "bought-fans", note: "再记一次" }))).toBe("matrix.found-already");
    const found = await finding(id, "bought-fans");
    expect(found).toMatchObject({ level: "veto", mayAccept: false, mayRectify: false });
    expect(codeOf(await as("jiang", "POST", `/api/matrix/findings/${found.id}/accept`, { note: "下不为例", until: "2026-10-01" }))).toBe("matrix.veto-stands");
    await inspectAll();
    expect(await standing(id)).toEqual(["bought-fans"]);
  });

  test("a warning may be accepted for a time, and wakes when it is over", async () => {
    const id = await anAccount({ successorId: null });
    await inspectAll();
    const found = await finding(id, "no-successor");
    expect(codeOf(await as("jiang", "POST", `/api/matrix/findings/${found.id}/accept`, { note: "县局只有一人", until: "2026-06-01" }))).toBe("done");
    await inspectAll();
    expect(await standing(id)).toEqual([]);
    now = days(70);
    await database.db.transaction().execute((tx) => notePosts(tx, [id], now));
    await inspectAll();
    expect(await standing(id)).toEqual(["no-successor"]);
  });

  test("calls the desk once when its time is over", async () => {
    const id = await anAccount({ registrationNo: "" });
    await inspectAll();
    now = days(11);
    await Promise.all([callOverdue(byHouse()), callOverdue(byHouse())]);
    const found = await finding(id, "registration");
    expect([found.overdue, found.events.filter((e) => e.kind === "overdue").length]).toEqual([true, 1]);
  });
});

describe("own numbers", () => {
  const reading = { from: "2026-03-01", to: "2026-03-31", posts: 20, originalPosts: 8, reads: 31_000, headlineReads: 18_000, mostReads: 6000, praises: 310, recommends: 155, shares: 90, comments: 40, answered: 0 };

  test("show the index with every part; the same period again replaces them; comments nobody answers fail inspection", async () => {
    const id = await anAccount();
    expect(codeOf(await as("siping", "POST", `/api/matrix/accounts/${id}/readings`, reading))).toBe("channels.no-account");
    expect(codeOf(await as("keeper", "POST", `/api/matrix/accounts/${id}/readings`, { ...reading, answered: 41 }))).toBe("matrix.reading-wrong");
    expect(codeOf(await as("keeper", "POST", `/api/matrix/accounts/${id}/readings`, { ...reading, reads: 30_000 }))).toBe("done");
    expect(codeOf(await as("keeper", "POST", `/api/matrix/accounts/${id}/readings`, reading))).toBe("done");
    const { readings } = await file(id);
    expect(readings).toMatchObject([{ reads: 31_000, index: { kind: "article", parts: [{ weight: 0.3 }, { weight: 0.3 }, { weight: 0.3 }, { weight: 0.1 }] } }]);
    await inspectAll();
    expect(await standing(id)).toEqual(["no-interaction"]);
  });

  test("are read from the platform where it tells them, and are not held against who answers readers", async () => {
    const { id } = await createAccount(byHouse(), { connectorId: "mastodon", unitId: await province.unitId("yj-220100"), name: "长春应急联邦号", audience: "public", config: { baseUrl: "https://social.example.org" }, ownerId: who("keeper"), successorId: who("second"), registrationNo: "吉新媒备 5" });
    const fetched = (over: object = {}) => as("keeper", "POST", `/api/matrix/accounts/${id}/readings-fetch`, { from: "2026-03-01", to: "2026-03-31", ...over }).then(codeOf);
    expect(await fetched()).toBe("matrix.numbers-failed");
    answer = ({ url }) => Promise.resolve({ ok: true, status: 200, headers: {}, body: JSON.stringify(url.includes("verify_credentials") ? { id: "7" } : url.includes("max_id") ? [] : [{ id: "9", created_at: "2026-03-31T15:30:00Z", reblogs_count: 3, favourites_count: 4, replies_count: 5 }, { id: "8", created_at: "2026-03-31T16:30:00Z", reblogs_count: 90, favourites_count: 90, replies_count: 90 }]) });
    expect(await fetched({ to: "2026-04-30" })).toBe("matrix.reading-wrong");
    expect(await fetched()).toBe("done");
    answer = nobody;
    const { readings, mayFetch } = await file(id, "keeper");
    expect([readings, mayFetch]).toMatchObject([[{ source: "api", posts: 1, shares: 3, praises: 4, comments: 5, index: { kind: "post" } }], true]);
    await inspectAll();
    expect(await standing(id)).not.toContain("no-interaction");
    expect(codeOf(await as("keeper", "POST", `/api/matrix/accounts/${await anAccount()}/readings-fetch`, { from: "2026-03-01", to: "2026-03-31" }))).toBe("matrix.no-numbers");
  });

  test("come from Excel row by row; bad rows come back whole, and nothing is lost", async () => {
    const id = await anAccount({ name: "长春应急头条" });
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet("数据");
    page.addRow(["账号", "开始日", "结束日", "发布数", "其中原创", "阅读数", "评论数", "已答复"]);
    page.addRow(["长春应急头条", new Date("2026-03-01"), "2026-03-31", 20, 8, 31_000, 40, 12]);
    page.addRow(["谁家的账号", "2026-03-01", "2026-03-31", 20, 8, 31_000, 40, 12]);
    page.addRow(["长春应急头条", "2026-02-01", "2026-02-28", 5, 8, 900, 0, 0]);
    const sheet = { name: "三月.xlsx", base64: Buffer.from(await book.xlsx.writeBuffer()).toString("base64") };
    const { body } = await as("keeper", "POST", "/api/matrix/readings-import", sheet);
    expect(body).toMatchObject({ taken: 1, rejected: [{ row: 3, reason: "没有这个账号" }, { row: 4, reason: "原创数多于发布数" }], rejectedSheet: { name: "退回的行.xlsx" } });
    expect((await file(id)).readings).toMatchObject([{ from: "2026-03-01", reads: 31_000, source: "import" }]);
    expect(codeOf(await as("keeper", "POST", "/api/matrix/readings-import", { name: "x", base64: Buffer.from("nothing").toString("base64") }))).toBe("sheet.unreadable");
  });
});

describe("the doctor", () => {
  const patient = async (id: string, name = "jiang") => ((await as(name, "GET", `/api/matrix/doctor?accountId=${id}`)).body as unknown as { items: PatientView[] }).items[0];

  test("says in words what is wrong, and who may mend it", async () => {
    const { id } = await createAccount(byHouse(), { connectorId: "wecom", unitId: await province.unitId("yj-220100"), name: "长春群", audience: "public", config: { baseUrl: "https://qyapi.example.org" }, ownerId: who("keeper"), successorId: null, registrationNo: "" });
    expect(await patient(id)).toMatchObject({ name: "长春群", ailments: [{ code: "secret-missing", weight: "stops", remedy: { kind: "set-secret", name: "key" } }, { code: "no-successor", weight: "note" }], mayKeep: false });
    expect((await patient(id, "deskhead"))?.mayKeep).toBe(true);
    expect(await patient(id, "siping")).toBeUndefined();
  });

  test("has nothing to say of an account that works", async () => {
    const id = await anAccount();
    await database.db.updateTable("channels.account").set({ health: "well" }).where("id", "=", id).execute();
    expect(await patient(id)).toBeUndefined();
  });

  test("is not for those who keep the security or the audit", async () => {
    for (const name of ["sec", "aud"]) expect((await as(name, "GET", "/api/matrix/doctor")).status).toBe(403);
    expect((await as("aud", "GET", "/api/matrix")).status).toBe(403);
  });
});
