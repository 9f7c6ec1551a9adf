import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "#platform/db/database.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aBrowser, aHouse, openDesk } from "../../modules/access/fixtures/desk.ts";
import { checkPackages } from "./doctor/machine.ts";
import { whatIsWrongWithShape } from "./doctor/database.ts";
import { carryOut } from "./errands.ts";

const folder = mkdtempSync(join(tmpdir(), "tongsheng-cli-"));
let base: TestDatabase;

/** Types a command line and reads what it said. */
async function tongsheng(line: string, { url = base.url, answer = "", env = {} }: { url?: string; answer?: string; env?: Record<string, string> } = {}): Promise<{ code: number; said: string; out: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await carryOut(line.split(" "), {
    env: { DATABASE_URL: url, TONGSHENG_DATA: folder, TONGSHENG_LOG: "fatal", ...env }, out: (text) => out.push(text), err: (text) => err.push(text), ask: async () => answer, stopping: () => undefined,
  });
  return { code, said: [...out, ...err].join("\n"), out: out.join("\n") };
}

beforeAll(async () => { base = await aDatabase(); });
afterAll(async () => {
  await base.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the command line", () => {
  test.each([
    ["frobnicate", "no such command"], ["user", "no such command"], ["backup", "missing: <file.tsb>"], ["user create --username li.ming", "missing: --name --unit --post"],
    ["user create --username li.ming --name 李明 --unit yjt --post king", "--post king"], ["backup a.tsb b.tsb", "too much: b.tsb"], ["release --now", "Unknown option '--now'"], ["verify nowhere.ndjson", "no such file"],
    ["restore x.tsb --replace --into-empty", "either --into-empty or --replace"], ["preset load ../etc", "there is no preset"],
  ])("`%s` is wrong usage: exit 2 and one line", async (line, words) => {
    const { code, said } = await tongsheng(line);
    expect({ code, lines: said.split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(said).toContain(words);
  });

  test("explains itself in both languages, one errand or all of them", async () => {
    expect(await tongsheng("--help")).toMatchObject({ code: 0 });
    expect((await tongsheng("--help")).out).toMatch(/备份数据库和文件[^]*database and files/);
    expect((await tongsheng("backup --help")).out).toContain("--with-key");
  });

  test("finds no house where there is none, and makes none", async () => {
    const nowhere = join(folder, "nowhere");
    const err: string[] = [];
    expect(await carryOut(["user", "list"], { env: { TONGSHENG_DATA: nowhere }, out: () => undefined, err: (text) => err.push(text), ask: async () => "", stopping: () => undefined })).toBe(1);
    expect(err.join("")).toContain("no house here");
    expect(existsSync(join(nowhere, "cluster"))).toBe(false);
  });
});

describe("users", () => {
  beforeAll(async () => { expect(await tongsheng("preset load jilin")).toMatchObject({ code: 0 }); });

  test("a preset loads once; again it changes nothing", async () => {
    expect((await tongsheng("preset load jilin")).out).toContain("added 0 区划");
  });

  test("a user is created, logs in with the temporary password once shown, and the record names the command line", async () => {
    const { code, out } = await tongsheng("user create --username Li.Ming --name 李明 --unit yjt --post editor,liaison --post duty-officer");
    expect(code).toBe(0);
    const password = /temporary password, shown this once: (\S+)/.exec(out)?.[1] ?? "";
    const clock = { now: new Date() };
    const app = await openDesk(aHouse(base.db, clock));
    const answer = await aBrowser(app).logIn("li.ming", password);
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { next: expect.stringMatching(/password|enrol/) as string }]);
    await app.close();
    const { rows } = await sql<{ action: string; actor_name: string }>`select action, actor_name from audit.entry where actor_name like '命令行%' and action like '%create%' order by seq`.execute(base.db);
    expect(rows.map((row) => row.action)).toEqual(["organisation.create-person", "access.create-credential"]);
    expect((await tongsheng("user list")).out).toMatch(/li\.ming +yjt +仅密码 password +李明 +duty-officer editor liaison/);
  });

  test.each([
    ["a user name twice", "user create --username li.ming --name 李明 --unit yjt --post editor", "is taken"],
    ["two administrators in one", "user create --username two --name 两任 --unit yjt --post system-admin,audit-admin", "one person cannot hold both"],
    ["a weak password", "user create --username weak --name 弱密 --unit yjt --post editor --password 123456", "the password needs"],
    ["a unit that is not there", "user create --username none --name 无 --unit nowhere --post editor", "no unit has the code nowhere"],
  ])("%s: refused, and nothing of it stays", async (_, line, words) => {
    const before = (await tongsheng("user list")).out;
    const { code, said } = await tongsheng(line);
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect((await tongsheng("user list")).out).toBe(before);
  });

  test("a forgotten password and a lost second factor are replaced; nobody unknown gets one", async () => {
    expect((await tongsheng("user reset-password --username li.ming")).out).toMatch(/shown this once: \S{8,}/);
    expect((await tongsheng("user reset-2fa --username li.ming")).out).toContain("no second factor was enrolled");
    expect(await tongsheng("user reset-2fa --username nobody")).toMatchObject({ code: 1 });
  });
});

