import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openLive } from "#platform/http/live.ts";
import { reach } from "#platform/http/outbound.ts";
import { turn } from "#platform/switches.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouseOfLines, anOrderOf, connectorIn, contextAt, heardBy, keepLines } from "./fixtures/lines.ts";
import { openWorlds, rungOf, type Worlds } from "./fixtures/worlds.ts";
import { doorOfGateways, startLines } from "./module.ts";

let base: TestDatabase;
let worlds: Worlds;
let open: Worlds["open"];
beforeAll(async () => { base = await aDatabase({ max: 24 }); worlds = openWorlds(base.db); ({ open } = worlds); });
afterEach(() => worlds.close());
afterAll(() => base.drop());

const phones = (many: number): string[] => Array.from({ length: many }, (_, i) => String(13_800_000_000 + i));
const long = "清明期间禁止一切野外用火，发现火情请拨12119。".repeat(6);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const words = (sim: Parameters<typeof heardBy>[0]) => heardBy(sim).map((one) => one.words.replace("【吉林应急】", ""));

describe("what a gateway refuses", () => {
  test("of one phone: the others have it, the rest of its message stays in the house, and the board may not call it accepted", async () => {
    const { sim, send, look, parts } = await open("cmpp2", { options: { reports: "none" }, over: { window: 1 } });
    sim.misbehave({ kind: "refuse", at: "submit", code: 13 });
    const order = anOrderOf(long);
    expect(await send(order)).toMatchObject({ ok: false, class: "unknownOutcome", rawCode: "13" });
    const total = (await parts()).length / 2;
    expect((await parts()).map(({ state }) => state)).toEqual([...Array<string>(total).fill("refused"), ...Array<string>(total).fill("answered")]);
    expect(sim.ledger).toHaveLength(total);
    const seen = await look(order);
    expect(seen.state).toBe("unclear");
    expect(JSON.parse(seen.rawBody)).toMatchObject({ numbers: 2, failed: ["*0001 13"], waiting: ["*0002"] });
    expect(await send({ ...order, attempt: 1 })).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect(sim.ledger).toHaveLength(total);
  });
  test("of every phone is a failure of its class, with its words", async () => {
    const { sim, send, look } = await open("smgp", { options: { reports: "none" } });
    sim.misbehave({ kind: "refuse", at: "submit", code: 75 }, 2);
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: false, class: "quota", rawCode: "75", rawBody: expect.stringContaining("超过日限量") });
    expect(await look(order)).toMatchObject({ state: "refused", failure: { class: "quota" } });
  });
  test("for being too often is offered again, and loses nothing", async () => {
    const { sim, send } = await open("smpp", { options: { reports: "none" }, waitMs: 12_000 });
    sim.misbehave({ kind: "throttle" }, 3);
    expect(await send(anOrderOf("火"))).toMatchObject({ ok: true });
    expect(sim.ledger).toHaveLength(2);
  });
});

