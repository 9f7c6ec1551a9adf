import type pg from "pg";
import type { Migration } from "#platform/db/migrate.ts";

/** A table as it is copied: the columns that are written, not computed. */
export type TableShape = { schema: string; name: string; columns: string[] };

/** A sequence and where it stands; `value` is a bigint in digits. */
export type SequenceState = { schema: string; name: string; value: string; called: boolean };

/** A foreign key, as it is declared. */
export type ForeignKey = { table: string; name: string; definition: string };

/** Names in SQL; a table's as `schema.name`. */
export const quoted = (...names: string[]): string => names.map((name) => `"${name.replaceAll("\"", "\"\"")}"`).join(".");

// Of the job queue only what it was told to do; its statistics and its own bookkeeping belong to the running one.
const ofQueue = ["queue", "schedule", "subscription", "job", "job_dependency"];

/** The schemas that migrations make: what belongs to the house, in a database that may hold somebody else's too. */
export const schemasIn = (migrations: readonly Migration[]): string[] =>
  migrations.flatMap(({ sql }) => [...sql.matchAll(/^create schema (\w+)/gim)].map(([, name]) => name ?? ""));

/** Every table of these schemas, partitioned ones by their root, and of pg-boss what was queued. */
export async function tablesOf(client: pg.ClientBase, schemas: readonly string[]): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select n.nspname as schema, c.relname as name, json_agg(a.attname order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and (n.nspname = any ($1) or n.nspname = 'pgboss' and c.relname = any ($2))
    group by 1, 2 order by 1, 2`, [schemas, ofQueue]);
  return rows;
}

/** Every sequence of these schemas and its state. */
export async function sequencesOf(client: pg.ClientBase, schemas: readonly string[]): Promise<SequenceState[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind = 'S' order by 1, 2`, [schemas]);
  const states: SequenceState[] = [];
  for (const { schema, name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(`select last_value::text as value, is_called as called from ${quoted(schema, name)}`);
    states.push(...state.rows.map((row) => ({ schema, name, ...row })));
  }
  return states;
}

/** The foreign keys of tables in these schemas and in pg-boss's. */
export async function foreignKeysOf(client: pg.ClientBase, schemas: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, t.relname) as table, format('%I', c.conname) as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = any ($1) and c.contype = 'f' and c.conparentid = 0 order by 1, 2`, [[...schemas, "pgboss"]]);
  return rows;
}

/** The migrations that ran here, in the order of their names. */
export async function migrationsRun(client: pg.ClientBase): Promise<{ name: string; sha256: string }[]> {
  const { rows: [known] } = await client.query<{ known: boolean }>("select to_regclass('public.migration') is not null as known");
  if (!known?.known) return [];
  return (await client.query<{ name: string; sha256: string }>("select name, sha256 from public.migration order by name")).rows;
}

/** The version of pg-boss's tables; null before it was set up. */
export async function queueVersion(client: pg.ClientBase): Promise<number | null> {
  const { rows: [known] } = await client.query<{ known: boolean }>("select to_regclass('pgboss.version') is not null as known");
  if (!known?.known) return null;
  return (await client.query<{ version: number }>("select version from pgboss.version")).rows[0]?.version ?? null;
}
