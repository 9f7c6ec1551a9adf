import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { report, round, say } from "./support/report.ts";

// What a stranger waits: a fresh clone of the last commit, `npm start`, until desk and public site answer; then once more.
// The packages come from where this machine's npm gets them, its cache included.
const idleSeconds = 60;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => { resolve(port); });
  });
});

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).status === 200;
  } catch {
    return false;
  }
}

/** Starts the house and waits until it can be used; answers the seconds. */
async function usable(folder: string, port: number, mostSeconds: number): Promise<{ house: ChildProcess; seconds: number }> {
  const from = performance.now();
  const env = { ...process.env, TONGSHENG_PORT: String(port), TONGSHENG_DATA: join(folder, "data") };
  const house = spawn("npm", ["start"], { cwd: folder, env, detached: true, stdio: ["ignore", "ignore", "inherit"] });
  for (;;) {
    const seconds = (performance.now() - from) / 1000;
    if (!lives(house) || seconds > mostSeconds) { stop(house); throw new Error(`not usable after ${round(seconds, 0)} s`); }
    if ((await answers(`http://127.0.0.1:${port}/desk/`)) && (await answers(`http://127.0.0.1:${port}/`))) return { house, seconds: (performance.now() - from) / 1000 };
    await pause(50);
  }
}

const lives = (house: ChildProcess): boolean => house.exitCode === null && house.signalCode === null;

const stop = (house: ChildProcess): void => { if (house.pid !== undefined && lives(house)) process.kill(-house.pid, "SIGINT"); };

async function stopped(house: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => house.once("exit", resolve));
  stop(house);
  await gone;
}

type Running = { pid: number; parent: number; name: string };

const running = (): Running[] => readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)).flatMap((entry) => {
  try {
    const [, name = "", parent = ""] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, "utf8")) ?? [];
    return [{ pid: Number(entry), parent: Number(parent), name }];
  } catch {
    return [];
  }
});

/** Megabytes in use by a process and all below it, shared pages counted once among their users (PSS), by program. */
function memoryOf(root: number): Map<string, number> {
  const all = running();
  const family = new Set([root]);
  for (let grown = true; grown;) {
    const before = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
    grown = family.size > before;
  }
  const used = new Map<string, number>();
  for (const { pid, name } of all.filter((one) => family.has(one.pid))) {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
    used.set(name, (used.get(name) ?? 0) + kilobytes / 1024);
  }
  return used;
}

const folder = mkdtempSync(join(tmpdir(), "tongsheng-start-"));
const clone = join(folder, "tongsheng");
let house: ChildProcess | null = null;
try {
  const port = await freePort();
  const from = performance.now();
  execFileSync("git", ["clone", "--quiet", fileURLToPath(new URL("..", import.meta.url)), clone]);
  const cloning = (performance.now() - from) / 1000;
  const cold = await usable(clone, port, 600);
  house = cold.house;
  say(`cold: ${round(cloning + cold.seconds, 1)} s`);
  await stopped(house);
  const warm = await usable(clone, port, 120);
  house = warm.house;
  say(`warm: ${round(warm.seconds, 1)} s`);
  await pause(idleSeconds * 1000);
  const used = memoryOf(house.pid ?? 0);
  const memory = [...used.values()].reduce((sum, one) => sum + one, 0);
  report({
    name: "start", value: round(cloning + cold.seconds, 1), unit: "s (cold clone to usable)", bar: "<= 240 s; warm <= 8 s; idle <= 600 MB", compared: "the clock, and PSS of npm, the house and PostgreSQL",
    more: { warmSeconds: round(warm.seconds, 1), idleMegabytes: round(memory, 0), ...Object.fromEntries([...used].map(([name, megabytes]) => [`MB ${name}`, round(megabytes, 0)])) },
  });
  await stopped(house);
} finally {
  if (house) stop(house);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
}
