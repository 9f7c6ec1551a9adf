import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";

/** How the way out stands: since when, what is due to leave (up to 1000), and the restore that closed it. */
export type WayOut = { off: boolean; since: Date | null; waiting: number; restored: { at: Date; backupMadeAt: string } | null };

/** Reads how the way out stands. */
export async function wayOut(read: Reader, now: Date): Promise<WayOut> {
  const row = await read.selectFrom("platform.switch").select(["value", "changed_at"]).where("name", "=", "outbound").executeTakeFirst();
  if (row?.value !== "off") return { off: false, since: row?.changed_at ?? null, waiting: 0, restored: null };
  const due = await sql<{ n: number }>`select count(*)::int as n from (select from dispatch.progress where state = 'queued' and not_before <= ${now} limit 1000) d`.execute(read);
  const last = await read.selectFrom("audit.entry").select(["at", "facts"]).where("action", "=", "house.restored").orderBy("seq", "desc").limit(1).executeTakeFirst();
  const madeAt = last ? (JSON.parse(last.facts) as { madeAt?: unknown }).madeAt : undefined;
  return { off: true, since: row.changed_at, waiting: due.rows[0]?.n ?? 0, restored: last && typeof madeAt === "string" ? { at: last.at, backupMadeAt: madeAt } : null };
}
