import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectors } from "#channels/registry.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import { aHouseOn, someSettings } from "#site/fixtures/articles.ts";
import { aSpringDay } from "#site/fixtures/press.ts";
import { siteRoutes } from "#site/serve.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { anEdition } from "./edition.ts";
import { stages } from "./subjects.ts";

// What the product refuses to be (product.md, "What we refuse to build"), kept by the database and by every channel.

let base: TestDatabase;
let app: FastifyInstance;
let live: Live;
let owner: pg.Client;
let worker: pg.Client;
let day: Awaited<ReturnType<typeof aSpringDay>>;

beforeAll(async () => {
  base = await aDatabase();
  day = await aSpringDay(base.db);
  const aClient = async (options = "") => { const client = new pg.Client({ connectionString: base.url, options }); await client.connect(); return client; };
  [owner, worker] = [await aClient(), await aClient("-c role=tongsheng_app")];
  live = openLive(() => aClient(), () => undefined);
  app = Fastify();
  await siteRoutes(app, { house: aHouseOn(base.db, () => day.now), settings: someSettings, live });
});
afterAll(async () => {
  await app.close();
  await live.stop();
  await owner.end();
  await worker.end();
  await base.drop();
});

const refusal = async (client: pg.Client, sql: string, values: unknown[] = []): Promise<string> => client.query(sql, values).then(() => "done", (error: pg.DatabaseError) => error.code ?? "");
const id = "019b0000-0000-7000-8000-00000000dead";

describe("1 every public word carries its issuing units", () => {
  test.each(connectors.map(({ id: channel }) => channel))("%s names them, whoever they are", async (channel) => {
    const on = await stages[channel]?.();
    if (!on) throw new Error(`no stage for ${channel}`);
    const units = anEdition().signature.units.toReversed();
    for (const line of [units, units.slice(0, 1)]) {
      const { payload } = on.connector.render(anEdition({ signature: { units: line } }), on.ctx.config);
      for (const unit of line) expect(payload).toContain(unit.name);
    }
    await on.stop();
  });
});

describe("2 readers leave nothing behind", () => {
  const rows = async () => {
    const { rows: tables } = await owner.query<{ name: string }>("select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1");
    const counts: Record<string, number> = {};
    for (const { name } of tables) counts[name] = (await owner.query<{ n: number }>(`select count(*)::int as n from ${name}`)).rows[0]?.n ?? -1;
    return counts;
  };
  test("comparing, searching and reading write no row", async () => {
    const before = await rows();
    const payload = new URLSearchParams({ text: "火灾造成 50 人受伤，均已送医，无生命危险，没有人员死亡。", piece: day.event }).toString();
    const answers = [
      await app.inject({ method: "POST", url: "/compare", headers: { "content-type": "application/x-www-form-urlencoded" }, payload }),
      await app.inject(`/search?q=${encodeURIComponent("烧荒")}`), await app.inject(`/a/${day.event}`), await app.inject("/rss.xml"),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(await rows()).toEqual(before);
  });
});

describe("4 no silent edits", () => {
  const kept = [
    "audit.entry", "carriers.clash_reason", "carriers.count_entry", "carriers.event", "carriers.region_count", "content.edition", "content.edition_fact", "content.edition_material", "content.fact_version", "dispatch.receipt", "dispatch.release", "review.clearance", "review.manifest",
    "review.rendition", "review.required_signature", "review.signature", "review.step", "review.voided_manifest", "website.edition", "website.media", "website.recall", "website.signing",
  ];
  test.each(kept)("%s is only ever added to", async (table) => {
    const [column] = (await owner.query<{ name: string }>("select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1", [table])).rows;
    expect(await refusal(worker, `update ${table} set ${column?.name} = ${column?.name}`)).toBe("42501");
    expect(await refusal(worker, `delete from ${table}`)).toBe("42501");
    expect(await refusal(worker, `truncate ${table}`)).toBe("42501");
    expect(await refusal(owner, `truncate ${table} cascade`)).toBe("TS001");
  });
  test("a published edition stays as it was, even for the owner of the database", async () => {
    expect(await refusal(owner, "update website.edition set plain = ''")).toBe("TS001");
    expect(await refusal(owner, "delete from website.edition")).toBe("TS001");
    expect(await refusal(worker, "delete from website.article")).toBe("42501");
  });
  test("old editions stay readable, also of what was taken back", async () => {
    for (const url of [`/a/${day.event}/v/1`, `/a/${day.recalled}/v/1`]) expect((await app.inject(url)).statusCode).toBe(200);
  });
});

describe("5 no machine releases", () => {
  test("nothing is delivered without a clearance", async () => {
    expect(await refusal(worker, `insert into dispatch.delivery (id, release_id, piece_id, manifest_id, edition_number, account_id, connector_id, unit_id, action, key, payload_hash, goal, created_at)
      values ($1, $1, $1, $1, 1, $1, 'website', $1, 'publish', 'k', 'h', 'published', now())`, [id])).toBe("TS006");
  });
  test("nothing is cleared without every signature", async () => {
    expect(await refusal(worker, "insert into review.clearance (manifest_id, manifest_hash, at) values ($1, 'h', now())", [id])).toBe("TS006");
  });
  test("no fact is kept without a source", async () => {
    expect(await refusal(worker, `insert into content.fact_version (fact_id, version, text, source, stated_by, stated_by_name, stated_by_unit, at) values ($1, 1, '5人', '', $1, '林', '厅', now())`, [id])).toBe("23514");
  });
});
