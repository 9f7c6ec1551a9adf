import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectors } from "#channels/registry.ts";
import { defineConnector, type VerifiedReceipt } from "#kernel/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { turn } from "#platform/switches.ts";
import { on } from "#platform/topics.ts";
import { anEdition } from "#tests/conformance/edition.ts";
import { aliyunAccount, startAliyun } from "#tests/simulators/aliyun-sms.ts";
import { startDingtalk } from "#tests/simulators/dingtalk.ts";
import { startTencent, tencentAccount } from "#tests/simulators/tencent-sms.ts";
import { finishEvent, sealedCallback } from "#tests/simulators/wechat-callback.ts";
import { startWechat, wechatAccount } from "#tests/simulators/wechat.ts";
import { startWecom } from "#tests/simulators/wecom.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { aDesk, aHouse, asking } from "./fixtures/desk.ts";
import { accountCards, accountsOfUnits, accountTurnedIll, accountTurnedWell, callableAccounts, contextFor, noteAnswers, notePosts, renderFor, staffAccounts, tellThrough } from "./index.ts";
import { handlers, mountHooks, routes } from "./module.ts";

const clock = { now: new Date("2026-04-03T06:00:00Z") };
const people: Record<string, string> = {};
const turned: string[] = [];
const received: { accountId: string; ids: string[] }[] = [];
let base: TestDatabase;
let house: House;
let province: Province;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let wecom: Awaited<ReturnType<typeof startWecom>>;
let dingtalk: Awaited<ReturnType<typeof startDingtalk>>;

const sign = (body: string, secret = "callback-secret") => createHmac("sha256", secret).update(body).digest("hex");

/** A platform that brings its receipts by itself, and first asks whether the address is ours. */
const calling = defineConnector({
  ...connectors.find((c) => c.id === "webhook")!, id: "calling", config: z.object({ url: z.url() }),
  answerChallenge: (ctx, { echo = "", signature = "" }) => { if (signature !== sign(echo, ctx.secrets["secret"])) throw new Error("signature"); return echo; },
  parseCallback: async (ctx, { headers, body }): Promise<VerifiedReceipt[]> => {
    const right = Buffer.from(sign(Buffer.from(body).toString("utf8"), ctx.secrets["secret"]));
    const given = Buffer.from(headers["x-signature"] ?? "");
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Error("signature");
    return z.array(z.object({ id: z.string(), ref: z.string() })).parse(JSON.parse(Buffer.from(body).toString("utf8"))).map(({ id, ref }) => ({ eventId: id, ref, rung: "published" as const, at: clock.now, rawBody: "" }));
  },
});

beforeAll(async () => {
  base = await aDatabase();
  [wecom, dingtalk] = await Promise.all([startWecom({ clock: () => clock.now }), startDingtalk({ clock: () => clock.now })]);
  const subscriptions = [on(accountTurnedIll, async (_ctx, _tx, a) => { turned.push(`ill ${a.name}`); }), on(accountTurnedWell, async (_ctx, _tx, a) => { turned.push(`well ${a.name}`); })];
  house = { ...aHouse(base.db, clock, { connectors: [...connectors, calling] }), subscriptions };
  province = await aProvince(house);
  for (const [username, unit, posts] of [
    ["liaison", "yjt", ["liaison"]], ["editor", "yjt", ["editor"]], ["sys", "yjt", ["system-admin"]], ["sec", "yjt", ["security-admin"]],
    ["corps", "xfj", ["liaison", "editor"]], ["cc", "yj-220100", ["editor"]], ["gone", "yjt", []],
  ] as const) people[username] = await province.person({ username, unit, posts });
  app = await aDesk(house, routes, (server) => mountHooks(server, house, async (ctx, tx, accountId, receipts) => {
    received.push({ accountId, ids: receipts.map((r) => r.eventId) });
    record(tx, { action: "test.receive", subject: { type: "account", id: accountId }, by: ctx.actor });
  }));
  ask = asking(app);
});
afterAll(async () => { await app.close(); await Promise.all([wecom.stop(), dingtalk.stop()]); await base.drop(); });

