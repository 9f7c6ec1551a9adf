import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { simulatorPorts } from "../../presets/demo/accounts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the demo house all journeys of a run share. */
    house: string;
    /** A folder for what browsers keep of officers who logged in, by their user names. */
    sessions: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts one demo house for all journeys (or takes the one at TEST_HOUSE_URL), as `npm start` would, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_HOUSE_URL"];
  const house = given ? { url: given, stop: async () => undefined } : await startDemoHouse();
  const sessions = mkdtempSync(join(tmpdir(), "tongsheng-sessions-"));
  project.provide("house", house.url);
  project.provide("sessions", sessions);
  return async () => {
    await house.stop();
    rmSync(sessions, { recursive: true, force: true });
  };
}

/** Starts a demo house on free ports and answers when it is ready; `stop` ends it and removes its folder. */
export async function startDemoHouse(): Promise<{ url: string; stop: () => Promise<void> }> {
  const built = spawnSync(process.execPath, [join(root, "bin/test.mjs"), "desk"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new Error("the desk could not be built");
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-house-"));
  const port = await freeBlock();
  const env = { ...process.env, TONGSHENG_DATA: join(folder, "data"), TONGSHENG_PORT: String(port), TONGSHENG_DEMO: "yes", TONGSHENG_LOG: "error", DATABASE_URL: undefined };
  const child = spawn(process.execPath, [join(root, "src/entry/all.ts")], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => { resolve(); }));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(patience);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function ready(child: ReturnType<typeof spawn>): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => { reject(new Error(`the demo house is not ready after four minutes:\n${said}`)); }, 240_000);
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Tongsheng is ready")) { clearTimeout(late); resolve(); }
    });
    child.stderr?.on("data", (chunk: Buffer) => { said += chunk.toString(); process.stderr.write(chunk); });
    child.once("exit", (code) => { clearTimeout(late); reject(new Error(`the demo house ended with ${code}:\n${said}`)); });
  });
}

/** A port whose simulators' ports are free too. */
async function freeBlock(): Promise<number> {
  for (let n = 0; n < 50; n += 1) {
    const port = 20_000 + ((process.pid * 37 + n * 101) % 12_000);
    const all = await Promise.all([port, ...Object.values(simulatorPorts(port))].map(isFree));
    if (all.every(Boolean)) return port;
  }
  throw new Error("no free ports for a demo house");
}

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().once("error", () => { resolve(false); }).once("listening", () => { server.close(() => { resolve(true); }); });
  server.listen(port, "127.0.0.1");
});
