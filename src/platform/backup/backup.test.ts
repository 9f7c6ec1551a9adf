import { createHash, randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { theHouse } from "#kernel/actor.ts";
import { installJobs, openJobs } from "#platform/jobs/jobs.ts";
import { contextOf } from "#platform/http/context.ts";
import { openLocalFiles } from "#platform/files/local.ts";
import { record } from "#platform/audit/record.ts";
import { openLog } from "#platform/log/log.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aColleague, aHouse, aProvince } from "../../modules/access/fixtures/desk.ts";
import { migrate, readMigrations } from "../db/migrate.ts";
import { openArchive } from "./archive.ts";
import { backUp, type BackUpOrder } from "./back-up.ts";
import { quoted, schemasIn, tablesOf } from "./catalog.ts";
import { copyIn, copyOut } from "./copy.ts";
import { keyName, LockedKey, lockKey, unlockKey } from "./house-key.ts";
import { restore, type RestoreReport } from "./restore.ts";

const clock = { now: new Date("2026-04-03T06:00:00Z") };
const key = Buffer.alloc(32, 7);
const folder = mkdtempSync(join(tmpdir(), "tongsheng-backup-"));
const files = openLocalFiles(join(folder, "files"));
const archive = join(folder, "house.tsb");
const picture = randomBytes(3_000_000);
const text = Buffer.from("同声 \\ tab\t newline\n \u0001 'quote' \"double\" \\N");
let source: TestDatabase;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  return work(client).finally(() => client.end());
}

const order = (over: Partial<BackUpOrder> = {}): BackUpOrder => ({
  url: source.url, files, path: archive, keyName: keyName(key), lockedKey: null, now: () => clock.now, say: () => undefined, stopping: () => undefined, ...over,
});

// What a restore writes itself, and what speaks of living processes.
const changed = new Set(["audit.entry", "audit.head", "auth.session", "platform.switch", "platform.heartbeat"]);

/** One hash over the rows of each table, in an order of their own. */
const hashes = (url: string): Promise<Map<string, string>> => withClient(url, async (client) => {
  const all = new Map<string, string>();
  for (const { schema, name } of await tablesOf(client, schemasIn(await readMigrations()))) {
    const { rows: [row] } = await client.query<{ hash: string }>(`select encode(sha256(convert_to(coalesce(string_agg(t::text, E'\\n' order by t::text), ''), 'UTF8')), 'hex') as hash from ${quoted(schema, name)} t`);
    all.set(`${schema}.${name}`, row?.hash ?? "");
  }
  return all;
});

async function restored(url: string, over: { path?: string; replace?: boolean; to?: string } = {}): Promise<RestoreReport> {
  const opened = await openArchive(over.path ?? archive);
  return restore({ url, files: openLocalFiles(over.to ?? join(folder, "restored")), archive: opened, replace: over.replace ?? false, now: () => clock.now, by: "命令行", say: () => undefined }).finally(() => opened.close());
}

const brokenLinks = `
  with told as (select e.*, lag(e.hash, 1, repeat('0', 64)) over (order by e.seq) as before, lag(e.seq, 1, 0::bigint) over (order by e.seq) as seq_before from audit.entry e)
  select count(*)::int as n from told t join audit.entry e using (seq)
  where t.prev_hash <> t.before or t.seq <> t.seq_before + 1 or t.hash <> encode(sha256(convert_to(audit.line(e), 'UTF8')), 'hex')`;