describe("a backup and what comes after", () => {
  const archive = join(folder, "house.tsb");

  test("backs up, restores with its key into another house, closes the way out, and releases it", async () => {
    expect(await tongsheng(`backup ${archive} --with-key -`, { answer: "four words are enough" })).toMatchObject({ code: 0 });
    expect(await tongsheng(`backup ${archive}`)).toMatchObject({ code: 2, said: expect.stringContaining("overwrites nothing") as string });
    const other = join(folder, "other");
    const target = await aDatabase();
    const there = { url: target.url, env: { TONGSHENG_DATA: other } };
    expect(await tongsheng(`restore ${archive} --key wrong-passphrase-here`, there)).toMatchObject({ code: 1, said: expect.stringContaining("wrong passphrase") as string });
    const { code, said } = await tongsheng(`restore ${archive} --key -`, { ...there, answer: "four words are enough" });
    expect([code, said]).toEqual([0, expect.stringContaining("the house key is back")]);
    expect(readFileSync(join(other, "house.key"), "utf8")).toBe(readFileSync(join(folder, "house.key"), "utf8"));
    expect((await tongsheng("user list", there)).out).toContain("li.ming");
    expect((await tongsheng("doctor", there)).out).toContain("✗ 对外发布自");
    expect((await tongsheng("release", there)).out).toContain("✓ 已放行");
    expect((await tongsheng("release", there)).out).toContain("leaving already");
    expect((await sql<{ n: number }>`select count(*)::int as n from audit.entry where action = 'house.release'`.execute(target.db)).rows).toEqual([{ n: 1 }]);
    await target.drop();
  });

  test("replaces a house only after the name of its database was typed", async () => {
    const target = await aDatabase();
    await target.db.destroy();
    const name = new URL(target.url).pathname.slice(1);
    expect((await tongsheng("preset load jilin", { url: target.url })).code).toBe(0);
    expect(await tongsheng(`restore ${archive}`, { url: target.url })).toMatchObject({ code: 1, said: expect.stringContaining("already holds") as string });
    expect(await tongsheng(`restore ${archive} --replace`, { url: target.url, answer: "yes" })).toMatchObject({ code: 1, said: expect.stringContaining("nothing was changed") as string });
    expect(await tongsheng(`restore ${archive} --replace`, { url: target.url, answer: name })).toMatchObject({ code: 0 });
    await target.drop();
  });
});

describe("the doctor", () => {
  test("names a changed migration and how to mend it, exit 1", async () => {
    const sick = await aDatabase();
    const owner = openDatabase({ url: sick.url, restricted: false });
    await sql`update public.migration set sha256 = repeat('0', 64) where name = '0010-organisation.sql'`.execute(owner.db);
    await owner.close();
    const { code, out } = await tongsheng("doctor", { url: sick.url });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ 表结构：迁移在执行后被改过 0010-organisation\.sql[^]*→/);
    await sick.drop();
  });

  test("tells missing and newer migrations apart", () => {
    const ours = [{ name: "0001.sql", sql: "", sha256: "a" }, { name: "0002.sql", sql: "", sha256: "b" }];
    expect(whatIsWrongWithShape([{ name: "0001.sql", sha256: "a" }, { name: "0002.sql", sha256: "b" }], ours)).toMatchObject([{ is: "well" }]);
    expect(whatIsWrongWithShape([{ name: "0001.sql", sha256: "a" }], ours)).toMatchObject([{ is: "ill", en: "migrations are missing" }]);
    expect(whatIsWrongWithShape([{ name: "0001.sql", sha256: "a" }, { name: "0002.sql", sha256: "b" }, { name: "0003.sql", sha256: "c" }], ours)).toMatchObject([{ is: "ill", en: "the database is newer than the program" }]);
  });

  test("goes on when one check cannot be finished, and says when the database is gone", async () => {
    const { code, out } = await tongsheng("doctor", { url: base.url.replace(/\/[^/]*$/, "/no_such_database") });
    expect(code).toBe(1);
    expect(out).toContain("✗ 连不上数据库");
    expect(out).toContain("✓ Node");
  });

  test("sees a guard that was switched off, a key that fits nothing, a key file open to others", async () => {
    const sick = await aDatabase();
    const owner = openDatabase({ url: sick.url, restricted: false });
    await sql`alter table audit.entry disable trigger append_only`.execute(owner.db);
    await sql`insert into auth.credential (person_id, password_hash, temporary, created_at, changed_at) values ('00000000-0000-7000-8000-0000000000aa', '$argon2id$x', false, now(), now())`.execute(owner.db);
    await sql`insert into auth.second_factor (person_id, secret, confirmed_at) values ('00000000-0000-7000-8000-0000000000aa', 'v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', now())`.execute(owner.db);
    await owner.close();
    chmodSync(join(folder, "house.key"), 0o644);
    const { out } = await tongsheng("doctor", { url: sick.url });
    chmodSync(join(folder, "house.key"), 0o600);
    for (const words of ["audit.entry.append_only", "主密钥打不开", "chmod 600", "没有工作进程在跳动"]) expect(out).toContain(words);
    await sick.drop();
  });

  test("sees a package that is not the one of the lock file", () => {
    const place = mkdtempSync(join(folder, "packages-"));
    writeFileSync(join(place, "package-lock.json"), JSON.stringify({ packages: { "": {}, "node_modules/left": { version: "1.0.0" }, "node_modules/rare": { version: "1.0.0", optional: true } } }));
    expect(checkPackages(place)).toMatchObject({ is: "ill", zh: expect.stringContaining("left") as string });
  });
});

test("every environment variable of the configuration is in the operations guide, and no other", () => {
  const known = new Set(readFileSync("src/platform/config/config.ts", "utf8").match(/\b(?:TONGSHENG_[A-Z0-9_]+|DATABASE_URL)(?=:)/g));
  const told = new Set([...readFileSync("docs/operations.md", "utf8").matchAll(/^\| `((?:TONGSHENG_[A-Z0-9_]+|DATABASE_URL))`/gm)].map(([, name]) => name));
  expect([...told].sort()).toEqual([...known].sort());
});
