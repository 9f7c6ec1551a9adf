import { sql, type RawBuilder } from "kysely";
import { sha256Hex } from "#kernel/fingerprint.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import { wakeSenders } from "#platform/http/live.ts";
import { newId } from "#platform/ids.ts";
import type { Carried, PlannedDelivery } from "../rules/plan.ts";

export type NewRelease = {
  pieceId: string; manifestId: string | null; editionNumber: number; kind: "publish" | "correct" | "recall"; lane: number; sendAt: Date; notAfter: Date | null;
  reason: string | null; notice: string | null; leftOut: readonly { accountId: string; why: string }[]; by: { personId: string; name: string };
};

/** Writes the order itself. */
export async function insertRelease(tx: Tx, release: NewRelease, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("dispatch.release").values({
    id, piece_id: release.pieceId, manifest_id: release.manifestId, edition_number: release.editionNumber, kind: release.kind, lane: release.lane, send_at: release.sendAt,
    not_after: release.notAfter, reason: release.reason, notice: release.notice, left_out: JSON.stringify(release.leftOut),
    ordered_by: release.by.personId, ordered_by_name: release.by.name, at: now,
  }).execute();
  return id;
}

/** Queues planned deliveries, holds those that somebody must decide first, and wakes the senders at commit. */
export async function insertDeliveries(
  tx: Tx,
  release: { id: string; pieceId: string; lane: number },
  planned: readonly (PlannedDelivery & { manifestId: string; editionNumber: number; recallPayload?: string })[],
  now: Date,
): Promise<string[]> {
  if (planned.length === 0) return [];
  const rows = planned.map((d) => ({
    id: newId(now), release_id: release.id, piece_id: release.pieceId, manifest_id: d.manifestId, edition_number: d.editionNumber, account_id: d.accountId, connector_id: d.connectorId,
    unit_id: d.unitId, action: d.action, key: d.key, payload_hash: d.payloadHash, goal: d.goal, not_after: d.notAfter, created_at: now,
  }));
  await tx.insertInto("dispatch.delivery").values(rows).execute();
  await tx.insertInto("dispatch.progress").values(planned.map((d, i) => ({
    delivery_id: rows[i]?.id ?? "", account_id: d.accountId, lane: release.lane, state: d.held ? ("held" as const) : ("queued" as const), not_before: d.notBefore, deadline_at: d.deadlineAt, updated_at: now,
  }))).execute();
  const fences = rows.map(({ piece_id, account_id }) => ({ piece_id, account_id, edition_number: 0 })).sort((a, b) => (a.account_id < b.account_id ? -1 : 1));
  await tx.insertInto("dispatch.fence").values(fences).onConflict((c) => c.doNothing()).execute();
  const recalls = planned.flatMap((d, i) => d.recallPayload === undefined ? [] : [{ delivery_id: rows[i]?.id ?? "", payload: d.recallPayload, hash: sha256Hex(d.recallPayload) }]);
  if (recalls.length > 0) await tx.insertInto("dispatch.recall_bytes").values(recalls).execute();
  await wakeSenders(tx);
  return rows.map((row) => row.id);
}

/** One account's delivery of a piece, among those that count. */
export type Standing = Carried & { deliveryId: string; manifestId: string; connectorId: string; unitId: string; state: string; acceptedAt: Date | null; publishedAt: Date | null };

const columns = sql`d.account_id as "accountId", a.name as "accountName", d.edition_number as "editionNumber", d.payload_hash as "payloadHash",
      d.id as "deliveryId", d.manifest_id as "manifestId", d.connector_id as "connectorId", d.unit_id as "unitId", s.state, s.accepted_at as "acceptedAt",
      s.published_at as "publishedAt", d.action
    from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id join channels.account a on a.id = d.account_id`;

const newestPerAccount = (pieceId: string, counts: RawBuilder<unknown>) => sql<Standing>`
  select * from (
    select distinct on (d.account_id) ${columns}
    where d.piece_id = ${pieceId} and (d.action = 'recall' or ${counts})
    order by d.account_id, d.edition_number desc, d.created_at desc) newest
  where action <> 'recall' order by "accountName"`;

// An answer that was lost may hide an effect, whatever became of the delivery since, until a look or a person found that nothing stands there.
const mayStand = sql`(s.rung is not null or s.state in ('sending', 'waiting', 'unknown') or exists (
  select from dispatch.receipt r where r.delivery_id = d.id and (r.failure_class = 'unknownOutcome' or r.raw_code = 'lease-lost')
    and not exists (select from dispatch.receipt o where o.delivery_id = d.id and (o.outcome = 'absent' or o.outcome = 'decided' and o.rung is null) and o.at >= r.at)))`;

/** Which accounts carry, or may carry, this piece, with the newest edition that may stand on each. */
export async function carriedBy(tx: Reader, pieceId: string): Promise<Standing[]> {
  const { rows } = await newestPerAccount(pieceId, mayStand).execute(tx);
  return rows;
}

/** Every post of this piece that stands, or may stand, and that no recall was ordered for, the newest first. */
export async function postsOf(tx: Reader, pieceId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select ${columns} where d.piece_id = ${pieceId} and d.action <> 'recall' and ${mayStand}
    and not exists (select from dispatch.delivery r where r.piece_id = d.piece_id and r.account_id = d.account_id and r.manifest_id = d.manifest_id and r.action = 'recall')
    order by d.edition_number desc, a.name`.execute(tx);
  return rows;
}

/** Which accounts are still to get this piece, each with the newest delivery that waits. */
export async function awaitedBy(tx: Reader, pieceId: string): Promise<Standing[]> {
  const { rows } = await newestPerAccount(pieceId, sql`s.state in ('queued', 'held')`).execute(tx);
  return rows;
}

/** A delivery that never leaves, and whether anybody was called about it. */
export type Voided = { id: string; called: boolean };

/** Voids what has not left: of older editions when a newer one is ordered, of everything when the piece is taken back. */
export async function voidQueued(tx: Tx, pieceId: string, below: number, reason: string, now: Date): Promise<Voided[]> {
  const { rows } = await sql<Voided>`update dispatch.progress s set state = 'void', void_reason = ${reason}, updated_at = ${now} from dispatch.delivery d
    where d.id = s.delivery_id and d.piece_id = ${pieceId} and d.edition_number < ${below} and d.action <> 'recall' and s.state in ('queued', 'held', 'failed') returning d.id, s.alerted_at is not null as called`.execute(tx);
  return rows;
}

/** Voids what has not left of one release. */
export async function voidRelease(tx: Tx, release: { pieceId: string; id: string }, reason: string, now: Date): Promise<Voided[]> {
  const { rows } = await sql<Voided>`update dispatch.progress s set state = 'void', void_reason = ${reason}, updated_at = ${now} from dispatch.delivery d
    where d.id = s.delivery_id and d.piece_id = ${release.pieceId} and d.release_id = ${release.id} and s.state in ('queued', 'held') returning d.id, s.alerted_at is not null as called`.execute(tx);
  return rows;
}

/** Closes the fences of a piece at once, on every account it ever went to or waits for. */
export async function closeFences(tx: Tx, pieceId: string, upto: number): Promise<void> {
  await sql`insert into dispatch.fence (piece_id, account_id, edition_number, recalled_upto)
    select distinct piece_id, account_id, 0, ${upto}::int from dispatch.delivery where piece_id = ${pieceId} order by piece_id, account_id
    on conflict (piece_id, account_id) do update set recalled_upto = greatest(dispatch.fence.recalled_upto, excluded.recalled_upto)`.execute(tx);
}
