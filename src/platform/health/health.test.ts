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
  vault: { seal: String, unseal: String }, files: {} as House["files"], call: async () => ({ ok: false, reached: false, reason: "none" }), reach: async () => ({ ok: false, reason: "none" }), connectors: new Map(), doors: {}, subscriptions: [], publicUrl: "https://desk.test",
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
    const killed = await healthOf(house.db);
    expect(killed).toMatchObject({ ok: false, workers: 0 });
    expect(killed.workerSeconds).toBeGreaterThanOrEqual(15.5);
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

describe("the watchdog", { timeout: 120_000 }, () => {
  let told: { way: string; title: string; text: string }[] = [];
  let time = 0;
  let looks = new Map<House, number>();
  beforeEach(async () => {
    told = [];
    looks = new Map();
    await base.db.deleteFrom("platform.heartbeat").execute();
    await base.db.deleteFrom("platform.incident").execute();
  });
  const aWay = (name: string, works = true) => ({ name, tell: async ({ title, text }: StaffAlert) => { told.push({ way: name, title, text }); return { ok: works, detail: "" }; } });
  // Its time stands still until a test lets it pass, so that no slowness of the machine looks like a loss.
  const watch = (house: House, over: Partial<WatchdogOptions> = {}) => {
    const elapsed = () => { looks.set(house, (looks.get(house) ?? 0) + 1); return time; };
    const dog = startWatchdog({ house, contacts: async () => ({ people: ["林知夏"], ways: [aWay("群一", false), aWay("群二")] }), checkMs: 40, refreshMs: 0, jitterMs: 50, takeoverSeconds: 2, elapsed, ...over });
    stops.push(dog.stop);
  };
  const titles = () => told.filter((one) => one.way === "群二").map((one) => one.title);
  const becomes = (expected: string[]) => expect.poll(titles, { timeout: 30_000 }).toEqual(expected);
  const pass = (ms: number) => { time += ms; };
  /** Every watchdog has gone its round several times since: a round looks at the time once to seven times. */
  const rounds = async () => {
    const before = new Map(looks);
    await expect.poll(() => [...looks].every(([house, count]) => count >= (before.get(house) ?? 0) + 28), { timeout: 30_000 }).toBe(true);
  };
  /** Seven rounds of three seconds: a leap would look like a process that slept. */
  const worksOn = async () => { for (let step = 0; step < 7; step += 1) { pass(3_000); await rounds(); } };
  const cut = async () => { await line.cut(); await rounds(); };
  const mend = async () => { await line.mend(); await expect.poll(async () => (await healthOf(pool.db)).database, { timeout: 30_000 }).toBe("up"); await rounds(); };

  it("tells once that the database is gone, without it, through a channel that still works, and once that it is back", async () => {
    const house = aHouse("11");
    await beating(house, "worker");
    watch(house);
    await rounds();
    await cut();
    expect(titles()).toEqual([]);
    pass(30_000);
    await becomes(["数据库连不上"]);
    expect(told[1]?.text).toContain("值班员林知夏");
    await rounds();
    pass(30_000);
    await mend();
    await becomes(["数据库连不上", "数据库已恢复"]);
    await rounds();
    expect(titles()).toEqual(["数据库连不上", "数据库已恢复"]);
  });

  it("does not speak of a short loss, and not twice within its quiet time", async () => {
    const house = aHouse("12");
    await beating(house, "worker");
    watch(house);
    await rounds();
    const lose = async (ms: number) => { await cut(); pass(ms); await rounds(); await mend(); };
    await lose(15_000);
    expect(titles()).toEqual([]);
    const once = ["数据库连不上", "数据库已恢复"];
    await lose(30_000);
    await becomes(once);
    await lose(30_000);
    expect(titles()).toEqual(once);
    pass(600_000);
    await rounds();
    await lose(30_000);
    await becomes([...once, ...once]);
  });

  it("of several processes exactly one tells that no worker is left, and exactly one that they are back", async () => {
    const houses = ["21", "22", "23"].map((id) => aHouse(id));
    const worker = await beating(aHouse("20"), "worker");
    for (const house of houses) { await beating(house, "web"); watch(house); }
    await rounds();
    expect(titles()).toEqual([]);
    await worker();
    await rounds();
    expect(titles()).toEqual([]);
    await worksOn();
    await becomes(["没有投放进程在运行"]);
    await rounds();
    await beating(aHouse("24"), "worker");
    await becomes(["没有投放进程在运行", "投放进程已恢复"]);
    await rounds();
    expect(titles().length).toBe(2);
  });

  it("hands an incident on when the process that took it reached nobody", async () => {
    watch(aHouse("31"), { contacts: async () => ({ people: [], ways: [aWay("群一", false)] }), takeoverSeconds: 1 });
    await worksOn();
    await expect.poll(() => told.length, { timeout: 30_000 }).toBeGreaterThan(0);
    watch(aHouse("32"), { takeoverSeconds: 1 });
    await worksOn();
    await becomes(["没有投放进程在运行"]);
  });
});
