import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { RegionCount } from "#kernel/carrier.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { RequestLine, RequestView } from "../contract.ts";
import { mayCount } from "../policy.ts";
import type { Place } from "../rules/clash.ts";
import type { Totals } from "../rules/counts.ts";
import type { Window } from "../rules/window.ts";
import { requestScope, type RequestBasis } from "./basis.ts";

type Names = ReadonlyMap<string, { name: string; shortName: string; seal: string }>;
const unitOf = (names: Names, id: string) => ({ id, name: names.get(id)?.shortName ?? "", seal: names.get(id)?.seal ?? "" });
const sayWindow = (window: Window | null) => window && { from: window.from.toISOString(), until: window.until.toISOString() };

/** Waited for: the carrier has it, or may have it, and returned nothing. */
const open = sql`(r.outcome in ('taken', 'unknown') and coalesce(r.turned, '') not in ('replaced', 'cancelled') and not exists (select from carriers.count_entry c where c.request_id = r.id))`;

type LineRow = Omit<z.input<typeof RequestLine>, "unit" | "places" | "window" | "putAt" | "counts" | "overdue"> & { unitId: string; places: string; from: Date | null; until: Date | null; putAt: Date; open: boolean } & { [K in keyof Totals]: number | null };

/** Requests a person may see, newest first. */
export async function requestLines(read: Reader, actor: Actor, ask: { page: number; size: number; state: "open" | "all"; pieceId?: string | undefined }, now: Date): Promise<{ items: z.input<typeof RequestLine>[]; total: number; capped: boolean }> {
  const where = sql.join([requestScope(actor), ...(ask.pieceId ? [sql`r.piece_id = ${ask.pieceId}`] : []), ...(ask.state === "open" ? [open] : [])], sql` and `);
  const { rows } = await sql<LineRow>`
    select r.id, r.number, r.kind, r.title, r.piece_id as "pieceId", r.edition, r.unit_id as "unitId", r.addressee, r.places, r.parts, r.window_from as "from", r.window_until as "until", r.put_at as "putAt", r.outcome, r.turned, ${open} as open,
      c.submitted, c.sent, c.failed
    from (select * from carriers.request r where ${where} order by r.put_at desc, r.number desc limit ${ask.size} offset ${(ask.page - 1) * ask.size}) r
    left join lateral (select * from carriers.count_entry c where c.request_id = r.id order by c.seq desc limit 1) c on true order by r.put_at desc, r.number desc`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from carriers.request r where ${where} limit 1001) x`.execute(read);
  const names = await unitNamesOn(read, rows.map((row) => row.unitId), isoDay(now));
  const total = counted[0]?.n ?? 0;
  return { items: rows.map((row) => lineOf(row, names, now)), total: Math.min(total, 1000), capped: total > 1000 };
}

function lineOf({ unitId, places, from, until, putAt, submitted, sent, failed, open: waits, ...row }: LineRow, names: Names, now: Date): z.input<typeof RequestLine> {
  return {
    ...row, unit: unitOf(names, unitId), places: JSON.parse(places) as Place[], window: sayWindow(from && until ? { from, until } : null), putAt: putAt.toISOString(),
    counts: submitted === null || sent === null || failed === null ? null : { submitted, sent, failed }, overdue: waits && until !== null && until <= now,
  };
}

async function entriesOf(read: Reader, requestId: string): Promise<z.input<typeof RequestView>["entries"]> {
  const entries = await read.selectFrom("carriers.count_entry").selectAll().where("request_id", "=", requestId).orderBy("seq", "desc").limit(50).execute();
  if (entries.length === 0) return [];
  const regions = await read.selectFrom("carriers.region_count").selectAll().where("entry_id", "in", entries.map(({ id }) => id)).orderBy("region_code").execute();
  return entries.map((e) => ({
    source: e.source, takenBy: e.taken_by, takenAt: e.taken_at.toISOString(), byName: e.by_name, at: e.at.toISOString(), total: { submitted: e.submitted, sent: e.sent, failed: e.failed },
    regions: regions.filter(({ entry_id }) => entry_id === e.id).map(({ region_code, submitted, sent, failed }) => ({ code: region_code, submitted, sent, failed })),
  }));
}

/** Requests a person may see that await counts, the oldest first, with those who may enter them. */
export async function awaitedRequests(read: Reader, actor: Actor): Promise<{ number: string; unitId: string; keepers: string[]; places: Place[] }[]> {
  const { rows } = await sql<{ number: string; unitId: string; keepers: string[]; places: string }>`
    select r.number, r.unit_id as "unitId", array_remove(array[a.owner_person_id, a.successor_person_id], null) as keepers, r.places
    from carriers.request r join channels.account a on a.id = r.account_id where ${requestScope(actor)} and ${open} order by r.put_at, r.number limit 500`.execute(read);
  return rows.map((row) => ({ ...row, places: JSON.parse(row.places) as Place[] }));
}

/** The newest figures of a request, or null. */
export async function newestEntry(read: Reader, requestId: string): Promise<{ takenBy: string; takenAt: Date; counts: RegionCount[] } | null> {
  const entry = await read.selectFrom("carriers.count_entry").select(["id", "taken_by", "taken_at"]).where("request_id", "=", requestId).orderBy("seq", "desc").limit(1).executeTakeFirst();
  if (!entry) return null;
  const counts = await read.selectFrom("carriers.region_count").select(["region_code as region", "submitted", "sent", "failed"]).where("entry_id", "=", entry.id).execute();
  return { takenBy: entry.taken_by, takenAt: entry.taken_at, counts };
}

/** One request as this person sees it. */
export async function requestView(read: Reader, actor: Actor, r: RequestBasis, now: Date): Promise<z.input<typeof RequestView>> {
  const [names, entries, events] = await Promise.all([
    unitNamesOn(read, [r.unitId], isoDay(now)), entriesOf(read, r.id), read.selectFrom("carriers.event").selectAll().where("request_id", "=", r.id).orderBy("seq").limit(500).execute(),
  ]);
  const { id, number, kind, title, pieceId, edition, addressee, places, parts, outcome, turned, turnedBy, accountName, about, clashReason, ref, failure, sha256, order } = r;
  const waits = (outcome === "taken" || outcome === "unknown") && turned !== "replaced" && turned !== "cancelled" && entries.length === 0;
  return {
    id, number, kind, title, pieceId, edition, addressee, places, parts, outcome, turned, turnedBy, accountName, about, clashReason, ref, failure, sha256, unit: unitOf(names, r.unitId), window: sayWindow(r.window), putAt: r.putAt.toISOString(),
    counts: entries[0]?.total ?? null, overdue: waits && r.window !== null && r.window.until <= now, text: order.text, reason: order.reason, units: order.units, urgency: order.kind === "send" ? order.urgency : null, entries,
    events: events.map((e) => ({ kind: e.kind, note: e.note, facts: JSON.parse(e.facts ?? "{}") as Record<string, string | number>, byName: e.by_name, unitName: e.unit_name, at: e.at.toISOString() })),
    mayCount: mayCount(actor, r) && outcome !== "failed",
  };
}
