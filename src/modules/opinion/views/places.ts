import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";

/** A division of the province as it stands in the database, with its parents by date. */
export type Division = { code: string; name: string; parents: { code: string; from?: string; to?: string }[] };

/** Every division of the province down to the townships, hidden ones included: people name them too. */
export async function divisions(read: Reader): Promise<Division[]> {
  const { rows } = await sql<{ code: string; name: string; parents: { code: string; from: string; to: string | null }[] }>`
    select r.code, r.name, coalesce((select jsonb_agg(jsonb_build_object('code', p.parent_code, 'from', p.valid_from, 'to', p.valid_to) order by p.valid_from)
      from organisation.region_parent p where p.region_code = r.code), '[]') as parents
    from organisation.region r order by r.code`.execute(read);
  return rows.map(({ code, name, parents }) => ({
    // The record begins on a day; a place lay where it lay before that too.
    code, name, parents: parents.map((p, i) => ({ code: p.code, ...(i === 0 ? {} : { from: p.from }), ...(p.to === null ? {} : { to: p.to }) })),
  }));
}

/** The names of places, in the order of their codes; one that is no division of the province is left out. */
export async function placeNamesOf(read: Reader, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await read.selectFrom("organisation.region").select(["code", "name"]).where("code", "in", [...codes]).execute();
  return codes.flatMap((code) => rows.find((row) => row.code === code)?.name ?? []);
}
