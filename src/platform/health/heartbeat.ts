import { hostname } from "node:os";
import { sql } from "kysely";
import type { House } from "#platform/house.ts";

/** What a process does: answers requests, or sends. A process that does both beats as a worker, because that it answers can be seen. */
export type Role = "web" | "worker";

/** Seconds without a beat after which a process counts as gone. */
export const goneAfterSeconds = 15;

/** Says every five seconds, by the database's clock, that this process is alive; takes its row away when it stops in peace. */
export async function startHeartbeat(house: House, role: Role, everyMs = 5_000): Promise<{ stop: () => Promise<void> }> {
  const beat = async (): Promise<void> => {
    await sql`insert into platform.heartbeat (process_id, role, host, started_at, beat_at) values (${house.processId}, ${role}, ${hostname()}, clock_timestamp(), clock_timestamp())
      on conflict (process_id) do update set beat_at = clock_timestamp()`.execute(house.db);
  };
  const tryBeat = (): Promise<void> => beat().catch((error: unknown) => { house.log.warn({ err: error }, "heartbeat"); });
  await tryBeat();
  await sql`delete from platform.heartbeat where beat_at < clock_timestamp() - interval '1 hour'`.execute(house.db).catch(() => undefined);
  let running: Promise<void> | null = null;
  const timer = setInterval(() => { running ??= tryBeat().finally(() => { running = null; }); }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      await sql`delete from platform.heartbeat where process_id = ${house.processId}`.execute(house.db).catch(() => undefined);
    },
  };
}
