import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";

/** A place that people choose: prefectures and committees with `parent: null`, counties under them, as of a day. */
export type Place = { code: string; name: string; parent: string | null };

/** Every prefecture and county of the province on a day, in the order of the codes; zones kept for statistics are left out. */
export async function placesOn(read: Reader, day: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select r.code, r.name, case when p.kind = 'province' then null else q.parent_code end as parent
    from organisation.region r
    left join organisation.region_parent q on q.region_code = r.code and q.valid_from <= ${day}::date and (q.valid_to is null or q.valid_to > ${day}::date)
    left join organisation.region p on p.code = q.parent_code
    where r.kind in ('city', 'prefecture', 'committee', 'district', 'county-city', 'county', 'autonomous-county') and not r.hidden
      and r.valid_from <= ${day}::date and (r.valid_to is null or r.valid_to > ${day}::date)
    order by r.code`.execute(read);
  return rows;
}
