import ExcelJS from "exceljs";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inScope } from "#kernel/actor.ts";
import type { House } from "#platform/house.ts";
import { buildServer } from "#platform/http/server.ts";
import { openLog } from "#platform/log/log.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aProvince, type Province } from "./fixtures/province.ts";
import { actorOf, addresseesOn, loadPreset, peopleWithPost, presetOf, readPreset, signerProposal, unitNamesOn, unitsById } from "./index.ts";
import { routes } from "./module.ts";

let base: TestDatabase;
let province: Province;
let app: FastifyInstance;
let now = new Date("2026-04-03T06:00:00Z");
const people: Record<string, string> = {};

/** A part of the house that this module never touches: using it fails the test. */
const untouched = <T extends object>(name: string) => new Proxy({} as T, { get: () => { throw new Error(`${name} is not used here`); } });
const houseOn = (db: TestDatabase["db"]): House => ({
  processId: "00000000-0000-7000-8000-00000000000f", db, now: () => now, log: openLog("fatal"), enqueue: async () => undefined, call: async () => ({ ok: false, reached: false, reason: "nothing outside" }), reach: async () => ({ ok: false, reason: "nothing outside" }),
  doors: {}, connectors: new Map(), subscriptions: [], vault: untouched("vault"), files: untouched("files"), publicUrl: "https://desk.test",
});

beforeAll(async () => {
  base = await aDatabase();
  const house = houseOn(base.db);
  province = await aProvince(house);
  for (const [username, unit, posts] of [
    ["sys", "yjt", ["system-admin"]], ["sec", "yjt", ["security-admin"]], ["aud", "yjt", ["audit-admin"]], ["chief", "yjt", ["signer"]], ["editor", "yjt", ["editor"]],
    ["corps", "xfj", ["editor", "signer"]], ["cc-sys", "yj-220100", ["system-admin"]], ["cc-sec", "yj-220100", ["security-admin"]], ["cc", "yj-220100", ["editor"]], ["county", "yj-220122", ["editor"]], ["partner", "wxb", ["liaison"]],
  ] as const) people[username] = await province.person({ username, unit, posts });
  app = await buildServer({
    house, bindings: routes,
    doorkeeper: async (request) => {
      const username = request.headers["x-test-person"];
      return typeof username === "string" ? actorOf(house.db, people[username] ?? "", now, { secondFactor: request.headers["x-test-factor"] !== "no" }) : null;
    },
  });
});
afterAll(async () => {
  await app.close();
  await base.drop();
});

