import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { OrderLine, OrderView, RateLine, TargetView } from "../contract.ts";
import { mayCarry, mayTend } from "../policy.ts";
import { planChase } from "../rules/order.ts";
import { ratesOf, type Counted } from "../rules/rate.ts";
import { planAcknowledge, planRetract, planVerify } from "../rules/target.ts";
import { orderScope, type OrderBasis, type TargetRow } from "./basis.ts";

type Names = ReadonlyMap<string, { name: string; shortName: string; seal: string }>;
const unitOf = (names: Names, id: string, fallback = "") => ({ id, name: names.get(id)?.shortName ?? fallback, seal: names.get(id)?.seal ?? "" });

/** How a platform is called; what is in no registry any more keeps its id. */
export type PlatformName = (connectorId: string) => { zh: string; en: string };

const deskPosts = ["editor", "liaison", "duty-officer", "signer"];
const unitsOf = (actor: Actor): string[] => [...new Set(actor.holdings.filter((h) => deskPosts.includes(h.post)).map((h) => h.unitId))];

type LineRow = Omit<z.input<typeof OrderLine>, "unit" | "issuedAt" | "dueAt"> & { unitId: string; issuedAt: Date; dueAt: Date };

/** Orders a person may see, newest first. */
export async function orderLines(read: Reader, actor: Actor, ask: { page: number; size: number; whose: "all" | "asked" | "issued"; state: "open" | "all"; pieceId?: string | undefined }, now: Date): Promise<{ items: z.input<typeof OrderLine>[]; total: number; capped: boolean }> {
  const mine = sql`(t.unit_id = any(${unitsOf(actor)}::uuid[]) or exists (select from channels.account a where a.id = t.account_id and ${actor.personId} in (a.owner_person_id, a.successor_person_id)))`;
  const waits = sql`(t.state in ('issued', 'acknowledged', 'relayed') or (t.stale is not null and t.state = 'verified'))`;
  const where = sql.join([
    orderScope(actor), ...(ask.pieceId ? [sql`o.piece_id = ${ask.pieceId}`] : []), ...(ask.whose === "issued" ? [sql`o.unit_id = any(${unitsOf(actor)}::uuid[])`] : []),
    ...(ask.whose === "asked" ? [sql`exists (select from relay.target t where t.order_id = o.id and ${mine})`] : []), ...(ask.state === "open" ? [sql`exists (select from relay.target t where t.order_id = o.id and ${waits})`] : []),
  ], sql` and `);
  const { rows } = await sql<LineRow>`
    select o.id, o.number, o.title, o.unit_id as "unitId", o.issued_at as "issuedAt", o.due_at as "dueAt", o.withdrawn_at is not null as withdrawn, c.*
    from (select * from relay.relay_order o where ${where} order by o.issued_at desc, o.id desc limit ${ask.size} offset ${(ask.page - 1) * ask.size}) o
    cross join lateral (select count(*) filter (where t.state <> 'withdrawn')::int as asked, count(*) filter (where t.state in ('relayed', 'verified', 'retracted'))::int as relayed, count(*) filter (where t.state in ('verified', 'retracted'))::int as verified,
      count(*) filter (where t.overdue_at is not null and t.state in ('issued', 'acknowledged'))::int as overdue, count(*) filter (where t.stale is not null)::int as stale,
      count(*) filter (where ${mine} and (t.state in ('issued', 'acknowledged') or t.stale is not null))::int + (case when o.unit_id = any(${unitsOf(actor)}::uuid[]) then count(*) filter (where t.state = 'relayed' and t.stale is null) else 0 end)::int as mine,
      coalesce(bool_or(${waits}), false) as open
      from relay.target t where t.order_id = o.id) c order by o.issued_at desc, o.id desc`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from relay.relay_order o where ${where} limit 1001) x`.execute(read);
  const names = await unitNamesOn(read, rows.map((row) => row.unitId), isoDay(now));
  const total = counted[0]?.n ?? 0;
  return { items: rows.map(({ unitId, issuedAt, dueAt, ...row }) => ({ ...row, unit: unitOf(names, unitId), issuedAt: issuedAt.toISOString(), dueAt: dueAt.toISOString() })), total: Math.min(total, 1000), capped: total > 1000 };
}

function targetView(actor: Actor, order: OrderBasis, target: TargetRow, names: Names, platform: PlatformName, now: Date): z.input<typeof TargetView> {
  const [carries, tends] = [mayCarry(actor, target), mayTend(actor, order.unitId)];
  const notOut = target.state === "issued" || target.state === "acknowledged";
  const corrected = target.state === "verified" && target.stale === "corrected";
  return {
    id: target.id, unit: unitOf(names, target.unitId, target.unitName), accountId: target.accountId, accountName: target.accountName, platform: platform(target.connectorId), state: target.state, stale: target.stale, link: target.link,
    relayedAt: target.relayedAt?.toISOString() ?? null, relayedByName: target.relayedByName, verifiedByName: target.verifiedByName, verifiedAt: target.verifiedAt?.toISOString() ?? null, reason: target.reason,
    overdue: notOut && order.dueAt <= now,
    may: {
      acknowledge: carries && planAcknowledge(target).ok, relay: carries && target.stale !== "recalled" && (notOut || target.state === "relayed" || corrected), unable: carries && notOut, retract: carries && planRetract(target).ok,
      verify: tends && planVerify(target, actor.personId).ok, sendBack: tends && target.stale === null && (target.state === "relayed" || target.state === "verified"),
    },
  };
}

/** One order as this person sees it. */
export async function orderView(read: Reader, actor: Actor, order: OrderBasis, about: { platform: PlatformName; siteUrl: string }, now: Date): Promise<z.input<typeof OrderView>> {
  const names = await unitNamesOn(read, [order.unitId, ...order.targets.map((t) => t.unitId)], isoDay(now));
  const events = await read.selectFrom("relay.event").select(["kind", "note", "facts", "by_name", "unit_name", "at"]).where("order_id", "=", order.id).orderBy("seq").execute();
  const waiting = order.targets.filter((t) => t.state === "issued" || t.state === "acknowledged");
  const tends = mayTend(actor, order.unitId) && order.withdrawnAt === null;
  const chased = (unitId: string) => waiting.filter((t) => t.unitId === unitId).reduce<Date | null>((last, t) => (t.chasedAt && (!last || t.chasedAt > last) ? t.chasedAt : last), null);
  return {
    id: order.id, number: order.number, unit: unitOf(names, order.unitId), note: order.note, dueAt: order.dueAt.toISOString(), issuedByName: order.issuedByName, issuedAt: order.issuedAt.toISOString(),
    withdrawn: order.withdrawnAt ? { at: order.withdrawnAt.toISOString(), reason: order.withdrawnReason ?? "" } : null,
    piece: { id: order.pieceId, title: order.title, edition: order.edition, publishedEdition: order.piece.publishedEdition, recalled: order.piece.recalled, link: `${about.siteUrl}/a/${order.pieceId}` },
    targets: order.targets.map((target) => targetView(actor, order, target, names, about.platform, now)),
    events: events.map((e) => ({ kind: e.kind, note: e.note, facts: JSON.parse(e.facts) as Record<string, string | number>, byName: e.by_name, unitName: e.unit_name, at: e.at.toISOString() })),
    mayChase: tends ? [...new Set(waiting.map((t) => t.unitId))].filter((unitId) => planChase(chased(unitId), now).ok) : [], mayWithdraw: tends && waiting.length > 0,
  };
}

/** Relay rates of the units a person sees, over the orders since a day. */
export async function rateLines(read: Reader, actor: Actor, since: Date, now: Date): Promise<z.input<typeof RateLine>[]> {
  const { rows } = await sql<Counted & { unitName: string; regionCode: string }>`
    select t.unit_id as "unitId", t.unit_name as "unitName", t.region_code as "regionCode", t.state, o.due_at as "dueAt", t.acknowledged_at as "acknowledgedAt", t.relayed_at as "relayedAt"
    from relay.relay_order o join relay.target t on t.order_id = o.id where o.issued_at >= ${since} and ${orderScope(actor)} order by t.region_code, t.unit_name`.execute(read);
  const names = await unitNamesOn(read, rows.map((row) => row.unitId), isoDay(now));
  const known = new Map(rows.map((row) => [row.unitId, row.unitName]));
  return [...ratesOf(rows)].map(([unitId, rate]) => ({ unit: unitOf(names, unitId, known.get(unitId)), ...rate }));
}
