import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { laneOf, type Urgency } from "#kernel/urgency.ts";
import { registerScreen, screenShowed } from "#modules/signage/index.ts";
import { doorOfScreens } from "#modules/signage/module.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { on } from "#platform/topics.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouseOn, aRecall } from "./fixtures/articles.ts";
import { ledRoutes } from "./led.ts";

const unitId = "01980000-0000-7000-8000-000000000002";
const keeper: Actor = { ...theHouse, kind: "person", name: "值班员", unitId, holdings: [{ unitId, post: "duty-officer", delegatedFrom: null }] };

let base: TestDatabase;
let app: FastifyInstance;
let house: House;
let now = new Date("2026-04-03T06:00:00Z");
let told: { key: string; at: Date }[] = [];
let accountId: string;
let path: string;

beforeAll(async () => {
  base = await aDatabase();
  house = { ...aHouseOn(base.db, () => now), subscriptions: [on(screenShowed, async (_ctx, _tx, data) => { told.push({ key: data.key, at: data.at }); })] };
  app = Fastify();
  await ledRoutes(app, { house });
});
afterAll(async () => { await app.close(); await base.drop(); });
beforeEach(async () => {
  now = new Date("2026-04-03T06:00:00Z");
  told = [];
  accountId = randomUUID();
  await base.db.insertInto("channels.account").values({ id: accountId, connector_id: "led", unit_id: unitId, name: accountId, config: "{}", owner_person_id: randomUUID(), state: "active", created_at: now, updated_at: now }).execute();
  const { address } = await registerScreen(contextOf(house, keeper, "test"), { accountId, name: "人民广场东侧屏", place: "长春" });
  path = new URL(address).pathname;
});

const item = (pieceId: string, rev: number, some: { urgency?: Urgency; validUntil?: string; line?: string } = {}) => {
  const { urgency = "routine", validUntil = null, line = "进山不带火" } = some;
  const bare = { pieceId, rev, lines: [line], style: "scroll", urgency, priority: laneOf(urgency), validUntil };
  return canonical({ ...bare, sha256: sha256Hex(canonical(bare)) });
};
const put = (pieceId: string, rev: number, some?: Parameters<typeof item>[2], account = accountId) =>
  doorOfScreens(house).put({ key: `${account}/${pieceId}/${rev}`, accountId: account, pieceId, edition: rev, payload: item(pieceId, rev, some) });
type List = { rev: string; entries: { id: string; payload: string; sha256: string }[] };
const playlist = async (headers: Record<string, string> = {}) => app.inject({ url: `${path}/playlist.json`, headers });
const entries = async () => (await playlist()).json<List>().entries;
const prove = async (entryId: string, id: string = randomUUID(), from = -60, to = -30) =>
  app.inject({ method: "POST", url: `${path}/proof`, payload: { proofs: [{ id, entryId, rev: "r", startedAt: new Date(now.getTime() + from * 1000).toISOString(), endedAt: new Date(now.getTime() + to * 1000).toISOString() }] } });

describe("a playlist", () => {
  test("holds the signed bytes, gravest first, and answers 304 until it changes", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await put(a, 1);
    await put(b, 1, { urgency: "red", validUntil: "2026-04-03T07:00:00.000Z" });
    const first = await playlist();
    const list = first.json<List>();
    expect(list.entries.map((e) => (JSON.parse(e.payload) as { pieceId: string }).pieceId)).toEqual([b, a]);
    for (const e of list.entries) expect(sha256Hex(e.payload)).toBe(e.sha256);
    expect(first.headers["x-house-time"]).toBe("2026-04-03T06:00:00.000Z");
    expect((await playlist({ "if-none-match": `"${list.rev}"` })).statusCode).toBe(304);
    now = new Date("2026-04-03T07:00:00Z");
    const later = await playlist({ "if-none-match": `"${list.rev}"` });
    expect(later.json<List>().entries).toHaveLength(1);
  });
  test("belongs to one account's screens", async () => {
    await put(randomUUID(), 1, {}, randomUUID());
    expect(await entries()).toEqual([]);
  });
  test("swaps to a newer edition, never back, and drops what is recalled for good", async () => {
    const piece = randomUUID();
    await put(piece, 2);
    expect(await put(piece, 1)).toMatchObject({ ok: false, rawCode: "signage.superseded" });
    await put(piece, 3);
    expect((await entries()).map((e) => (JSON.parse(e.payload) as { rev: number }).rev)).toEqual([3]);
    const order = { key: `${accountId}/recall`, accountId, pieceId: piece, notice: aRecall({ pieceId: piece }) };
    expect(await doorOfScreens(house).withdraw(order)).toEqual(await doorOfScreens(house).withdraw(order));
    expect(await entries()).toEqual([]);
    expect(await put(piece, 4)).toMatchObject({ ok: false, rawCode: "signage.recalled" });
  });
});

