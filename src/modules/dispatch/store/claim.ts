import { sql, type RawBuilder } from "kysely";
import type { DeliveryAction, Rate, Rung } from "#kernel/connector.ts";
import { kept, type Db, type Tx } from "#platform/db/database.ts";
import { decideClaim, type Fence } from "../rules/fence.ts";
import { openingOf, passGate, type Gate } from "../rules/gate.ts";

/** A delivery this worker holds under a lease, with the bytes it carries. */
export type Claimed = {
  id: string; pieceId: string; accountId: string; connectorId: string; action: DeliveryAction; editionNumber: number;
  key: string; payload: string; attempt: number; checks: number; rung: Rung | null; goal: Rung; ref: string | null; previousRef: string | null;
  /** For a recall: what the very edition it takes back was called. */
  ownRef: string | null;
  notice: string | null;
};

export type ClaimOrder = {
  workerId: string; limit: number; maxPerAccount: number; leaseSeconds: number; now: Date;
  /** Only red and orange, when the slots left are kept for them. */
  urgentOnly: boolean;
  rateOf: (connectorId: string) => Rate;
  /** Does every post of this channel stand by itself? */
  standsApart: (connectorId: string) => boolean;
};

type Row = {
  id: string; piece_id: string; account_id: string; connector_id: string; action: DeliveryAction; edition_number: number; lane: number; not_after: Date | null;
};

type Change = { id: string; state: "sending" | "queued" | "void"; not_before?: string; void_reason?: string };

/**
 * Takes up to `limit` deliveries that may leave now, most urgent first. Under the locks of their fences and gates it
 * decides each one by the pure rules; what may not go yet is put off, what may never go is voided.
 */
export async function claim(db: Db, order: ClaimOrder): Promise<Claimed[]> {
  return db.transaction().execute(async (tx) => {
    const rows = await candidates(tx, order);
    if (rows.length === 0) return [];
    const fences = await lockFences(tx, rows);
    const gates = await lockGates(tx, rows, order.now);
    const busy = await underWay(tx, rows);
    const changes = rows.flatMap((row) => decide(row, fences, gates, busy, order));
    return save(tx, { fences, gates, changes }, order);
  });
}

/** Accounts whose platform refuses their secret: what would leave by them waits, without going round, until somebody mended them. */
export const barred = sql`(select id from channels.account where barred_at is not null)`;

async function candidates(tx: Tx, { limit, maxPerAccount, now, urgentOnly }: ClaimOrder): Promise<Row[]> {
  const { rows } = await sql<Row>`${kept}
    select d.id, d.piece_id, d.account_id, d.connector_id, d.action, d.edition_number, s.lane, d.not_after
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id
    where s.state = 'queued' and s.not_before <= ${now} and s.lane <= ${urgentOnly ? 1 : 9}
      and s.account_id not in ${barred} and s.account_id not in (select account_id from dispatch.gate where rests_until > ${now})
      and s.account_id not in (select account_id from dispatch.progress where state = 'sending' group by account_id having count(*) >= ${maxPerAccount})
    order by s.lane, s.not_before, s.delivery_id limit ${limit} for update of s skip locked`.execute(tx);
  return rows;
}

const pair = (row: { piece_id: string; account_id: string }): string => `${row.piece_id} ${row.account_id}`;

type Fences = Map<string, Fence & { piece_id: string; account_id: string }>;
type FenceRow = { piece_id: string; account_id: string; edition_number: number; recalled_upto: number };

