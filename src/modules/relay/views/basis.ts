import { sql } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Stale, TargetState } from "../rules/target.ts";

/** One account of an order as its actions need it; `keepers` are the owner and the successor of the account. */
export type TargetRow = {
  id: string; accountId: string; accountName: string; connectorId: string; unitId: string; unitName: string; system: System; regionCode: string; state: TargetState; stale: Stale; link: string | null; relayedAt: Date | null; relayedBy: string | null; relayedByName: string | null;
  acknowledgedAt: Date | null; verifiedAt: Date | null; verifiedByName: string | null; reason: string | null; chasedAt: Date | null; overdueAt: Date | null; keepers: string[];
};

/** An order as its actions need it, with what has become of the piece. */
export type OrderBasis = {
  id: string; number: string; pieceId: string; edition: number; title: string; unitId: string; system: System; regionCode: string; note: string; dueAt: Date; issuedBy: string; issuedByName: string; issuedAt: Date; withdrawnAt: Date | null; withdrawnReason: string | null;
  urgency: Urgency; piece: { publishedAt: Date; publishedEdition: number | null; recalled: boolean }; targets: TargetRow[];
};

/** One order with its accounts, or null; locked for the transaction when asked. */
export async function orderBasis(read: Reader, id: string, lock = false): Promise<OrderBasis | null> {
  if (lock) await sql`select from relay.relay_order where id = ${id} for update`.execute(read);
  const { rows: [order] } = await sql<Omit<OrderBasis, "piece" | "targets"> & { publishedAt: Date | null; publishedEdition: number | null; stage: string }>`
    select o.id, o.number, o.piece_id as "pieceId", o.edition_number as edition, o.title, o.unit_id as "unitId", o.system, o.region_code as "regionCode", o.note, o.due_at as "dueAt", o.issued_by as "issuedBy", o.issued_by_name as "issuedByName",
      o.issued_at as "issuedAt", o.withdrawn_at as "withdrawnAt", o.withdrawn_reason as "withdrawnReason", p.published_at as "publishedAt", p.published_edition as "publishedEdition", p.stage, p.urgency
    from relay.relay_order o join content.piece p on p.id = o.piece_id where o.id = ${id}`.execute(read);
  if (!order) return null;
  const { publishedAt, publishedEdition, stage, ...rest } = order;
  const { rows: targets } = await sql<TargetRow>`
    select t.id, t.account_id as "accountId", t.account_label as "accountName", t.connector_id as "connectorId", t.unit_id as "unitId", t.unit_name as "unitName", t.system, t.region_code as "regionCode", t.state, t.stale, t.link,
      t.relayed_at as "relayedAt", t.relayed_by as "relayedBy", t.relayed_by_name as "relayedByName", t.acknowledged_at as "acknowledgedAt", t.verified_at as "verifiedAt", t.verified_by_name as "verifiedByName", t.reason, t.chased_at as "chasedAt", t.overdue_at as "overdueAt",
      array_remove(array[a.owner_person_id, a.successor_person_id], null) as keepers
    from relay.target t join channels.account a on a.id = t.account_id where t.order_id = ${id} order by t.region_code, t.unit_name, t.connector_id, t.account_label`.execute(read);
  return { ...rest, piece: { publishedAt: publishedAt ?? rest.issuedAt, publishedEdition, recalled: stage === "recalled" }, targets };
}

/** The orders about a piece that somebody may still have to do something about. */
export async function ordersOfPiece(read: Reader, pieceId: string): Promise<string[]> {
  return (await read.selectFrom("relay.relay_order").select("id").where("piece_id", "=", pieceId).orderBy("id").execute()).map((row) => row.id);
}

/** The condition under which a person sees an order: the same law as policy `mayRead`, in SQL. `o` names relay.relay_order. */
export function orderScope(actor: Actor) {
  const { all, systems, regions, unitIds } = actor.scope;
  if (all) return sql`true`;
  const within = (alias: string) => sql`(${sql.ref(alias)}.unit_id = any(${[...unitIds]}::uuid[]) or ${sql.ref(alias)}.system = any(${[...systems]}::text[]) or ${sql.ref(alias)}.region_code like any(${regions.map((code) => `${code}%`)}::text[]))`;
  return sql`(${within("o")} or exists (select from relay.target t where t.order_id = o.id and ${within("t")}))`;
}
