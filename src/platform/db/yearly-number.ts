import { sql } from "kysely";
import { isoDay } from "#kernel/clock.ts";
import type { Tx } from "./database.ts";

/** The next number of the year in Beijing, such as 转2026-0012, from the `number_series` of a module's own schema; one writer at a time, and none is lost where the transaction fails. */
export async function nextNumber(tx: Tx, schema: "carriers" | "cases" | "relay", sign: string, now: Date): Promise<string> {
  const year = Number(isoDay(now).slice(0, 4));
  const { rows } = await sql<{ last: number }>`insert into ${sql.table(`${schema}.number_series`)} as s (year, last) values (${year}, 1) on conflict (year) do update set last = s.last + 1 returning last`.execute(tx);
  return `${sign}${year}-${String(rows[0]?.last).padStart(4, "0")}`;
}
