import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { unitsById } from "#modules/organisation/index.ts";
import type { OnDuty, ShiftOut } from "../contract.ts";
import { watchAt } from "../rules/roster.ts";
import { officersNow } from "./officers.ts";

/** The watches of a unit that touch a span, in their order. */
export async function shiftsBetween(read: Reader, unitId: string, from: Date, to: Date): Promise<ShiftOut[]> {
  const rows = await read.selectFrom("duty.shift as s").innerJoin("organisation.person as p", "p.id", "s.person_id").select(["s.id", "s.person_id", "p.name", "s.from_at", "s.to_at"])
    .where("s.unit_id", "=", unitId).where("s.from_at", "<", to).where("s.to_at", ">", from).orderBy("s.from_at").orderBy("p.name").execute();
  return rows.map((row) => ({ id: row.id, personId: row.person_id, personName: row.name, from: row.from_at.toISOString(), to: row.to_at.toISOString(), ...(watchAt(row.from_at) ?? { day: null, watch: null }) }));
}

/** Units in scope that keep watch: they have a roster or a duty officer. Province first. */
export async function watchingUnits(read: Reader, { scope }: Actor, now: Date, most: number): Promise<string[]> {
  const within = scope.all ? sql`true` : sql`(u.id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[]) or exists (select from unnest(${[...scope.regions]}::text[]) as r(code) where starts_with(u.region_code, r.code)))`;
  const { rows } = await sql<{ id: string }>`
    select u.id from organisation.unit u where ${within} and u.opened_on is not null and (u.closed_on is null or u.closed_on > ${isoDay(now)}::date)
      and (exists (select from duty.shift s where s.unit_id = u.id and s.to_at > ${now})
        or exists (select from organisation.appointment a where a.unit_id = u.id and a.post = 'duty-officer' and a.valid_from <= ${now} and (a.valid_to is null or ${now} < a.valid_to)))
    order by u.sees = 'all' desc, array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, u.code limit ${most}`.execute(read);
  return rows.map((row) => row.id);
}

/** 今日值班: who answers for each unit in scope now, and who comes after. */
export async function onDutyNow(read: Reader, actor: Actor, now: Date): Promise<OnDuty[]> {
  const ids = await watchingUnits(read, actor, now, 24);
  const units = await unitsById(read, ids, isoDay(now));
  return Promise.all(ids.map(async (unitId) => {
    const { people, until, byRoster } = await officersNow(read, unitId, now);
    const next = await read.selectFrom("duty.shift as s").innerJoin("organisation.person as p", "p.id", "s.person_id").select(["p.name", "s.from_at"])
      .where("s.unit_id", "=", unitId).where("s.from_at", ">", now).orderBy("s.from_at").limit(1).executeTakeFirst();
    const unit = units.get(unitId);
    return {
      unitId, unitName: unit?.shortName ?? "", seal: unit?.seal ?? "", people: people.map(({ id, name, title, phone }) => ({ id, name, title, phone })), until: until?.toISOString() ?? null, byRoster,
      next: next ? { name: next.name, from: next.from_at.toISOString() } : null,
    };
  }));
}
