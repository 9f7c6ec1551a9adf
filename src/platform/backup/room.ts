import type pg from "pg";
import { migrationsRun } from "./catalog.ts";

/** How our own connections call themselves while a restore runs. */
export const ownName = "tongsheng restore";

/** Nobody else may be in a database that is restored: a running house would go on from what is no longer there. */
export async function requireAlone(client: pg.ClientBase): Promise<void> {
  const { rows: others } = await client.query<{ name: string }>(`
    select coalesce(nullif(application_name, ''), client_addr::text, 'pid ' || pid) as name from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and application_name <> $1`, [ownName]);
  if (others.length > 0) {
    throw new Error(`还有 ${others.length} 个程序连着这个数据库（${others[0]?.name ?? ""}），请先停下网站和工作进程 / ${others.length} other programs use this database; stop web and workers first`);
  }
}

/** A database without our migrations must not hold schemas that bear our names: they would be somebody else's. */
export async function requireOurs(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  if ((await migrationsRun(client)).length > 0) return;
  const { rows: [strange] } = await client.query<{ name: string }>("select nspname as name from pg_namespace where nspname = any ($1)", [[...schemas, "pgboss"]]);
  if (strange) throw new Error(`这个数据库属于别的程序（${strange.name}），请换一个空库 / this database belongs to something else (schema ${strange.name}); use an empty one`);
}

/** Every write leaves a trace (等保 GB/T 22239-2019 §8.1.4.3), so a house without a trace is an empty house. */
export async function requireEmpty(client: pg.ClientBase): Promise<void> {
  const { rows: [known] } = await client.query<{ known: boolean }>("select to_regclass('audit.entry') is not null as known");
  if (!known?.known) return;
  const { rows: [found] } = await client.query<{ used: boolean }>("select exists (select from audit.entry) as used");
  if (found?.used) throw new Error("这个数据库里已有同声的数据：换一个空库，或加 --replace 丢掉它 / this database already holds Tongsheng data: use an empty one, or --replace to throw it away");
}
