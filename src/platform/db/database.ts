import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { sha256Hex } from "#kernel/fingerprint.ts";
import type { Tables } from "./tables.ts";

/** The whole database, typed from the migrations. */
export type Db = Kysely<Tables>;

/** One open transaction. */
export type Tx = Transaction<Tables>;

/** Whatever can be read from: the database or an open transaction. */
export type Reader = Kysely<Tables>;

// bigint columns are counts and sequence numbers here, all below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A date has no time and no zone: it stays the text it is.
pg.types.setTypeParser(pg.types.builtins.DATE, String);

export type DatabaseOptions = {
  url: string;
  /** Most connections of this process. */
  max?: number;
  /** Milliseconds after which the server stops a statement. */
  statementTimeoutMs?: number;
  /** Work as the role that cannot change tables or rewrite history (migrations/0001). */
  restricted?: boolean;
};

// Pages come from memory or flash, so an index is worth using for a hundred rows; compiling a plan costs more than any list of ours takes.
const planner = "-c timezone=UTC -c random_page_cost=1.1 -c jit=off";

const mark = "/* kept */";

/** Begins a statement that runs many times a second in one shape (`sql`, or `modifyFront` of a builder): each connection reads and plans it once. Not for one whose best plan depends on what it is asked. */
export const kept = sql.raw(`${mark} `);

// pg keeps a statement under the name it was given; the name is the text, shortened.
function keepMarked(client: pg.PoolClient): void {
  const names = new Map<string, string>();
  const query = client.query.bind(client) as (config: unknown, values?: unknown, done?: unknown) => unknown;
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? sha256Hex(text).slice(0, 32);
    names.set(text, name);
    return name;
  };
  client.query = ((config: unknown, values?: unknown, done?: unknown) =>
    typeof config === "string" && config.slice(0, 24).includes(mark) ? query({ name: nameOf(config), text: config, values }, done) : query(config, values, done)) as typeof client.query;
}

/** Opens a pool of connections; one lost connection is replaced, never fatal. */
export function openDatabase({ url, max = 16, statementTimeoutMs = 30_000, restricted = true }: DatabaseOptions): { db: Db; pool: pg.Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    options: restricted ? `-c role=tongsheng_app ${planner}` : planner,
  });
  pool.on("error", () => undefined);
  // A connection lost in the middle of a query fails that query; unheard, its error would end the whole process.
  pool.on("connect", (client) => { client.on("error", () => undefined); keepMarked(client); });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
