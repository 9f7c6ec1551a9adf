import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { webPush } from "#channels/web-push/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import { contextFor } from "#modules/channels/index.ts";
import { aPushAccount, towards, type PushAccount } from "#modules/push/fixtures/readers.ts";
import { doorOfReaders, handlers } from "#modules/push/module.ts";
import { contextOf } from "#platform/http/context.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import { outbound } from "#platform/http/outbound.ts";
import { buildServer } from "#platform/http/server.ts";
import { anEdition } from "#tests/conformance/edition.ts";
import { anOrder } from "#tests/conformance/subjects.ts";
import { startPushService, type PushService } from "#tests/simulators/web-push.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse, type TestHouse } from "#tests/support/house.ts";
import { someSettings } from "./fixtures/articles.ts";
import { siteRoutes } from "./serve.ts";

let base: TestDatabase;
let app: FastifyInstance;
let house: TestHouse;
let live: Live;
let service: PushService;
let account: PushAccount;
const said: string[] = [];

beforeAll(async () => {
  base = await aDatabase();
  service = await startPushService({ origin: "https://push.example.org" });
  const log = pino({ level: "trace" }, new Writable({ write: (chunk: Buffer, _encoding, done) => { said.push(chunk.toString()); done(); } }));
  house = { ...aHouse(base.db, { now: () => new Date(), call: towards(service, outbound({ allow: () => true })) }), log };
  live = openLive(async () => { const client = new pg.Client({ connectionString: base.url }); await client.connect(); return client; }, () => undefined);
  app = await buildServer({ house, bindings: [], doorkeeper: async () => null, trustProxy: true, mount: async (server) => { await server.register((site) => siteRoutes(site, { house, settings: someSettings, live })); } });
  account = await aPushAccount(base.db, house);
});
afterAll(async () => { await app.close(); await live.stop(); await service.stop(); await base.drop(); });
beforeEach(async () => { await base.db.deleteFrom("push.subscription").execute(); });

let visitor = 0;
const ask = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: "POST", url, headers: { "content-type": "application/json", "x-forwarded-for": `203.0.113.${++visitor % 250}`, ...headers }, payload: typeof payload === "string" ? payload : JSON.stringify(payload) });
const wish = (some: object = {}) => ({ ...service.subscribe(account.publicKey), serverKey: account.publicKey, urgentOnly: false, ...some });
const rows = () => base.db.selectFrom("push.subscription").selectAll().execute();

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(base.db);
  const client = new pg.Client({ connectionString: base.url });
  await client.connect();
  const all: string[] = [];
  for (const { name } of tables) all.push(...(await client.query<{ text: string }>(`select t::text as text from ${name} t`)).rows.map(({ text }) => text));
  await client.end();
  return all.join("\n");
}

describe("the door of reminders", () => {
  test("keeps a wish once, sealed, with its day; asked again, the newest wish counts; asked to stop, nothing is left", async () => {
    const one = wish();
    for (const urgentOnly of [false, false, true]) expect((await ask("/subscribe", { ...one, urgentOnly })).statusCode).toBe(204);
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ urgent_only: true, since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown });
    expect(Object.keys(row ?? {}).sort()).toEqual(["id", "sealed", "server_key", "since", "urgent_only"]);
    expect(JSON.parse(house.vault.unseal(row?.sealed ?? ""))).toEqual({ endpoint: one.endpoint, ...one.keys });
    for (let i = 0; i < 2; i++) expect((await ask("/unsubscribe", { endpoint: one.endpoint })).statusCode).toBe(204);
    expect(await rows()).toEqual([]);
  });
  test("follows a browser that changed its address by itself", async () => {
    const [one, next] = [wish({ urgentOnly: true }), wish()];
    await ask("/subscribe", one);
    const { urgentOnly: _, ...place } = next;
    expect((await ask("/resubscribe", { left: one.endpoint, ...place })).statusCode).toBe(204);
    const [row, ...more] = await rows();
    expect([more, row?.urgent_only, JSON.parse(house.vault.unseal(row?.sealed ?? ""))]).toEqual([[], true, { endpoint: next.endpoint, ...next.keys }]);
  });
  test.each<[string, () => unknown, number, string]>([
    ["a place that is not https", () => wish({ endpoint: "http://push.example.org/x" }), 400, "push.endpoint"],
    ["a private address", () => wish({ endpoint: "https://10.0.0.8/x" }), 400, "push.endpoint"],
    ["a name of one's own network", () => wish({ endpoint: "https://db.internal/x" }), 400, "push.endpoint"],
    ["a key the site does not bear", () => wish({ serverKey: `B${"a".repeat(86)}` }), 400, "push.other-key"],
    ["no keys", () => wish({ keys: {} }), 400, "push.malformed"],
    ["no JSON", () => "hello", 400, ""],
    ["five kilobytes", () => wish({ more: "x".repeat(5_000) }), 413, ""],
  ])("turns away %s", async (_title, body, status, type) => {
    const answer = await ask("/subscribe", body());
    expect(answer.statusCode).toBe(status);
    if (type !== "") expect(answer.json()).toEqual({ type, facts: {} });
    expect(await rows()).toEqual([]);
  });
  test("turns away what a page of somebody else's asks for, and a form", async () => {
    expect((await ask("/subscribe", wish(), { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await ask("/subscribe", "endpoint=x", { "content-type": "application/x-www-form-urlencoded" })).statusCode).toBe(400);
    expect((await ask("/subscribe", wish(), { "sec-fetch-site": "same-origin" })).statusCode).toBe(204);
  });
  test("lets one address ask twenty times a minute", async () => {
    const codes = [];
    for (let i = 0; i < 22; i++) codes.push((await ask("/unsubscribe", { endpoint: "https://push.example.org/none" }, { "x-forwarded-for": "198.51.100.9" })).statusCode);
    expect([codes.filter((code) => code === 204).length, codes.at(-1)]).toEqual([20, 429]);
  });
});

