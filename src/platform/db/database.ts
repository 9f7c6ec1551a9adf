import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
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

/** Opens a pool of connections; one lost connection is replaced, never fatal. */
export function openDatabase({ url, max = 16, statementTimeoutMs = 30_000, restricted = true }: DatabaseOptions): { db: Db; pool: pg.Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    options: restricted ? "-c role=tongsheng_app -c timezone=UTC" : "-c timezone=UTC",
  });
  pool.on("error", () => undefined);
  // A connection lost in the middle of a query fails that query; unheard, its error would end the whole process.
  pool.on("connect", (client) => { client.on("error", () => undefined); });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
