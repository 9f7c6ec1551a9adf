import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { officersNow } from "#modules/duty/index.ts";
import { unitsById } from "#modules/organisation/index.ts";
import type { DutyLine } from "../contract.ts";

/** Who keeps watch now in one's own unit and in the provincial ones, and who comes after within a day. */
export async function onDuty(read: Reader, actor: Actor, now: Date): Promise<DutyLine[]> {
  const province = await read.selectFrom("organisation.unit").select("id").where("level", "=", "province").orderBy("sees").orderBy("code", "desc").execute();
  const ids = [...new Set([actor.unitId, ...province.map((unit) => unit.id)])];
  const [units, coming, officers] = await Promise.all([
    unitsById(read, ids, isoDay(now)),
    read.selectFrom("duty.shift as s").innerJoin("organisation.person as p", "p.id", "s.person_id").select(["s.unit_id", "s.from_at", "p.name"])
      .where("s.unit_id", "in", ids).where("s.from_at", ">", now).where("s.from_at", "<", new Date(now.getTime() + 86_400_000)).orderBy("s.from_at").execute(),
    Promise.all(ids.map((id) => officersNow(read, id, now))),
  ]);
  return ids.flatMap((unitId, i): DutyLine[] => {
    const unit = units.get(unitId);
    const here = officers[i];
    const next = coming.find((shift) => shift.unit_id === unitId);
    if (!unit?.open || !here) return [];
    return [{
      unitId, unitName: unit.shortName, seal: unit.seal, people: here.people.map((person) => person.name), byRoster: here.byRoster, until: here.until?.toISOString() ?? null,
      next: next ? { name: next.name, from: next.from_at.toISOString() } : null,
    }];
  });
}
