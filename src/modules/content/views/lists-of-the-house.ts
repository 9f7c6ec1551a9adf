import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import { factsOf } from "#modules/organisation/index.ts";
import type { CheckInput, GazetteerPlace, Hotline, Term, UnitNames } from "../rules/checks/input.ts";
import { gazetteer } from "../rules/gazetteer.ts";

/** The lists that checks read: hotlines, unit names, places, words. */
export type HouseLists = Pick<CheckInput, "hotlines" | "units" | "places" | "terms">;

const kept = new WeakMap<object, { until: number; lists: Promise<HouseLists> }>();
const keepMs = 60_000;

/** The lists of the house, read at most once a minute per process: checks run while people type. */
export function houseLists(read: Reader, now: Date): Promise<HouseLists> {
  const old = kept.get(read);
  if (old && old.until > now.getTime()) return old.lists;
  const lists = readLists(read);
  kept.set(read, { until: now.getTime() + keepMs, lists });
  lists.catch(() => kept.delete(read));
  return lists;
}

/** Reads the lists anew at the next check of this process, after one of them changed. */
export const forgetLists = (read: Reader): boolean => kept.delete(read);

async function readLists(read: Reader): Promise<HouseLists> {
  const [hotlines, units, places, terms] = await Promise.all([hotlinesOf(read), unitsOf(read), placesOf(read), termsOf(read)]);
  return { hotlines, units, places, terms };
}

async function hotlinesOf(read: Reader): Promise<Hotline[]> {
  return ((await factsOf(read, "hotlines")) ?? []).flatMap(({ number, prefix, use }) => [{ number, use: use.zh }, ...(prefix ? [{ number: `${prefix}-${number}`, use: use.zh }] : [])]);
}

async function unitsOf(read: Reader): Promise<UnitNames[]> {
  const { rows } = await sql<{ code: string; name: string; kind: string; validFrom: string | null; validTo: string | null; shortName: string }>`
    select u.code, n.name, n.kind, n.valid_from::text as "validFrom", n.valid_to::text as "validTo", n.short_name as "shortName" from organisation.unit u join organisation.unit_name n on n.unit_id = u.id where u.opened_on is not null order by n.valid_from`.execute(read);
  return [...Map.groupBy(rows, (row) => row.code)].map(([code, names]) => ({
    code, names: names.filter((n) => n.kind === "main").map(({ name, validFrom, validTo }) => ({ name, validFrom, validTo })),
    aliases: [...new Set([...names.filter((n) => n.kind === "also").map((n) => n.name), ...names.map((n) => n.shortName)])],
  }));
}

async function placesOf(read: Reader): Promise<GazetteerPlace[]> {
  const { rows } = await sql<{ code: string; name: string; parent: string | null }>`select r.code, r.name, (select q.parent_code from organisation.region_parent q where q.region_code = r.code and q.valid_to is null limit 1) as parent
    from organisation.region r where r.valid_to is null and not r.hidden and r.kind <> 'township'`.execute(read);
  return gazetteer(rows, ((await factsOf(read, "lookAlikes")) ?? []).map((entry) => entry.names));
}

async function termsOf(read: Reader): Promise<Term[]> {
  const [rows, old] = await Promise.all([read.selectFrom("content.term").selectAll().orderBy("term").execute(), factsOf(read, "oldTerms")]);
  const kept = new Set(rows.map((row) => row.term));
  return [
    ...rows.map((row) => ({ term: row.term, kind: row.kind, instead: row.instead, reason: row.reason, from: row.applies_from })),
    ...(old ?? []).filter((term) => !kept.has(term.old)).map((term) => ({ term: term.old, kind: "outdated" as const, instead: term.now, reason: "", from: null })),
  ];
}
