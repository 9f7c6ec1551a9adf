import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { migrationsRun } from "#platform/backup/catalog.ts";
import { readConfig, type Config } from "#platform/config/config.ts";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "#platform/db/embedded.ts";
import { readMigrations } from "#platform/db/migrate.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import { openLog } from "#platform/log/log.ts";
import { openHouse, type OpenHouse } from "../house.ts";
import { prepareDatabase } from "../prepare.ts";
import type { Terminal } from "./errand.ts";

/** Where an errand works: the database, whether it runs anyway (a server, or `npm start` beside us) or only for the errand. */
export type Place = { config: Config; url: string; database: "server" | "running" | "borrowed" };

/** Where an errand works inside a house: `ctx` acts as the command line. */
export type Inside = Place & { open: OpenHouse; ctx: Context };

/** The house itself, acting by somebody's hand on the machine; the record names the machine's account. */
export const commandLine = (): Actor => ({ ...theHouse, name: `命令行（${accountName()}）` });

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "?");
  }
}

/** Finds the database of this installation, starting the embedded one for as long as the errand takes; `fresh` allows a new one. */
export async function withPlace<T>(terminal: Terminal, work: (place: Place) => Promise<T>, { fresh = false } = {}): Promise<T> {
  const folder = resolve(terminal.env["TONGSHENG_DATA"] ?? "data");
  const known = terminal.env["DATABASE_URL"] !== undefined || existsSync(join(folder, "cluster")) || existsSync(join(folder, "elsewhere"));
  if (!known && !fresh) {
    throw new Error(`这里没有同声的数据（${folder}）：请设 TONGSHENG_DATA 或 DATABASE_URL，或先运行 npm start / no house here (${folder}): set TONGSHENG_DATA or DATABASE_URL, or run npm start first`);
  }
  const config = readConfig(terminal.env);
  if (config.databaseUrl) return work({ config, url: config.databaseUrl, database: "server" });
  const running = findEmbeddedPostgres(config.dataFolder);
  if (running) return work({ config, url: running.url, database: "running" });
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataFolder, log: { info: () => undefined, warn: terminal.err } });
  terminal.stopping(() => embedded.stop());
  return work({ config, url: embedded.url, database: "borrowed" }).finally(() => embedded.stop());
}

/** Opens the house for an errand, its database brought to this version first where it is behind. */
export async function withHouse<T>(terminal: Terminal, work: (inside: Inside) => Promise<T>, options: { fresh?: boolean } = {}): Promise<T> {
  return withPlace(terminal, async (place) => {
    if (!await isCurrent(place.url)) await prepareDatabase(place.url);
    const open = await openHouse(place.config, place.url, openLog(terminal.env["TONGSHENG_LOG"] ?? "error"));
    return work({ ...place, open, ctx: contextOf(open.house, commandLine(), "cli") }).finally(() => open.close());
  }, options);
}

async function isCurrent(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const ran = new Map((await migrationsRun(client)).map(({ name, sha256 }) => [name, sha256]));
    return (await readMigrations()).every(({ name, sha256 }) => ran.get(name) === sha256);
  } finally {
    await client.end();
  }
}
