import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouseOfLines, anOrderOf, contextAt, connectorIn, keepLines } from "./fixtures/lines.ts";
import { openWorlds, rungOf, type Worlds } from "./fixtures/worlds.ts";

let base: TestDatabase;
let owner: pg.Client;
let worlds: Worlds;
beforeAll(async () => {
  base = await aDatabase({ max: 24 });
  owner = new pg.Client({ connectionString: base.url });
  await owner.connect();
  worlds = openWorlds(base.db);
});
afterEach(() => worlds.close());
afterAll(async () => { await owner.end(); await base.drop(); });

const phones = (many: number): string[] => Array.from({ length: many }, (_, i) => String(13_800_000_000 + i));
const count = <T>(all: readonly T[], what: (one: T) => boolean): number => all.filter(what).length;
const keep = (house = aHouseOfLines(base.db)) => { const keeper = keepLines(house); worlds.stops.push(keeper.stop); return keeper; };
/** Every connection to this database but the asking one is gone at once. */
const cut = () => owner.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

async function aVictim(): Promise<ChildProcess> {
  const victim = fork(fileURLToPath(new URL("./fixtures/victim.ts", import.meta.url)));
  worlds.stops.push(async () => { victim.kill("SIGKILL"); });
  await once(victim, "message");
  victim.send(base.url);
  await once(victim, "message");
  return victim;
}

test("kill -9 over parts that were handed over: they are unknown, the rest goes out, no phone has it twice", { timeout: 60_000 }, async () => {
  const { sim, send, look, until, parts, account } = await worlds.open("cmpp2", { keep: false, options: { holdAnswers: true, reports: "none" }, over: { phones: phones(10), window: 4 } });
  const victim = await aVictim();
  const order = anOrderOf("火");
  const sent = send(order);
  await until(() => sim.ledger.length === 4);
  victim.kill("SIGKILL");
  await once(victim, "exit");
  keep();
  await until(() => { sim.answerHeld(); return sim.ledger.length === 10; });
  sim.answerHeld();
  expect(await sent).toMatchObject({ ok: false, class: "unknownOutcome", rawCode: "keeper-gone" });
  expect(count(await parts(), ({ state, code }) => state === "unknown" && code === "keeper-gone")).toBe(4);
  expect(count(await parts(), ({ state }) => state === "answered")).toBe(6);
  expect(await send({ ...order, attempt: 1 })).toMatchObject({ ok: false, class: "unknownOutcome" });
  expect(new Set(sim.ledger.map(({ phone }) => phone)).size).toBe(sim.ledger.length);
  expect([sim.ledger.length, rungOf(await look(order))]).toEqual([10, "unclear"]);
  expect(JSON.parse((await look(order)).rawBody)).toMatchObject({ numbers: 10, unknown: ["*0000 keeper-gone", "*0001 keeper-gone", "*0002 keeper-gone", "*0003 keeper-gone"] });
  expect(account.config["phones"]).toHaveLength(10);
});

test.each([1, 7, 19, 33, 58])("kill -9 once the gateway has %i of 60: what is said of every phone is true", { timeout: 60_000 }, async (taken) => {
  const { sim, send, until } = await worlds.open("smpp", { keep: false, options: { reports: "none" }, over: { phones: phones(60), window: 8 } });
  const victim = await aVictim();
  const order = anOrderOf("火");
  const sent = send(order);
  await until(() => sim.ledger.length >= taken);
  victim.kill("SIGKILL");
  keep();
  const answer = await sent;
  const again = answer.ok ? answer : await send({ ...order, attempt: 1 });
  const rows = await base.db.selectFrom("gateways.part").select(["place", "state"]).where("account_id", "=", (await base.db.selectFrom("gateways.message").select("account_id").where("key", "=", order.key).executeTakeFirstOrThrow()).account_id).execute();
  const had = sim.ledger.map(({ phone }) => Number(phone.slice(-8)) % 1000);
  expect(new Set(had).size).toBe(had.length);
  for (const { place, state } of rows) {
    if (state === "answered") expect(had).toContain(place - 1);
    else expect([place, state]).toEqual([place, "unknown"]);
  }
  expect(again.ok).toBe(rows.every(({ state }) => state === "answered"));
});

