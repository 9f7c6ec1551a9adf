import { sql } from "kysely";
import type { Db, Reader } from "#platform/db/database.ts";
import { goneAfterSeconds } from "./heartbeat.ts";

/** A number that tells how the house is, such as the age of the oldest delivery that is due; above `redAbove` the house is not well. */
export type Vital = { name: string; ask: (read: Reader) => Promise<number | null>; redAbove?: number };

/** How the house is. No secrets, no names: anybody may read it. */
export type Health = {
  ok: boolean; database: "up" | "down"; workers: number; webs: number;
  /** Seconds since any worker was last heard of; null when none is known. */
  workerSeconds: number | null; vitals: Record<string, number | null>;
};

const down: Health = { ok: false, database: "down", workers: 0, webs: 0, workerSeconds: null, vitals: {} };

/** Asks the database how the house is; no answer within the time is an answer. Never throws. */
export async function healthOf(db: Db, { vitals = [], withinMs = 3_000 }: { vitals?: readonly Vital[]; withinMs?: number } = {}): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => { timer = setTimeout(() => { resolve(down); }, withinMs); });
  try {
    return await Promise.race([ask(db, vitals), late]);
  } catch {
    return down;
  } finally {
    clearTimeout(timer);
  }
}

async function ask(db: Db, vitals: readonly Vital[]): Promise<Health> {
  const { rows } = await sql<{ role: string; alive: number; seconds: number }>`
    select role, count(*) filter (where beat_at > clock_timestamp() - make_interval(secs => ${goneAfterSeconds}))::int as alive,
      extract(epoch from clock_timestamp() - max(beat_at))::float8 as seconds from platform.heartbeat group by role`.execute(db);
  const of = (role: string) => rows.find((row) => row.role === role);
  const figures: Record<string, number | null> = {};
  for (const vital of vitals) figures[vital.name] = await vital.ask(db);
  const workers = of("worker")?.alive ?? 0;
  const fine = vitals.every(({ name, redAbove }) => redAbove === undefined || (figures[name] ?? 0) <= redAbove);
  return { ok: workers > 0 && fine, database: "up", workers, webs: of("web")?.alive ?? 0, workerSeconds: of("worker")?.seconds ?? null, vitals: figures };
}
