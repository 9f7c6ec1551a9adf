import pg from "pg";
import { fromKysely, PgBoss } from "pg-boss";
import type { z } from "zod";
import { theHouse } from "#kernel/actor.ts";
import type { House } from "#platform/house.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { Log } from "#platform/log/log.ts";
import type { Enqueue, Job } from "./enqueue.ts";

/** A kind of background work: its name `module.verb`, the shape of its data, how it is retried, when it comes by itself. */
export type JobKind<T> = {
  name: string;
  schema: z.ZodType<T>;
  /** Times it is tried again after a failure (default 5, with back-off from 2 s to 10 min). */
  retryLimit?: number;
  /** Cron expression in Asia/Shanghai for work that comes by the clock. */
  every?: string;
};

/** Declares a kind of job; calling it makes one. */
export function defineJob<T extends object>(kind: JobKind<T>) {
  return Object.assign((data: T): Job => ({ kind: kind.name, data }), { kind });
}

/** What carries a job out, with the context of the house. It may run twice; it must not matter. */
export type Handler = { kind: JobKind<object>; handle: (ctx: Context, data: object) => Promise<void> };

/** Ties a kind of job to what carries it out. */
export function handler<T extends object>(job: { kind: JobKind<T> }, handle: (ctx: Context, data: T) => Promise<void>): Handler {
  return { kind: job.kind as unknown as JobKind<object>, handle: (ctx, data) => handle(ctx, job.kind.schema.parse(data)) };
}

export type Jobs = { enqueue: Enqueue; work: (house: House, handlers: readonly Handler[]) => Promise<void>; stop: () => Promise<void> };

const bossOptions = { schema: "pgboss", useListenNotify: true } as const;

/** Creates pg-boss's tables and one queue per kind, as the owner of the database; runs after the migrations. */
export async function installJobs(url: string, kinds: readonly JobKind<object>[]): Promise<void> {
  const boss = new PgBoss({ ...bossOptions, connectionString: url, max: 2, schedule: false, supervise: false });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    for (const kind of kinds) {
      const options = { retryLimit: kind.retryLimit ?? 5, retryDelay: 2, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds: 60, notify: true };
      if (await boss.getQueue(kind.name)) await boss.updateQueue(kind.name, options);
      else await boss.createQueue(kind.name, options);
      if (kind.every) await boss.schedule(kind.name, kind.every, {}, { tz: "Asia/Shanghai" });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await openToTheApplication(url);
}

async function openToTheApplication(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select public.open_schema('pgboss')");
  } finally {
    await client.end();
  }
}

/** Opens the job queue for one process. */
export async function openJobs({ url, log }: { url: string; log: Log }): Promise<Jobs> {
  const boss = new PgBoss({
    ...bossOptions, connectionString: url, max: 4, migrate: false, createSchema: false, options: "-c role=tongsheng_app -c timezone=UTC",
    reindex: false, monitorVacuum: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "job queue"));
  await boss.start();
  const enqueue: Enqueue = async (tx, jobs, when = {}) => {
    const at = { ...(when.after ? { startAfter: when.after } : {}), ...(when.once ? { singletonKey: when.once, singletonSeconds: 1 } : {}) };
    for (const [kind, group] of Map.groupBy(jobs, (job) => job.kind)) {
      for (const job of group) await boss.send(kind, job.data, { ...at, db: fromKysely(tx) });
    }
  };
  const work: Jobs["work"] = async (house, handlers) => {
    for (const { kind, handle } of handlers) {
      await boss.work<object>(kind.name, { batchSize: 4, pollingIntervalSeconds: 2, burstWhenBatchFull: true, perJobResults: true }, async (batch) =>
        Promise.all(batch.map(async (job) => {
          try {
            await handle(contextOf(house, theHouse, job.id), job.data);
            return { id: job.id, status: "completed" as const };
          } catch (error) {
            log.error({ err: error, job: kind.name, jobId: job.id }, "job failed");
            return { id: job.id, status: "failed" as const, output: { message: String(error) } };
          }
        })));
    }
  };
  return { enqueue, work, stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}