// A release lays its fences before anything is claimed; one that is missing all the same is laid here.
async function lockFences(tx: Tx, rows: readonly Row[]): Promise<Fences> {
  const pairs = JSON.stringify([...new Map(rows.map((row) => [pair(row), { piece_id: row.piece_id, account_id: row.account_id }])).values()]);
  const named = sql`jsonb_to_recordset(${pairs}::jsonb) as x(piece_id uuid, account_id uuid)`;
  const lock = async (): Promise<FenceRow[]> => (await sql<FenceRow>`${kept}select f.* from ${named} join dispatch.fence f using (piece_id, account_id)
    order by f.piece_id, f.account_id for update of f`.execute(tx)).rows;
  let fences = await lock();
  if (fences.length < rows.length) {
    await sql`insert into dispatch.fence (piece_id, account_id, edition_number) select piece_id, account_id, 0 from ${named} order by piece_id, account_id on conflict do nothing`.execute(tx);
    fences = await lock();
  }
  return new Map(fences.map((f) => [pair(f), { piece_id: f.piece_id, account_id: f.account_id, editionNumber: f.edition_number, recalledUpto: f.recalled_upto }]));
}

async function lockGates(tx: Tx, rows: readonly Row[], now: Date): Promise<Map<string, Gate>> {
  const ids = [...new Set(rows.map((row) => row.account_id))].sort();
  const lock = async () => (await sql<{ account_id: string; rests_until: Date | null; window_start: Date; sent_in_window: number }>`${kept}select account_id, rests_until, window_start, sent_in_window
    from dispatch.gate where account_id = any(${ids}::uuid[]) order by account_id for update`.execute(tx)).rows;
  let gates = await lock();
  if (gates.length < ids.length) {
    await tx.insertInto("dispatch.gate").values(ids.map((account_id) => ({ account_id, window_start: now, sent_in_window: 0 }))).onConflict((c) => c.doNothing()).execute();
    gates = await lock();
  }
  return new Map(gates.map((g) => [g.account_id, { restsUntil: g.rests_until, windowStart: g.window_start, sentInWindow: g.sent_in_window }]));
}

/** What is being sent right now: which piece on which account, and how much per account. */
type UnderWay = { pairs: Set<string>; perAccount: Map<string, number> };

async function underWay(tx: Tx, rows: readonly Row[]): Promise<UnderWay> {
  const accounts = [...new Set(rows.map((row) => row.account_id))];
  const pieces = [...new Set(rows.map((row) => row.piece_id))];
  const { rows: sending } = await sql<{ account_id: string; n: number; pieces: string[] | null }>`${kept}
    select s.account_id, count(*)::int as n, array_agg(d.piece_id) filter (where d.piece_id = any(${pieces}::uuid[])) as pieces
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id
    where s.state = 'sending' and s.account_id = any(${accounts}::uuid[]) group by s.account_id`.execute(tx);
  return {
    pairs: new Set(sending.flatMap(({ account_id, pieces }) => (pieces ?? []).map((piece_id) => pair({ piece_id, account_id })))),
    perAccount: new Map(sending.map(({ account_id, n }) => [account_id, n])),
  };
}

/** One delivery's lot; nothing where its account is as busy as it may be, so that one slow channel never takes every slot. */
function decide(row: Row, fences: Map<string, Fence>, gates: Map<string, Gate>, busy: UnderWay, { now, rateOf, standsApart, maxPerAccount }: ClaimOrder): Change[] {
  const fence = fences.get(pair(row)) ?? { editionNumber: 0, recalledUpto: 0 };
  const decision = decideClaim({ action: row.action, editionNumber: row.edition_number, notAfter: row.not_after, otherUnderWay: busy.pairs.has(pair(row)), standsApart: standsApart(row.connector_id) }, fence, now);
  if (decision.go === "void") return [{ id: row.id, state: "void", void_reason: decision.reason }];
  if (decision.go === "later") return [putOff(row.id, new Date(now.getTime() + 1000))];
  const sending = busy.perAccount.get(row.account_id) ?? 0;
  if (sending >= maxPerAccount) return [];
  const gate = gates.get(row.account_id) ?? { restsUntil: null, windowStart: now, sentInWindow: 0 };
  const rate = rateOf(row.connector_id);
  const opening = openingOf(gate, rate, row.lane, now);
  if (opening.againAt) return [putOff(row.id, opening.againAt)];
  Object.assign(fence, decision.fence);
  gates.set(row.account_id, passGate(gate, rate, 1, now));
  busy.pairs.add(pair(row));
  busy.perAccount.set(row.account_id, sending + 1);
  return [{ id: row.id, state: "sending" }];
}