describe("reports", () => {
  test("of nobody's part change nothing and are kept, with the last four digits", async () => {
    const { sim, send, look, until, account } = await open("cmpp3", { options: { reports: "held" } });
    const order = anOrderOf("火");
    await send(order);
    sim.release((held) => held.map((taken) => ({ ...taken, ref: String(BigInt(taken.ref) + 77n) })));
    await until(() => sim.counts.acknowledged === 2);
    expect(rungOf(await look(order))).toBe("accepted");
    const kept = await base.db.selectFrom("gateways.report").selectAll().where("account_id", "=", account.id).orderBy("last_four").execute();
    expect(kept.map((report) => report.last_four)).toEqual(["0001", "0002"]);
    for (const { raw } of kept) expect(Buffer.from(raw, "hex").toString("latin1")).toMatch(/\*{7}000[12]/);
  });
  test("that say no outrank those on the way, a yes outranks both, and one phone without it is told in words", async () => {
    let stat = "ACCEPTD";
    const { sim, send, look, until } = await open("cmpp2", { options: { reports: "held", stat: ({ phone }) => (phone.endsWith("2") ? "EXPIRED" : stat) } });
    const order = anOrderOf("火");
    await send(order);
    const [first, second] = sim.ledger;
    if (!first || !second) throw new Error("nothing taken");
    sim.release((held) => held);
    await until(() => sim.counts.acknowledged === 2);
    expect(rungOf(await look(order))).toBe("accepted");
    stat = "DELIVRD";
    await sim.report(first);
    await until(() => sim.counts.acknowledged === 3);
    stat = "UNDELIV";
    await sim.report(first);
    await until(() => sim.counts.acknowledged === 4);
    const seen = await look(order);
    expect(rungOf(seen)).toBe("published");
    expect(JSON.parse(seen.rawBody)).toEqual({ numbers: 2, parts: 2, delivered: 1, failed: ["*0002 EXPIRED"] });
  });
  test("all saying no refuse the message", async () => {
    const { sim, send, look, until } = await open("sgip", { options: { reports: "held", stat: () => "UNDELIV" } });
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: true });
    sim.release();
    await until(async () => rungOf(await look(order)) === "refused");
    expect(await look(order)).toMatchObject({ failure: { class: "recipient", scope: "recipient" } });
  });
  test("prove what no answer told, where the protocol names a part beforehand (SGIP)", async () => {
    const { sim, send, look, until } = await open("sgip", { options: { reports: "held" }, over: { answerSeconds: 1 }, waitMs: 1_500 });
    await until(async () => (await send(anOrderOf("木"))).ok);
    sim.ledger.length = 0;
    sim.release(() => []);
    sim.misbehave({ kind: "silent", effect: true }, 2);
    const order = anOrderOf("火");
    expect(await send(order)).toMatchObject({ ok: false, class: "unknownOutcome" });
    sim.release();
    await until(async () => rungOf(await look(order)) === "verified");
  });
  test("of what a phone wrote back are kept, its number cut", async () => {
    const { sim, send, until, account } = await open("cmpp2", { options: { reports: "none" } });
    await send(anOrderOf("火"));
    sim.say("8613800000001", "10691", "退订 13912345678");
    await until(() => sim.counts.acknowledged === 1);
    expect(await base.db.selectFrom("gateways.incoming").select(["last_four", "words"]).where("account_id", "=", account.id).execute()).toEqual([{ last_four: "0001", words: "退订 *5678" }]);
  });
});

describe("a phone that opts out", () => {
  const heard = (sim: { ledger: readonly { phone: string }[] }) => sim.ledger.map(({ phone }) => phone.slice(-4)).toSorted();
  test("gets nothing more, whatever is sent and sent again, until it asks for more; the others go on, and the house shows its number cut", async () => {
    const { sim, send, until, account, house } = await open("cmpp2", { options: { reports: "none" } });
    await send(anOrderOf("火"));
    expect(heard(sim)).toEqual(["0001", "0002"]);
    sim.say("8613800000001", "10691", "TD");
    await until(() => sim.counts.acknowledged === 1);
    sim.ledger.length = 0;
    const order = anOrderOf("水");
    for (const one of [order, { ...order, attempt: 1 }, anOrderOf("木")]) expect(await send(one)).toMatchObject({ ok: true, rung: "accepted" });
    expect(heard(sim)).toEqual(["0002", "0002"]);
    const rows = await base.db.selectFrom("gateways.opt_out").selectAll().where("account_id", "=", account.id).execute();
    expect(rows).toMatchObject([{ masked: "138****0001", wish: "out" }]);
    expect(rows[0]?.sealed).not.toContain("13800000001");
    expect([house.vault.unseal(rows[0]?.sealed ?? "")]).toEqual(["13800000001"]);
    sim.say("8613800000001", "10691", "订阅");
    await until(() => sim.counts.acknowledged === 2);
    sim.ledger.length = 0;
    await send(anOrderOf("金"));
    expect(heard(sim)).toEqual(["0001", "0002"]);
  });
  test("where the list is written otherwise it is the same phone; one that is not on the list leaves no number behind; where all opted out, that is said and nothing is dialled for it", async () => {
    const { sim, send, until, account } = await open("cmpp2", { options: { reports: "none" } });
    await send(anOrderOf("火"));
    for (const phone of ["8613900000002", "8613712345678", "8613800000001"]) sim.say(phone, "10691", "退订");
    await until(() => sim.counts.acknowledged === 3);
    sim.ledger.length = 0;
    expect(await send(anOrderOf("水"))).toMatchObject({ ok: false, class: "recipient", rawCode: "gateways.all-opted-out" });
    expect(sim.ledger).toEqual([]);
    expect((await base.db.selectFrom("gateways.opt_out").select("masked").where("account_id", "=", account.id).orderBy("seq").execute()).map(({ masked }) => masked)).toEqual(["139****0002", "138****0001"]);
  });
});

