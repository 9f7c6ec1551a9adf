import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { record } from "#platform/audit/record.ts";
import { buildServer } from "#platform/http/server.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import type { Job } from "#platform/jobs/enqueue.ts";
import { openLog } from "#platform/log/log.ts";
import { openVault } from "#platform/secrets/seal.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { runVerification } from "./actions.ts";
import { historyOf, verifyAuditFile, verifyChain } from "./index.ts";
import { mountExports, routes } from "./module.ts";
import { lineOf } from "./rules.ts";
import { rowsBetween } from "./views.ts";

const clock = { now: new Date("2026-04-03T06:00:00Z") };
const unitId = "01900000-0000-7000-8000-00000000f001";
const person = (n: number, posts: Post[], secondFactor = true): Actor => ({
  kind: "person", personId: `01900000-0000-7000-8000-0000000000${String(n).padStart(2, "0")}`, name: ["", "林知夏", "许牧川", "严一审"][n] ?? "某", unitId, unitName: "省应急管理厅", secondFactor,
  holdings: posts.map((post) => ({ unitId, post, delegatedFrom: null })), scope: { all: false, systems: [], regions: [], unitIds: [unitId] },
});
const editor = person(1, ["editor"]);
const officer = person(2, ["duty-officer"]);
const auditor = person(3, ["audit-admin"]);
const piece = "01900000-0000-7000-8000-0000000000aa";

let base: TestDatabase;
let house: House;
let app: FastifyInstance;
const queued: Job[] = [];
const folder = mkdtempSync(join(tmpdir(), "tongsheng-audit-"));
const refuse = async (): Promise<never> => { throw new Error("no files in this test"); };
async function* nothing(): AsyncIterable<never> { yield* []; }

const hostile = ["\"引号\" and \\ backslash", "换\n行\r\t\b\f", "\u0001\u001f\u007f", "😀👨‍👩‍👧‍👦𠮷", "\u2028\u2029\ufeff", "</script><!--", "é vs e\u0301", "'; drop table audit.entry; --", "前郭尔罗斯蒙古族自治县应急管理局", "\u{10ffff}\uffff", "%_$1{}[],", "\ufffd"];

async function leave(actor: Actor, action: string, facts: Record<string, unknown> = {}, subject = { type: "piece", id: piece }): Promise<void> {
  clock.now = new Date(clock.now.getTime() + 60_000);
  await contextOf(house, actor, `request ${hostile[1]}`).write(async (tx) => { record(tx, { action, subject, facts }); });
}

const get = (actor: Actor | null, url: string) => app.inject({ method: "GET", url, headers: actor ? { "x-test-actor": encodeURIComponent(JSON.stringify(actor)) } : {} });
const post = (actor: Actor, url: string, body: object = {}) => app.inject({ method: "POST", url, payload: body, headers: { "x-test-actor": encodeURIComponent(JSON.stringify(actor)) } });
const itemsOf = (answer: { json: () => unknown }) => (answer.json() as { items: { seq: number; action: string; actorName: string }[] }).items;

/** Changes the record the way only somebody with the keys of the server could. */
async function tamper(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: base.url });
  await admin.connect();
  await admin.query(`alter table audit.entry disable trigger user; ${statement}; alter table audit.entry enable trigger user`).finally(() => admin.end());
}

beforeAll(async () => {
  base = await aDatabase();
  house = {
    processId: "00000000-0000-7000-8000-00000000000f", db: base.db, now: () => clock.now, log: openLog("fatal"), enqueue: async (_tx, jobs) => { queued.push(...jobs); }, vault: openVault(Buffer.alloc(32, 7)),
    files: { put: refuse, open: refuse, size: async () => null, remove: refuse, list: nothing, drafts: { write: refuse, asFile: refuse, remove: refuse } }, call: async () => ({ ok: false, reached: false, reason: "no outside in this test" }), reach: async () => ({ ok: false, reason: "no outside in this test" }),
    connectors: new Map(), doors: {}, subscriptions: [], publicUrl: "http://desk.test",
  };
  const doorkeeper = async (request: { headers: Record<string, unknown> }) => {
    const said = request.headers["x-test-actor"];
    return typeof said === "string" ? (JSON.parse(decodeURIComponent(said)) as Actor) : null;
  };
  app = await buildServer({ house, doorkeeper, bindings: routes, perMinute: 100_000, mount: (server) => { mountExports(server, { house, doorkeeper }); } });
  for (const text of hostile) await leave({ ...editor, name: text, unitName: text }, "review.submit", { [text]: text, n: 1.5, list: [text, null, true] }, { type: text, id: text });
  for (let i = 0; i < 30; i += 1) await leave(i % 3 === 0 ? officer : editor, i % 2 === 0 ? "review.pass" : "dispatch.retry", { i, note: i === 7 ? "针对 7 号屏" : "" });
});
afterAll(async () => { await app.close(); await base.drop(); rmSync(folder, { recursive: true, force: true }); });

