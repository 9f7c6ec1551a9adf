import { sql } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import { CarrierOrder } from "#kernel/carrier.ts";
import type { Reader } from "#platform/db/database.ts";
import type { OtherRequest, Place } from "../rules/clash.ts";
import type { Kind, Outcome, Standing } from "../rules/put.ts";
import type { Window } from "../rules/window.ts";

/** A request as its actions need it; `keepers` are the owner and the successor of its account. */
export type RequestBasis = {
  id: string; number: string; key: string; accountId: string; accountName: string; keepers: string[]; unitId: string; system: System; regionCode: string; pieceId: string; edition: number; kind: Kind; title: string; addressee: string;
  order: CarrierOrder; sha256: string; places: Place[]; parts: number; about: string[]; clashReason: string | null; window: Window | null; putAt: Date; outcome: Outcome; ref: string | null; failure: string | null;
  turned: "replaced" | "cancelled" | "recalled" | null; turnedBy: string | null;
};

/** One request by its id, its number or its delivery's key, or null; locked for the transaction when asked. */
export async function requestBasis(read: Reader, by: { id: string } | { key: string } | { number: string }, lock = false): Promise<RequestBasis | null> {
  const where = "id" in by ? sql`r.id = ${by.id}` : "key" in by ? sql`r.key = ${by.key}` : sql`r.number = ${by.number}`;
  const { rows: [r] } = await sql<Omit<RequestBasis, "order" | "places" | "window"> & { payload: string; places: string; from: Date | null; until: Date | null }>`
    select r.id, r.number, r.key, r.account_id as "accountId", a.name as "accountName", array_remove(array[a.owner_person_id, a.successor_person_id], null) as keepers, r.unit_id as "unitId", r.system, r.region_code as "regionCode",
      r.piece_id as "pieceId", r.edition, r.kind, r.title, r.addressee, r.payload, r.sha256, r.places, r.parts, r.about, r.clash_reason as "clashReason", r.window_from as "from", r.window_until as "until", r.put_at as "putAt", r.outcome, r.ref, r.failure,
      r.turned, r.turned_by as "turnedBy"
    from carriers.request r join channels.account a on a.id = r.account_id where ${where} ${lock ? sql`for update of r` : sql``}`.execute(read);
  if (!r) return null;
  const { payload, places, from, until, ...rest } = r;
  return { ...rest, order: CarrierOrder.parse(JSON.parse(payload)), places: JSON.parse(places) as Place[], window: from && until ? { from, until } : null };
}

/** What an account asked its carrier about a piece before, but for the request itself. */
export async function standingOf(read: Reader, of: { accountId: string; pieceId: string; key: string }): Promise<(Standing & { places: Place[] })[]> {
  const { rows } = await sql<Standing & { places: string }>`
    select r.number, r.edition, r.kind, r.outcome, r.window_from as "windowFrom", r.turned, r.places, exists (select from carriers.count_entry c where c.request_id = r.id) as counted
    from carriers.request r where r.account_id = ${of.accountId} and r.piece_id = ${of.pieceId} and r.key <> ${of.key} order by r.put_at`.execute(read);
  return rows.map((row) => ({ ...row, places: JSON.parse(row.places) as Place[] }));
}

/** Requests to any carrier that stand and begin on that day in Beijing. */
export async function requestsOn(read: Reader, day: string): Promise<OtherRequest[]> {
  const { rows } = await sql<Omit<OtherRequest, "places"> & { places: string }>`
    select r.number, r.piece_id as "pieceId", r.title, coalesce((select n.short_name from organisation.unit_name n where n.unit_id = r.unit_id and n.kind = 'main' order by n.valid_from desc limit 1), '') as "unitName", r.places
    from carriers.request r where r.kind = 'send' and r.turned is null and r.outcome <> 'failed'
      and r.window_from >= ${`${day}T00:00:00+08:00`}::timestamptz and r.window_from < ${`${day}T00:00:00+08:00`}::timestamptz + interval '1 day' order by r.number`.execute(read);
  return rows.map((row) => ({ ...row, places: JSON.parse(row.places) as Place[] }));
}

/** The newest reason given for a piece, if any. */
export async function reasonOf(read: Reader, pieceId: string): Promise<{ words: string; byName: string; at: Date } | null> {
  const row = await read.selectFrom("carriers.clash_reason").select(["reason as words", "by_name as byName", "at"]).where("piece_id", "=", pieceId).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row ?? null;
}

/** Where a piece goes and until when it holds, as its head says now. */
export async function reachOf(read: Reader, pieceId: string): Promise<{ places: Place[]; validUntil: Date | null } | null> {
  const { rows: [row] } = await sql<{ validUntil: Date | null; places: Place[] }>`
    select p.valid_until as "validUntil", coalesce((select json_agg(json_build_object('code', r.code, 'name', r.name) order by r.code) from organisation.region r where r.code = any(p.regions)), '[]'::json) as places
    from content.piece p where p.id = ${pieceId}`.execute(read);
  return row ?? null;
}

/** The condition under which a person sees a request: the same law as policy `mayRead`, in SQL. `r` names carriers.request. */
export function requestScope(actor: Actor) {
  const { all, systems, regions, unitIds } = actor.scope;
  if (all) return sql`true`;
  return sql`(r.unit_id = any(${[...unitIds]}::uuid[]) or r.system = any(${[...systems]}::text[]) or r.region_code like any(${regions.map((code) => `${code}%`)}::text[]))`;
}