describe("a proof of play", () => {
  test("raises the rung once, in the transaction that keeps it, however often it is sent", async () => {
    const piece = randomUUID();
    await put(piece, 1);
    const [entry] = await entries();
    const id = randomUUID();
    now = new Date("2026-04-03T06:10:00Z");
    for (let i = 0; i < 3; i++) expect((await prove(entry!.id, id)).json()).toEqual({ taken: [id] });
    await prove(entry!.id);
    expect(told).toEqual([{ key: `${accountId}/${piece}/1`, at: new Date("2026-04-03T06:09:00Z") }]);
    expect(await base.db.selectFrom("signage.proof").select("id").where("entry_id", "=", entry!.id).execute()).toHaveLength(2);
    expect(await doorOfScreens(house).look({ key: `${accountId}/${piece}/1`, accountId, pieceId: piece })).toMatchObject({ state: "present", rung: "displayed", matches: true });
  });
  test("comes days late from a screen that was offline, also for what was withdrawn since", async () => {
    const piece = randomUUID();
    await put(piece, 1);
    const [entry] = await entries();
    await doorOfScreens(house).withdraw({ key: `${accountId}/r`, accountId, pieceId: piece, notice: aRecall({ pieceId: piece }) });
    now = new Date("2026-04-08T06:00:00Z");
    await prove(entry!.id, randomUUID(), -4 * 86_400, -4 * 86_400 + 20);
    expect(told).toHaveLength(1);
  });
  test("of an entry of other screens, or of the future, is dropped without effect", async () => {
    const other = randomUUID();
    await put(randomUUID(), 1, {}, other);
    const foreign = await base.db.selectFrom("signage.entry").select("id").where("account_id", "=", other).executeTakeFirstOrThrow();
    await put(randomUUID(), 1);
    const [own] = await entries();
    for (const answer of [await prove(foreign.id), await prove(own!.id, randomUUID(), 0, 3_600), await prove(randomUUID())]) expect(answer.statusCode).toBe(200);
    expect(told).toEqual([]);
  });
});

describe("a screen's address", () => {
  test("opens the player with our own script only; a wrong one opens nothing", async () => {
    const page = await app.inject({ url: path });
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'/);
    expect(page.body).toContain('src="/led/client/led.ts"');
    for (const part of ["led", "playlist", "shelf", "stage", "keeper"]) {
      const script = await app.inject({ url: `/led/client/${part}.ts` });
      expect(script.headers["content-type"]).toContain("text/javascript");
      expect(script.body).not.toMatch(/import type|: Promise<|interface /);
    }
    for (const url of [`/led/${"x".repeat(43)}`, "/led/short", `/led/${"x".repeat(43)}/playlist.json`, "/led/client/../led.ts"]) expect((await app.inject({ url })).statusCode).toBe(404);
  });
  test("is given only to keepers of the account's unit", async () => {
    const stranger = { ...keeper, holdings: [{ unitId: randomUUID(), post: "duty-officer" as const, delegatedFrom: null }] };
    await expect(registerScreen(contextOf(house, stranger, "test"), { accountId, name: "x", place: "" })).rejects.toMatchObject({ kind: "forbidden" });
  });
});
