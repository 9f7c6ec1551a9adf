import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded.ts";
import { identityOf } from "./embedded/process-identity.ts";
import { readPostmaster } from "./embedded/server.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tongsheng-embedded-"));
const heard: string[] = [];
const log = { info: (message: string) => { heard.push(message); }, warn: (message: string) => { heard.push(message); } };
let server: EmbeddedPostgres;

beforeAll(async () => { server = await startEmbeddedPostgres({ dataDir, log }); });
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = async (url: string, query: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query({ text: query, rowMode: "array" }).finally(() => client.end())).rows.flat();
};

test("data are forced to disk, text is UTF-8 and Chinese names sort by pinyin", async () => {
  expect(await ask(server.url, "show fsync")).toEqual(["on"]);
  expect(await ask(server.url, "show server_encoding")).toEqual(["UTF8"]);
  expect(await ask(server.url, `select x from unnest(array['通化','四平','吉林','白城']) x order by x collate "zh-x-icu"`)).toEqual(["白城", "吉林", "四平", "通化"]);
});

test("the owner of the data is no superuser and nobody enters without the password", async () => {
  expect(await ask(server.url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([false]);
  const stranger = new URL(server.adminUrl);
  stranger.password = "guess";
  await expect(ask(stranger.href, "select 1")).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
});

test("a second start on the same data folder is refused, and a command finds the running server", async () => {
  await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(/is using the data folder/);
  expect(findEmbeddedPostgres(dataDir)).toEqual({ url: server.url, adminUrl: server.adminUrl });
});

test("a server that dies is started again at the same address", async () => {
  const before = readPostmaster(join(dataDir, "cluster"))?.pid ?? 0;
  process.kill(before, "SIGINT");
  await expect.poll(() => ask(server.url, "select 1").catch(() => []), { timeout: 15_000 }).toEqual([1]);
  expect(readPostmaster(join(dataDir, "cluster"))?.pid).not.toBe(before);
});

test("after a kill -9 of the house the next start recovers by itself, with everything that was committed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-killed-"));
  const house = `
    import pg from "pg";
    import { startEmbeddedPostgres } from "#platform/db/embedded.ts";
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)}, log: { info() {}, warn() {} } });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("create table kept as select 119 as number");
    process.kill(process.pid, "SIGKILL");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", house], { stdio: ["ignore", "ignore", "inherit"] });
  await new Promise((done) => { child.once("exit", done); });
  const orphan = readPostmaster(join(folder, "cluster"));
  const next = await startEmbeddedPostgres({ dataDir: folder, log });
  onTestFinished(() => next.stop().then(() => rmSync(folder, { recursive: true, force: true })));
  expect(heard).toContain("database: stopped the server a killed process had left behind");
  expect(await ask(next.url, "select number from kept")).toEqual([119]);
  expect(identityOf(orphan?.pid ?? 0)).toBeUndefined();
  await next.stop();
  expect(findEmbeddedPostgres(folder)).toBeUndefined();
}, 60_000);
