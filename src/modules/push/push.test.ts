import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { webPush } from "#channels/web-push/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { contextFor } from "#modules/channels/index.ts";
import { startSender } from "#modules/dispatch/module.ts";
import { layReady } from "#modules/dispatch/fixtures/ready.ts";
import { aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { contextOf } from "#platform/http/context.ts";
import { outbound } from "#platform/http/outbound.ts";
import { turn } from "#platform/switches.ts";
import { aCorrection, anEdition, aNotice } from "#tests/conformance/edition.ts";
import { anOrder, aRecall } from "#tests/conformance/subjects.ts";
import { startPushService, type PushService } from "#tests/simulators/web-push.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse, type TestHouse } from "#tests/support/house.ts";
import { doorOfReaders } from "./actions/door.ts";
import { optMove, optOut } from "./actions/readers.ts";
import { aPushAccount, aReader, towards, type PushAccount } from "./fixtures/readers.ts";
import { sendDue } from "./jobs/send.ts";
import { PushNote, topicOf } from "./rules/note.ts";

let base: TestDatabase;
let service: PushService;
let house: TestHouse;
let account: PushAccount;
let ctx: ConnectorContext;
let ahead = 0;
let out: Outbound;

beforeAll(async () => { base = await aDatabase(); });
afterAll(async () => { await base.drop(); });
beforeEach(async () => {
  ahead = 0;
  await base.db.updateTable("channels.account").set({ state: "closed" }).execute();
  service = await startPushService({ origin: "https://push.example.org" });
  out = towards(service, outbound({ allow: () => true }));
  house = aHouse(base.db, { now: () => new Date(Date.now() + ahead), call: (request) => out(request) });
  account = await aPushAccount(base.db, house);
  ctx = { ...contextFor(house, { id: account.accountId, config: account.config, secrets: { privateKey: account.privateKey } }), doors: { push: doorOfReaders(house) } };
});
afterEach(async () => { await service.stop(); });

const work = () => sendDue(contextOf(house, theHouse, randomUUID()));
const reader = (urgentOnly = false) => aReader(house, service, account, urgentOnly);
const piece = (some: Partial<SealedEdition> = {}): SealedEdition => anEdition({ pieceId: randomUUID(), validUntil: null, ...some });
const orderOf = (edition: SealedEdition, change: Partial<Order> = {}): Order => anOrder(webPush.render(edition, account.config), edition, { key: randomUUID(), ...change });
const recallOf = (edition: SealedEdition): Order => {
  const notice = { ...aNotice(), pieceId: edition.pieceId };
  return { ...aRecall(notice, webPush.renderRecall?.(notice, account.config).payload ?? "", null), key: randomUUID(), edition: edition.number };
};
const put = (order: Order) => webPush.submit(ctx, order);
const look = (order: Order) => webPush.check?.(ctx, order);
const figures = async (order: Order) => JSON.parse((await look(order))?.rawBody ?? "{}") as Record<string, number>;
const titles = (endpoint: string) => service.fetch(endpoint).map((text) => PushNote.parse(JSON.parse(text)).title);
const later = (seconds: number) => { ahead += seconds * 1000; };

describe("a reminder", () => {
  test("reaches everybody who stands, byte for byte as it was signed, and is accepted when a push service took it", async () => {
    const [a, b] = [await reader(), await reader()];
    const order = orderOf(piece());
    expect(await put(order)).toMatchObject({ ok: false, class: "unknownOutcome", rawCode: "push.under-way" });
    expect(await look(order)).toMatchObject({ state: "pending" });
    expect(house.jobs.map((job) => job.kind)).toEqual(["push.send"]);
    await work();
    expect([service.fetch(a), service.fetch(b)]).toEqual([[order.payload], [order.payload]]);
    expect(service.ledger[0]).toMatchObject({ topic: topicOf(order.pieceId), urgency: "high" });
    expect(await look(order)).toMatchObject({ state: "present", rung: "accepted" });
    expect(await put(order)).toMatchObject({ ok: true, rung: "accepted", ref: order.key });
    expect(await figures(order)).toEqual({ told: 2, sent: 2, dropped: 0, givenUp: 0, left: 0 });
  });
  test("goes once under one key, at whatever moment it is put again, and never with other bytes", async () => {
    const a = await reader();
    const order = orderOf(piece());
    for (let i = 0; i < 3; i++) { await put({ ...order, attempt: i }); await work(); }
    expect(service.fetch(a)).toHaveLength(1);
    expect(service.ledger).toHaveLength(1);
    expect(await put({ ...order, payload: order.payload.replace("森林", "草原") })).toMatchObject({ ok: false, rawCode: "push.other-bytes" });
  });
  test("that is not urgent leaves those alone who want only urgent ones; whoever heard something urgent hears what became of it", async () => {
    const [all, urgent] = [await reader(), await reader(true)];
    const [calm, grave] = [piece({ urgency: "yellow" }), piece({ urgency: "red" })];
    for (const edition of [calm, grave]) await put(orderOf(edition));
    await work();
    expect([service.fetch(all).length, service.fetch(urgent).length]).toEqual([2, 1]);
    await put(orderOf({ ...aCorrection(), pieceId: grave.pieceId, urgency: "routine", validUntil: null }));
    await put(recallOf(calm));
    await work();
    expect(titles(urgent)).toEqual(["【更正】清明期间森林防火提示"]);
  });
  test("to nobody fails and says so; tried again when somebody stands, it goes", async () => {
    const order = orderOf(piece());
    expect(await put(order)).toMatchObject({ ok: false, class: "recipient", rawCode: "push.nobody" });
    const a = await reader();
    await put(order);
    await work();
    expect(service.fetch(a)).toEqual([order.payload]);
    expect(await put(order)).toMatchObject({ ok: true });
  });
  test("waits while nothing may leave the house, and for an account whose keys are no pair it is refused", async () => {
    await reader();
    const order = orderOf(piece());
    await contextOf(house, theHouse, "t").observe((tx) => turn(tx, "outbound", "off", house.now()));
    await put(order);
    await work();
    expect(service.ledger).toHaveLength(0);
    await contextOf(house, theHouse, "t").observe((tx) => turn(tx, "outbound", "on", house.now()));
    await work();
    expect(service.ledger).toHaveLength(1);
    await base.db.updateTable("channels.secret").set({ sealed: house.vault.seal("x".repeat(43)) }).where("account_id", "=", account.accountId).execute();
    expect(await put(orderOf(piece()))).toMatchObject({ ok: false, class: "auth", rawCode: "push.keys" });
  });
});

describe("a correction and a recall", () => {
  test("take the place of what a push service still holds, and of what has not left here", async () => {
    const a = await reader();
    const first = piece();
    const [old, next] = [orderOf(first), orderOf({ ...aCorrection(), pieceId: first.pieceId, validUntil: null })];
    await put(old);
    await work();
    await put(next);
    await work();
    expect(titles(a)).toEqual(["【更正】清明期间森林防火提示"]);
    const other = piece();
    const waiting = orderOf(other);
    await put(waiting);
    await put(recallOf(other));
    await work();
    expect(titles(a)).toEqual([expect.stringMatching(/^【撤回】/)]);
    expect(await look(waiting)).toMatchObject({ state: "absent" });
    expect(await put(orderOf({ ...other, number: 2 }))).toMatchObject({ ok: false, rawCode: "push.recalled" });
    await put(orderOf(first));
    await work();
    expect(titles(a)).toEqual([]);
  });
  test("never overtake a call with the older edition that is under way", async () => {
    const a = await reader();
    const first = piece();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((open) => { release = open; });
    const through = out;
    out = async (request) => { await gate; return through(request); };
    await put(orderOf(first));
    const slow = work();
    await expect.poll(async () => (await base.db.selectFrom("push.pending").select("held_until").where("held_until", "is not", null).execute()).length).toBe(1);
    await put(orderOf({ ...aCorrection(), pieceId: first.pieceId, validUntil: null }));
    await work();
    expect(service.ledger).toHaveLength(0);
    release();
    await slow;
    expect(titles(a)).toEqual(["【更正】清明期间森林防火提示"]);
  });
});

describe("in trouble", () => {
  test("a browser that is gone is forgotten, one that asks to be left alone is forgotten at once, with what it was still to be told", async () => {
    const [gone, tired, stays] = [await reader(), await reader(), await reader()];
    service.expire(gone);
    const order = orderOf(piece());
    await put(order);
    expect(await optOut(house, { endpoint: tired })).toMatchObject({ ok: true });
    await work();
    expect([service.fetch(tired), service.fetch(stays).length]).toEqual([[], 1]);
    expect(await figures(order)).toEqual({ told: 3, sent: 1, dropped: 1, givenUp: 0, left: 0 });
    expect(await base.db.selectFrom("push.subscription").select("id").where("server_key", "=", account.publicKey).execute()).toHaveLength(1);
    expect(await optOut(house, { endpoint: tired })).toMatchObject({ ok: true });
  });
  test("a browser that changes its address by itself is followed with its wish, its day and what it was still to be told; the old address is forgotten", async () => {
    const left = await reader(true);
    const before = await base.db.selectFrom("push.subscription").selectAll().where("server_key", "=", account.publicKey).executeTakeFirstOrThrow();
    const order = orderOf(piece({ urgency: "red" }));
    await put(order);
    const { endpoint, keys } = service.subscribe(account.publicKey);
    service.expire(left);
    for (let n = 0; n < 2; n += 1) expect(await optMove(house, { left, endpoint, keys, serverKey: account.publicKey })).toMatchObject({ ok: true });
    const after = await base.db.selectFrom("push.subscription").selectAll().where("server_key", "=", account.publicKey).execute();
    expect(after).toMatchObject([{ urgent_only: true, since: before.since }]);
    expect(after[0]?.id).not.toBe(before.id);
    await work();
    expect(titles(endpoint)).toHaveLength(1);
    expect(await figures(order)).toEqual({ told: 1, sent: 1, dropped: 0, givenUp: 0, left: 0 });
  });
  test.each([
    ["nobody stood at the old one", () => ({ left: "https://push.example.org/nobody" }), true],
    ["the new one is a private address", (left: string) => ({ left, endpoint: "https://10.0.0.8/x" }), "push.endpoint"],
    ["it bears another key", (left: string) => ({ left, serverKey: `B${"a".repeat(86)}` }), "push.other-key"],
    ["it does not say which it left", () => ({}), "push.malformed"],
  ] as const)("a change of address keeps nobody new where %s", async (_, change, outcome) => {
    const left = await reader();
    const said = await optMove(house, { ...service.subscribe(account.publicKey), serverKey: account.publicKey, ...change(left) });
    expect(said.ok ? true : said.refusal.code).toBe(outcome);
    expect(await base.db.selectFrom("push.subscription").select("id").where("server_key", "=", account.publicKey).execute()).toHaveLength(1);
  });
  test("a push service that is busy is left alone as long as it says, for all its browsers, and then tried again", async () => {
    for (let i = 0; i < 40; i++) await reader();
    service.misbehave({ kind: "status", status: 429, retryAfterSeconds: 120 }, 16);
    const order = orderOf(piece());
    await put(order);
    await work();
    expect(service.heard.length).toBeLessThanOrEqual(16);
    later(60);
    await work();
    expect(service.ledger).toHaveLength(0);
    later(61);
    await work();
    expect(service.ledger).toHaveLength(40);
    expect(await figures(order)).toMatchObject({ sent: 40, left: 0 });
  });
  test("a push service that stays broken is given up in the end, and costs no reader", async () => {
    await reader();
    service.misbehave({ kind: "status", status: 500 }, 99);
    const order = orderOf(piece());
    await put(order);
    for (let i = 0; i < 12; i++) { await work(); later(1_000); }
    expect(service.heard).toHaveLength(8);
    expect(await figures(order)).toMatchObject({ sent: 0, givenUp: 1, left: 0 });
    expect(await look(order)).toMatchObject({ state: "refused", failure: { class: "recipient", rawCode: "push.nobody" } });
    expect(await base.db.selectFrom("push.subscription").select("id").where("server_key", "=", account.publicKey).execute()).toHaveLength(1);
  });
  test("what is too old is not sent any more", async () => {
    await reader();
    const order = orderOf(piece({ validUntil: new Date(Date.now() + 60_000).toISOString() }));
    await put(order);
    later(61);
    await work();
    expect([service.heard.length, (await figures(order))["givenUp"]]).toEqual([0, 1]);
  });
  test("a worker that dies after the push service took it loses nothing: the repeat takes the place of the first and counts once", async () => {
    const a = await reader();
    const order = orderOf(piece());
    await put(order);
    const through = out;
    out = async (request) => { await through(request); throw new Error("killed"); };
    await expect(work()).rejects.toThrow("killed");
    out = through;
    await work();
    expect(service.ledger).toHaveLength(1);
    later(300);
    await work();
    expect(service.ledger.map(({ replaced }) => replaced)).toEqual([true, false]);
    expect(service.fetch(a)).toEqual([order.payload]);
    expect(await figures(order)).toEqual({ told: 1, sent: 1, dropped: 0, givenUp: 0, left: 0 });
  });
  test("two workers at once tell nobody twice", async () => {
    for (let i = 0; i < 60; i++) await reader();
    const order = orderOf(piece());
    await put(order);
    await Promise.all([work(), work(), work()]);
    expect(service.ledger).toHaveLength(60);
    expect(await figures(order)).toMatchObject({ sent: 60, left: 0 });
    await work();
    const done = await base.db.selectFrom("audit.entry").select("facts").where("action", "=", "push.finish").where("subject_id", "=", order.pieceId).execute();
    expect(done.map((row) => JSON.parse(row.facts) as object)).toEqual([{ edition: 1, told: 60, sent: 60, dropped: 0, givenUp: 0 }]);
  });
});

test("the board waits while nobody was reached, and stops at accepted", async () => {
  const a = await reader();
  const unitId = randomUUID();
  // The signed bytes of a laid manifest name piece and edition only; the reminder is made from them.
  const noteOf = (order: Order) => ({ ...order, payload: webPush.render(piece({ pieceId: order.pieceId }), account.config).payload });
  const connector = { ...webPush, submit: (c: ConnectorContext, order: Order) => webPush.submit(c, noteOf(order)) };
  const sending = { ...aSendingHouse(base.db, [connector]), doors: { push: doorOfReaders(house) } };
  const [ready] = await layReady(base.db, [{ accounts: [{ id: account.accountId, connectorId: "web-push" }], unitIds: [unitId] }], new Date());
  await signAll(sending, ready!);
  const sender = startSender(sending, { pollMs: 30 });
  const progress = () => base.db.selectFrom("dispatch.progress").select(["state", "rung"]).where("account_id", "=", account.accountId).executeTakeFirst();
  await expect.poll(() => house.jobs.map((job) => job.kind)).toEqual(["push.send"]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await progress()).toMatchObject({ rung: null });
  await work();
  await expect.poll(progress, { timeout: 10_000 }).toEqual({ state: "settled", rung: "accepted" });
  await sender.stop();
  expect(service.fetch(a)).toHaveLength(1);
  const receipts = await base.db.selectFrom("dispatch.receipt").select(["outcome", "raw_code", "raw_body"]).where("account_id", "=", account.accountId).orderBy("at").execute();
  expect(receipts).toEqual([
    { outcome: "requeued", raw_code: "push.under-way", raw_body: expect.stringContaining('"left":1') as unknown },
    { outcome: "rung", raw_code: "", raw_body: expect.stringContaining('"sent":1') as unknown },
  ]);
});

test("the officer's test of an account tells how many stand, and a pair that is none", async () => {
  await reader();
  expect(await webPush.health?.(ctx)).toEqual({ ok: true, detail: "通，1 台设备开着提醒 / reachable, 1 devices" });
  expect(await webPush.health?.({ ...ctx, secrets: {} })).toMatchObject({ ok: false });
});