describe("what waits", () => {
  test("goes out most urgent first; a newer edition and a recall take back what an older one still has waiting", async () => {
    const { sim, send, until, parts, house, account } = await open("cmpp2", { options: { reports: "none", holdAnswers: true }, over: { phones: phones(3), window: 1 }, waitMs: 3_000 });
    const first = anOrderOf("一");
    const old = send(first);
    await until(() => sim.ledger.length === 1);
    const newer = send({ ...anOrderOf("二"), pieceId: first.pieceId, edition: 2 });
    await until(async () => (await parts()).filter(({ state }) => state === "withdrawn").length === 2);
    await base.db.updateTable("gateways.part").set({ lane: 3 }).where("account_id", "=", account.id).where("state", "=", "queued").execute();
    const alert = send(anOrderOf("三"));
    await until(async () => (await parts()).length === 9);
    for (let n = 2; n <= 7; n += 1) { await pause(20); sim.answerHeld(); await until(() => sim.ledger.length >= Math.min(n, 7)); }
    sim.answerHeld();
    expect(words(sim)).toEqual(["一", "三", "三", "三", "二", "二", "二"]);
    expect(await Promise.all([alert, newer, old])).toMatchObject([{ ok: true }, { ok: true }, { ok: false, class: "unknownOutcome" }]);
    expect(await send({ ...anOrderOf("零"), pieceId: first.pieceId, edition: 1 })).toMatchObject({ ok: false, class: "content", rawCode: "gateways.superseded" });
    expect(house.doors["gateways"]).toBeDefined();
  });
  test("after a recall no edition up to it goes on the line", async () => {
    const { send } = await open("smpp", { options: { reports: "none" } });
    const first = anOrderOf("一");
    expect(await send(first)).toMatchObject({ ok: true });
    expect(await send({ ...anOrderOf("撤回"), action: "recall", pieceId: first.pieceId })).toMatchObject({ ok: true });
    expect(await send({ ...anOrderOf("二"), pieceId: first.pieceId })).toMatchObject({ ok: false, rawCode: "gateways.recalled" });
  });
  test("never leaves once its sender was told", async () => {
    const { sim, send, house, parts } = await open("cmpp2", { options: { reports: "none" }, keep: false, waitMs: 300 });
    expect(await send(anOrderOf("火"))).toMatchObject({ ok: false, class: "transient", rawCode: "no-line" });
    const keeper = keepLines(house);
    worlds.stops.push(keeper.stop);
    await pause(300);
    expect([sim.ledger.length, (await parts()).map(({ state }) => state)]).toEqual([0, ["withdrawn", "withdrawn"]]);
  });
  test("for a phone that is no longer where it was in the list is not sent to another", async () => {
    const { sim, send, house, account, known } = await open("cmpp2", { options: { reports: "none" }, keep: false, waitMs: 1_500 });
    const sent = send(anOrderOf("火"));
    await pause(100);
    const config = connectorIn(house, known.connectorId).config.parse({ ...account.config, phones: ["13800000001", "13700000003"] });
    await base.db.updateTable("channels.account").set({ config: JSON.stringify(config) }).where("id", "=", account.id).execute();
    const keeper = keepLines(house);
    worlds.stops.push(keeper.stop);
    expect(await sent).toMatchObject({ ok: false, class: "unknownOutcome", rawCode: "gateways.list-changed", rawBody: expect.stringContaining("*0002 gateways.list-changed") });
    expect(sim.ledger.map(({ phone }) => phone)).toEqual(["13800000001"]);
  });
  test("cannot be read: refused before anything is written down", async () => {
    const { send, parts } = await open("cmpp2");
    expect(await send({ ...anOrderOf(""), payload: "{}" })).toMatchObject({ ok: false, class: "content", rawCode: "gateways.unreadable" });
    expect(await parts()).toEqual([]);
  });
});