test("SQL and TypeScript hash the same bytes, whatever stands in the fields", async () => {
  const { rows } = await sql<{ seq: number; line: string }>`select seq, audit.line(e) as line from audit.entry e order by seq`.execute(base.db);
  const mine: string[] = [];
  for await (const batch of rowsBetween(base.db, 1, rows.length)) mine.push(...batch.map(lineOf));
  expect(rows.length).toBeGreaterThan(hostile.length);
  expect(mine).toEqual(rows.map((row) => row.line));
});

describe("who reads what", () => {
  test("an audit administrator reads everything", async () => { expect(new Set(itemsOf(await get(auditor, "/api/audit/entries?size=200")).map((e) => e.actorName)).size).toBeGreaterThan(2); });
  test("anybody else reads what they did themselves, even if they ask for another's", async () => {
    const names = itemsOf(await get(officer, `/api/audit/entries?size=200&actorId=${editor.personId}`)).map((e) => e.actorName);
    expect(new Set(names)).toEqual(new Set(["许牧川"]));
  });
  test("an audit administrator without the second factor reads only their own", async () => { expect(itemsOf(await get(person(3, ["audit-admin"], false), "/api/audit/entries"))).toEqual([]); });
  test("nobody who is not logged in reads anything", async () => { expect((await get(null, "/api/audit/entries")).statusCode).toBe(401); });
  test("nobody else exports or verifies", async () => {
    expect((await post(editor, "/api/audit/exports", { from: null, to: null })).statusCode).toBe(403);
    expect((await post(editor, "/api/audit/verification")).statusCode).toBe(403);
  });
});

describe("the list", () => {
  test("pages by number, newest first, without a row twice or left out", async () => {
    const seen: number[] = [];
    let before = "";
    for (;;) {
      const page = await get(auditor, `/api/audit/entries?size=7${before}`);
      seen.push(...itemsOf(page).map((e) => e.seq));
      const { next } = page.json() as { next: number | null };
      if (next === null) break;
      before = `&before=${next}`;
    }
    const { seq } = await base.db.selectFrom("audit.head").select("seq").executeTakeFirstOrThrow();
    expect(seen).toEqual(Array.from({ length: seq }, (_, i) => seq - i));
  });
  test.each([
    ["a person", `actorId=${officer.personId}`, (e: { actorName: string }) => e.actorName === "许牧川"],
    ["an action", "action=review.pass", (e: { action: string }) => e.action === "review.pass"],
    ["a thing", `subjectType=piece&subjectId=${piece}`, () => true],
    ["an outcome", "outcome=done", () => true],
  ])("is narrowed to %s", async (_, query, fits) => {
    const items = itemsOf(await get(auditor, `/api/audit/entries?size=200&${query}`));
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(fits)).toBe(true);
  });
  test("is narrowed to a time, its end excluded", async () => {
    const [from, to] = ["2026-04-03T06:20:00.000Z", "2026-04-03T06:25:00.000Z"];
    const items = (await get(auditor, `/api/audit/entries?from=${from}&to=${to}`)).json() as { items: { at: string }[] };
    expect(items.items.map((e) => e.at)).toEqual(["06:24", "06:23", "06:22", "06:21", "06:20"].map((time) => `2026-04-03T${time}:00.000Z`));
  });
  test("finds words in what was written down", async () => { expect(itemsOf(await get(auditor, `/api/audit/entries?q=${encodeURIComponent("7 号屏")}`))).toHaveLength(1); });
  test("finds the actions that the reader's words stand for", async () => { expect(itemsOf(await get(auditor, `/api/audit/entries?size=200&q=${encodeURIComponent("审过")}&qActions=review.pass`))).toHaveLength(15); });
  test("a thing's history is for whoever may see the thing", async () => { expect((await historyOf(base.db, { type: "piece", id: piece })).length).toBe(30); });
});

async function exported(from: string | null, to: string | null): Promise<{ text: string; seal: string; path: string }> {
  const order = (await post(auditor, "/api/audit/exports", { from, to })).json() as { exportId: string; fileName: string };
  const text = (await get(auditor, `/api/audit/exports/${order.exportId}/lines`)).body;
  const seal = (await get(auditor, `/api/audit/exports/${order.exportId}/seal`)).body;
  const path = join(folder, order.fileName);
  writeFileSync(path, text);
  writeFileSync(`${path}.sha256`, seal);
  return { text, seal, path };
}

