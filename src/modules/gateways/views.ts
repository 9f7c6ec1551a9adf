import { sql } from "kysely";
import { kept, type Reader } from "#platform/db/database.ts";
import type { FailureClass } from "#kernel/connector.ts";
import type { PartStanding, Standing } from "./rules.ts";

/** What was put on an account's line under a key. */
export async function messageUnder(read: Reader, accountId: string, key: string): Promise<{ id: string; pieceId: string } | null> {
  const row = await read.selectFrom("gateways.message").select(["id", "piece_id"]).where("account_id", "=", accountId).where("key", "=", key).executeTakeFirst();
  return row ? { id: row.id, pieceId: row.piece_id } : null;
}

/** Where a piece stands on an account's line, as `planPut` asks it. */
export async function standingOf(read: Reader, accountId: string, pieceId: string, key: string): Promise<Standing> {
  const { rows: [row] } = await sql<{ newest: number | null; upto: number | null; sha256: string | null }>`
    select max(edition) filter (where not recall) as newest, max(edition) filter (where recall) as upto, (select sha256 from gateways.message where account_id = ${accountId} and key = ${key}) as sha256
    from gateways.message where account_id = ${accountId} and piece_id = ${pieceId}`.execute(read);
  return { newest: row?.newest ?? null, recalledUpto: row?.upto ?? null, sha256: row?.sha256 ?? null };
}

/** The number that tells the next long message of an account from those before it on the same phone: they come round after 256. */
export async function nextReference(read: Reader, accountId: string): Promise<number> {
  const row = await read.selectFrom("gateways.message").select("reference").where("account_id", "=", accountId).orderBy("put_at", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  return ((row?.reference ?? -1) + 1) % 256;
}

/** How urgent the delivery under a key is, 0 before all others; what is no delivery (an alert to staff) is urgent. */
export async function laneOfKey(read: Reader, key: string): Promise<number> {
  const row = await read.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as p", "p.delivery_id", "d.id").select("p.lane").where("d.key", "=", key).executeTakeFirst();
  return row?.lane ?? 0;
}

/** When a person last said of the delivery under a key that it is not there and goes again. */
export async function sentAgainAt(read: Reader, key: string): Promise<Date | null> {
  const { rows: [row] } = await sql<{ at: Date | null }>`
    select max(r.at) as at from dispatch.receipt r join dispatch.delivery d on d.id = r.delivery_id
    where d.key = ${key} and r.source = 'person' and r.rung is null and r.outcome in ('decided', 'requeued')`.execute(read);
  return row?.at ?? null;
}

/** The parts of a message, phone by phone. */
export async function partsOf(read: Reader, messageId: string): Promise<(PartStanding & { id: string; decidedAt: Date | null })[]> {
  const rows = await read.selectFrom("gateways.part").selectAll().where("message_id", "=", messageId).orderBy("place").orderBy("number").execute();
  return rows.map((row) => ({
    id: row.id, phone: row.place, lastFour: row.last_four, number: row.number, state: row.state, decidedAt: row.decided_at, report: row.report, reportWords: row.report_words,
    failure: row.failure_class === null ? null : { class: row.failure_class as FailureClass, code: row.failure_code ?? "", text: row.failure_text ?? "" },
  }));
}

/** How many parts of a message wait, and how many may have left or have. */
export async function underWay(read: Reader, messageId: string): Promise<{ queued: number; handed: number; left: number }> {
  const { rows: [row] } = await sql<{ queued: number; handed: number; left: number }>`${kept}
    select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'handed')::int as handed,
      count(*) filter (where state in ('handed', 'answered', 'unknown'))::int as left from gateways.part where message_id = ${messageId}`.execute(read);
  return row ?? { queued: 0, handed: 0, left: 0 };
}

/** How the line of an account stood when its keeper last said so. */
export async function lineOf(read: Reader, accountId: string): Promise<{ state: "bound" | "waiting" | "suspended" | "ended"; detail: string; since: Date; seenAt: Date } | null> {
  const row = await read.selectFrom("gateways.line").modifyFront(kept).selectAll().where("account_id", "=", accountId).executeTakeFirst();
  return row ? { state: row.state, detail: row.detail, since: row.since, seenAt: row.seen_at } : null;
}

/** Accounts in use whose line somebody must hold: parts wait, answers or reports are still out, or (`listening`) their gateway dials in by itself. */
export async function wantedAccounts(read: Reader, connectorIds: readonly string[], now: Date, reportHours: number): Promise<{ id: string; connectorId: string; busy: boolean }[]> {
  const since = new Date(now.getTime() - reportHours * 3_600_000);
  const { rows } = await sql<{ id: string; connectorId: string; busy: boolean }>`${kept}
    select a.id, a.connector_id as "connectorId",
      exists (select from gateways.part p where p.account_id = a.id and p.state = 'queued' and p.not_after > ${now})
      or exists (select from gateways.part p where p.account_id = a.id and p.state in ('handed', 'answered', 'unknown') and (p.report is null or p.report in ('underway', 'unclear')) and p.handed_at > ${since}) as busy
    from channels.account a where a.state = 'active' and a.connector_id = any(${connectorIds}::text[]) order by a.id`.execute(read);
  return rows;
}

/** What phones of an account's list wished, in the order they wrote it; numbers sealed. */
export async function optOutRows(read: Reader, accountId: string): Promise<{ sealed: string; wish: "out" | "back" }[]> {
  return read.selectFrom("gateways.opt_out").modifyFront(kept).select(["sealed", "wish"]).where("account_id", "=", accountId).orderBy("seq").execute();
}
