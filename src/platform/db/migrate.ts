import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const lockKey = 7_316_001;

/** Runs the migrations that are missing, each in its own transaction, one process at a time; answers their names. */
export async function migrate(url: string, folder = new URL("../../../migrations/", import.meta.url)): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query("create table if not exists public.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())");
    const applied = new Map((await client.query<{ name: string; sha256: string }>("select name, sha256 from public.migration")).rows.map((r) => [r.name, r.sha256]));
    const done: string[] = [];
    for (const name of (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort()) {
      const sql = await readFile(new URL(name, folder), "utf8");
      const sha256 = createHash("sha256").update(sql).digest("hex");
      if (applied.has(name)) {
        if (applied.get(name) !== sha256) throw new Error(`Migration ${name} was changed after it ran. Add a new one instead.`);
        continue;
      }
      await runOne(client, name, sql, sha256);
      done.push(name);
    }
    return done;
  } finally {
    await client.end();
  }
}

async function runOne(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into public.migration (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
