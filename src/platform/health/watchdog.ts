import { hostname } from "node:os";
import { sql } from "kysely";
import type { StaffAlert } from "#kernel/connector.ts";
import { clockTime } from "#kernel/clock.ts";
import type { House } from "#platform/house.ts";
import { healthOf } from "./health.ts";

/** A way to reach the duty officer without the database: an account with its secrets opened. It never throws and answers within seconds. */
export type Contact = { name: string; tell: (alert: StaffAlert, key: string) => Promise<{ ok: boolean; detail: string }> };

/** Who is on duty and how to reach them, best way first, as last known. */
export type Contacts = { people: readonly string[]; ways: readonly Contact[] };

export type WatchdogOptions = {
  house: House;
  /** Asked every minute while the database answers; kept in memory for when it does not. */
  contacts: () => Promise<Contacts>;
  checkMs?: number; lostAfterMs?: number; refreshMs?: number; answerMs?: number;
  /** Without the database processes cannot agree: each waits up to so long, and speaks at most once in `quietMs`. */
  jitterMs?: number; quietMs?: number;
  /** How long another process may take to tell before the next one does. */
  takeoverSeconds?: number;
  /** Milliseconds that pass evenly, whatever is done to the clock on the wall. */
  elapsed?: () => number;
};

type Loss = "database" | "workers";
const words: Record<Loss, { title: string; text: (since: string) => string; back: string }> = {
  database: { title: "数据库连不上", text: (since) => `${hostname()} 自 ${since} 起连不上数据库，投放和提醒都停着`, back: "数据库已恢复" },
  workers: { title: "没有投放进程在运行", text: (since) => `自 ${since} 起没有投放进程报到，稿件发不出去`, back: "投放进程已恢复" },
};

/** Watches the database and the workers from inside every process, and tells the duty officer once per incident, past both of them if it must (issue 2 §5). */
export function startWatchdog(options: WatchdogOptions): { stop: () => Promise<void> } {
  const { house, checkMs = 5_000, lostAfterMs = 20_000, refreshMs = 60_000, answerMs = 3_000, jitterMs = 8_000, quietMs = 600_000, takeoverSeconds = 15, elapsed = () => performance.now() } = options;
  const started = elapsed();
  const seen = { database: started, worker: started, contactsAt: -Infinity };
  let contacts: Contacts = { people: [], ways: [] };
  let wait = Math.random() * jitterMs;
  let databaseTold: Date | null = null;
  let lastSpoke = -Infinity;

  const refresh = async (): Promise<void> => {
    if (elapsed() - seen.contactsAt < refreshMs) return;
    contacts = await options.contacts();
    seen.contactsAt = elapsed();
  };
  const say = (loss: Loss, since: Date, back: boolean): Promise<boolean> => tellFirst(house, contacts, alertOf(house, contacts, loss, since, back), `watchdog:${loss}:${since.toISOString()}:${back ? "back" : "lost"}`);
  const since = (mark: number): Date => new Date(house.now().getTime() - (elapsed() - mark));

  const databaseGone = async (): Promise<void> => {
    const gone = elapsed() - seen.database;
    if (databaseTold || gone < lostAfterMs + wait || elapsed() - lastSpoke < quietMs) return;
    const from = since(seen.database);
    if (!await say("database", from, false)) return;
    databaseTold = from;
    lastSpoke = elapsed();
  };
  const databaseBack = async (): Promise<void> => {
    if (elapsed() - seen.database > checkMs * 2 + answerMs) seen.worker = elapsed();
    seen.database = elapsed();
    if (!databaseTold || !await say("database", databaseTold, true)) return;
    databaseTold = null;
    wait = Math.random() * jitterMs;
  };
  const watchWorkers = async (): Promise<void> => {
    if (elapsed() - seen.worker >= lostAfterMs) {
      const from = since(seen.worker);
      if (await takeIncident(house, from, takeoverSeconds) && await say("workers", from, false)) await markTold(house);
    } else {
      const ended = await endIncident(house);
      if (ended) await say("workers", ended, true);
    }
  };
  const round = async (): Promise<void> => {
    const health = await healthOf(house.db, { withinMs: answerMs });
    if (health.database === "down") return databaseGone();
    if (health.workerSeconds !== null) seen.worker = Math.max(seen.worker, elapsed() - health.workerSeconds * 1000);
    await databaseBack();
    await refresh();
    await watchWorkers();
  };
  return every(checkMs, () => round().catch((error: unknown) => { house.log.error({ err: error }, "watchdog"); }));
}

function every(ms: number, work: () => Promise<void>): { stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const tick = (): void => { running ??= work().finally(() => { running = null; }); };
  tick();
  const timer = setInterval(tick, ms);
  return { stop: async () => { clearInterval(timer); await running; } };
}

function alertOf(house: House, { people }: Contacts, loss: Loss, since: Date, back: boolean): StaffAlert {
  const { title, text, back: restored } = words[loss];
  const link = `${house.publicUrl}/healthz`;
  if (back) return { title: restored, text: `${clockTime(since)} 开始的中断已结束，恢复于 ${clockTime(house.now())}。请看投放板上有没有停住的账号。`, link };
  return { title, text: `${text(clockTime(since))}。请${people.length > 0 ? `值班员${people.join("、")}` : "值班员"}立即联系系统管理员。`, link };
}

/** Tries one way after the other until one of them took it. */
async function tellFirst(house: House, { ways }: Contacts, alert: StaffAlert, key: string): Promise<boolean> {
  for (const way of ways) {
    const { ok, detail } = await way.tell(alert, `${key}:${way.name}`);
    if (ok) return true;
    house.log.warn({ way: way.name, detail }, "watchdog could not tell through this way");
  }
  house.log.error({ alert: alert.title, ways: ways.length }, "watchdog reached nobody");
  return false;
}

/** Exactly one process takes an incident; when it told nobody within the time, another may, and it again only after twice the time. */
async function takeIncident(house: House, since: Date, takeoverSeconds: number): Promise<boolean> {
  const { rows } = await sql`insert into platform.incident (name, since, taken_by, taken_at) values ('workers', ${since}, ${house.processId}, clock_timestamp())
    on conflict (name) do update set taken_by = excluded.taken_by, taken_at = excluded.taken_at
      where platform.incident.told_at is null and platform.incident.taken_at < clock_timestamp()
        - make_interval(secs => ${takeoverSeconds} * case when platform.incident.taken_by = excluded.taken_by then 2 else 1 end)
    returning name`.execute(house.db);
  return rows.length > 0;
}

const markTold = (house: House) => sql`update platform.incident set told_at = clock_timestamp() where name = 'workers' and taken_by = ${house.processId}`.execute(house.db);

/** Ends the incident, if there is one; exactly one process is answered since when it lasted, and only if somebody had been told. */
async function endIncident(house: House): Promise<Date | null> {
  const { rows } = await sql<{ since: Date; told_at: Date | null }>`delete from platform.incident where name = 'workers' returning since, told_at`.execute(house.db);
  return rows[0]?.told_at ? rows[0].since : null;
}
