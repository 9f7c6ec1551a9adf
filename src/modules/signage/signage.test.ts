import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { laneOf, type Urgency } from "#kernel/urgency.ts";
import { aProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { ledRoutes } from "#site/led.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aDesk, aHouse, asking, type Answer, type TestHouse } from "#tests/support/house.ts";
import type { Group, ScreenAccount } from "./contract.ts";
import { doorOfScreens, routes } from "./module.ts";

const clock = { now: new Date("2026-04-03T06:00:00Z") };
const people: Record<string, string> = {};
let base: TestDatabase;
let house: TestHouse;
let province: Province;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let accountId: string;

beforeAll(async () => {
  base = await aDatabase();
  house = aHouse(base.db, { now: () => clock.now });
  province = await aProvince(house);
  for (const [username, unit, posts] of [["keeper", "yjt", ["liaison"]], ["editor", "yjt", ["editor"]], ["sec", "yjt", ["security-admin"]], ["corps", "xfj", ["liaison"]], ["cc", "yj-220100", ["editor"]]] as const) people[username] = await province.person({ username, unit, posts });
  app = await aDesk(house, routes, (server) => ledRoutes(server, { house }));
  ask = asking(app);
});
afterAll(async () => { await app.close(); await base.drop(); });
beforeEach(async () => { clock.now = new Date("2026-04-03T06:00:00Z"); accountId = await anAccount(); });

const as = (who: string, method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Answer> => ask(people[who] ?? "", method, `/api/signage${path}`, body);
async function anAccount(unit = "yjt", connector = "led"): Promise<string> {
  const id = randomUUID();
  await base.db.insertInto("channels.account").values({ id, connector_id: connector, unit_id: await province.unitId(unit), name: id, config: "{}", owner_person_id: people["editor"] ?? "", state: "active", created_at: clock.now, updated_at: clock.now }).execute();
  return id;
}
async function aScreen(name: string, account = accountId): Promise<{ id: string; path: string }> {
  const { body } = await as("keeper", "POST", "/screens", { accountId: account, name, place: "长春" });
  return { id: String(body["screenId"]), path: new URL(String(body["address"])).pathname };
}
async function put(line: string, some: { urgency?: Urgency; validUntil?: string; account?: string } = {}): Promise<string> {
  const { urgency = "routine", validUntil = null, account = accountId } = some;
  const pieceId = randomUUID();
  const bare = { pieceId, rev: 1, lines: [line], style: "scroll", urgency, priority: laneOf(urgency), validUntil };
  await doorOfScreens(house).put({ key: randomUUID(), accountId: account, pieceId, edition: 1, payload: canonical({ ...bare, sha256: sha256Hex(canonical(bare)) }) });
  clock.now = new Date(clock.now.getTime() + 1_000);
  return pieceId;
}
const group = async (name = "高速口", account = accountId): Promise<string> => String((await as("keeper", "POST", "/groups", { accountId: account, name })).body["groupId"]);
const place = (pieceId: string, over: object = {}) => ({ pieceId, shown: true, seconds: null, from: null, until: null, ...over });
const arrange = (groupId: string, over: object = {}, by = "keeper") => as(by, "PUT", `/groups/${groupId}/playlist`, { version: 0, from: null, until: null, standing: null, places: [], ...over });
type List = { rev: string; entries: { id: string; payload: string; sha256: string; seconds?: number; standing?: true; from?: string }[] };
const playlist = async (path: string, headers: Record<string, string> = {}) => app.inject({ url: `${path}/playlist.json`, headers });
const lines = async (path: string) => (await playlist(path)).json<List>().entries.map(({ payload }) => (JSON.parse(payload) as { lines: string[] }).lines[0]);
const account = async (by = "keeper"): Promise<ScreenAccount | undefined> => ((await as(by, "GET", "/board")).body["accounts"] as ScreenAccount[]).find(({ id }) => id === accountId);
const groupOn = async (groupId: string | null): Promise<Group | undefined> => (await account())?.groups.find(({ id }) => id === groupId);
const traces = () => base.db.selectFrom("audit.entry").select(["action", "actor_name"]).where("action", "like", "signage.%Group").orderBy("seq").execute();

describe("a group of screens", () => {
  test("has an order of its own, and a screen that leaves it shows again what its account shows", async () => {
    const [gate, square] = [await aScreen("收费站屏"), await aScreen("广场屏")];
    const [first, second] = [await put("先到"), await put("后到")];
    const groupId = await group();
    expect(await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId })).toMatchObject({ status: 200 });
    expect(await arrange(groupId, { places: [place(first, { seconds: 20 }), place(second)] })).toMatchObject({ status: 200, body: { version: 1 } });
    expect([await lines(gate.path), await lines(square.path)]).toEqual([["先到", "后到"], ["后到", "先到"]]);
    expect(await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId: null })).toMatchObject({ status: 200 });
    expect(await lines(gate.path)).toEqual(["后到", "先到"]);
  });
  test("changes the playlist's revision with every change of order, time or window, and the signed bytes with none", async () => {
    const gate = await aScreen("收费站屏");
    const [a, b] = [await put("一"), await put("二")];
    const groupId = await group();
    await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId });
    const seen: List[] = [];
    for (const [version, places] of [[0, [place(a), place(b)]], [1, [place(b), place(a)]], [2, [place(b, { seconds: 30 }), place(a)]], [3, [place(b, { seconds: 30, from: "2026-04-03T09:00:00.000Z" }), place(a)]]] as const) {
      await arrange(groupId, { version, places });
      const list = (await playlist(gate.path)).json<List>();
      expect((await playlist(gate.path, { "if-none-match": `"${list.rev}"` })).statusCode).toBe(304);
      for (const { payload, sha256 } of list.entries) expect(sha256Hex(payload)).toBe(sha256);
      seen.push(list);
    }
    expect(new Set(seen.map(({ rev }) => rev)).size).toBe(4);
    expect(new Set(seen.map(({ entries }) => entries.map(({ payload }) => payload).toSorted().join())).size).toBe(1);
    expect(seen[3]?.entries[0]).toMatchObject({ seconds: 30, from: "2026-04-03T09:00:00.000Z" });
  });
  test("shows what stands when nothing else does, and a red word over everything", async () => {
    const gate = await aScreen("收费站屏");
    const hotline = await put("火警119");
    const tip = await put("进山不带火", { validUntil: "2026-04-03T07:00:00.000Z" });
    const groupId = await group();
    await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId });
    await arrange(groupId, { standing: hotline, places: [place(tip)] });
    expect(await groupOn(groupId)).toMatchObject({ now: [tip], why: "playlist", standing: hotline });
    const red = await put("森林火险红色预警", { urgency: "red", validUntil: "2026-04-03T08:00:00.000Z" });
    expect(await groupOn(groupId)).toMatchObject({ now: [red], why: "urgent" });
    expect((await lines(gate.path))[0]).toBe("森林火险红色预警");
    clock.now = new Date("2026-04-03T08:00:00Z");
    expect(await groupOn(groupId)).toMatchObject({ now: [hotline], why: "standing" });
    await doorOfScreens(house).withdraw({ key: randomUUID(), accountId, pieceId: hotline, notice: { pieceId: hotline, title: "火警119", reason: "号码有误", signature: { units: [{ unitId: randomUUID(), name: "厅", shortName: "厅", seal: "应" }] }, at: clock.now.toISOString() } });
    expect(await groupOn(groupId)).toMatchObject({ now: [], why: "nothing" });
  });
  test("keeps what it placed however many texts came after it", async () => {
    const gate = await aScreen("收费站屏");
    const hotline = await put("火警119");
    const groupId = await group();
    await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId });
    await arrange(groupId, { standing: hotline });
    for (let n = 0; n < 201; n += 1) await put(`第${n}条`, { validUntil: "2026-04-03T09:00:00.000Z" });
    expect((await playlist(gate.path)).json<List>().entries.at(-1)).toMatchObject({ standing: true });
    clock.now = new Date("2026-04-03T09:00:00Z");
    expect(await lines(gate.path)).toEqual(["火警119"]);
  });
  test("is dissolved without losing a screen", async () => {
    const gate = await aScreen("收费站屏");
    const groupId = await group();
    await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId });
    expect(await as("keeper", "POST", `/groups/${groupId}/dissolution`)).toMatchObject({ status: 200 });
    expect((await account())?.groups).toMatchObject([{ id: null, screens: [{ id: gate.id }] }]);
    expect(await as("keeper", "PUT", `/screens/${gate.id}/group`, { groupId })).toMatchObject({ status: 404, body: { type: "signage.no-such-group" } });
    expect(await group()).not.toBe(groupId);
  });
  test("every change of it stands in the record, with who made it", async () => {
    const before = (await traces()).length;
    const groupId = await group();
    await as("keeper", "PUT", `/groups/${groupId}/name`, { name: "车站" });
    await arrange(groupId);
    await as("keeper", "POST", `/groups/${groupId}/dissolution`);
    expect((await traces()).slice(before).map(({ action, actor_name }) => `${actor_name} ${action}`)).toEqual(["makeGroup", "renameGroup", "arrangeGroup", "dissolveGroup"].map((act) => `keeper signage.${act}`));
  });
});

