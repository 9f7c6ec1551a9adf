import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

/** The advisory lock under which the database changes its shape. */
export const migrationLock = 7_316_001;

/** One step of the database's shape; `sha256` of its text tells whether it was changed after it ran. */
export type Migration = { name: string; sql: string; sha256: string };

const ledger = "create table if not exists public.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())";

/** The migrations of this version, in their order. */
export async function readMigrations(folder = new URL("../../../migrations/", import.meta.url)): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(new URL(name, folder), "utf8");
    return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
  }));
}

/** Runs the migrations that are missing, each in its own transaction, one process at a time; answers their names. */
export async function migrate(url: string, folder?: URL): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(ledger);
    const applied = new Map((await client.query<{ name: string; sha256: string }>("select name, sha256 from public.migration")).rows.map((r) => [r.name, r.sha256]));
    const done: string[] = [];
    for (const migration of await readMigrations(folder)) {
      const ran = applied.get(migration.name);
      if (ran === undefined) {
        await runOne(client, migration);
        done.push(migration.name);
      } else if (ran !== migration.sha256) throw new Error(`Migration ${migration.name} was changed after it ran. Add a new one instead.`);
    }
    return done;
  } finally {
    await client.end();
  }
}

/** Runs migrations within the transaction that is open. */
export async function migrateWithin(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query(ledger);
  for (const { name, sql, sha256 } of migrations) {
    await client.query(sql);
    await client.query("insert into public.migration (name, sha256) values ($1, $2)", [name, sha256]);
  }
}

async function runOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await migrateWithin(client, [migration]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
