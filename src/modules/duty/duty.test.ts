import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import { startWatchdog } from "#platform/health/watchdog.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import type { Job } from "#platform/jobs/enqueue.ts";
import { turn } from "#platform/switches.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { changeState, createAccount, setSecret, testAccount } from "#modules/channels/index.ts";
import { aDesk, aHouse, asking } from "#modules/channels/fixtures/desk.ts";
import { closeAlerts, raise, type Matter } from "./index.ts";
import { escalateUnanswered } from "./jobs/escalate.ts";
import { handlers, routes, subscriptions, watchdogContacts } from "./module.ts";

const start = new Date("2026-04-03T06:00:00Z");
const clock = { now: start };
const wait = (seconds: number) => { clock.now = new Date(clock.now.getTime() + seconds * 1000); };
const people: Record<string, string> = {};
let base: TestDatabase;
let house: House & { jobs: Job[] };
let province: Province;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let wecom: Awaited<ReturnType<typeof startWecom>>;
let dingtalk: Awaited<ReturnType<typeof startDingtalk>>;
let mail: Awaited<ReturnType<typeof startMail>>;
let corpsGroup: string;

const who = (name: string): string => people[name] ?? "";
const houseCtx = () => contextOf(house, theHouse, "test");

async function aStaffAccount(unit: string, liaison: string, connectorId: string, config: object, secrets: Record<string, string>): Promise<string> {
  const ctx = await province.as(who(liaison));
  const { id } = await createAccount(ctx, { connectorId, unitId: await province.unitId(unit), name: `${unit} ${connectorId}`, audience: "staff", config, ownerId: who(liaison), successorId: null, registrationNo: "" });
  for (const [name, value] of Object.entries(secrets)) await setSecret(ctx, { accountId: id, name, value });
  return id;
}

beforeAll(async () => {
  base = await aDatabase();
  const now = { clock: () => clock.now };
  [wecom, dingtalk, mail] = await Promise.all([startWecom({ ...now, perMinute: 1000 }), startDingtalk(now), startMail(now)]);
  house = Object.assign(aHouse(base.db, clock), { subscriptions });
  province = await aProvince(house);
  for (const [username, unit, posts] of [
    ["林知夏", "yjt", ["duty-officer"]], ["宋怀远", "yjt", ["duty-officer"]], ["厅联络", "yjt", ["liaison"]], ["许牧川", "xfj", ["duty-officer"]], ["丁一", "xfj", ["duty-officer"]], ["罗青禾", "xfj", ["editor"]],
    ["总队联络", "xfj", ["liaison"]], ["长春", "yj-220100", ["editor"]], ["审计", "yjt", ["audit-admin"]],
  ] as const) people[username] = await province.person({ username: `u${Object.keys(people).length}`, name: username, unit, posts });
  await aStaffAccount("yjt", "厅联络", "wecom", { baseUrl: wecom.url }, { key: "wecom-demo-key" });
  corpsGroup = await aStaffAccount("xfj", "总队联络", "dingtalk", { baseUrl: dingtalk.url }, { accessToken: "dingtalk-demo-token", signSecret: "SECdingtalkdemosecret" });
  await aStaffAccount("xfj", "总队联络", "email", { host: mail.host, port: mail.port, secure: false, plain: true, from: { address: "desk@example.org" }, recipients: ["duty@example.org"] }, { user: "desk@example.org", pass: "mail-demo-pass" });
  app = await aDesk(house, routes);
  ask = asking(app);
});
afterAll(async () => { await app.close(); await Promise.all([wecom.stop(), dingtalk.stop(), mail.stop()]); await base.drop(); });
beforeEach(() => { clock.now = new Date(clock.now.getTime() + 3_600_000); house.jobs.length = 0; });

let count = 0;
async function raised(over: Partial<Matter> = {}): Promise<string> {
  const id = `d${++count}`;
  const unitId = over.unitId ?? await province.unitId("xfj");
  await houseCtx().write(async (tx) => {
    await raise(houseCtx(), tx, { kind: "dispatch.failed", subject: { type: "delivery", id }, unitId, ownerPersonId: who("罗青禾"), urgency: "red", facts: { title: `通报${count}`, account: "消防微博" }, link: `/desk/boards/${id}`, ...over });
    record(tx, { action: "test.raise", subject: { type: "delivery", id } });
  });
  return (await base.db.selectFrom("duty.alert").select("id").where("subject_id", "=", over.subject?.id ?? id).orderBy("opened_at", "desc").executeTakeFirstOrThrow()).id;
}
async function work(): Promise<number> {
  const jobs = house.jobs.splice(0);
  for (const job of jobs) await handlers[0]!.handle(houseCtx(), job.data);
  return jobs.length;
}
const groupSays = () => dingtalk.ledger.map((message) => message.text);
const tellings = async (alertId: string) => (await base.db.selectFrom("duty.telling").select(["ok", "account_id"]).where("alert_id", "=", alertId).execute()).map((row) => row.ok).sort();
type Line = { id: string; state: string; calledNames: string[]; mayAnswer: boolean; step: number };
const inbox = async (name: string, query = "") => (await ask(who(name), "GET", `/api/alerts?${query}`)).body["items"] as Line[];