describe("a change is refused", () => {
  test.each(["editor", "corps", "cc", "sec"])("to %s, who does not keep the account", async (who) => {
    const [{ id }, groupId] = [await aScreen("屏"), await group()];
    const tries = [as(who, "POST", "/groups", { accountId, name: "别组" }), as(who, "PUT", `/groups/${groupId}/name`, { name: "别组" }), arrange(groupId, {}, who), as(who, "PUT", `/screens/${id}/group`, { groupId }), as(who, "POST", `/groups/${groupId}/dissolution`)];
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject({ status: 403, body: { type: "signage.not-keeper" } });
    expect(await groupOn(groupId)).toMatchObject({ name: "高速口", version: 0, screens: [] });
  });
  test("that rests on an order somebody else has changed since", async () => {
    const groupId = await group();
    expect(await arrange(groupId)).toMatchObject({ status: 200 });
    expect(await arrange(groupId)).toMatchObject({ status: 409, body: { type: "signage.group-changed" } });
  });
  test("of a screen into a group of another account, by the desk and by the database", async () => {
    const other = await anAccount();
    const [{ id }, foreign] = [await aScreen("屏"), await group("别家", other)];
    expect(await as("keeper", "PUT", `/screens/${id}/group`, { groupId: foreign })).toMatchObject({ status: 404, body: { type: "signage.no-such-group" } });
    await expect(base.db.updateTable("signage.screen").set({ group_id: foreign }).where("id", "=", id).execute()).rejects.toThrow(/foreign key/);
  });
  test("of an order that names what was never put there, twice the same, or an urgent word to stand", async () => {
    const groupId = await group();
    const [tip, red, elsewhere] = [await put("提示"), await put("红色预警", { urgency: "red", validUntil: "2026-04-03T08:00:00.000Z" }), await put("别处", { account: await anAccount() })];
    for (const [over, type] of [[{ places: [place(elsewhere)] }, "signage.not-on-this-account"], [{ places: [place(tip), place(tip)] }, "signage.placed-twice"], [{ standing: tip, places: [place(tip)] }, "signage.placed-twice"], [{ standing: red }, "signage.urgent-does-not-stand"], [{ from: "2026-04-03T08:00:00.000Z", until: "2026-04-03T07:00:00.000Z" }, "signage.window-empty"]] as const) {
      expect(await arrange(groupId, over)).toMatchObject({ status: 409, body: { type } });
    }
    expect(await arrange(groupId, { places: [place(tip, { seconds: 2 })] })).toMatchObject({ status: 400 });
  });
  test("of a name that is taken, and of a group where there can be no screen", async () => {
    const groupId = await group();
    expect(await as("keeper", "POST", "/groups", { accountId, name: "高速口" })).toMatchObject({ status: 409, body: { type: "signage.group-name-taken" } });
    expect(await as("keeper", "PUT", `/groups/${groupId}/name`, { name: "高速口" })).toMatchObject({ status: 200 });
    expect(await as("keeper", "POST", "/groups", { accountId: await anAccount("yjt", "wecom"), name: "群" })).toMatchObject({ status: 409, body: { type: "signage.not-a-screen-account" } });
  });
});