test("whoever keeps lines is woken when something waits, at its commit", async () => {
  let told = 0;
  const live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  worlds.stops.push(live.stop);
  live.subscribe(new Set(["gateways"]), (topic) => { if (topic === "gateways") told += 1; });
  await pause(200);
  const { send, until } = await open("cmpp2", { options: { reports: "none" } });
  await send(anOrderOf("火"));
  await until(() => told > 0);
});

describe("the way out", () => {
  test("a gateway at a private address that nobody allowed is not dialled, for words and for health alike", async () => {
    const { sim, house, ctx, known } = await open("cmpp2", { keep: false });
    const shut = { ...house, reach: reach({ allow: () => false }) };
    const keeper = startLines(shut, { everyMs: 15 });
    worlds.stops.push(keeper.stop);
    const closed = { ...ctx, doors: { gateways: doorOfGateways(shut, { waitMs: 5_000 }) } };
    const connector = connectorIn(house, known.connectorId);
    expect(await connector.submit(closed, anOrderOf("火"))).toMatchObject({ ok: false, class: "permission", rawCode: "forbidden", rawBody: expect.stringContaining("private address") });
    expect(await connector.health?.(closed)).toMatchObject({ ok: false, detail: expect.stringContaining("forbidden") });
    expect(sim.counts).toMatchObject({ bound: 0, refused: 0 });
  });
  test("nothing is dialled while the house keeps everything in, and lines that stood are let go", async () => {
    const { sim, send, until } = await open("cmpp2", { options: { reports: "none" }, waitMs: 400 });
    await until(async () => (await send(anOrderOf("火"))).ok);
    await base.db.transaction().execute((tx) => turn(tx, "outbound", "off", new Date()));
    await pause(100);
    const taken = sim.ledger.length;
    expect(await send(anOrderOf("水"))).toMatchObject({ ok: false, class: "transient" });
    await base.db.transaction().execute((tx) => turn(tx, "outbound", "on", new Date()));
    await until(async () => (await send(anOrderOf("木"))).ok);
    expect(sim.ledger).toHaveLength(taken + 2);
  });
});

test("a line with nothing to do is let go, and dialled again when there is", async () => {
  const house = aHouseOfLines(base.db);
  const { sim, send, until, account } = await open("cmpp2", { keep: false, house });
  const keeper = keepLines(house, { idleMs: 100 });
  worlds.stops.push(keeper.stop);
  await send(anOrderOf("火"));
  await until(async () => (await base.db.selectFrom("gateways.line").select("state").where("account_id", "=", account.id).executeTakeFirst())?.state === "ended");
  await send(anOrderOf("水"));
  expect(sim.counts.bound).toBe(2);
});

test("numbers of staff stand in the account's settings and nowhere else", async () => {
  const { sim, send, house, until, ctx, look } = await open("smpp", { options: { reports: "held" } });
  sim.misbehave({ kind: "refuse", at: "submit", code: 0x0b });
  const order = anOrderOf("火");
  const kept: unknown[] = [await send(order)];
  sim.release();
  await until(() => sim.counts.acknowledged === 1);
  kept.push(await look(order), await connectorIn(house, "smpp").health?.(contextAt(house, { id: ctx.accountId, config: {} }, {})));
  for (const table of ["gateways.message", "gateways.part", "gateways.report", "gateways.incoming", "gateways.line", "audit.entry"] as const) kept.push(await base.db.selectFrom(table).selectAll().execute());
  const text = JSON.stringify(kept);
  for (const phone of ["13800000001", "13900000002"]) for (const form of [phone, Buffer.from(phone).toString("hex")]) expect(text).not.toContain(form);
  expect(text).toContain("*0001");
});

test("what was written down is not rewritten, and a part that left is not queued again by anyone", async () => {
  const { send, account } = await open("cmpp2", { options: { reports: "none" } });
  await send(anOrderOf("火"));
  const refusal = (work: Promise<unknown>) => work.then(() => "done", (error: { code?: string }) => error.code);
  expect(await refusal(base.db.updateTable("gateways.part").set({ state: "queued" }).where("account_id", "=", account.id).execute())).toBe("TS001");
  expect(await refusal(base.db.updateTable("gateways.message").set({ payload: "" }).where("account_id", "=", account.id).execute())).toBe("42501");
  expect(await refusal(base.db.deleteFrom("gateways.part").where("account_id", "=", account.id).execute())).toBe("42501");
});