describe("an alert", () => {
  it("is told to its owner through the unit's staff channel, and stands in the inbox", async () => {
    const id = await raised();
    await work();
    expect(groupSays().at(-1)).toBe(`【请罗青禾处理】\n省消防救援总队：《通报${count}》没有发到“消防微博”，等您处理\nhttps://desk.test/desk/boards/d${count}`);
    expect(await tellings(id)).toEqual([true]);
    expect((await inbox("罗青禾")).map((a) => [a.id, a.calledNames])).toContainEqual([id, ["罗青禾"]]);
    expect((await ask(who("罗青禾"), "GET", `/api/alerts/${id}/tellings`)).body).toMatchObject({ items: [{ personName: "罗青禾", accountName: "xfj dingtalk", ok: true }] });
  });

  it("is raised once per matter, and again once it was closed", async () => {
    const subject = { type: "delivery", id: "same" };
    const first = await raised({ subject });
    expect(await raised({ subject })).toBe(first);
    await houseCtx().write(async (tx) => { await closeAlerts(tx, subject, ["dispatch.failed"], "重试", clock.now); record(tx, { action: "test.close", subject }); });
    wait(1);
    expect(await raised({ subject })).not.toBe(first);
  });

  it("goes on to the next channel when one fails, and every attempt is kept", async () => {
    const id = await raised();
    dingtalk.misbehave({ kind: "status", status: 500 });
    await work();
    expect(await tellings(id)).toEqual([false, true]);
    expect(mail.ledger.at(-1)?.to).toEqual(["duty@example.org"]);
  });

  it("tries healthy channels first", async () => {
    await base.db.updateTable("channels.account").set({ health: "ill" }).where("id", "=", corpsGroup).execute();
    const before = mail.ledger.length;
    const id = await raised();
    await work();
    expect([await tellings(id), mail.ledger.length]).toEqual([[true], before + 1]);
    await base.db.updateTable("channels.account").set({ health: "unknown" }).where("id", "=", corpsGroup).execute();
  });

  it("goes through the channels of the units above when its own unit has none", async () => {
    const id = await raised({ unitId: await province.unitId("yj-220100"), ownerPersonId: who("长春") });
    await work();
    expect(await tellings(id)).toEqual([true]);
    expect(wecom.ledger.at(-1)?.text).toContain("请长春处理");
  });

  it("is tried again when every channel failed", async () => {
    const id = await raised({ unitId: await province.unitId("yjt") });
    wecom.misbehave({ kind: "status", status: 503 });
    await expect(work()).rejects.toThrow("no channel took the alert");
    wait(5);
    await handlers[0]!.handle(houseCtx(), { personId: who("罗青禾"), kind: "dispatch.failed" });
    expect(await tellings(id)).toEqual([false, true]);
  });

  it("makes no storm: what follows within a minute is told as one message", async () => {
    const before = groupSays().length;
    await raised();
    await work();
    for (let i = 0; i < 5; i += 1) await raised();
    wait(1);
    expect(await work()).toBe(5);
    expect(groupSays().length).toBe(before + 1);
    wait(60);
    await work();
    expect(groupSays().length).toBe(before + 2);
    expect(groupSays().at(-1)).toContain("请罗青禾处理 5 件");
    await work();
    expect(groupSays().length).toBe(before + 2);
  });

  it("is told once by two workers that run the same job", async () => {
    const before = groupSays().length;
    await raised();
    const [job] = house.jobs.splice(0);
    await Promise.all([1, 2].map(() => handlers[0]!.handle(houseCtx(), job!.data)));
    expect(groupSays().length).toBe(before + 1);
    wait(30);
    await work();
    expect(groupSays().length).toBe(before + 1);
  });

  it("stays in the house after a restore, but in the inbox", async () => {
    await house.db.transaction().execute((tx) => turn(tx, "outbound", "off", clock.now));
    const before = groupSays().length;
    const id = await raised();
    expect(await work()).toBe(1);
    expect([groupSays().length, house.jobs.length]).toEqual([before, 1]);
    expect((await inbox("罗青禾")).some((a) => a.id === id)).toBe(true);
    expect(await watchdogContacts(house)).toEqual({ people: [], ways: [] });
    await house.db.transaction().execute((tx) => turn(tx, "outbound", "on", clock.now));
    wait(61);
    await work();
    expect(groupSays().length).toBe(before + 1);
  });
});

