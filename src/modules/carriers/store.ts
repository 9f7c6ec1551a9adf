import { sql } from "kysely";
import type { RegionCount } from "#kernel/carrier.ts";
import type { System } from "#kernel/actor.ts";
import type { Tx } from "#platform/db/database.ts";
import { nextNumber } from "#platform/db/yearly-number.ts";
import { newId } from "#platform/ids.ts";
import type { Place } from "./rules/clash.ts";
import type { Totals } from "./rules/counts.ts";
import type { Kind, Outcome } from "./rules/put.ts";
import type { Window } from "./rules/window.ts";

/** Whoever did it, for the unit they act for. */
export type By = { personId: string; name: string; unitName: string };

/** One writer per piece, whatever its accounts, until commit; and one after the other for a day, so that two pieces cannot miss each other. */
export async function lockPiece(tx: Tx, pieceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('carriers', 0)), pg_advisory_xact_lock(hashtextextended(${`carriers:${pieceId}`}, 0))`.execute(tx);
}

/** A request about to be handed in. */
export type NewRequest = {
  key: string; accountId: string; unitId: string; system: System; regionCode: string; pieceId: string; edition: number; title: string; addressee: string; payload: string; sha256: string; places: readonly Place[]; parts: number;
};

/** What may differ each time a request is handed in: how it stands to others, and when it is to be sent. */
export type Laid = { kind: Kind; about: readonly string[]; window: Window | null; clashReason: string | null };

const laid = ({ kind, about, window, clashReason }: Laid) => ({ kind, about: [...about], window_from: window?.from ?? null, window_until: window?.until ?? null, clash_reason: clashReason });

/** Writes a request under the next number of the year, such as 短2026-0012. */
export async function insertRequest(tx: Tx, r: NewRequest, how: Laid, now: Date): Promise<{ id: string; number: string }> {
  const id = newId(now);
  const number = await nextNumber(tx, "carriers", "短", now);
  await tx.insertInto("carriers.request").values({
    id, number, key: r.key, account_id: r.accountId, unit_id: r.unitId, system: r.system, region_code: r.regionCode, piece_id: r.pieceId, edition: r.edition, title: r.title, addressee: r.addressee, payload: r.payload, sha256: r.sha256,
    regions: r.places.map(({ code }) => code), places: JSON.stringify(r.places), parts: r.parts, ...laid(how), put_at: now, outcome: "sending", outcome_at: now,
  }).execute();
  return { id, number };
}

/** Hands a request in once more, under its number. */
export async function layAgain(tx: Tx, id: string, how: Laid, now: Date): Promise<void> {
  await tx.updateTable("carriers.request").set({ ...laid(how), outcome: "sending", outcome_at: now, failure: null }).where("id", "=", id).execute();
}

/** What came of handing it in. */
export async function setOutcome(tx: Tx, id: string, o: { outcome: Outcome; ref: string | null; failure: string | null }, now: Date): Promise<void> {
  await tx.updateTable("carriers.request").set({ outcome: o.outcome, outcome_at: now, ref: o.ref, failure: o.failure }).where("id", "=", id).execute();
}

/** Marks requests that a later one replaced, cancelled or took back; answers the keys of those that stood until now. */
export async function turnRequests(tx: Tx, numbers: readonly string[], turned: "replaced" | "cancelled" | "recalled", by: string, now: Date): Promise<string[]> {
  if (numbers.length === 0) return [];
  return (await tx.updateTable("carriers.request").set({ turned, turned_by: by, turned_at: now }).where("number", "in", [...numbers]).where("turned", "is", null).returning("key").execute()).map(({ key }) => key);
}

/** Keeps figures as they came; null where the same word came before. */
export async function insertCounts(tx: Tx, e: { requestId: string; source: "person" | "callback"; takenBy: string; takenAt: Date; eventId: string; counts: readonly RegionCount[]; sum: Totals }, by: By, now: Date): Promise<string | null> {
  const id = newId(now);
  const kept = await tx.insertInto("carriers.count_entry").values({
    id, request_id: e.requestId, source: e.source, taken_by: e.takenBy, taken_at: e.takenAt, event_id: e.eventId, ...e.sum, by_person: by.personId, by_name: by.name, at: now,
  }).onConflict((c) => c.column("event_id").doNothing()).returning("id").executeTakeFirst();
  if (!kept) return null;
  await tx.insertInto("carriers.region_count").values(e.counts.map(({ region, submitted, sent, failed }) => ({ entry_id: id, region_code: region, submitted, sent, failed }))).execute();
  return id;
}

/** Keeps why a piece goes to the same people on the same day. */
export async function insertReason(tx: Tx, r: { pieceId: string; reason: string; about: readonly string[] }, by: By, now: Date): Promise<void> {
  await tx.insertInto("carriers.clash_reason").values({ id: newId(now), piece_id: r.pieceId, reason: r.reason, about: [...r.about], by_person: by.personId, by_name: by.name, at: now }).execute();
}

/** Adds to the course of a request. */
export async function insertEvent(tx: Tx, e: { requestId: string; kind: string; note: string | null; facts: Record<string, string | number> }, by: By, now: Date): Promise<void> {
  await tx.insertInto("carriers.event").values({ id: newId(now), request_id: e.requestId, kind: e.kind, note: e.note, facts: JSON.stringify(e.facts), by_person: by.personId, by_name: by.name, unit_name: by.unitName, at: now }).execute();
}
