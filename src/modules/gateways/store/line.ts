import { sql } from "kysely";
import type { Failure } from "#kernel/connector.ts";
import { kept, type Db } from "#platform/db/database.ts";

/** The accounts one process holds: session locks on a connection of its own, so that they end with it. */
export type Holdings = {
  /** True once this process alone holds the account. */
  take: (accountId: string) => Promise<boolean>;
  giveBack: (accountId: string) => Promise<void>;
  /** Rejects where the connection, and with it every lock, is gone. */
  alive: () => Promise<void>;
  close: () => void;
};

/** Opens a connection for locks; it takes one from the pool until it is closed. */
export function openHoldings(db: Db): Promise<Holdings> {
  return new Promise((opened, failed) => {
    db.connection().execute(async (own) => {
      const name = (accountId: string) => sql`hashtextextended(${`gateways.line/${accountId}`}, 0)`;
      await new Promise<void>((close) => {
        opened({
          take: async (accountId) => (await sql<{ held: boolean }>`select pg_try_advisory_lock(${name(accountId)}) as held`.execute(own)).rows[0]?.held === true,
          giveBack: async (accountId) => { await sql`select pg_advisory_unlock(${name(accountId)})`.execute(own); },
          alive: async () => { await sql`select 1`.execute(own); },
          close,
        });
      });
      // Back to the pool without a lock.
      await sql`select pg_advisory_unlock_all()`.execute(own);
    }).catch(failed);
  });
}

/** A part this process may write to the line now: it is marked as handed over, and that is committed. */
type HandedPart = { id: string; place: number; lastFour: string; number: number; total: number; frame: string };

/** Hands over up to `limit` parts of an account, most urgent first, then those that waited longest; a message goes phone by phone. */
export async function handOver(db: Db, accountId: string, processId: string, limit: number, now: Date): Promise<HandedPart[]> {
  const { rows } = await sql<HandedPart & { turn: number }>`${kept}
    with taken as (
      select p.id, row_number() over (order by p.lane, p.queued_at, p.message_id, p.place, p.number) as turn from (
        select * from gateways.part where account_id = ${accountId} and state = 'queued' and not_after > ${now}
        order by lane, queued_at, message_id, place, number limit ${limit} for update skip locked) p),
    handed as (
      update gateways.part p set state = 'handed', holder = ${processId}, handed_at = ${now} from taken t where p.id = t.id
      returning p.id, p.place, p.last_four, p.number, p.message_id, t.turn)
    select h.id, h.place, h.last_four as "lastFour", h.number, h.turn, cardinality(m.frames) as total, m.frames[h.number] as frame from handed h join gateways.message m on m.id = h.message_id order by h.turn`.execute(db);
  return rows;
}

/** What another process handed over and did not live to see answered is unknown from now on. */
export async function disown(db: Db, accountId: string, processId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update gateways.part set state = 'unknown', decided_at = ${now}, failure_class = 'unknownOutcome', failure_code = 'keeper-gone', failure_text = ''
    where account_id = ${accountId} and state = 'handed' and holder <> ${processId}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** The account may not enter: nothing that waits for its line will leave. */
export async function refuseWaiting(db: Db, accountId: string, failure: Failure, now: Date): Promise<void> {
  await sql`update gateways.part set state = 'refused', decided_at = ${now}, failure_class = ${failure.class}, failure_code = ${failure.rawCode.slice(0, 200)}, failure_text = ${failure.rawBody.slice(0, 500)}
    where account_id = ${accountId} and state = 'queued'`.execute(db);
}

/** Writes down how a line stands; `since` moves only when it changed. */
export async function noteLine(db: Db, line: { accountId: string; processId: string; state: "bound" | "waiting" | "suspended" | "ended"; detail: string }, now: Date): Promise<void> {
  const { accountId, processId, state } = line;
  const detail = line.detail.slice(0, 500).toWellFormed().replaceAll("\0", "");
  await sql`${kept}
    insert into gateways.line as l (account_id, process_id, state, detail, since, seen_at) values (${accountId}, ${processId}, ${state}, ${detail}, ${now}, ${now})
    on conflict (account_id) do update set process_id = excluded.process_id, state = excluded.state, detail = excluded.detail, seen_at = excluded.seen_at,
      since = case when l.state = excluded.state then l.since else excluded.since end`.execute(db);
}