describe("escalation", () => {
  const clear = () => base.db.updateTable("duty.alert").set({ state: "closed" }).execute();

  it("calls the unit's duty officer, then the province's, then nobody", async () => {
    await clear();
    clock.now = new Date("2026-04-20T02:00:00Z");
    await ask(who("许牧川"), "POST", "/api/duty/shifts", { unitId: await province.unitId("xfj"), personId: who("许牧川"), day: "2026-04-20", watch: "day" });
    const id = await raised();
    await work();
    expect(await escalateUnanswered(house)).toBe(0);
    wait(301);
    expect(await escalateUnanswered(house)).toBe(1);
    await work();
    expect(groupSays().at(-1)).toContain("请值班员许牧川处理，无人确认");
    expect((await inbox("许牧川")).find((a) => a.id === id)).toMatchObject({ step: 1, calledNames: ["许牧川"], mayAnswer: true });
    wait(301);
    await escalateUnanswered(house);
    await work();
    expect(wecom.ledger.slice(-2).map((m) => m.text.split("\n")[0]).sort()).toEqual(["【请值班员宋怀远处理，无人确认，转到您这里】", "【请值班员林知夏处理，无人确认，转到您这里】"]);
    wait(3_600);
    expect(await escalateUnanswered(house)).toBe(0);
  });

  it("takes each step once, however many workers sweep", async () => {
    await clear();
    await Promise.all([raised(), raised(), raised()]);
    house.jobs.length = 0;
    wait(301);
    const counts = await Promise.all(Array.from({ length: 4 }, () => escalateUnanswered(house)));
    expect(counts.reduce((a, b) => a + b, 0)).toBe(3);
    expect((await base.db.selectFrom("duty.alert").select("escalations").where("state", "=", "open").execute()).map((a) => a.escalations)).toEqual([1, 1, 1]);
  });

  it("ends when somebody takes it; only who was called, or the unit's officers, may", async () => {
    await clear();
    const id = await raised();
    expect(await ask(who("长春"), "POST", `/api/alerts/${id}/acknowledge`)).toMatchObject({ status: 403, body: { type: "duty.may-not-answer" } });
    expect(await ask(who("丁一"), "POST", `/api/alerts/${id}/acknowledge`)).toMatchObject({ status: 200 });
    expect(await ask(who("罗青禾"), "POST", `/api/alerts/${id}/acknowledge`)).toMatchObject({ status: 409, body: { type: "duty.alert-taken" } });
    wait(3_600);
    expect(await escalateUnanswered(house)).toBe(0);
    expect(await ask(who("罗青禾"), "POST", `/api/alerts/${id}/close`, { note: "已重发" })).toMatchObject({ status: 200 });
    expect(await ask(who("罗青禾"), "POST", `/api/alerts/${id}/close`, { note: "再关" })).toMatchObject({ status: 409, body: { type: "duty.alert-closed" } });
    expect((await inbox("罗青禾", "state=all")).find((a) => a.id === id)).toMatchObject({ state: "closed", closedNote: "已重发", acknowledgedByName: "丁一" });
  });
});

describe("the list of alerts", () => {
  it("shows a scope its own units and nothing else", async () => {
    const id = await raised();
    const seen = async (name: string) => (await inbox(name, "of=scope")).some((a) => a.id === id);
    expect([await seen("厅联络"), await seen("总队联络"), await seen("长春")]).toEqual([true, true, false]);
    expect(await ask(who("长春"), "GET", `/api/alerts/${id}/tellings`)).toMatchObject({ status: 404 });
    expect(await ask(who("审计"), "GET", "/api/alerts?of=scope")).toMatchObject({ status: 403 });
  });
});