test("of a reader nothing is found anywhere: not in any table, in the record, in a log or in the evidence", async () => {
  const canaries = { ip: "198.51.100.77", agent: "canary-agent-7f3a", referer: "canary-referer-91c2", cookie: "canary-cookie-55d0", language: "canary-language" };
  const about = { "x-forwarded-for": canaries.ip, "user-agent": canaries.agent, referer: `https://site.test/${canaries.referer}`, cookie: `look=zh; a=${canaries.cookie}`, "accept-language": canaries.language };
  const [before, stays, gone, broken] = [wish(), wish(), wish(), wish()];
  await app.inject({ url: "/subscribe", headers: about });
  for (const one of [before, gone, broken]) expect((await ask("/subscribe", one, about)).statusCode).toBe(204);
  expect((await ask("/resubscribe", { ...stays, left: before.endpoint }, about)).statusCode).toBe(204);
  await ask("/subscribe", { ...stays, endpoint: "https://10.0.0.1/canary-refused" }, about);
  service.expire(gone.endpoint);
  const connector = { ...contextFor(house, { id: account.accountId, config: account.config, secrets: { privateKey: account.privateKey } }), doors: { push: doorOfReaders(house) } };
  const edition = anEdition({ validUntil: null });
  const order = anOrder(webPush.render(edition, account.config), edition);
  const evidence = [await webPush.submit(connector, order)];
  service.misbehave({ kind: "status", status: 500, body: "no" });
  for (const handler of handlers) await handler.handle(contextOf(house, theHouse, "job"), {});
  evidence.push(await webPush.submit(connector, order));
  expect(service.ledger.length).toBeGreaterThan(0);
  const kept = [await everything(), said.join(""), JSON.stringify(evidence), JSON.stringify(await webPush.check?.(connector, order)), JSON.stringify(house.jobs)];
  await ask("/unsubscribe", { endpoint: stays.endpoint }, about);
  kept.push(await everything(), said.join(""));
  const secret = [before, stays, gone, broken].flatMap(({ endpoint, keys }) => [endpoint, endpoint.slice(endpoint.lastIndexOf("/") + 1), keys.p256dh, keys.auth]);
  for (const canary of [...Object.values(canaries), ...secret, "canary-refused", "push.example.org"]) expect(kept.map((text) => text.includes(canary)), canary).toEqual(kept.map(() => false));
  expect(kept[0]).toContain(order.payload.slice(20, 60).replaceAll('"', '""'));
  const traces = await base.db.selectFrom("audit.entry").select(["action", "facts"]).execute();
  expect([...new Set(traces.map(({ action }) => action))].sort()).toEqual(["push.put"]);
});

describe("the page", () => {
  test("says plainly that it needs scripts, names the feeds, and keeps to our own script, worker and door", async () => {
    const page = await app.inject({ url: "/subscribe" });
    expect(page.body).toMatch(/<section id="unscripted"[^]*开启提醒需要浏览器脚本[^]*<section id="push"[^>]* hidden>/);
    for (const words of [`data-key="${account.publicKey}"`, 'href="/rss.xml"', "不再提醒", "只收紧急的", "我们记什么"]) expect(page.body).toContain(words);
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; manifest-src 'self'; style-src 'sha256-/);
    expect(page.body).not.toMatch(/style="| on\w+=|<script(?! type="module" src="\/subscribe\.js")/);
    expect((await app.inject({ url: "/" })).headers["content-security-policy"]).not.toContain("script-src");
    for (const url of ["/subscribe.js", "/push.js"]) {
      const script = await app.inject({ url });
      expect(script.headers["content-type"]).toContain("text/javascript");
      expect(script.body).not.toMatch(/import type|: Promise<|\bimport\b.*from/);
    }
    expect(JSON.parse((await app.inject({ url: "/app.webmanifest" })).body)).toMatchObject({ display: "standalone", start_url: "/" });
  });
  test("is found from every page, and says so where the site has no reminders", async () => {
    expect((await app.inject({ url: "/" })).body.match(/href="\/subscribe"/g)?.length).toBeGreaterThanOrEqual(2);
    await base.db.updateTable("channels.account").set({ state: "suspended" }).execute();
    const page = await app.inject({ url: "/subscribe" });
    await base.db.updateTable("channels.account").set({ state: "active" }).execute();
    expect(page.body).toContain("本站还没有开通提醒");
    expect(page.body).not.toContain("<script");
  });
});
