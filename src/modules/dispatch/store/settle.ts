import { sql } from "kysely";
import { rungs, type DeliveryAction, type Rung } from "#kernel/connector.ts";
import { kept, type Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import { higher, nextLook, type DeliveryState, type Move } from "../rules/outcome.ts";
import { lastFailure, markFailed } from "./delivery.ts";

/** Something seen of a delivery, with the raw answer as evidence; `eventId` is the far side's own name for it, null for what the house saw itself. */
export type Receipt = {
  id: string; deliveryId: string; accountId: string;
  source: "answer" | "poll" | "callback" | "session" | "person" | "house";
  outcome: "rung" | "failed" | "unclear" | "absent" | "requeued" | "void" | "decided" | "spend";
  rung: Rung | null; failureClass: string | null; rawCode: string; rawBody: string; note: string; eventId: string | null;
  by: { personId: string; name: string } | null;
  at: Date;
};

/** One delivery's next standing, with the receipt that led there. `attempt` says which try is answered. */
export type Settlement = {
  deliveryId: string; pieceId: string; editionNumber: number; action: DeliveryAction; accountId: string; attempt: number; goal: Rung;
  from: readonly DeliveryState[];
  move: Move; ref: string | null; url: string | null; receipt: Receipt; looked: boolean;
  /** More evidence of its channel comes by looking. */
  polls: boolean;
};

// More was seen while the call was under way than its sender knew: that stands, whatever the answer says.
const stood = sql`coalesce(array_position(${[...rungs]}::text[], s.rung) - 1, -1)`;
const risen = sql`${stood} > x.rank`;

/** Writes receipts once each (doubles by event are dropped) and moves the deliveries that still stand where the receipt found them. Evidence that came meanwhile is never taken back. */
export async function settle(tx: Tx, settlements: readonly Settlement[], now: Date): Promise<{ moved: Set<string>; fresh: Set<string> }> {
  if (settlements.length === 0) return { moved: new Set(), fresh: new Set() };
  const fresh = await insertReceipts(tx, settlements.map((s) => s.receipt));
  const rows = settlements.filter((s) => fresh.has(s.receipt.id)).map((s) => moveRow(s, now));
  const { rows: moved } = await sql<{ id: string }>`${kept}
    update dispatch.progress s set
      state = case when not ${risen} then x.state when ${stood} >= x.goal_rank then 'settled' else 'waiting' end, rung = case when ${risen} then s.rung else x.rung end, updated_at = ${now}, lease_until = null, submitting = false,
      not_before = coalesce(x.not_before, s.not_before), next_check_at = case when not ${risen} then x.next_check_at when ${stood} < x.goal_rank then coalesce(x.next_check_at, x.not_before, x.look_at) end,
      checks = case when x.state = 'queued' and not ${risen} then 0 else s.checks + x.looked end,
      ref = coalesce(x.ref, s.ref), url = coalesce(x.url, s.url),
      accepted_at = case when x.rank >= 0 then coalesce(s.accepted_at, ${now}) else s.accepted_at end,
      published_at = case when x.rank >= 1 then coalesce(s.published_at, ${now}) else s.published_at end,
      verified_at = case when x.rank >= 2 then coalesce(s.verified_at, ${now}) else s.verified_at end,
      displayed_at = case when x.rank >= 3 then coalesce(s.displayed_at, ${now}) else s.displayed_at end,
      failure_class = case when not ${risen} then x.failure_class end, failure_code = case when not ${risen} then x.failure_code end, failure_text = case when not ${risen} then x.failure_text end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, attempt int, states text[], state text, rung text, rank int, goal_rank int, not_before timestamptz,
      next_check_at timestamptz, look_at timestamptz, looked int, ref text, url text, failure_class text, failure_code text, failure_text text)
    where s.delivery_id = x.id and s.attempt = x.attempt and s.state = any(x.states) returning s.delivery_id as id`.execute(tx);
  await restAccounts(tx, settlements, now);
  const movedIds = new Set(moved.map((row) => row.id));
  for (const { deliveryId, receipt, ref, url, polls } of settlements) {
    if (receipt.rung && fresh.has(receipt.id) && !movedIds.has(deliveryId)) await raiseRung(tx, { deliveryId, rung: receipt.rung, ref, url, note: null, polls }, now);
  }
  return { moved: movedIds, fresh };
}

/** Locks the pieces whose publication is still to be noted, before any delivery of theirs: everybody locks in that order. Answers which. */
export async function lockUnpublished(tx: Tx, pieceIds: readonly string[]): Promise<Set<string>> {
  if (pieceIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`${kept}select id from content.piece
    where id = any(${[...new Set(pieceIds)]}::uuid[]) and ${unpublished} order by id for no key update`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

const unpublished = sql`(stage in ('publishing', 'cleared') or published_edition is distinct from edition_number)`;

/** The same for the pieces of deliveries. */
export const lockPiecesOf = (tx: Tx, deliveryIds: readonly string[]): Promise<unknown> =>
  sql`${kept}select from content.piece where id in (select piece_id from dispatch.delivery where id = any(${[...deliveryIds]}::uuid[])) and ${unpublished} order by id for no key update`.execute(tx);

// What a far side says is kept as text the database can hold: no NUL, no half of a pair.
const plain = (text: string, most: number): string => text.slice(0, most).toWellFormed().replaceAll("\0", "");

const rankOf = (rung: Rung | null): number => (rung === null ? -1 : rungs.indexOf(rung));

const firstLook = (now: Date): Date => new Date(now.getTime() + nextLook(0) * 1000);

// What is not said stands in no row: it reads as null.
function moveRow({ deliveryId, attempt, goal, from, move, ref, url, receipt, looked, polls }: Settlement, now: Date) {
  const at = move.againInSeconds === null ? null : new Date(now.getTime() + move.againInSeconds * 1000);
  return {
    id: deliveryId, attempt, states: from, state: move.state, rung: move.rung, rank: rankOf(move.rung), goal_rank: rankOf(goal),
    not_before: move.state === "queued" ? at : undefined, next_check_at: move.state === "waiting" ? at : undefined, look_at: polls ? firstLook(now) : undefined, looked: looked ? 1 : 0,
    ref: ref === null ? undefined : plain(ref, 1000), url: url === null ? undefined : plain(url, 2000),
    failure_class: move.failure?.class, failure_code: move.failure && plain(move.failure.code, 200), failure_text: move.failure && plain(receipt.rawBody, 500),
  };
}

/** Appends receipts; one that was already seen (same account, same event) is left out. Answers the new ones' ids. */
export async function insertReceipts(tx: Tx, receipts: readonly Receipt[]): Promise<Set<string>> {
  const rows = JSON.stringify(receipts.map((r) => ({
    id: r.id, delivery_id: r.deliveryId, account_id: r.accountId, source: r.source, outcome: r.outcome, rung: r.rung, failure_class: r.failureClass,
    raw_code: plain(r.rawCode, 200), raw_body: plain(r.rawBody, 4096), note: plain(r.note, 1000), event_id: r.eventId === null ? undefined : plain(r.eventId, 500), by_person: r.by?.personId, by_name: r.by?.name, at: r.at,
  })));
  const inserted = await sql<{ id: string }>`${kept}
    insert into dispatch.receipt (id, delivery_id, account_id, source, outcome, rung, failure_class, raw_code, raw_body, note, event_id, by_person, by_name, at)
    select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, delivery_id uuid, account_id uuid, source text, outcome text, rung text, failure_class text,
      raw_code text, raw_body text, note text, event_id text, by_person uuid, by_name text, at timestamptz)
    on conflict (account_id, event_id) where event_id is not null do nothing returning id`.execute(tx);
  return new Set(inserted.rows.map((row) => row.id));
}

async function restAccounts(tx: Tx, settlements: readonly Settlement[], now: Date): Promise<void> {
  for (const { accountId, move } of settlements.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))) {
    if (move.accountRestsSeconds === null) continue;
    const until = new Date(now.getTime() + move.accountRestsSeconds * 1000);
    await sql`update dispatch.gate set rests_until = greatest(rests_until, ${until}::timestamptz), reason = ${move.failure?.code ?? ""} where account_id = ${accountId}`.execute(tx);
  }
}

/** Raises the evidence of a delivery wherever it stands: a success that comes late, twice or out of order is still a success. Short of the goal it does not undo what the far side said after it; what nobody looked at any more is looked at again where that brings more (`polls`). */
export async function raiseRung(tx: Tx, seen: { deliveryId: string; rung: Rung; ref?: string | null; url: string | null; note: string | null; polls: boolean }, now: Date): Promise<void> {
  const row = await tx.selectFrom("dispatch.progress as s").innerJoin("dispatch.delivery as d", "d.id", "s.delivery_id").select(["s.state", "s.rung", "d.goal"]).where("s.delivery_id", "=", seen.deliveryId).forUpdate("s").executeTakeFirst();
  if (!row) return;
  const rung = higher(row.rung, seen.rung);
  const rank = rankOf(rung);
  const reached = rank >= rankOf(row.goal);
  const stays = row.state === "void" || row.state === "sending" || (row.state === "failed" && !reached && (await lastFailure(tx, seen.deliveryId)) !== null);
  const state = stays ? row.state : reached || row.state === "settled" ? "settled" : "waiting";
  const looksAgain = seen.polls && state === "waiting" && row.state !== "waiting";
  const cleared = sql.lit(state === "settled" || state === "waiting");
  await sql`update dispatch.progress set state = ${state}, rung = ${rung}, updated_at = ${now}, ref = coalesce(ref, ${seen.ref ?? null}), url = coalesce(${seen.url}, url),
    next_check_at = ${looksAgain ? firstLook(now) : sql`next_check_at`}, checks = ${looksAgain ? 0 : sql`checks`},
    displayed_note = ${seen.note === null ? sql`displayed_note` : sql`coalesce(${firstShown(seen.deliveryId)}, ${seen.note})`},
    failure_class = case when not ${cleared} then failure_class end, failure_code = case when not ${cleared} then failure_code end, failure_text = case when not ${cleared} then failure_text end,
    accepted_at = coalesce(accepted_at, ${now}),
    published_at = case when ${rank}::int >= 1 then coalesce(published_at, ${now}) else published_at end,
    verified_at = case when ${rank}::int >= 2 then coalesce(verified_at, ${now}) else verified_at end,
    displayed_at = case when ${rank}::int >= 3 then coalesce(displayed_at, ${now}) else displayed_at end
    where delivery_id = ${seen.deliveryId}`.execute(tx);
}

// The screen that showed it first, whichever told first.
const firstShown = (deliveryId: string) => sql`(select note from dispatch.receipt where delivery_id = ${deliveryId} and rung = 'displayed' and note <> '' order by at, event_id limit 1)`;

/** Nobody keeps a receipt as a stray of these accounts while the answers that may name it are written, and the other way round: none falls between the two. */
export const lockStrays = (tx: Tx, accountIds: readonly string[], keeps: "one" | "answers"): Promise<unknown> =>
  sql`${kept}select ${sql.raw(keeps === "one" ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared")}(hashtextextended('dispatch.stray/' || id, 0)) from (select distinct unnest(${[...accountIds]}::text[]) as id order by 1) a`.execute(tx);

/** Applies receipts that came before the answer that names them; answers which deliveries were seen in public by them. */
export async function adoptStrays(tx: Tx, settlements: readonly Pick<Settlement, "deliveryId" | "accountId" | "ref" | "polls">[], now: Date): Promise<string[]> {
  if (settlements.length === 0) return [];
  const named = JSON.stringify(settlements.map((s) => ({ delivery_id: s.deliveryId, account_id: s.accountId, ref: s.ref })));
  const { rows } = await sql<{ delivery_id: string; account_id: string; rung: Rung | null; failure_class: string | null; raw_code: string; raw_body: string; event_id: string; at: Date }>`${kept}
    delete from dispatch.stray_receipt s using jsonb_to_recordset(${named}::jsonb) as x(delivery_id uuid, account_id uuid, ref text)
    where s.account_id = x.account_id and s.ref = x.ref returning x.delivery_id, s.account_id, s.rung, s.failure_class, s.raw_code, s.raw_body, s.event_id, s.at`.execute(tx);
  for (const stray of rows) {
    await insertReceipts(tx, [{
      id: newId(now), deliveryId: stray.delivery_id, accountId: stray.account_id, source: "callback", outcome: stray.rung ? "rung" : "failed", rung: stray.rung,
      failureClass: stray.failure_class, rawCode: stray.raw_code, rawBody: stray.raw_body, note: "", eventId: stray.event_id, by: null, at: stray.at,
    }]);
    if (stray.rung) await raiseRung(tx, { deliveryId: stray.delivery_id, rung: stray.rung, url: null, note: null, polls: settlements.some((s) => s.deliveryId === stray.delivery_id && s.polls) }, now);
    else if (stray.failure_class) await markFailed(tx, stray.delivery_id, now);
  }
  return rows.flatMap((stray) => (stray.rung && stray.rung !== "accepted" ? [stray.delivery_id] : []));
}
