import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { anOrderOf, connectorIn, heardBy, keepLines, knownLines, setSecrets } from "./fixtures/lines.ts";
import { freePort, openWorlds, rungOf, type Worlds } from "./fixtures/worlds.ts";

let base: TestDatabase;
let worlds: Worlds;
let open: Worlds["open"];
beforeAll(async () => { base = await aDatabase({ max: 24 }); worlds = openWorlds(base.db); ({ open } = worlds); });
afterEach(() => worlds.close());
afterAll(() => base.drop());

const long = "清明期间禁止一切野外用火，发现火情请拨12119。".repeat(6);

describe.each(Object.keys(knownLines))("%s", (id) => {
  test("approved words are what every phone puts together; accepted when the gateway has all, verified when every phone has", async () => {
    const { sim, send, look, until, parts } = await open(id, { options: { reports: "held" } });
    const order = anOrderOf(long);
    expect(await send(order)).toMatchObject({ ok: true, rung: "accepted", ref: order.key });
    expect(heardBy(sim).map(({ words }) => words)).toEqual([`【吉林应急】${long}`, `【吉林应急】${long}`]);
    expect(rungOf(await look(order))).toBe("accepted");
    sim.release((held) => held.toReversed());
    await until(async () => rungOf(await look(order)) === "verified");
    for (const part of await parts()) expect(part).toMatchObject({ state: "answered", report: "delivered" });
    await until(() => sim.counts.acknowledged === sim.ledger.length);
  });
  test.each(["beforeAnswer", "doubled"] as const)("reports %s come to one truth, and every one of them is kept", async (reports) => {
    const { sim, send, look, until, account } = await open(id, { options: { reports } });
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: true });
    await until(async () => rungOf(await look(order)) === "verified");
    await until(() => sim.counts.acknowledged === (reports === "doubled" ? 4 : 2));
    expect(await base.db.selectFrom("gateways.report").select(["state", "stat"]).where("account_id", "=", account.id).execute()).toHaveLength(reports === "doubled" ? 4 : 2);
  });
  test("the same key twice is one effect, at once or one after the other", async () => {
    const { sim, send } = await open(id, { options: { reports: "none" } });
    const order = anOrderOf("火");
    const both = await Promise.all([send(order), send(order)]);
    expect([...both, await send({ ...order, attempt: 1 })].map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(sim.ledger).toHaveLength(2);
    expect(await send({ ...order, payload: anOrderOf("水").payload })).toMatchObject({ ok: false, class: "content", rawCode: "gateways.other-bytes" });
  });
  test("a gateway that takes and never answers leaves it unknown, and nothing goes out twice by itself", async () => {
    const { sim, send, look, until, parts } = await open(id, { options: { reports: "none" }, over: { answerSeconds: 1 }, waitMs: 1_500 });
    await until(async () => (await send(anOrderOf("木"))).ok);
    sim.ledger.length = 0;
    sim.misbehave({ kind: "silent", effect: true }, 2);
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: false, class: "unknownOutcome", ref: order.key });
    await until(async () => (await parts()).filter(({ state }) => state === "unknown").length === 2);
    expect(await send({ ...order, attempt: 1 })).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect([rungOf(await look(order)), sim.ledger.length]).toEqual(["unclear", 2]);
  });
  test("no line: nothing left, nothing will, and the next try carries it", async () => {
    const port = await freePort();
    const { send, look, parts, sim, house, account, known } = await open(id, { over: { port }, options: { reports: "none" } });
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: false, class: "transient", rawCode: "no-line", rawBody: expect.stringContaining("ECONNREFUSED") });
    expect((await parts()).map(({ state }) => state)).toEqual(["withdrawn", "withdrawn"]);
    expect(rungOf(await look(order))).toBe("absent");
    const config = connectorIn(house, known.connectorId).config.parse({ ...account.config, port: sim.port });
    await base.db.updateTable("channels.account").set({ config: JSON.stringify(config) }).where("id", "=", account.id).execute();
    for (let tries = 0; tries < 20 && !(await send(order)).ok; tries += 1) await new Promise((done) => setTimeout(done, 50));
    expect(sim.ledger).toHaveLength(2);
  });
  test("a wrong secret suspends the account after one try, tells by its health, and a mended one goes on", async () => {
    const { sim, send, house, account, known, ctx } = await open(id, { options: { reports: "none" } });
    await setSecrets(house, account.id, known.wrong);
    const connector = connectorIn(house, known.connectorId);
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: false, class: "auth" });
    expect(await send(anOrderOf("水"))).toMatchObject({ ok: false, class: "auth" });
    expect(sim.counts).toMatchObject({ bound: expect.any(Number) as number, refused: 1 });
    expect(await connector.health?.(ctx)).toMatchObject({ ok: false, detail: expect.stringContaining("auth") });
    await setSecrets(house, account.id, known.secrets);
    expect(await connector.health?.(ctx)).toMatchObject({ ok: true });
    await new Promise((done) => setTimeout(done, 100));
    expect(await send(anOrderOf("木"))).toMatchObject({ ok: true });
  });
  test("health proves address and secrets and sends nothing, with a line open and without", async () => {
    const { sim, send, ctx, house, known } = await open(id, { options: { reports: "none" }, keep: false });
    const connector = connectorIn(house, known.connectorId);
    expect(await connector.health?.(ctx)).toMatchObject({ ok: true });
    const keeper = keepLines(house);
    worlds.stops.push(keeper.stop);
    await send(anOrderOf("火"));
    const bound = sim.counts.bound;
    expect(await connector.health?.(ctx)).toMatchObject({ ok: true });
    expect([sim.counts.bound, sim.ledger.length]).toEqual([bound, 2]);
  });
});
