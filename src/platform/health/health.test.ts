import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffAlert } from "#kernel/connector.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { buildServer } from "#platform/http/server.ts";
import { openLog } from "#platform/log/log.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { healthOf } from "./health.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { mountHealth } from "./mount.ts";
import { startWatchdog, type WatchdogOptions } from "./watchdog.ts";

let base: TestDatabase;
let line: Awaited<ReturnType<typeof aLine>>;
let pool: ReturnType<typeof openDatabase>;
const stops: (() => Promise<void>)[] = [];

/** A wire to the database that can be cut and mended. */
async function aLine(url: URL) {
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    for (const socket of [near, far]) { open.add(socket); socket.on("error", () => { near.destroy(); far.destroy(); }); }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((ready) => { server.listen(port, "127.0.0.1", ready); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port, mend: () => listen(port),
    cut: () => new Promise<void>((done) => { server.close(() => { done(); }); for (const socket of open) socket.destroy(); open.clear(); }),
  };
}

beforeAll(async () => {
  base = await aDatabase();
  line = await aLine(new URL(base.url));
  pool = openDatabase({ url: Object.assign(new URL(base.url), { hostname: "127.0.0.1", port: String(line.port) }).href, max: 6 });
});
afterEach(async () => { for (const stop of stops.splice(0).reverse()) await stop(); });
afterAll(async () => { await pool.close(); await line.cut(); await base.drop(); });

const aHouse = (processId: string, db: Db = pool.db): House => ({
  processId: `00000000-0000-7000-8000-0000000000${processId}`, db, now: () => new Date(), log: openLog("fatal"), enqueue: async () => undefined,
  vault: { seal: String, unseal: String }, files: {} as House["files"], call: async () => ({ ok: false, reached: false, reason: "none" }), connectors: new Map(), doors: {}, subscriptions: [], publicUrl: "https://desk.test",
});

async function beating(house: House, role: "web" | "worker", everyMs = 50) {
  const { stop } = await startHeartbeat(house, role, everyMs);
  let stopped = false;
  const once = async () => { if (!stopped) { stopped = true; await stop(); } };
  stops.push(once);
  return once;
}

describe("health", () => {
  it("is red without a worker, green with one, and counts what modules tell it", async () => {
    const house = aHouse("01");
    expect(await healthOf(house.db)).toMatchObject({ ok: false, database: "up", workers: 0 });
    await beating(house, "worker");
    await beating(aHouse("02"), "web");
    expect(await healthOf(house.db)).toMatchObject({ ok: true, workers: 1, webs: 1 });
    const vitals = [{ name: "oldestDueSeconds", ask: async () => 90, redAbove: 60 }];
    expect(await healthOf(house.db, { vitals })).toMatchObject({ ok: false, vitals: { oldestDueSeconds: 90 } });
  });

  it("forgets a process that stopped in peace at once, one that was killed after fifteen seconds", async () => {
    const house = aHouse("03");
    const stop = await beating(house, "worker");
    await stop();
    expect(await healthOf(house.db)).toMatchObject({ workers: 0, workerSeconds: null });
    await base.db.insertInto("platform.heartbeat").values({ process_id: house.processId, role: "worker", host: "h", started_at: new Date(), beat_at: new Date(Date.now() - 16_000) }).execute();
    expect(await healthOf(house.db)).toMatchObject({ ok: false, workers: 0, workerSeconds: expect.closeTo(16, 0) });
    await base.db.deleteFrom("platform.heartbeat").execute();
  });

  it("is answered to anybody without secrets, and metrics to this machine or with the token only", async () => {
    const app = await buildServer({ house: aHouse("04"), bindings: [], doorkeeper: async () => null, mount: (server) => mountHealth(server, aHouse("04"), { metricsToken: "scrape-me" }) });
    stops.push(async () => { await app.close(); });
    const red = await app.inject("/healthz");
    expect([red.statusCode, red.json()]).toMatchObject([503, { ok: false, database: "up" }]);
    const metrics = (remoteAddress: string, headers = {}) => app.inject({ url: "/metrics", remoteAddress, headers });
    expect((await metrics("127.0.0.1")).body).toContain("tongsheng_database_up{");
    expect((await metrics("10.0.0.9")).statusCode).toBe(403);
    expect((await metrics("127.0.0.1", { "x-forwarded-for": "1.2.3.4" })).statusCode).toBe(403);
    expect((await metrics("10.0.0.9", { authorization: "Bearer scrape-me" })).statusCode).toBe(200);
    await line.cut();
    await new Promise((later) => setTimeout(later, 1_100));
    const dead = await app.inject("/healthz");
    await line.mend();
    expect([dead.statusCode, dead.json()]).toMatchObject([503, { ok: false, database: "down", workers: 0 }]);
  });
});

describe("the watchdog", () => {
  let told: { way: string; title: string; text: string }[] = [];
  beforeEach(() => { told = []; });
  const aWay = (name: string, works = true) => ({ name, tell: async ({ title, text }: StaffAlert) => { told.push({ way: name, title, text }); return { ok: works, detail: "" }; } });
  const watch = (house: House, over: Partial<WatchdogOptions> = {}) => {
    const dog = startWatchdog({ house, contacts: async () => ({ people: ["林知夏"], ways: [aWay("群一", false), aWay("群二")] }), checkMs: 40, lostAfterMs: 800, refreshMs: 50, answerMs: 500, jitterMs: 50, takeoverSeconds: 2, ...over });
    stops.push(dog.stop);
  };
  const titles = () => told.filter((one) => one.way === "群二").map((one) => one.title);
  const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

  it("tells once that the database is gone, without it, through a channel that still works, and once that it is back", async () => {
    const house = aHouse("11");
    await beating(house, "worker");
    watch(house);
    await pause(200);
    await line.cut();
    await expect.poll(titles, { timeout: 5_000 }).toEqual(["数据库连不上"]);
    expect(told[1]?.text).toContain("值班员林知夏");
    await pause(500);
    await line.mend();
    await expect.poll(titles, { timeout: 5_000 }).toEqual(["数据库连不上", "数据库已恢复"]);
    await pause(300);
    expect(titles()).toEqual(["数据库连不上", "数据库已恢复"]);
  });

  it("does not speak of a short loss, and not twice within its quiet time", async () => {
    const house = aHouse("12");
    await beating(house, "worker");
    watch(house);
    await pause(200);
    await line.cut();
    await pause(150);
    await line.mend();
    await pause(500);
    expect(titles()).toEqual([]);
    for (const expected of [["数据库连不上", "数据库已恢复"], ["数据库连不上", "数据库已恢复"]]) {
      await line.cut();
      await pause(1_600);
      await line.mend();
      await expect.poll(titles, { timeout: 5_000 }).toEqual(expected);
      await pause(200);
    }
  });

  it("of several processes exactly one tells that no worker is left, and exactly one that they are back", async () => {
    const houses = ["21", "22", "23"].map((id) => aHouse(id));
    const worker = await beating(aHouse("20"), "worker");
    for (const house of houses) { await beating(house, "web"); watch(house); }
    await pause(300);
    expect(titles()).toEqual([]);
    await worker();
    await expect.poll(titles, { timeout: 5_000 }).toEqual(["没有投放进程在运行"]);
    await pause(500);
    await beating(aHouse("24"), "worker");
    await expect.poll(titles, { timeout: 5_000 }).toEqual(["没有投放进程在运行", "投放进程已恢复"]);
    await pause(300);
    expect(titles().length).toBe(2);
  });

  it("hands an incident on when the process that took it reached nobody", async () => {
    const mute = { people: [], ways: [aWay("群一", false)] };
    watch(aHouse("31"), { contacts: async () => mute, lostAfterMs: 100, takeoverSeconds: 1 });
    await expect.poll(() => told.length, { timeout: 5_000 }).toBeGreaterThan(0);
    watch(aHouse("32"), { lostAfterMs: 100, takeoverSeconds: 1 });
    await expect.poll(titles, { timeout: 5_000 }).toEqual(["没有投放进程在运行"]);
  });
});