const putOff = (id: string, until: Date): Change => ({ id, state: "queued", not_before: until.toISOString() });

/** Writes what was decided, in one statement: the fences that rose, what the gates let through, and how each delivery stands. Answers what is to be sent. */
async function save(tx: Tx, { fences, gates, changes }: { fences: Fences; gates: Map<string, Gate>; changes: readonly Change[] }, { workerId, leaseSeconds, now }: ClaimOrder): Promise<Claimed[]> {
  const lease = new Date(now.getTime() + leaseSeconds * 1000);
  const raised = JSON.stringify([...fences.values()].map((f) => ({ piece_id: f.piece_id, account_id: f.account_id, edition_number: f.editionNumber })));
  const passed = JSON.stringify([...gates].map(([account_id, g]) => ({ account_id, window_start: g.windowStart, sent_in_window: g.sentInWindow })));
  const { rows } = await sql<Claimed>`${kept}
    with raised as (
      update dispatch.fence f set edition_number = x.edition_number from jsonb_to_recordset(${raised}::jsonb) as x(piece_id uuid, account_id uuid, edition_number int)
      where f.piece_id = x.piece_id and f.account_id = x.account_id and f.edition_number < x.edition_number),
    passed as (
      update dispatch.gate g set window_start = x.window_start, sent_in_window = x.sent_in_window
      from jsonb_to_recordset(${passed}::jsonb) as x(account_id uuid, window_start timestamptz, sent_in_window int) where g.account_id = x.account_id),
    stands as (
    update dispatch.progress s set state = x.state, not_before = coalesce(x.not_before, s.not_before), void_reason = x.void_reason, updated_at = ${now},
      lease_until = case when x.state = 'sending' then ${lease}::timestamptz end,
      worker_id = case when x.state = 'sending' then ${workerId}::uuid end,
      attempt = s.attempt + case when x.state = 'sending' then 1 else 0 end,
      requested_at = case when x.state = 'sending' then coalesce(s.requested_at, ${now}) else s.requested_at end,
      submitting = false
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as x(id uuid, state text, not_before timestamptz, void_reason text)
    where s.delivery_id = x.id returning s.*)
    ${loaded(sql`(select * from stands where state = 'sending')`)}`.execute(tx);
  return rows;
}

/** Deliveries as the channel must see them, of rows of progress that this worker holds: signed bytes, key, and the reference of what stands there now. */
export const loaded = (held: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select d.id, d.piece_id as "pieceId", d.account_id as "accountId", d.connector_id as "connectorId", d.action, d.edition_number as "editionNumber",
      d.key, coalesce(p.payload, b.payload, '') as payload, s.attempt, s.checks, s.rung, d.goal, s.ref, r.notice,
      case when d.action <> 'publish' then (
        select os.ref from dispatch.delivery o join dispatch.progress os on os.delivery_id = o.id
        where o.piece_id = d.piece_id and o.account_id = d.account_id and o.id <> d.id and os.ref is not null
          and o.action <> 'recall' and o.edition_number <= d.edition_number order by o.edition_number desc, o.created_at desc limit 1) end as "previousRef",
      case when d.action = 'recall' then (
        select os.ref from dispatch.delivery o join dispatch.progress os on os.delivery_id = o.id
        where o.manifest_id = d.manifest_id and o.account_id = d.account_id and o.piece_id = d.piece_id and o.action <> 'recall') end as "ownRef"
    from ${held} s join dispatch.delivery d on d.id = s.delivery_id
    join dispatch.release r on r.id = d.release_id
    left join review.rendition p on d.action <> 'recall' and p.manifest_id = d.manifest_id and p.account_id = d.account_id
    left join dispatch.recall_bytes b on b.delivery_id = d.id
    order by s.lane, s.not_before, d.id`;