beforeAll(async () => {
  source = await aDatabase();
  const house = aHouse(source.db, clock);
  await aProvince(house);
  await aColleague(house, { username: "li.ming", name: "李明", posts: ["editor"], password: "correct horse battery" });
  await contextOf(house, theHouse, "test").write(async (tx) => {
    record(tx, { action: "test.words", subject: { type: "test", id: text.toString() } });
  });
});
afterAll(async () => {
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("COPY", () => {
  test("a stream of rows comes back as it went, also when the reader is slow", () => withClient(source.url, async (client) => {
    await client.query("create temp table there (id int, words text)");
    await client.query("insert into there select n, repeat('同声', 200) || n from generate_series(1, 20000) n");
    await client.query("create temp table back (like there)");
    const rows: Uint8Array[] = [];
    for await (const row of copyOut(client, "copy there to stdout")) {
      rows.push(row as Uint8Array);
      if (rows.length % 5000 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await copyIn(client, "copy back from stdin", Readable.from([Buffer.concat(rows)]))).toBe(20_000);
    expect((await client.query("select count(*)::int as n from (table there except table back) x")).rows).toEqual([{ n: 0 }]);
  }));

  test("a source that fails undoes the whole COPY, and the connection lives on", () => withClient(source.url, async (client) => {
    await client.query("create temp table back (id int)");
    const failing = async function* () {
      yield Buffer.from("1\n");
      throw new Error("the disk is gone");
    };
    await expect(copyIn(client, "copy back from stdin", failing())).rejects.toThrow("the disk is gone");
    await expect(copyIn(client, "copy back from stdin", Readable.from([Buffer.from("no number\n")]))).rejects.toThrow("invalid input syntax");
    expect((await client.query("select count(*)::int as n from back")).rows).toEqual([{ n: 0 }]);
  }));

  test("a wrong COPY is an error of the stream", () => withClient(source.url, async (client) => {
    await expect(copyOut(client, "copy nowhere to stdout").toArray()).rejects.toThrow("nowhere");
  }));
});

describe("a backup", () => {
  test("comes back in a second database: every row of every table, every file, and a chain that holds", async () => {
    const { sha256 } = await files.put(Readable.from([picture]));
    const before = await hashes(source.url);
    const report = await backUp(order());
    expect(report).toMatchObject({ files: 1, damaged: [] });
    expect(createHash("sha256").update(readFileSync(archive)).digest("hex")).toBe(report.sha256);
    const target = await aDatabase();
    expect(await restored(target.url)).toMatchObject({ files: 1, damaged: [], migrated: [], rows: report.rows, queueLeft: false });
    const after = await hashes(target.url);
    for (const table of changed) expect(after.has(table), table).toBe(true);
    expect([...after].filter(([table]) => !changed.has(table))).toEqual([...before].filter(([table]) => !changed.has(table)));
    expect(Buffer.concat(await (await openLocalFiles(join(folder, "restored")).open(sha256)).toArray()).equals(picture)).toBe(true);
    await withClient(target.url, async (client) => {
      expect((await client.query("select action, actor_name from audit.entry order by seq desc limit 1")).rows).toEqual([{ action: "house.restored", actor_name: "命令行" }]);
      expect((await client.query(brokenLinks)).rows).toEqual([{ n: 0 }]);
      expect((await client.query("select value from platform.switch where name = 'outbound'")).rows).toEqual([{ value: "off" }]);
      await expect(client.query("update audit.entry set action = 'x'")).rejects.toThrow("never changed");
    });
    await target.drop();
  });

  test("is taken from one snapshot while the house goes on writing", async () => {
    const house = aHouse(source.db, clock);
    let writing = true;
    const work = (async () => {
      for (let n = 0; writing; n += 1) await contextOf(house, theHouse, "busy").write(async (tx) => { record(tx, { action: "test.busy", subject: { type: "test", id: String(n) } }); });
    })();
    await backUp(order({ path: join(folder, "busy.tsb") }));
    writing = false;
    await work;
    const target = await aDatabase();
    await restored(target.url, { path: join(folder, "busy.tsb") });
    await withClient(target.url, async (client) => { expect((await client.query(brokenLinks)).rows).toEqual([{ n: 0 }]); });
    await target.drop();
  });

  test("keeps what was queued and where numbers had got to", async () => {
    const from = await aDatabase();
    const kind = { name: "test.work", schema: { parse: (x: unknown) => x } as never };
    await installJobs(from.url, [kind]);
    const jobs = await openJobs({ url: from.url, log: openLog("fatal") });
    const house = { ...aHouse(from.db, clock), enqueue: jobs.enqueue };
    await contextOf(house, theHouse, "test").write(async (tx) => {
      await house.enqueue(tx, [{ kind: "test.work", data: { n: 1 } }]);
      record(tx, { action: "test.queue", subject: { type: "test", id: "1" } });
    });
    await withClient(from.url, (client) => client.query("select setval('content.draft_update_id_seq', 4711)"));
    await backUp(order({ url: from.url, path: join(folder, "queue.tsb") }));
    await jobs.stop();
    const target = await aDatabase();
    await restored(target.url, { path: join(folder, "queue.tsb") });
    await withClient(target.url, async (client) => {
      expect((await client.query("select name, data, state from pgboss.job")).rows).toEqual([{ name: "test.work", data: { n: 1 }, state: "created" }]);
      expect((await client.query("select nextval('content.draft_update_id_seq')::int as n")).rows).toEqual([{ n: 4712 }]);
    });
    await Promise.all([from.drop(), target.drop()]);
  });

  test("that breaks off leaves no file", async () => {
    const path = join(folder, "never.tsb");
    const gone = { ...files, list: async function* () { yield await Promise.reject<never>(new Error("the disk is gone")); } };
    await expect(backUp(order({ path, files: gone }))).rejects.toThrow("the disk is gone");
    expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
  });

  test("names files that rotted on the disk, and a restore leaves them out", async () => {
    const other = openLocalFiles(join(folder, "rotten"));
    const { sha256 } = await other.put(Readable.from([Buffer.from("a file")]));
    writeFileSync(join(folder, "rotten", sha256.slice(0, 2), sha256.slice(2, 4), sha256), "a fire");
    const path = join(folder, "rotten.tsb");
    expect((await backUp(order({ path, files: other }))).damaged).toEqual([sha256]);
    const target = await aDatabase();
    expect(await restored(target.url, { path, to: join(folder, "rotten-back") })).toMatchObject({ files: 0, damaged: [sha256] });
    await target.drop();
  });

  test("carries the house key only behind a passphrase", async () => {
    const path = join(folder, "key.tsb");
    await backUp(order({ path, lockedKey: lockKey(key, "four words are enough") }));
    expect(readFileSync(path).includes(key.toString("base64"))).toBe(false);
    const opened = await openArchive(path);
    const pieces: Uint8Array[] = [];
    for await (const piece of opened.read("house-key.json")) pieces.push(piece);
    await opened.close();
    const locked = LockedKey.parse(JSON.parse(Buffer.concat(pieces).toString()));
    expect(Buffer.from(unlockKey(locked, "four words are enough")).equals(key)).toBe(true);
    expect(() => unlockKey(locked, "four words are not enough")).toThrow("wrong passphrase");
    expect(() => lockKey(key, "short")).toThrow("12");
  });
});

describe("a restore", () => {
  const nothing = async (url: string): Promise<number> => withClient(url, async (client) => (await client.query<{ n: number }>("select count(*)::int as n from audit.entry")).rows[0]?.n ?? -1);

  test("refuses a broken archive wherever it is broken, and writes nothing", async () => {
    const whole = readFileSync(archive);
    const target = await aDatabase();
    const places = [0, 300, 600, Math.floor(whole.length / 3), Math.floor(whole.length / 2), whole.length - 5000, whole.length - 1200];
    for (const at of places) {
      const bent = Buffer.from(whole);
      bent.writeUInt8(bent.readUInt8(at) ^ 0x01, at);
      writeFileSync(join(folder, "bent.tsb"), bent);
      await expect(restored(target.url, { path: join(folder, "bent.tsb"), to: join(folder, "bent") }), `byte ${at}`).rejects.toThrow("the archive is broken");
    }
    for (const length of [0, 100, 512 * 40, whole.length - 512]) {
      writeFileSync(join(folder, "cut.tsb"), whole.subarray(0, length));
      await expect(restored(target.url, { path: join(folder, "cut.tsb"), to: join(folder, "bent") }), `${length} bytes`).rejects.toThrow("the archive is broken");
    }
    expect(await nothing(target.url)).toBe(0);
    expect(existsSync(join(folder, "bent"))).toBe(false);
    await target.drop();
  });

  test("refuses a database that holds something, unless it is to be replaced", async () => {
    const target = await aDatabase();
    const house = aHouse(target.db, clock);
    await contextOf(house, theHouse, "test").write(async (tx) => { record(tx, { action: "test.here", subject: { type: "test", id: "1" } }); });
    await expect(restored(target.url)).rejects.toThrow("other programs use this database");
    await target.db.destroy();
    await expect(restored(target.url)).rejects.toThrow("already holds Tongsheng data");
    expect(await nothing(target.url)).toBe(1);
    await restored(target.url, { replace: true });
    await withClient(target.url, async (client) => { expect((await client.query("select count(*)::int as n from audit.entry where action = 'test.here'")).rows).toEqual([{ n: 0 }]); });
    await target.drop();
  });

  test("touches no database of another program", async () => {
    const target = await aDatabase();
    await withClient(target.url, (client) => client.query("drop table public.migration"));
    await expect(restored(target.url, { replace: true })).rejects.toThrow("belongs to something else");
    await target.drop();
  });

  test("takes an older archive up to this version", async () => {
    const last = (await readMigrations()).at(-1)?.name ?? "";
    const before = join(folder, "migrations");
    cpSync(new URL("../../../migrations/", import.meta.url), before, { recursive: true });
    rmSync(join(before, last));
    const old = await aDatabase({ empty: true });
    await migrate(old.url, pathToFileURL(`${before}/`));
    await installJobs(old.url, []);
    await withClient(old.url, (client) => client.query("insert into platform.switch (name, value, changed_at) values ('of.old', 'kept', now())"));
    await backUp(order({ url: old.url, path: join(folder, "older.tsb") }));
    const target = await aDatabase();
    expect((await restored(target.url, { path: join(folder, "older.tsb"), to: join(folder, "older") })).migrated).toEqual([last]);
    await withClient(target.url, async (client) => {
      expect((await client.query("select value from platform.switch where name = 'of.old'")).rows).toEqual([{ value: "kept" }]);
    });
    await Promise.all([old.drop(), target.drop()]);
  });

  test("refuses an archive of a version it does not know", async () => {
    const old = await openArchive(archive);
    const strange = { ...old, manifest: { ...old.manifest, migrations: [...old.manifest.migrations, { name: "9999-later.sql", sha256: "0".repeat(64) }] } };
    const target = await aDatabase();
    await expect(restore({ url: target.url, files, archive: strange, replace: false, now: () => clock.now, by: "命令行", say: () => undefined })).rejects.toThrow("9999-later.sql");
    await old.close();
    await target.drop();
  });
});
