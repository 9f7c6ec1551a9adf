import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "./report.ts";

/** Kannel with its queue filled and its line to the far side bound, waiting. */
export type Kannel = { /** reports that came and found no message */ unmatched: () => Promise<number>; stop: () => Promise<void> };

const here = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** Whether Kannel and its batch client are here; as root they are fetched from the distribution. */
export function haveKannel(): boolean {
  const whole = () => ["bearerbox", "smsbox", "mtbatch"].every(here);
  if (whole()) return true;
  if (process.getuid?.() !== 0 || !here("apt-get")) return false;
  say("Kannel is not here: apt-get install kannel kannel-extras");
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "kannel", "kannel-extras"], { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  return whole();
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** How Kannel speaks to the centre: over one line both ways, or over one to send and one to hear. */
export type Mode = "transceiver" | "split";

function configuration(mode: Mode, ports: { admin: number; box: number; send: number; centre: number }): string {
  const group = (name: string, fields: Record<string, string | number | boolean>) => `group = ${name}\n${Object.entries(fields).map(([key, value]) => `${key} = ${String(value)}\n`).join("")}\n`;
  const centre = {
    smsc: "smpp", "smsc-id": "far", host: "127.0.0.1", "smsc-username": "desk", "smsc-password": "pass", "system-type": "\"\"", "transceiver-mode": mode === "transceiver", "interface-version": 34,
    "max-pending-submits": 16, "wait-ack": 3_600, "log-level": 4,
  };
  return [
    group("core", { "admin-port": ports.admin, "admin-interface": "127.0.0.1", "admin-password": "bench", "smsbox-port": ports.box, "smsbox-interface": "127.0.0.1", "box-allow-ip": "127.0.0.1", "log-level": 4, "dlr-storage": "internal" }),
    group("smsc", { ...centre, port: ports.centre }),
    ...(mode === "split" ? [group("smsc", { ...centre, "receive-port": ports.centre })] : []),
    group("smsbox", { "bearerbox-host": "127.0.0.1", "bearerbox-port": ports.box, "sendsms-port": ports.send, "sendsms-interface": "127.0.0.1", "log-level": 4 }),
    group("sms-service", { keyword: "default", text: "\"\"", "max-messages": 0 }),
    group("sendsms-user", { username: "desk", password: "bench" }),
  ].join("");
}

/** Starts Kannel against a centre and gives it so many messages by its own batch client; all interfaces on loopback. */
export async function startKannel(mode: Mode, centre: number, count: number): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-kannel-"));
  const ports = { admin: await freePort(), box: await freePort(), send: await freePort(), centre };
  const file = (name: string, text: string): string => { const path = join(folder, name); writeFileSync(path, text); return path; };
  const config = file("kannel.conf", configuration(mode, ports));
  const boxes: ChildProcess[] = [];
  // Whatever ends the benchmark ends the boxes with it.
  const killAll = (): void => { for (const one of boxes) one.kill("SIGKILL"); };
  process.once("exit", killAll);
  const box = (program: string): void => { boxes.push(spawn(program, ["-v", "4", config], { cwd: folder, stdio: ["ignore", "ignore", 2] })); };
  const status = async (): Promise<string> => (await fetch(`http://127.0.0.1:${ports.admin}/status.xml?password=bench`)).text();
  const until = async (what: () => Promise<boolean>): Promise<void> => {
    for (const end = performance.now() + 30_000; !(await what().catch(() => false)); await new Promise((done) => setTimeout(done, 100))) if (performance.now() > end) throw new Error("Kannel does not come up");
  };
  const stop = async (): Promise<void> => {
    for (const one of boxes.toReversed()) {
      const gone = one.exitCode === null && one.signalCode === null ? once(one, "exit") : null;
      one.kill("SIGTERM");
      const late = setTimeout(() => one.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(late);
    }
    process.off("exit", killAll);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    box("bearerbox");
    await until(async () => /<status>online/.test(await status()));
    box("smsbox");
    await until(async () => /<type>smsbox<\/type>/.test(await status()));
    const receivers = file("receivers", Array.from({ length: count }, (_, n) => `8613${String(n).padStart(9, "0")}\n`).join(""));
    // The batch client wants an address for reports; one that is none costs the box nothing.
    const batch = spawn("mtbatch", ["-v", "4", "-b", "127.0.0.1", "-p", String(ports.box), "-f", "10691", "-D", "3", "-u", "none", file("content", "Fire danger high today"), receivers], { stdio: ["ignore", "ignore", 2] });
    await once(batch, "exit");
  } catch (error) {
    await stop();
    throw error;
  }
  return { unmatched: async () => Number(/<dlr>[\s\S]*?<queued>(\d+)<\/queued>/.exec(await status())?.[1]), stop };
}