type Answer = { status: number; body: Record<string, unknown> & { type?: string } };
async function ask(person: string | null, method: "GET" | "POST" | "PUT", url: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await app.inject({ method, url: `/api/organisation${url}`, headers: { ...(person ? { "x-test-person": person } : {}), ...headers }, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}
type UnitRow = { id: string; code: string; parentId: string | null; name: string; also: string[]; standing: string; mayKeep: boolean };
const chart = async (day: string, person = "editor") => {
  const units = (await ask(person, "GET", `/chart?day=${day}`)).body["units"] as UnitRow[];
  return new Map(units.map((u) => [u.code, u]));
};

describe("the preset in the house", () => {
  it("is loaded once; a second load changes nothing", async () => {
    const load = await loadPreset(province.byHouse, await readPreset("jilin"));
    expect(load).toEqual({ regions: 0, units: 0, parts: 0, kept: [] });
    expect((await presetOf(base.db))?.hotlines.map((h) => h.number)).toContain("12119");
  });

  it("addresses fourteen units", async () => expect((await addresseesOn(base.db, "2026-04-03")).length).toBe(14));

  it("shows 公主岭 below 四平 when the notice was signed, and below 长春 after the move", async () => {
    const [then, later] = [await chart("2020-03-16"), await chart("2020-06-19")];
    expect(then.get("yj-220184")?.parentId).toBe(then.get("yj-220300")?.id);
    expect(later.get("yj-220184")?.parentId).toBe(later.get("yj-220100")?.id);
  });

  it("gives the corps its second name on its day", async () => {
    expect((await chart("2024-06-17")).get("xfj")?.also).toEqual([]);
    expect((await chart("2024-06-18")).get("xfj")?.also).toEqual(["吉林省消防救援局"]);
  });

  it("hides units that nobody switched on, except from who may", async () => {
    expect((await chart("2026-04-03")).has("sl-220600")).toBe(false);
    expect((await chart("2026-04-03", "sys")).get("sl-220600")).toMatchObject({ standing: "not-open", mayKeep: true });
  });

  it("keeps what people changed when the preset comes again", async () => {
    const facts = ((await ask("sys", "GET", "/facts")).body["facts"] as { hotlines: { number: string; shown: boolean }[] }).hotlines.map((h) => ({ ...h, shown: true }));
    expect(await ask("cc-sys", "PUT", "/facts/hotlines", { facts })).toMatchObject({ status: 403 });
    expect(await ask("sys", "PUT", "/facts/hotlines", { facts: [{ number: "none" }] })).toMatchObject({ status: 409, body: { type: "organisation.facts-broken" } });
    expect(await ask("sys", "PUT", "/facts/hotlines", { facts })).toMatchObject({ status: 200 });
    const preset = await readPreset("jilin");
    expect(await loadPreset(province.byHouse, { ...preset, hotlines: preset.hotlines.slice(1) })).toMatchObject({ parts: 0, kept: ["hotlines"] });
    expect((await ask("editor", "GET", "/facts")).body["edited"]).toEqual(["hotlines"]);
  });

  it("proposes signers by duty at the place of the unit", async () => {
    const at = async (unit: string, topic: string) => (await signerProposal(base.db, topic, await province.unitId(unit), "2026-04-03"))?.units.map((u) => u.seal);
    expect(await at("yjt", "rescue")).toEqual(["应", "消", "森"]);
    expect(await at("yj-220200", "fire-safety")).toEqual(["吉消", "吉应"]);
  });
});

describe("the chart changes by date", () => {
  it("a unit is created, renamed, moved and closed, and its past stays", async () => {
    const parentId = await province.unitId("yj-220100");
    const body = { code: "yj-new", system: "emergency", level: "county", regionCode: "220171", parentId, name: "长春经开区应急管理局", from: "2026-01-01" };
    const { body: created } = await ask("cc-sys", "POST", "/units", body);
    const id = String(created["id"]);
    expect(await ask("cc-sys", "POST", "/units", body)).toMatchObject({ status: 409, body: { type: "organisation.unit-code-taken" } });
    expect(await ask("cc-sys", "POST", `/units/${id}/names`, { name: "长春经济技术开发区应急管理局", shortName: "经开应急局", seal: "长应", from: "2026-05-01" })).toMatchObject({ status: 409, body: { type: "organisation.seal-taken" } });
    expect(await ask("cc-sys", "POST", `/units/${id}/names`, { name: "长春经济技术开发区应急管理局", shortName: "经开应急局", seal: "经应", from: "2026-05-01" })).toMatchObject({ status: 200 });
    const names = async (day: string) => (await unitNamesOn(base.db, [id], day)).get(id)?.name;
    expect([await names("2026-04-30"), await names("2026-05-01")]).toEqual(["长春经开区应急管理局", "长春经济技术开发区应急管理局"]);
    const siping = await province.unitId("yj-220300");
    expect(await ask("cc-sys", "POST", `/units/${id}/parent`, { parentId: siping, from: "2026-06-01" })).toMatchObject({ status: 403 });
    expect(await ask("sys", "POST", `/units/${id}/parent`, { parentId: siping, from: "2026-06-01" })).toMatchObject({ status: 200 });
    expect((await unitsById(base.db, [id], "2026-05-31")).get(id)?.parentId).toBe(parentId);
    expect((await unitsById(base.db, [id], "2026-06-01")).get(id)?.parentId).toBe(siping);
    expect(await ask("sys", "POST", `/units/${id}/closing`, { from: "2027-01-01" })).toMatchObject({ status: 200 });
    expect([(await chart("2026-12-31")).has("yj-new"), (await chart("2027-01-01")).has("yj-new")]).toEqual([true, false]);
    expect((await ask("editor", "GET", `/units/${id}`)).body["names"]).toHaveLength(2);
  });

  it("a forest unit is switched on by an administrator", async () => {
    const id = (await chart("2026-04-03", "sys")).get("sl-220600")?.id ?? "";
    expect(await ask("sys", "POST", `/units/${id}/opening`, { from: "2026-04-01" })).toMatchObject({ status: 200 });
    expect((await chart("2026-04-03")).get("sl-220600")).toMatchObject({ standing: "open" });
    expect(await ask("sys", "POST", `/units/${id}/opening`, { from: "2026-04-01" })).toMatchObject({ status: 409, body: { type: "organisation.unit-open-already" } });
  });

  it("the database itself refuses two names at one time", async () => {
    const client = new pg.Client({ connectionString: base.url });
    await client.connect();
    const again = client.query("insert into organisation.unit_name select gen_random_uuid(), unit_id, kind, '另一个名字', short_name, seal, '2025-01-01', null, evidence, verified from organisation.unit_name limit 1");
    await expect(again).rejects.toMatchObject({ code: "TS010" });
    await client.end();
  });
});

describe("people and posts", () => {
  it("whoever is not logged in gets nowhere", async () => {
    for (const path of ["/chart", "/people", "/facts", "/delegations", "/people-template"]) expect((await ask(null, "GET", path)).status).toBe(401);
  });

  it("powers do not overlap: one creates, another appoints, the third only audits", async () => {
    const unitId = await province.unitId("yj-220122");
    const body = { username: "wang.tong", name: "王同", unitId };
    for (const other of ["sec", "aud", "editor", "chief", "cc", "partner"]) expect((await ask(other, "POST", "/people", body)).status, other).toBe(403);
    expect((await ask("sys", "POST", "/people", body, { "x-test-factor": "no" })).status).toBe(403);
    const { body: created } = await ask("cc-sys", "POST", "/people", body);
    people["wang"] = String(created["id"]);
    const post = { personId: people["wang"], unitId, post: "editor" };
    for (const other of ["sys", "aud", "editor", "chief", "cc-sys"]) expect((await ask(other, "POST", "/appointments", post)).status, other).toBe(403);
    expect(await ask("cc-sec", "POST", "/appointments", { ...post, unitId: await province.unitId("yj-220281") })).toMatchObject({ status: 403 });
    expect(await ask("cc-sec", "POST", "/appointments", post)).toMatchObject({ status: 200 });
    expect(await ask("cc-sec", "POST", "/appointments", post)).toMatchObject({ status: 409, body: { type: "organisation.post-held-already" } });
    expect(await ask("cc-sec", "POST", "/appointments", { ...post, post: "audit-admin" })).toMatchObject({ status: 409, body: { type: "organisation.posts-exclude-each-other" } });
    expect(await ask("sec", "POST", "/appointments", { personId: people["sec"], unitId: await province.unitId("yjt"), post: "editor" })).toMatchObject({ status: 409, body: { type: "organisation.not-yourself" } });
    expect(await ask("cc-sys", "POST", "/people", body)).toMatchObject({ status: 409, body: { type: "organisation.username-taken" } });
  });

  it("the database itself refuses an administrator who writes", async () => {
    const client = new pg.Client({ connectionString: base.url });
    await client.connect();
    const mixed = client.query("insert into organisation.appointment select gen_random_uuid(), person_id, unit_id, 'editor', valid_from, null, appointed_by, null from organisation.appointment where post = 'audit-admin' limit 1");
    await expect(mixed).rejects.toMatchObject({ code: "TS011" });
    await client.end();
  });

  it("data scope: the office sees all, a corps its system, a city its region, others their own", async () => {
    const things = await Promise.all([["yj-220122", "emergency", "220122"], ["xf-220122", "fire", "220122"], ["xf-220200", "fire", "220200"], ["yj-220184", "emergency", "220184"], ["wxb", "partner", "220000"]].map(async ([code, system, regionCode]) =>
      ({ unitId: await province.unitId(code ?? ""), system: system as "fire", regionCode: regionCode ?? "" })));
    const sees = async (username: string) => { const actor = await province.actor(people[username] ?? ""); return things.map((thing) => inScope(actor, thing)); };
    expect(await sees("editor")).toEqual([true, true, true, true, true]);
    expect(await sees("corps")).toEqual([false, true, true, false, false]);
    expect(await sees("cc")).toEqual([true, true, false, true, false]);
    expect(await sees("county")).toEqual([true, false, false, false, false]);
    expect(await sees("partner")).toEqual([false, false, false, false, true]);
  });

  it("the list shows colleagues in scope and nothing of anybody else", async () => {
    const names = async (person: string, query = "") => ((await ask(person, "GET", `/people?size=200${query}`)).body["items"] as { username: string }[] | undefined)?.map((p) => p.username).sort();
    expect(await names("county")).toEqual(["county", "wang.tong"]);
    expect(await names("corps")).toEqual(["corps"]);
    expect(await names("editor", "&post=signer")).toEqual(["chief", "corps"]);
    expect(await names("editor", "&q=王")).toEqual(["wang.tong"]);
    expect((await ask("aud", "GET", "/people")).status).toBe(403);
  });

  it("a system administrator does not get rid of those who watch", async () => {
    for (const other of ["sec", "aud"]) expect(await ask("sys", "POST", `/people/${people[other]}/leaving`)).toMatchObject({ status: 409, body: { type: "organisation.administrator-leaves" } });
  });

  it("a post taken back is gone at once, and somebody who leaves keeps nothing", async () => {
    const held = ((await ask("cc-sec", "GET", "/people?q=王同")).body["items"] as { posts: { appointmentId: string }[] }[])[0]?.posts[0]?.appointmentId ?? "";
    expect(await ask("sec", "POST", `/appointments/${held}/end`)).toMatchObject({ status: 200 });
    expect((await province.actor(people["wang"] ?? "")).holdings).toEqual([]);
    expect(await ask("cc-sys", "POST", `/people/${people["wang"]}/leaving`)).toMatchObject({ status: 200 });
    expect(await actorOf(base.db, people["wang"] ?? "", now, { secondFactor: true })).toBeNull();
  });
});

describe("lending a post", () => {
  it("runs for its time, ends by itself, and is taken back at once", async () => {
    const unitId = await province.unitId("yjt");
    const wish = { toPersonId: people["editor"], unitId, post: "signer", from: "2026-04-04T00:00:00Z", to: "2026-04-09T00:00:00Z", reason: "外出开会" };
    expect(await ask("cc", "POST", "/delegations", { ...wish, toPersonId: people["county"] })).toMatchObject({ status: 409, body: { type: "organisation.post-not-yours" } });
    expect(await ask("chief", "POST", "/delegations", { ...wish, to: "2026-09-09T00:00:00Z" })).toMatchObject({ status: 409, body: { type: "organisation.delegation-too-long" } });
    expect(await ask("chief", "POST", "/delegations", { ...wish, toPersonId: people["aud"] })).toMatchObject({ status: 409, body: { type: "organisation.posts-exclude-each-other" } });
    const { body: lent } = await ask("chief", "POST", "/delegations", wish);
    const signers = async (at: string) => (await peopleWithPost(base.db, unitId, "signer", new Date(at))).map((p) => `${p.username}${p.delegatedFrom ? " for chief" : ""}`).sort();
    expect(await signers("2026-04-03T06:00:00Z")).toEqual(["chief"]);
    expect(await signers("2026-04-05T00:00:00Z")).toEqual(["chief", "editor for chief"]);
    expect(await signers("2026-04-09T00:00:00Z")).toEqual(["chief"]);
    now = new Date("2026-04-05T00:00:00Z");
    expect((await ask("editor", "GET", "/delegations")).body).toMatchObject({ received: [{ state: "running", reason: "外出开会", mayRevoke: false }], own: [{ post: "editor" }] });
    expect(await ask("editor", "POST", "/delegations", { ...wish, toPersonId: people["chief"], from: now.toISOString() })).toMatchObject({ status: 409, body: { type: "organisation.delegation-chain" } });
    expect(await ask("editor", "POST", `/delegations/${String(lent["id"])}/revocation`)).toMatchObject({ status: 403 });
    expect(await ask("chief", "POST", `/delegations/${String(lent["id"])}/revocation`)).toMatchObject({ status: 200 });
    expect(await signers("2026-04-06T00:00:00Z")).toEqual(["chief"]);
    now = new Date("2026-04-03T06:00:00Z");
  });
});

describe("people from Excel", () => {
  const sheetOf = async (rows: readonly (readonly string[])[]) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("人员").addRows([["用户名", "姓名", "职务", "单位代码", "电话", "邮箱", "备注"], ...rows]);
    return { name: "people.xlsx", base64: Buffer.from(await book.xlsx.writeBuffer()).toString("base64") };
  };
  const rows = [
    ["li.zhuo", "李卓", "科员", "yj-220122", "0431-12345678", "li@cc.test", "新来"], ["zhao.yi", "", "科员", "yj-220122", "", "", "忘了姓名"], ["sun.er", "孙二", "", "吉林省消防救援总队", "", "", "别家的人"], ["qian.san", "钱三", "", "农安县应急管理局", "", "", ""],
  ];

  it("good rows are applied, bad rows come back with reasons, nothing is lost, and again changes nothing", async () => {
    const first = await ask("cc-sys", "POST", "/people-import", await sheetOf(rows));
    expect(first.body).toMatchObject({ created: 2, changed: 0, same: 0, rejected: [{ row: 3, reason: "缺少姓名" }, { row: 4, reason: "该单位不归您管理" }] });
    const book = new ExcelJS.Workbook();
    const back = (first.body["rejectedSheet"] as { base64: string }).base64;
    await book.xlsx.load(new Uint8Array(Buffer.from(back, "base64")).buffer);
    const page = book.worksheets[0];
    expect([1, 2, 3].map((n) => [1, 2, 7, 8].map((c) => page?.getRow(n).getCell(c).text))).toEqual([["用户名", "姓名", "备注", "退回原因"], ["zhao.yi", "", "忘了姓名", "缺少姓名"], ["sun.er", "孙二", "别家的人", "该单位不归您管理"]]);
    expect((await ask("cc-sys", "POST", "/people-import", await sheetOf(rows))).body).toMatchObject({ created: 0, changed: 0, same: 2 });
    expect((await ask("cc-sys", "POST", "/people-import", await sheetOf([["li.zhuo", "李卓", "科长", "yj-220122", "", "", ""]]))).body).toMatchObject({ created: 0, changed: 1, rejectedSheet: null });
    const mended = { name: "back.xlsx", base64: back };
    expect((await ask("sys", "POST", "/people-import", mended)).body).toMatchObject({ created: 1, rejected: [{ row: 2 }] });
  });

  it("the template carries the codes of the units one keeps", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(Buffer.from(String((await ask("cc-sys", "GET", "/people-template")).body["base64"]), "base64")).buffer);
    const codes = book.worksheets[1]?.getColumn(1).values.map(String) ?? [];
    expect([codes.includes("yj-220122"), codes.includes("xfj")]).toEqual([true, false]);
  });

  it("what is no sheet, or has the wrong heads, is refused whole; who keeps nobody imports nobody", async () => {
    expect(await ask("cc-sys", "POST", "/people-import", { name: "x.xlsx", base64: Buffer.from("nothing").toString("base64") })).toMatchObject({ status: 409, body: { type: "sheet.unreadable" } });
    const book = new ExcelJS.Workbook();
    book.addWorksheet("x").addRow(["姓名", "职务"]);
    expect(await ask("cc-sys", "POST", "/people-import", { name: "x.xlsx", base64: Buffer.from(await book.xlsx.writeBuffer()).toString("base64") })).toMatchObject({ status: 409, body: { type: "sheet.heads-missing" } });
    for (const other of ["sec", "aud", "editor"]) expect((await ask(other, "POST", "/people-import", await sheetOf(rows))).status).toBe(403);
  });
});

describe("the trail", () => {
  it("every change is in the audit chain with who did it", async () => {
    const rows = await base.db.selectFrom("audit.entry").select(["action", "actor_name"]).execute();
    const actions = new Set(rows.map((r) => r.action.replace("organisation.", "")));
    for (const action of ["load-preset", "change-facts", "create-unit", "rename-unit", "move-unit", "open-unit", "close-unit", "create-person", "end-person", "appoint", "end-appointment", "delegate", "revoke-delegation", "import-people"]) expect(actions).toContain(action);
    expect(rows.find((r) => r.action === "organisation.delegate")?.actor_name).toBe("chief");
  });
});
