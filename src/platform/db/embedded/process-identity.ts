import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** What tells a living process from a later one with the same number; nothing when it is dead. */
export function identityOf(pid: number): string | undefined {
  if (process.platform !== "linux") return ps(pid, "lstart=");
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[18]}`;
  } catch {
    return undefined;
  }
}

/** Whether this process is a PostgreSQL server working in this cluster (and not a stranger that got its old number). */
export function servesCluster(pid: number, cluster: string): boolean {
  if (identityOf(pid) === undefined) return false;
  if (process.platform !== "linux") return ps(pid, "command=")?.includes("postgres") ?? false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
