import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "./embedded/binaries.ts";
import { holdFolder } from "./embedded/folder-lock.ts";
import { prepareGround, type Ground } from "./embedded/ground.ts";
import { identityOf } from "./embedded/process-identity.ts";
import { freePort, initCluster, launch, readPostmaster, stopOrphan, stopServer, type Cluster, type Settings } from "./embedded/server.ts";

/** A PostgreSQL of our own: `url` is the owner of the database `tongsheng`, `adminUrl` the superuser. */
export type EmbeddedPostgres = { url: string; adminUrl: string; stop(): Promise<void> };

/** Where the server keeps its data, who hears what it does, and settings beyond ours (tests only: `fsync`). */
export type EmbeddedOptions = {
  dataDir: string;
  log: { info(message: string): void; warn(message: string): void };
  settings?: Settings;
};

const owner = "tongsheng";
const superuser = "postgres";

/** Starts PostgreSQL in a data folder and keeps it running; refuses a folder in use, recovers one whose process was killed (docs/operations.md). */
export async function startEmbeddedPostgres({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const ground = prepareGround(dataDir);
  const release = holdFolder(ground.home);
  try {
    const cluster = describe(ground);
    const secret = keepSecret(ground);
    if (!existsSync(join(cluster.cluster, "PG_VERSION"))) log.info(`database: new cluster in ${cluster.cluster}`);
    await initCluster(cluster, superuser, secret);
    requireSameMajor(cluster);
    if (await stopOrphan(cluster)) log.warn("database: stopped the server a killed process had left behind");
    const server = await superviseServer(cluster, settings, log);
    const adminUrl = address(superuser, secret, server.port, "postgres");
    await ensureDatabase(adminUrl, secret).catch(async (error: unknown) => { await server.stop(); throw error; });
    return { adminUrl, url: address(owner, secret, server.port, owner), stop: () => server.stop().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** The address of the server that already runs on a data folder, for commands that work beside a running house; nothing when none runs. */
export function findEmbeddedPostgres(dataDir: string): { url: string; adminUrl: string } | undefined {
  if (!existsSync(dataDir)) return undefined;
  const { home } = prepareGround(dataDir);
  const running = readPostmaster(join(home, "cluster"));
  if (!running?.ready || identityOf(running.pid) === undefined) return undefined;
  const secret = readFileSync(join(home, "password"), "utf8");
  return { url: address(owner, secret, running.port, owner), adminUrl: address(superuser, secret, running.port, "postgres") };
}

const describe = (ground: Ground): Cluster & { version: string } =>
  ({ ...ground, ...findBinaries(ground), cluster: join(ground.home, "cluster"), logFile: join(ground.home, "postgres.log") });

const address = (user: string, secret: string, port: number, database: string): string => `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;

function keepSecret({ home, account }: Ground): string {
  const file = join(home, "password");
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
    chownSync(file, account.uid, account.gid);
  }
  return readFileSync(file, "utf8");
}

function requireSameMajor({ cluster, version }: { cluster: string; version: string }): void {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const runs = version.split(".")[0];
  if (made !== runs) throw new Error(`数据由 PostgreSQL ${made} 创建，而内置的是 ${runs}：请用备份恢复到新目录。 / The data were made by PostgreSQL ${made}; this is ${runs}: restore a backup into a new folder.`);
}

async function superviseServer(cluster: Cluster, settings: Settings, log: EmbeddedOptions["log"]): Promise<{ port: number; stop(): Promise<void> }> {
  const { port, ...first } = await launchOnFreePort(cluster, settings);
  let child = first.child;
  let stopping = false;
  const stopAtExit = () => { child.kill("SIGINT"); };
  const restart = async () => {
    if (stopping) return;
    log.warn("database: the server ended by itself and is started again");
    await pause(1_000);
    try {
      child = await launch(cluster, port, settings);
      child.once("exit", () => void restart());
      if (stopping) await stopServer(child.pid ?? 0);
    } catch (error) {
      log.warn(`database: ${error instanceof Error ? error.message : String(error)}`);
      void restart();
    }
  };
  child.once("exit", () => void restart());
  process.once("exit", stopAtExit);
  return {
    port,
    stop: async () => {
      stopping = true;
      process.removeListener("exit", stopAtExit);
      await stopServer(child.pid ?? 0);
    },
  };
}

// A port may be taken in between, and helpers of a killed server may need a moment to notice that it is gone.
async function launchOnFreePort(cluster: Cluster, settings: Settings, attempts = 3): Promise<{ child: Awaited<ReturnType<typeof launch>>; port: number }> {
  const port = await freePort();
  try {
    return { child: await launch(cluster, port, settings), port };
  } catch (error) {
    if (attempts <= 1) throw error;
    await pause(1_000);
    return launchOnFreePort(cluster, settings, attempts - 1);
  }
}

// The owner is no superuser, so that what works here works on a server of the province too.
async function ensureDatabase(adminUrl: string, secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const has = async (query: string) => ((await client.query(query, [owner])).rowCount ?? 0) > 0;
    if (!(await has("select from pg_roles where rolname = $1"))) await client.query(`create role ${owner} login createrole password '${secret}'`);
    if (!(await has("select from pg_database where datname = $1"))) await client.query(`create database ${owner} owner ${owner}`);
  } finally {
    await client.end();
  }
}