describe("the board of screens", () => {
  test("is read within one's scope, and kept only by the unit's own", async () => {
    const { id } = await aScreen("屏");
    expect(await account("editor")).toMatchObject({ id: accountId, mine: false });
    expect(await account("keeper")).toMatchObject({ mine: true });
    expect(await account("cc")).toBeUndefined();
    expect(await as("sec", "GET", "/board")).toMatchObject({ status: 403, body: { type: "signage.may-not-read" } });
    expect((await as("cc", "GET", `/screens?accountId=${accountId}`)).body).toEqual([]);
    expect(await as("cc", "GET", `/screens/${id}/proofs`)).toMatchObject({ status: 404 });
  });
  test("says of each screen whether it asks, and what it proved last", async () => {
    const gate = await aScreen("收费站屏");
    const piece = await put("进山不带火");
    expect((await groupOn(null))?.screens).toMatchObject([{ alive: false, lastProof: null }]);
    const entryId = (await playlist(gate.path)).json<List>().entries[0]?.id;
    const at = (seconds: number) => new Date(clock.now.getTime() + seconds * 1_000).toISOString();
    await app.inject({ method: "POST", url: `${gate.path}/proof`, payload: { proofs: [{ id: randomUUID(), entryId, rev: "r", startedAt: at(-5), endedAt: at(0) }] } });
    expect((await groupOn(null))?.screens).toMatchObject([{ id: gate.id, alive: true, lastProof: { pieceId: piece, edition: 1, endedAt: at(0) } }]);
  });
});