const who = (name: string): string => people[name] ?? "";
async function anAccount(over: Record<string, unknown> = {}, by = "liaison", unit = "yjt"): Promise<string> {
  const answer = await ask(who(by), "POST", "/api/accounts", {
    connectorId: "wecom", unitId: await province.unitId(unit), name: `群 ${Math.random()}`, audience: "staff", config: { baseUrl: wecom.url }, ownerId: who("editor"), successorId: null, registrationNo: "", ...over,
  });
  expect(answer).toMatchObject({ status: 200 });
  return String(answer.body["id"]);
}
const setKey = (id: string, value = "wecom-demo-key") => ask(who("liaison"), "PUT", `/api/accounts/${id}/secrets/key`, { value });
const lastTrace = (action: string) => base.db.selectFrom("audit.entry").selectAll().where("action", "=", action).orderBy("seq", "desc").limit(1).executeTakeFirstOrThrow();

describe("an account", () => {
  it("is opened by its unit's liaison, with the settings the channel's own schema accepts", async () => {
    const id = await anAccount({ name: "厅值班群" });
    expect((await ask(who("liaison"), "GET", `/api/accounts/${id}`)).body).toMatchObject({
      name: "厅值班群", connectorId: "wecom", unitName: "省应急管理厅", ownerName: "editor", state: "active", health: "unknown", missingSecrets: ["key"], config: { baseUrl: wecom.url },
      secrets: [{ name: "key", setByName: null, setAt: null }], callbackAddress: null, optOuts: null, mayKeep: true,
    });
    expect(await lastTrace("channels.create")).toMatchObject({ subject_id: id, actor_name: "liaison" });
  });

  it.each([
    ["an editor", "editor", {}, {}, 403, "channels.may-not-keep"],
    ["a liaison without the second factor", "liaison", {}, { "x-test-factor": "no" }, 403, "channels.may-not-keep"],
    ["another unit's liaison", "corps", {}, {}, 403, "channels.may-not-keep"],
    ["wrong settings", "liaison", { connectorId: "email", config: { host: "mail" } }, {}, 400, "channels.settings-wrong"],
    ["a channel nobody knows", "liaison", { connectorId: "fax" }, {}, 404, "channels.no-connector"],
    ["an owner nobody knows", "liaison", { ownerId: "00000000-0000-7000-8000-0000000000aa" }, {}, 409, "channels.owner-missing"],
    ["staff alerts through the website", "liaison", { connectorId: "website", config: {} }, {}, 409, "channels.not-for-staff"],
  ] as const)("is not opened by or with %s", async (_, by, over, headers, status, type) => {
    const body = { connectorId: "wecom", unitId: await province.unitId("yjt"), name: "不成", audience: "staff", config: {}, ownerId: who("editor"), successorId: null, registrationNo: "", ...over };
    expect(await ask(who(by), "POST", "/api/accounts", body, headers)).toMatchObject({ status, body: { type } });
  });

  it("has a name of its own on its platform, until the other is closed", async () => {
    const [id, other] = [await anAccount({ name: "同名" }), await anAccount({ name: "异名" })];
    const again = { connectorId: "wecom", unitId: await province.unitId("yjt"), name: "同名", audience: "staff", config: {}, ownerId: who("editor"), successorId: null, registrationNo: "" };
    expect(await ask(who("liaison"), "POST", "/api/accounts", again)).toMatchObject({ status: 409, body: { type: "channels.name-taken" } });
    expect(await ask(who("liaison"), "PUT", `/api/accounts/${other}/settings`, { name: "同名", config: {} })).toMatchObject({ status: 409, body: { type: "channels.name-taken" } });
    expect(await ask(who("sys"), "POST", `/api/accounts/${id}/state`, { to: "closed", reason: "群已解散" })).toMatchObject({ status: 200 });
    expect(await ask(who("liaison"), "POST", "/api/accounts", again)).toMatchObject({ status: 200 });
  });

  it("is seen within the data scope only", async () => {
    const id = await anAccount();
    const ids = async (by: string) => ((await ask(who(by), "GET", "/api/accounts")).body["items"] as { id: string }[]).map((a) => a.id);
    expect(await ids("editor")).toContain(id);
    expect(await ids("cc")).not.toContain(id);
    expect(await ask(who("cc"), "GET", `/api/accounts/${id}`)).toMatchObject({ status: 404 });
    expect(await ask(who("sec"), "GET", "/api/accounts")).toMatchObject({ status: 403, body: { type: "channels.may-not-read" } });
  });

  it("is closed for good and its secrets with it", async () => {
    const id = await anAccount();
    await setKey(id);
    for (const [to, status] of [["suspended", 200], ["suspended", 409], ["active", 200], ["closed", 200], ["active", 409]] as const) {
      expect(await ask(who("liaison"), "POST", `/api/accounts/${id}/state`, { to, reason: "按要求" })).toMatchObject({ status });
    }
    expect(await base.db.selectFrom("channels.secret").selectAll().where("account_id", "=", id).execute()).toEqual([]);
    expect(await setKey(id)).toMatchObject({ status: 409, body: { type: "channels.account-closed" } });
    expect((await ask(who("editor"), "GET", `/api/accounts/${id}`)).body).toMatchObject({ state: "closed", stateReason: "按要求" });
  });

  it("changes hands", async () => {
    const id = await anAccount();
    expect(await ask(who("liaison"), "PUT", `/api/accounts/${id}/keepers`, { ownerId: who("corps"), successorId: who("editor"), registrationNo: "吉-1" })).toMatchObject({ status: 200 });
    expect((await ask(who("editor"), "GET", `/api/accounts/${id}`)).body).toMatchObject({ ownerName: "corps", successorName: "editor", registrationNo: "吉-1" });
  });

  it("notes when it spoke, once a minute at most", async () => {
    const id = await anAccount();
    const note = async (at: string) => { await house.db.transaction().execute((tx) => notePosts(tx, [id, id], new Date(at))); return (await accountCards(house.db, [id])).get(id)?.lastPostAt?.toISOString(); };
    expect(await note("2026-04-03T06:00:00.000Z")).toBe("2026-04-03T06:00:00.000Z");
    expect(await note("2026-04-03T06:00:30.000Z")).toBe("2026-04-03T06:00:00.000Z");
    expect(await note("2026-04-03T06:01:01.000Z")).toBe("2026-04-03T06:01:01.000Z");
  });
});

