import { fork, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { House } from "#platform/house.ts";
import type { Db } from "#platform/db/database.ts";
import { reclaimLost, startSender } from "#modules/dispatch/sender/sender.ts";
import type { Boundary, Counts, Fate } from "./chaos-victim.ts";

/** Longest that anything may take on a machine with other work: a victim over its deliveries, and whoever settles after it. */
const [aliveMs, recoveredMs] = [40_000, 120_000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Victims that have loaded everything and wait for their fate. */
export type Victims = { next: () => Promise<ChildProcess>; stop: () => void };

/** Keeps so many victims ready. */
export function openVictims(spare: number): Victims {
  type Waiting = { child: ChildProcess; ready: Promise<ChildProcess | null> };
  const launch = (): Waiting => {
    const child = fork(new URL("./chaos-victim.ts", import.meta.url), [], {
      stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [], env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "tongsheng-compile-cache") },
    });
    return { child, ready: new Promise((resolve) => { child.once("message", () => { resolve(child); }).once("exit", () => { resolve(null); }); }) };
  };
  const waiting = Array.from({ length: spare }, launch);
  return {
    async next() {
      for (;;) {
        waiting.push(launch());
        const victim = await waiting.shift()?.ready;
        if (victim) return victim;
      }
    },
    stop: () => { for (const { child } of waiting) child.kill("SIGKILL"); },
  };
}

/** The legs of pieces as a board would judge them. */
export const legsOf = (db: Db, pieceIds: readonly string[]) => db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id")
  .select(["d.id", "d.key", "d.piece_id", "s.state", "s.rung", "s.failure_code", "d.connector_id", "d.action", "d.edition_number", "s.attempt"]).where("d.piece_id", "in", [...pieceIds]).execute();

/** One of them. */
export type Leg = Awaited<ReturnType<typeof legsOf>>[number];

/** Has a leg come to an end? */
export const isOver = ({ state }: Leg): boolean => ["settled", "failed", "unknown", "void"].includes(state);

/** A healthy worker takes over: the leases of others run out, back-offs and looks come due, until `isDone`: nothing waits any more that could still come further. */
export async function recover(house: House, pieceIds: readonly string[], isDone: () => Promise<boolean> = async () => (await legsOf(house.db, pieceIds)).every(isOver)): Promise<void> {
  const sender = startSender(house, { pollMs: 15 });
  try {
    for (const end = Date.now() + recoveredMs; Date.now() < end;) {
      await sql`update dispatch.progress set not_before = least(not_before, ${house.now()}), next_check_at = least(next_check_at, ${house.now()}),
          lease_until = case when worker_id = ${house.processId} then lease_until when state = 'sending' then ${new Date(0)}::timestamptz end
        where delivery_id in (select s.delivery_id from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where d.piece_id = any(${[...pieceIds]}::uuid[]) and s.state in ('queued', 'waiting', 'sending') for update of s skip locked)`.execute(house.db);
      await reclaimLost(house);
      sender.wake();
      if (await isDone()) return;
      await pause(40);
    }
  } finally {
    await sender.stop();
  }
}

/** How a victim ended: by its own hand, or killed because it was done; then it says what it counted. */
export type End = { died: true } | { died: false; counts: Counts };

/** Lets the victim work until it dies where it was told to, or until its work `isDone`; it is killed in any case. */
export async function killAt(victim: ChildProcess, fate: Fate, isDone: () => Promise<boolean>): Promise<End> {
  let died = false;
  const gone = new Promise<void>((resolve, fail) => victim.once("exit", (code, signal) => { died = true; if (signal === "SIGKILL") resolve(); else fail(new Error(`a victim ended by itself (${code ?? signal ?? ""})`)); }));
  const said = new Promise<Counts>((resolve) => victim.once("message", (counts: Counts) => { resolve(counts); }));
  victim.send(fate);
  for (const end = Date.now() + aliveMs; !died && Date.now() < end;) {
    await Promise.race([gone, pause(50)]);
    if (!died && (await isDone())) break;
  }
  if (!died) victim.send("how much", () => undefined);
  const counts = await Promise.race([said, gone]);
  victim.kill("SIGKILL");
  await gone;
  return counts ? { died: false, counts } : { died: true };
}

/** Where a victim dies. */
export const places: readonly Boundary["where"][] = ["before-statement", "at-statement", "after-statement", "before-call", "after-call", "at-far-side"];
