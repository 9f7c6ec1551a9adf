import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf } from "./process-identity.ts";

/** Takes a data folder for this process, past the lock of a dead one; throws one clear sentence while another lives. Answers how to let go. */
export function holdFolder(folder: string): () => void {
  const lock = join(folder, "process.lock");
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    while (!linked(draft, lock)) clearDeadLock(lock, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (contents(lock) === mine) rmSync(lock);
  };
}

function clearDeadLock(lock: string, folder: string): void {
  const seen = contents(lock);
  if (seen === undefined) return;
  const holder = parse(seen);
  if (holder && identityOf(holder.pid) === holder.identity) {
    throw new Error(`数据目录正被另一个同声进程（pid ${holder.pid}）使用：${folder}。请先停止它。 / Another Tongsheng (pid ${holder.pid}) is using the data folder ${folder}. Stop it first.`);
  }
  const removed = `${lock}.${process.pid}.dead`;
  try {
    renameSync(lock, removed);
  } catch {
    return;
  }
  // Somebody quicker may have put his own lock there in between: it goes back.
  if (contents(removed) !== seen) linked(removed, lock);
  rmSync(removed, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function parse(text: string): { pid: number; identity: string } | undefined {
  try {
    return JSON.parse(text) as { pid: number; identity: string };
  } catch {
    return undefined;
  }
}