describe("an export", () => {
  test("is proven sound offline, with its seal", async () => {
    const { path } = await exported(null, null);
    expect(await verifyAuditFile(path)).toMatchObject({ ok: true, firstSeq: 1, faults: [], sidecar: true });
  });
  test("of some hours begins after the hash that stood before them", async () => {
    const { path } = await exported("2026-04-03T06:40:00.000Z", "2026-04-03T06:45:00.000Z");
    const verdict = await verifyAuditFile(path);
    expect(verdict).toMatchObject({ ok: true, sidecar: true });
    expect(verdict.firstSeq).toBeGreaterThan(1);
  });
  test("is the same bytes whenever it is fetched, and its seal stands in the chain", async () => {
    const order = (await post(auditor, "/api/audit/exports", { from: null, to: null })).json() as { exportId: string };
    const first = (await get(auditor, `/api/audit/exports/${order.exportId}/lines`)).body;
    await leave(editor, "review.sign");
    expect((await get(auditor, `/api/audit/exports/${order.exportId}/lines`)).body).toBe(first);
    const trail = await historyOf(base.db, { type: "audit-export", id: order.exportId });
    expect(trail.map((e) => e.action)).toEqual(["audit.seal-export", "audit.export"]);
  });
  test.each([
    ["a byte changed", (text: string) => text.replace("许牧川", "许牧用")],
    ["a line taken out", (text: string) => text.split("\n").toSpliced(9, 1).join("\n")],
    ["two lines exchanged", (text: string) => { const l = text.split("\n"); return l.with(4, l[5] ?? "").with(5, l[4] ?? "").join("\n"); }],
    ["the end cut off", (text: string) => text.slice(0, text.length - 1)],
    ["something added", (text: string) => `${text}{}\n`],
  ])("with %s is found out", async (_, change) => {
    const { text, path } = await exported(null, null);
    writeFileSync(path, change(text));
    expect((await verifyAuditFile(path)).ok).toBe(false);
  });
  test("with a byte that only reads like the one it replaced is found out", async () => {
    const { text, path } = await exported(null, null);
    const bytes = Buffer.from(text);
    const at = bytes.indexOf(Buffer.from("\ufffd"));
    expect(at).toBeGreaterThan(0);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]));
    expect((await verifyAuditFile(path)).ok).toBe(false);
  });
  test("of a time in which nothing happened, or that ends before it begins, is refused", async () => {
    expect((await post(auditor, "/api/audit/exports", { from: "2030-01-01T00:00:00.000Z", to: null })).json()).toMatchObject({ type: "audit.range-empty" });
    expect((await post(auditor, "/api/audit/exports", { from: "2026-05-01T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z" })).json()).toMatchObject({ type: "audit.range-backwards" });
  });
});

describe("the running chain", () => {
  test("is sound, and says how far it came", async () => {
    const steps: number[] = [];
    expect(await verifyChain(base.db, (checked) => steps.push(checked))).toMatchObject({ ok: true, faults: [] });
    expect(steps.at(-1)).toBeGreaterThan(0);
  });
  test("a check is asked for once, runs in the background and is written down", async () => {
    expect((await post(auditor, "/api/audit/verification")).statusCode).toBe(200);
    expect((await post(auditor, "/api/audit/verification")).json()).toMatchObject({ type: "audit.verification-running" });
    expect(queued.map((job) => job.kind)).toEqual(["audit.verify"]);
    await runVerification(contextOf(house, theHouse, "job"));
    expect((await get(auditor, "/api/audit/state")).json()).toMatchObject({ all: true, running: false, verification: { ok: true, faults: [] } });
  });
  test("the application can neither change nor remove a row", async () => {
    await expect(base.db.updateTable("audit.entry").set({ actor_name: "x" }).execute()).rejects.toThrow();
    await expect(base.db.deleteFrom("audit.entry").execute()).rejects.toThrow();
  });
  test("a row changed behind its back is named", async () => {
    await tamper("update audit.entry set actor_name = '许牧用' where seq = 14");
    expect((await verifyChain(base.db)).faults).toEqual([{ seq: 14, what: "changed" }]);
    await runVerification(contextOf(house, theHouse, "job"));
    expect((await get(auditor, "/api/audit/state")).json()).toMatchObject({ verification: { ok: false, faults: [{ seq: 14, what: "changed" }] } });
  });
  test("a row taken out behind its back is named", async () => {
    await tamper("delete from audit.entry where seq = 20");
    expect((await verifyChain(base.db)).faults).toContainEqual({ seq: 20, what: "missing", upto: 20 });
  });
  test("rows cut off at the end disagree with the head", async () => {
    await tamper("delete from audit.entry where seq = (select max(seq) from audit.entry)");
    expect((await verifyChain(base.db)).faults).toContainEqual({ seq: 0, what: "head" });
  });
});