describe("a secret", () => {
  it("is sealed at rest and never comes back: only who set it and when", async () => {
    const id = await anAccount();
    expect(await setKey(id, "very-secret-key")).toMatchObject({ status: 200 });
    const row = await base.db.selectFrom("channels.secret").selectAll().where("account_id", "=", id).executeTakeFirstOrThrow();
    expect(row.sealed).not.toContain("very-secret-key");
    const detail = await ask(who("liaison"), "GET", `/api/accounts/${id}`);
    expect(detail.body).toMatchObject({ secrets: [{ name: "key", setByName: "liaison", setAt: clock.now.toISOString() }], missingSecrets: [] });
    const traces = await base.db.selectFrom("audit.entry").select("facts").execute();
    expect(JSON.stringify([detail.body, traces])).not.toContain("very-secret-key");
    expect((await callableAccounts(house.db, house.vault, [id])).get(id)?.secrets).toEqual({ key: "very-secret-key" });
  });

  it("is set by who keeps the account and for a name the channel knows", async () => {
    const id = await anAccount();
    expect(await ask(who("editor"), "PUT", `/api/accounts/${id}/secrets/key`, { value: "x" })).toMatchObject({ status: 403 });
    expect(await ask(who("liaison"), "PUT", `/api/accounts/${id}/secrets/pin`, { value: "x" })).toMatchObject({ status: 409, body: { type: "channels.no-such-secret" } });
  });

  it("sealed with a lost key stops its own account and no other", async () => {
    const [lost, fine] = [await anAccount(), await anAccount()];
    await setKey(fine);
    await base.db.insertInto("channels.secret").values({ account_id: lost, name: "key", sealed: "v1.AAAA", set_by: who("liaison"), set_at: clock.now }).execute();
    const opened = await callableAccounts(house.db, house.vault, [lost, fine]);
    expect([opened.get(lost)?.secrets, opened.get(fine)?.secrets]).toEqual([{}, { key: "wecom-demo-key" }]);
  });
});