test("of two workers one holds the account; the other takes over and hears the reports of what the first one sent", async () => {
  const { sim, send, look, until, house, account, known, keeper } = await worlds.open("cmpp3", { options: { reports: "held" } });
  const other = aHouseOfLines(base.db);
  keep(other);
  const orders = Array.from({ length: 12 }, (_, i) => anOrderOf(`第${i}条`));
  const elsewhere = contextAt(other, account, known.secrets);
  const sent = await Promise.all(orders.map((order, i) => (i % 2 === 0 ? send(order) : connectorIn(other, "cmpp").submit(elsewhere, order))));
  expect(sent.every(({ ok }) => ok)).toBe(true);
  expect([sim.counts.bound, sim.ledger.length]).toEqual([1, 24]);
  const holder = (await base.db.selectFrom("gateways.line").select("process_id").where("account_id", "=", account.id).executeTakeFirstOrThrow()).process_id;
  if (holder === house.processId) await keeper.stop();
  else await worlds.stops.pop()?.();
  await until(() => sim.counts.bound === 2);
  sim.release((held) => held.toReversed());
  for (const order of orders) await until(async () => rungOf(await look(order)) === "verified");
});

describe("a report is acknowledged only when it is kept", () => {
  test("not while the database cannot write it", async () => {
    const { sim, send, look, until } = await worlds.open("smgp", { options: { reports: "held" } });
    const order = anOrderOf("火");
    await send(order);
    await owner.query("begin");
    await owner.query("lock table gateways.report in exclusive mode");
    sim.release();
    await new Promise((done) => setTimeout(done, 300));
    expect(sim.counts.acknowledged).toBe(0);
    await owner.query("commit");
    await until(() => sim.counts.acknowledged === 2);
    expect(rungOf(await look(order))).toBe("verified");
  });
  test.each(["cmpp2", "smgp", "smpp", "sgip"])("%s: a database that is cut again and again loses none and doubles nothing", { timeout: 60_000 }, async (id) => {
    const { sim, send, look, until, account } = await worlds.open(id, { options: { reports: "held" }, over: { phones: phones(30) } });
    const order = anOrderOf("火");
    const sent = await send(order).catch((error: unknown) => error);
    expect(sent).toMatchObject({ ok: true });
    const kept = async () => Number((await owner.query<{ n: string }>("select count(*) as n from gateways.report where account_id = $1", [account.id])).rows[0]?.n);
    sim.release();
    for (let i = 0; i < 6; i += 1) {
      await cut();
      await new Promise((done) => setTimeout(done, 40));
      const acknowledged = sim.counts.acknowledged;
      expect(await kept()).toBeGreaterThanOrEqual(acknowledged);
    }
    await until(async () => {
      // An SGIP gateway dials in again when it has something to bring.
      if (id === "sgip") sim.say("8613800000001", "10691", "退订");
      return rungOf(await look(order).catch(() => ({ state: "pending" as const, rawBody: "" }))) === "verified";
    });
    expect(sim.ledger).toHaveLength(30);
  });
  test("answers that came while the database was away are written when it is back", async () => {
    const { sim, send, until, parts } = await worlds.open("cmpp2", { options: { reports: "none", holdAnswers: true }, waitMs: 500 });
    const order = anOrderOf("火");
    const sent = send(order);
    await until(() => sim.ledger.length === 2);
    expect(await sent).toMatchObject({ class: "unknownOutcome", rawCode: "pending" });
    await owner.query("begin");
    await owner.query("lock table gateways.part in exclusive mode");
    sim.answerHeld();
    await new Promise((done) => setTimeout(done, 100));
    await owner.query("commit");
    await cut();
    await until(async () => (await parts().catch(() => [])).filter(({ state }) => state === "answered").length === 2);
    expect(sim.ledger).toHaveLength(2);
  });
});
