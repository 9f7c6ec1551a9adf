import { sql } from "kysely";
import type { System } from "#kernel/actor.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { isOpen, namesOn, parentOn, type NameTerm, type ParentTerm, type UnitRecord } from "../rules/chart.ts";
import type { UnitLevel } from "../rules/preset.ts";
import type { Evidence } from "../rules/basis.ts";

/** A unit with its history and what the preset says of it. */
export type FullUnit = UnitRecord & { regionName: string; office: string | null; sees: "own" | "all"; addressee: boolean; role: string | null; note: string | null; evidence: Evidence; verified: boolean };

/** A unit as it is called on a day. */
export type UnitCard = {
  id: string; code: string; system: System; level: UnitLevel; regionCode: string; regionName: string;
  name: string; shortName: string; seal: string; also: string[]; parentId: string | null; open: boolean; addressee: boolean;
};

/** Units with their whole history; all of them when no ids are given. */
export async function unitRecords(read: Reader, ids?: readonly string[]): Promise<FullUnit[]> {
  if (ids?.length === 0) return [];
  const units = await read.selectFrom("organisation.unit as u").innerJoin("organisation.region as r", "r.code", "u.region_code")
    .selectAll("u").select("r.name as region_name").$if(ids !== undefined, (q) => q.where("u.id", "in", ids ?? [])).orderBy("u.region_code").orderBy("u.code").execute();
  const [names, parents] = await Promise.all([
    read.selectFrom("organisation.unit_name").selectAll().$if(ids !== undefined, (q) => q.where("unit_id", "in", ids ?? [])).orderBy("valid_from").execute(),
    read.selectFrom("organisation.unit_parent").selectAll().$if(ids !== undefined, (q) => q.where("unit_id", "in", ids ?? [])).orderBy("valid_from").execute(),
  ]);
  const namesBy = Map.groupBy(names, (n) => n.unit_id);
  const parentsBy = Map.groupBy(parents, (p) => p.unit_id);
  return units.map((u) => ({
    id: u.id, code: u.code, system: u.system, level: u.level, regionCode: u.region_code, regionName: u.region_name, openedOn: u.opened_on, closedOn: u.closed_on,
    office: u.office, sees: u.sees, addressee: u.addressee, role: u.role, note: u.note, evidence: u.evidence, verified: u.verified,
    names: (namesBy.get(u.id) ?? []).map((n): NameTerm => ({ kind: n.kind, name: n.name, shortName: n.short_name, seal: n.seal, from: n.valid_from, to: n.valid_to })),
    parents: (parentsBy.get(u.id) ?? []).map((p): ParentTerm => ({ parentId: p.parent_id, from: p.valid_from, to: p.valid_to })),
  }));
}

/** How a unit is called and where it stands on a day. */
export function cardOf(unit: FullUnit, day: string): UnitCard {
  const names = namesOn(unit.names, day);
  if (!names) throw new Error(`unit ${unit.code} has no name`);
  const { main, also } = names;
  return {
    id: unit.id, code: unit.code, system: unit.system, level: unit.level, regionCode: unit.regionCode, regionName: unit.regionName, addressee: unit.addressee,
    name: main.name, shortName: main.shortName, seal: main.seal, also: also.map((n) => n.name), parentId: parentOn(unit.parents, day), open: isOpen(unit, day),
  };
}

/** Units by id as they were on a day; ids nobody knows are left out. */
export async function unitsById(read: Reader, ids: readonly string[], day: string): Promise<Map<string, UnitCard>> {
  return new Map((await unitRecords(read, [...new Set(ids)])).map((u) => [u.id, cardOf(u, day)]));
}

/** The unit of a code as it was on a day. */
export async function unitByCode(read: Reader, code: string, day: string): Promise<UnitCard | undefined> {
  const row = await read.selectFrom("organisation.unit").select("id").where("code", "=", code).executeTakeFirst();
  return row && (await unitsById(read, [row.id], day)).get(row.id);
}

/** Units that get notices in their own right (clause 0), open on that day, in the order of their regions. */
export async function addresseesOn(read: Reader, day: string): Promise<UnitCard[]> {
  const rows = await read.selectFrom("organisation.unit").select("id").where("addressee", "=", true).execute();
  return (await unitRecords(read, rows.map((r) => r.id))).map((u) => cardOf(u, day)).filter((u) => u.open);
}

/** The names of that day in the shape of a signature line (product.md, names and parents change). */
export async function unitNamesOn(read: Reader, ids: readonly string[], day: string): Promise<Map<string, { unitId: string; name: string; shortName: string; seal: string }>> {
  const units = await unitsById(read, ids, day);
  return new Map([...units].map(([id, { name, shortName, seal }]) => [id, { unitId: id, name, shortName, seal }]));
}

/** The unit and every unit above it on a day. */
export async function unitIdsAbove(read: Reader, unitId: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id) as (
      select ${unitId}::uuid
      union
      select p.parent_id from organisation.unit_parent p join above on p.unit_id = above.id
      where p.valid_from <= ${day}::date and (p.valid_to is null or ${day}::date < p.valid_to)
    ) select id from above`.execute(read);
  return rows.map((r) => r.id);
}

/** Every unit below these and they themselves, on a day. */
export async function unitIdsBelow(read: Reader, unitIds: readonly string[], day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below (id) as (
      select unnest(${[...unitIds]}::uuid[])
      union
      select p.unit_id from organisation.unit_parent p join below on p.parent_id = below.id
      where p.valid_from <= ${day}::date and (p.valid_to is null or ${day}::date < p.valid_to)
    ) select id from below`.execute(read);
  return rows.map((r) => r.id);
}

/** A region's code and those of the regions below it on a day, without townships (their codes begin with their county's). */
export async function regionsBelow(read: Reader, code: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`${kept}
    with recursive below (code) as (
      select ${code}::text
      union
      select p.region_code from organisation.region_parent p join below on p.parent_code = below.code join organisation.region r on r.code = p.region_code
      where r.kind <> 'township' and p.valid_from <= ${day}::date and (p.valid_to is null or ${day}::date < p.valid_to)
    ) select code from below order by code`.execute(read);
  return rows.map((r) => r.code);
}

/** A region by its code. */
export async function regionByCode(read: Reader, code: string): Promise<{ code: string; name: string; shortName: string | null } | undefined> {
  const row = await read.selectFrom("organisation.region").select(["code", "name", "short_name"]).where("code", "=", code).executeTakeFirst();
  return row && { code: row.code, name: row.name, shortName: row.short_name };
}

/** Seals that other units bear on or after a day. */
export async function sealsInUse(read: Reader, from: string, exceptUnitId: string | null = null): Promise<Set<string>> {
  const rows = await read.selectFrom("organisation.unit_name").select("seal").distinct()
    .where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", from)])).$if(exceptUnitId !== null, (q) => q.where("unit_id", "<>", exceptUnitId ?? "")).execute();
  return new Set(rows.map((r) => r.seal));
}