describe("a WeChat account", () => {
  it("works with its AppSecret alone, says what is optional, and takes a sealed receipt once it holds the callback's keys", async () => {
    const sim = await startWechat({ clock: () => clock.now });
    const { appId, ...keys } = wechatAccount;
    const id = await anAccount({ connectorId: "wechat", audience: "public", config: { baseUrl: sim.url, appId } });
    const set = (name: keyof typeof keys) => ask(who("liaison"), "PUT", `/api/accounts/${id}/secrets/${name}`, { value: keys[name] });
    const read = async () => (await ask(who("editor"), "GET", `/api/accounts/${id}`)).body;
    expect(await read()).toMatchObject({ missingSecrets: ["appSecret"], callbackAddress: expect.stringContaining(`/hooks/${id}`), secrets: [{ optional: false }, { optional: true }, { optional: true }] });
    await set("appSecret");
    expect((await ask(who("editor"), "POST", `/api/accounts/${id}/test`)).body).toMatchObject({ health: "well" });
    const called = sealedCallback(finishEvent({ publishId: "100", at: clock.now }), clock.now);
    const bring = () => app.inject({ method: "POST", url: `/hooks/${id}?${new URLSearchParams(called.query).toString()}`, payload: called.body, headers: { "content-type": "text/xml" } });
    expect(await bring()).toMatchObject({ statusCode: 403 });
    await set("callbackToken");
    await set("encodingAesKey");
    received.length = 0;
    expect([await bring(), await bring()].map((a) => [a.statusCode, a.body])).toEqual([[200, "success"], [200, "success"]]);
    expect(received).toEqual(Array(2).fill({ accountId: id, ids: ["PUBLISHJOBFINISH/100/0"] }));
    received.length = 0;
    await sim.stop();
    await ask(who("liaison"), "POST", `/api/accounts/${id}/state`, { to: "closed", reason: "试完了" });
  });
});