describe("an account that falls ill", () => {
  it("gets its owner called, and the matter closes by itself", async () => {
    const ctx = await province.as(who("总队联络"));
    const { id } = await createAccount(ctx, { connectorId: "wecom", unitId: await province.unitId("xfj"), name: "病号", audience: "public", config: { baseUrl: wecom.url }, ownerId: who("罗青禾"), successorId: null, registrationNo: "" });
    expect(await testAccount(ctx, { accountId: id })).toMatchObject({ health: "ill" });
    expect((await inbox("罗青禾")).find((a) => (a as unknown as { kind: string }).kind === "channels.ill")).toMatchObject({ facts: { account: "病号" }, link: `/desk/accounts/${id}` });
    await changeState(ctx, { accountId: id, to: "suspended", reason: "换密钥" });
    expect((await inbox("罗青禾")).some((a) => (a as unknown as { kind: string }).kind === "channels.ill")).toBe(false);
  });
});

describe("the roster", () => {
  const day = "2026-05-11";
  const set = (by: string, person: string, over: object = {}, unit = "xfj") => province.unitId(unit).then((unitId) => ask(who(by), "POST", "/api/duty/shifts", { unitId, personId: who(person), day, watch: "day", ...over }));

  it("is kept by the unit's liaison and duty officers, with duty officers only", async () => {
    expect(await set("罗青禾", "许牧川")).toMatchObject({ status: 403, body: { type: "duty.may-not-keep-roster" } });
    expect(await set("总队联络", "罗青禾")).toMatchObject({ status: 409, body: { type: "duty.not-an-officer" } });
    expect(await set("总队联络", "许牧川")).toMatchObject({ status: 200 });
    expect(await set("总队联络", "许牧川")).toMatchObject({ status: 409, body: { type: "duty.already-on-duty" } });
    expect(await set("许牧川", "丁一", { watch: "night" })).toMatchObject({ status: 200 });
  });

  it("shows a week, and two officers change watches", async () => {
    const read = async () => (await ask(who("罗青禾"), "GET", `/api/duty/roster?from=${day}`)).body as unknown as { days: string[]; mayKeep: boolean; shifts: { id: string; personName: string; watch: string }[]; officers: { name: string }[] };
    const before = await read();
    expect([before.days.length, before.mayKeep, before.officers.map((o) => o.name).sort()]).toEqual([7, false, ["丁一", "许牧川"]]);
    expect(before.shifts.map((s) => [s.watch, s.personName])).toEqual([["day", "许牧川"], ["night", "丁一"]]);
    const [a, b] = before.shifts;
    expect(await ask(who("许牧川"), "POST", `/api/duty/shifts/${a!.id}/swap`, { withShiftId: b!.id })).toMatchObject({ status: 200 });
    expect((await read()).shifts.map((s) => s.personName)).toEqual(["丁一", "许牧川"]);
    expect(await ask(who("丁一"), "DELETE", `/api/duty/shifts/${a!.id}`)).toMatchObject({ status: 200 });
    expect(await ask(who("长春"), "GET", `/api/duty/roster?unitId=${await province.unitId("xfj")}`)).toMatchObject({ status: 403 });
  });

  it("says who is on duty today: by the roster, else everybody with the post", async () => {
    const { units } = (await ask(who("厅联络"), "GET", "/api/duty/today")).body as unknown as { units: { unitName: string; byRoster: boolean; people: { name: string }[] }[] };
    const lead = units.find((u) => u.unitName === "省应急管理厅");
    expect([lead?.byRoster, lead?.people.map((p) => p.name).sort()]).toEqual([false, ["宋怀远", "林知夏"]]);
  });
});

describe("the watchdog's contacts", () => {
  it("reach the province's duty officers when the database is gone, with secrets it opened before", async () => {
    expect([...(await watchdogContacts(house)).people].sort()).toEqual(["宋怀远", "林知夏"]);
    const gone = await aDatabase();
    await gone.drop();
    const own = { ...house };
    const dog = startWatchdog({ house: own, contacts: () => watchdogContacts(own), checkMs: 50, lostAfterMs: 2_000, jitterMs: 10, answerMs: 1_000 });
    await new Promise((later) => setTimeout(later, 500));
    own.db = gone.db;
    await expect.poll(() => wecom.ledger.at(-1)?.text, { timeout: 10_000 }).toContain("【数据库连不上】");
    expect(wecom.ledger.at(-1)?.text).toMatch(/请值班员(林知夏、宋怀远|宋怀远、林知夏)立即联系系统管理员/);
    own.db = house.db;
    await expect.poll(() => wecom.ledger.at(-1)?.text, { timeout: 10_000 }).toContain("【数据库已恢复】");
    await dog.stop();
  });
});
