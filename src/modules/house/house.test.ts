import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { openArchive } from "#platform/backup/archive.ts";
import { backUp } from "#platform/backup/back-up.ts";
import { restore } from "#platform/backup/restore.ts";
import { openDatabase } from "#platform/db/database.ts";
import { openLocalFiles } from "#platform/files/local.ts";
import type { House } from "#platform/house.ts";
import { buildServer } from "#platform/http/server.ts";
import { seedDeliveries } from "../../../bench/support/ground.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse, aProvince } from "../access/fixtures/desk.ts";
import { startSender, startSweeping } from "../dispatch/module.ts";
import { aFarSide } from "../dispatch/fixtures/far-side.ts";
import { routes } from "./module.ts";

const folder = mkdtempSync(join(tmpdir(), "tongsheng-house-"));
const clock = { get now() { return new Date(); } };
const administrator: Actor = {
  ...theHouse, kind: "person", personId: "00000000-0000-7000-8000-0000000000aa", name: "系统管理员", secondFactor: true, holdings: [{ unitId: theHouse.unitId, post: "system-admin", delegatedFrom: null }],
};
const stops: (() => Promise<unknown>)[] = [];
let restored: TestDatabase;
let house: House;
const far = aFarSide("far");

const desk = async (actor: Actor) => {
  const app = await buildServer({ house, bindings: routes, doorkeeper: async () => actor, perMinute: 1000 });
  stops.push(() => app.close());
  return app;
};

const states = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await sql<{ state: string; n: number }>`select state, count(*)::int as n from dispatch.progress group by state`.execute(restored.db)).rows.map(({ state, n }) => [state, n]));

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let waited = 0; !await holds(); waited += 20) {
    if (waited > 10_000) throw new Error("it did not come about");
    await pause(20);
  }
};

// Three deliveries wait when the backup is taken, and a worker has just claimed a fourth; the house is lost and restored.
beforeAll(async () => {
  const lost = await aDatabase();
  await aProvince(aHouse(lost.db, clock));
  const owner = openDatabase({ url: lost.url, restricted: false });
  await seedDeliveries(owner.db, { pieces: 4, accounts: 1, connectorIds: ["far"], perPiece: 1, state: "queued" });
  await sql`update dispatch.progress set state = 'sending', worker_id = gen_random_uuid(), attempt = 1, lease_until = now() - interval '1 second', requested_at = now()
    where delivery_id = (select delivery_id from dispatch.progress limit 1)`.execute(owner.db);
  await owner.close();
  const order = { files: openLocalFiles(join(folder, "files")), now: () => clock.now, say: () => undefined };
  await backUp({ ...order, url: lost.url, path: join(folder, "house.tsb"), keyName: "test", lockedKey: null, stopping: () => undefined });
  restored = await aDatabase();
  const archive = await openArchive(join(folder, "house.tsb"));
  await restore({ ...order, url: restored.url, archive, replace: false, by: "命令行" });
  await archive.close();
  await lost.drop();
  house = { ...aHouse(restored.db, clock), connectors: new Map([[far.connector.id, far.connector]]) };
  const [sender, sweeping] = [startSender(house, { pollMs: 50 }), startSweeping(house)];
  stops.push(() => sender.stop(), () => sweeping.stop());
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await restored.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("after a restore", () => {
  test("nothing leaves the house although senders run, and every screen can say so", async () => {
    await pause(1_000);
    expect(far.calls).toEqual([]);
    expect((await states())["published"] ?? 0).toBe(0);
    const answer = await (await desk({ ...administrator, holdings: [] })).inject({ url: "/api/house/state" });
    expect(answer.json()).toMatchObject({ outbound: "off", mayRelease: false, restored: { backupMadeAt: expect.stringMatching(/Z$/) as string } });
    expect((answer.json() as { waiting: number }).waiting).toBeGreaterThanOrEqual(3);
  });

  test("nobody but the system administrator of the whole house releases it, and only with a reason", async () => {
    const refused = await (await desk({ ...administrator, secondFactor: false })).inject({ method: "POST", url: "/api/house/release", payload: { reason: "各渠道已核对" } });
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { type: "house.not-yours-to-release" }]);
    expect((await (await desk(administrator)).inject({ method: "POST", url: "/api/house/release", payload: { reason: "" } })).statusCode).toBe(400);
    expect(far.calls).toEqual([]);
  });

  test("released, what waited leaves, what was claimed is settled by its lease; doing it twice leaves one trace", async () => {
    const app = await desk(administrator);
    for (const _ of [1, 2]) expect((await app.inject({ method: "POST", url: "/api/house/release", payload: { reason: "各渠道已核对" } })).statusCode).toBe(200);
    await until(async () => ((await states())["sending"] ?? 0) + ((await states())["queued"] ?? 0) === 0);
    expect(new Set(far.arrivals.map(({ key }) => key)).size).toBe(far.arrivals.length);
    expect(far.arrivals.length).toBeGreaterThanOrEqual(3);
    const { rows } = await sql<{ facts: string; actor_name: string }>`select facts, actor_name from audit.entry where action = 'house.release'`.execute(restored.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ actor_name: "系统管理员", facts: expect.stringContaining("各渠道已核对") as string });
    expect((await app.inject({ url: "/api/house/state" })).json()).toMatchObject({ outbound: "on", waiting: 0, restored: null });
  });
});