describe("an SMS account", () => {
  const phones = ["13800001234", "+8613900005678"];
  const bare = phones.map((phone) => phone.slice(-11));
  const { accessKeySecret, ...aliyun } = aliyunAccount;
  const { secretKey, ...tencent } = tencentAccount;
  it.each([
    ["aliyun-sms", startAliyun, { ...aliyun, phones }, { name: "accessKeySecret", value: accessKeySecret }],
    ["tencent-sms", startTencent, { ...tencent, variableMax: 35, phones }, { name: "secretKey", value: secretKey }],
  ] as const)("through %s alerts staff, and their numbers are in its settings and nowhere else", async (connectorId, start, settings, secret) => {
    const sim = await start({ clock: () => clock.now, variableMax: 35 });
    const config = { ...settings, baseUrl: sim.url };
    const wrong = await ask(who("liaison"), "POST", "/api/accounts", { connectorId, unitId: await province.unitId("yjt"), name: "不成", audience: "staff", config: { ...config, phones: [...phones, "043112345678"] }, ownerId: who("editor"), successorId: null, registrationNo: "" });
    expect(wrong).toMatchObject({ status: 400, body: { type: "channels.settings-wrong" } });
    const id = await anAccount({ connectorId, config });
    await ask(who("liaison"), "PUT", `/api/accounts/${id}/secrets/${secret.name}`, { value: secret.value });
    await ask(who("liaison"), "PUT", `/api/accounts/${id}/settings`, { name: `短信 ${connectorId}`, config: { ...config, partsMax: 2 } });
    const tested = await ask(who("editor"), "POST", `/api/accounts/${id}/test`);
    expect(tested).toMatchObject({ body: { health: "well" } });
    const [account] = (await staffAccounts(base.db, house.vault, [await province.unitId("yjt")])).filter((one) => one.id === id);
    if (!account) throw new Error("no account");
    const alert = { title: "一路没发出", text: "请看一眼", link: "https://desk.test/desk/alerts" };
    const told = await tellThrough(house, account, alert, "k1");
    expect(told).toMatchObject({ ok: true });
    expect(sim.ledger.map(({ words }) => words)).toEqual(["一路没发出：请看一眼，请登录工作台处理"]);
    await sim.stop();
    const untold = await tellThrough(house, account, alert, "k2");
    expect(untold).toMatchObject({ ok: false });
    const kept = JSON.stringify([wrong.body, tested.body, told, untold, (await ask(who("editor"), "GET", "/api/accounts")).body, await base.db.selectFrom("audit.entry").selectAll().execute()], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    for (const phone of [...bare, "043112345678"]) expect(kept).not.toContain(phone);
    expect((await ask(who("editor"), "GET", `/api/accounts/${id}`)).body).toMatchObject({ config: { phones } });
  });
});

describe("opt-outs", () => {
  it("stand on the page of an account whose phones can answer: who wants nothing more, cut, and what was written a day", async () => {
    const id = await anAccount({ connectorId: "cmpp", config: { version: "3.0", host: "gateway.example.org", port: 7890, spId: "901234", srcId: "10691", serviceId: "YJT", signName: "吉林应急", phones: ["13800000001", "13900000002"] } });
    const wrote = (masked: string, wish: "out" | "back", hour: number) => base.db.insertInto("gateways.opt_out").values({ account_id: id, sealed: masked, masked, wish, at: new Date(clock.now.getTime() - hour * 3_600_000) }).execute();
    await wrote("138****0001", "out", 30);
    await wrote("139****0002", "out", 2);
    await wrote("138****0001", "back", 1);
    const { optOuts } = (await ask(who("editor"), "GET", `/api/accounts/${id}`)).body as { optOuts: { phones: { masked: string }[]; days: { out: number; back: number }[] } };
    expect(optOuts.phones.map(({ masked }) => masked)).toEqual(["139****0002"]);
    expect(optOuts.days.map(({ out, back }) => [out, back])).toEqual([[1, 1], [1, 0]]);
    expect((await ask(who("cc"), "GET", `/api/accounts/${id}`)).status).toBe(404);
  });
});

describe("health", () => {
  it("is asked for by the test button, in the channel's words, with an audit row", async () => {
    const id = await anAccount();
    expect((await ask(who("editor"), "POST", `/api/accounts/${id}/test`)).body).toMatchObject({ health: "ill", detail: expect.stringContaining("缺少密钥") });
    await setKey(id, "wrong");
    expect((await ask(who("editor"), "POST", `/api/accounts/${id}/test`)).body).toMatchObject({ health: "ill", detail: expect.stringContaining("93000") });
    await setKey(id);
    expect((await ask(who("editor"), "POST", `/api/accounts/${id}/test`)).body).toMatchObject({ health: "well" });
    expect(await lastTrace("channels.test")).toMatchObject({ subject_id: id, actor_name: "editor", outcome: "done" });
    expect(wecom.ledger).toEqual([]);
    expect(await ask(who("corps"), "POST", `/api/accounts/${id}/test`)).toMatchObject({ status: 403, body: { type: "channels.may-not-test" } });
  });

  it("is looked after by a round that one ill account does not stop, and a turn is told", async () => {
    for (const account of await base.db.selectFrom("channels.account").select("id").where("state", "=", "active").execute()) {
      await ask(who("liaison"), "POST", `/api/accounts/${account.id}/state`, { to: "closed", reason: "清场" });
    }
    const [good, bad] = [await anAccount({ name: "好" }), await anAccount({ name: "坏", connectorId: "dingtalk", config: { baseUrl: "http://127.0.0.1:1" } })];
    await setKey(good);
    for (const secret of ["accessToken", "signSecret"]) await ask(who("liaison"), "PUT", `/api/accounts/${bad}/secrets/${secret}`, { value: { accessToken: "dingtalk-demo-token", signSecret: "SECdingtalkdemosecret" }[secret] });
    turned.length = 0;
    const round = () => handlers[0]!.handle(contextOf(house, theHouse, "round"), {});
    await round();
    expect([...(await accountCards(house.db, [good, bad])).values()].map((a) => [a.name, a.health]).sort()).toEqual([["坏", "ill"], ["好", "well"]]);
    await round();
    await ask(who("liaison"), "PUT", `/api/accounts/${bad}/settings`, { name: "坏", config: { baseUrl: dingtalk.url } });
    await round();
    expect(turned.filter((one) => one.endsWith("坏"))).toEqual(["ill 坏", "well 坏"]);
    expect((await accountCards(house.db, [bad])).get(bad)?.health).toBe("well");
    expect((await staffAccounts(house.db, house.vault, [await province.unitId("yjt")])).map((a) => a.health)).toEqual(["well", "well"]);
  });

  it.each([
    ["a test that succeeds", async (id: string) => { await ask(who("editor"), "POST", `/api/accounts/${id}/test`); }],
    ["a new secret", (id: string) => setKey(id)],
    ["its keeper, who let it rest and resumes it", async (id: string) => { for (const to of ["suspended", "active"]) await ask(who("liaison"), "POST", `/api/accounts/${id}/state`, { to, reason: "换了密钥" }); }],
  ])("refused three times in a row bars an account once, a test that fails does not free it, and %s does", async (_, mend) => {
    const id = await anAccount();
    await setKey(id);
    const refuse = () => contextOf(house, theHouse, "answers").observe((tx) => noteAnswers(contextOf(house, theHouse, "answers"), tx, [{ accountId: id, refused: "93000" }]));
    const stands = () => base.db.selectFrom("channels.account").select(["refusals", "barred_at", "health"]).where("id", "=", id).executeTakeFirstOrThrow();
    turned.length = 0;
    for (let n = 0; n < 2; n += 1) await refuse();
    expect(await stands()).toMatchObject({ refusals: 2, barred_at: null });
    for (let n = 0; n < 2; n += 1) await refuse();
    expect(await stands()).toMatchObject({ refusals: 4, barred_at: expect.any(Date), health: "ill" });
    expect(turned).toHaveLength(1);
    expect(await base.db.selectFrom("audit.entry").select("action").where("action", "=", "channels.bar").where("subject_id", "=", id).execute()).toHaveLength(1);
    await base.db.updateTable("channels.account").set({ config: JSON.stringify({ baseUrl: "http://127.0.0.1:1" }) }).where("id", "=", id).execute();
    await ask(who("editor"), "POST", `/api/accounts/${id}/test`);
    expect(await stands()).toMatchObject({ barred_at: expect.any(Date), health: "ill" });
    await base.db.updateTable("channels.account").set({ config: JSON.stringify({ baseUrl: wecom.url }) }).where("id", "=", id).execute();
    await mend(id);
    expect(await stands()).toMatchObject({ refusals: 0, barred_at: null });
  });

  it("calls nobody after a restore", async () => {
    const id = await anAccount();
    await house.db.transaction().execute((tx) => turn(tx, "outbound", "off", clock.now));
    const before = wecom.heard.length;
    expect(await ask(who("editor"), "POST", `/api/accounts/${id}/test`)).toMatchObject({ status: 409, body: { type: "channels.outbound-off" } });
    await handlers[0]!.handle(contextOf(house, theHouse, "round"), {});
    expect(wecom.heard.length).toBe(before);
    await house.db.transaction().execute((tx) => turn(tx, "outbound", "on", clock.now));
  });
});

describe("for neighbours", () => {
  it("an edition is rendered as its channel will send it", async () => {
    const id = await anAccount({ connectorId: "website", audience: "public", config: {} });
    const card = (await accountsOfUnits(house.db, [await province.unitId("yjt")])).find((a) => a.id === id)!;
    expect(renderFor(house, card, anEdition())).toEqual(connectors[0]!.render(anEdition(), {}));
  });

  it("staff are alerted through an account, and what went wrong is said", async () => {
    const id = await anAccount();
    await setKey(id);
    const account = (await callableAccounts(house.db, house.vault, [id])).get(id)!;
    const alert = { title: "一路没发出", text: "请看一眼", link: "https://desk.test/desk/alerts" };
    expect(await tellThrough(house, account, alert, "k1")).toMatchObject({ ok: true });
    expect(wecom.ledger.at(-1)?.text).toBe("【一路没发出】\n请看一眼\nhttps://desk.test/desk/alerts");
    wecom.misbehave({ kind: "hang" });
    expect(await tellThrough(house, account, alert, "k2", 100)).toEqual({ ok: false, detail: "no answer within 0.1 s" });
    expect(await tellThrough(house, { ...account, secrets: {} }, alert, "k3")).toMatchObject({ ok: false, detail: expect.stringContaining("93000") });
  });
});

describe("numbers", () => {
  it("however many ask at once and again, each word has one of its own, and they are given without gaps", async () => {
    const ctx = contextFor(house, { id: "019b0000-0000-7000-8000-00000000ac01", config: {}, secrets: {} });
    const words = Array.from({ length: 24 }, (_, n) => `order ${n % 12}`);
    const given = await Promise.all(words.map((word) => ctx.numberFor("test/20260403", word)));
    expect(given.slice(0, 12)).toEqual(given.slice(12));
    expect(given.slice(0, 12).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(await ctx.numberFor("test/20260404", "order 5")).toBe(1);
  });
  it("one that was given is never changed", async () => {
    await expect(base.db.updateTable("channels.number").set({ number: 99 }).execute()).rejects.toThrow();
  });
});

describe("the door for receipts", () => {
  const bring = (id: string, body: string | Buffer, signature: string, type = "application/json") => app.inject({ method: "POST", url: `/hooks/${id}`, payload: body, headers: { "content-type": type, "x-signature": signature } });
  const body = JSON.stringify([{ id: "e1", ref: "r1" }]);
  let account: string;
  beforeAll(async () => {
    account = await anAccount({ connectorId: "calling", audience: "public", config: { url: "https://example.org/hook" } });
    await ask(who("liaison"), "PUT", `/api/accounts/${account}/secrets/secret`, { value: "callback-secret" });
  });

  it("hands in what is signed, whatever its type says, and hands it in again when it comes again", async () => {
    expect(await bring(account, body, sign(body))).toMatchObject({ statusCode: 200, body: "success" });
    expect(await bring(account, body, sign(body), "text/xml")).toMatchObject({ statusCode: 200 });
    expect(received).toEqual([{ accountId: account, ids: ["e1"] }, { accountId: account, ids: ["e1"] }]);
  });

  it("says nothing about why it distrusts, and hands in nothing", async () => {
    const unknown = "00000000-0000-7000-8000-0000000000bb";
    const answers = [await bring(account, body, sign(body, "guess")), await bring(account, `${body} `, sign(body)), await bring(unknown, body, sign(body)), await bring(await anAccount(), body, sign(body)), await bring("x", body, sign(body)), await bring(account, "not json", sign("not json"))];
    expect(answers.map((a) => [a.statusCode, a.body])).toEqual(answers.map(() => [403, '{"type":"request.not-trusted","facts":{}}']));
    expect(received.length).toBe(2);
  });

  it("echoes what a platform asks and signs; every other question gets the one answer of distrust", async () => {
    const ask = (id: string, query: string) => app.inject({ method: "GET", url: `/hooks/${id}?${query}` });
    expect(await ask(account, `echo=hello&signature=${sign("hello")}`)).toMatchObject({ statusCode: 200, body: "hello", headers: expect.objectContaining({ "content-type": expect.stringContaining("text/plain") }) });
    const answers = [await ask(account, `echo=hello&signature=${sign("hullo")}`), await ask(account, ""), await ask(await anAccount(), `echo=hello&signature=${sign("hello")}`), await ask("x", "")];
    expect(answers.map((a) => [a.statusCode, a.body])).toEqual(answers.map(() => [403, '{"type":"request.not-trusted","facts":{}}']));
  });

  it("takes at most a mebibyte", async () => {
    const large = Buffer.alloc(1024 * 1024 + 1, 32);
    expect((await bring(account, large, sign(large.toString()))).statusCode).toBe(413);
  });

  it("an account that was closed takes no more receipts", async () => {
    await ask(who("liaison"), "POST", `/api/accounts/${account}/state`, { to: "closed", reason: "注销" });
    expect((await bring(account, body, sign(body))).statusCode).toBe(403);
  });
});
