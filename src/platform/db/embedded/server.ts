import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { identityOf, servesCluster } from "./process-identity.ts";
import type { Ground } from "./ground.ts";

/** One PostgreSQL cluster on disk and the programs that serve it. */
export type Cluster = Ground & { native: string; cluster: string; logFile: string };

/** Settings as in `postgresql.conf`. */
export type Settings = Readonly<Record<string, string>>;

const environment = { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8", TZ: "UTC" };

// Modest memory, one address only, and a log that tells what went wrong and nothing else.
const ours: Settings = {
  listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "100", shared_buffers: "128MB", jit: "off",
  timezone: "UTC", log_timezone: "UTC", log_min_messages: "warning", log_line_prefix: "%m [%p] %d ", password_encryption: "scram-sha-256",
};

/** Makes the cluster once; a half-made one from an interrupted start is thrown away. */
export async function initCluster({ native, cluster, account, home }: Cluster, superuser: string, secret: string): Promise<void> {
  if (existsSync(join(cluster, "PG_VERSION"))) return;
  const draft = `${cluster}.draft`;
  const passwordFile = join(home, "password.draft");
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, secret, { mode: 0o600 });
  chownSync(passwordFile, account.uid, account.gid);
  const locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=und"];
  await promisify(execFile)(join(native, "bin/initdb"),
    ["-D", draft, "-U", superuser, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--data-checksums", "--no-instructions", ...locale],
    { ...account, cwd: home, env: environment }).finally(() => rmSync(passwordFile, { force: true }));
  rmSync(cluster, { recursive: true, force: true });
  renameSync(draft, cluster);
}

/** What the server of a cluster says about itself in `postmaster.pid`. */
export function readPostmaster(cluster: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/** Stops the server that a killed parent left behind, and clears the mark of one that is gone. */
export async function stopOrphan({ cluster }: Pick<Cluster, "cluster">): Promise<boolean> {
  const left = readPostmaster(cluster);
  if (!left) return false;
  if (!servesCluster(left.pid, realpathSync(cluster))) {
    rmSync(join(cluster, "postmaster.pid"), { force: true });
    return false;
  }
  await stopServer(left.pid);
  return true;
}

/** Fast shutdown: open transactions roll back; after twenty seconds the hard way, which costs a recovery at the next start. */
export async function stopServer(pid: number): Promise<void> {
  const identity = identityOf(pid);
  const alive = () => identity !== undefined && identityOf(pid) === identity;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (alive()) process.kill(pid, signal);
    for (let waited = 0; alive() && waited < 20_000; waited += 10) await pause(10);
  }
}

/** Starts the server in its own session, so that Ctrl-C reaches us first, and waits until it takes connections. */
export async function launch(target: Cluster, port: number, settings: Settings): Promise<ChildProcess> {
  const log = openLogFile(target);
  const options = Object.entries({ ...ours, ...settings, port: String(port) }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(target.native, "bin/postgres"), ["-D", target.cluster, ...options],
    { ...target.account, cwd: target.home, env: environment, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  let failed: Error | undefined;
  child.once("error", (error) => { failed = error; });
  while (child.exitCode === null && child.signalCode === null && !failed) {
    const state = readPostmaster(target.cluster);
    if (state?.pid === child.pid && state?.ready) return child;
    await pause(10);
  }
  throw new Error(`内置 PostgreSQL 未能启动。 / The embedded PostgreSQL did not start: ${failed?.message ?? tail(target.logFile)}`);
}

/** A port on this machine that nobody listens on now. */
export const freePort = (): Promise<number> => new Promise((done, fail) => {
  const probe = createServer().once("error", fail).listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => done(typeof address === "object" && address ? address.port : 0));
  });
});

function openLogFile({ logFile, account }: Cluster): number {
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.old`);
  const file = openSync(logFile, "a", 0o600);
  chownSync(logFile, account.uid, account.gid);
  return file;
}

const tail = (file: string): string => readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n");
