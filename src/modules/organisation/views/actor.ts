import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { scopeOf } from "../rules/scope.ts";
import { personCard, postsHeldAt } from "./people.ts";
import { regionsBelow } from "./units.ts";

/** Who is acting: a person with the posts and the data scope of this moment; nothing for somebody unknown or gone. */
export async function actorOf(read: Reader, personId: string, now: Date, session: { secondFactor: boolean }): Promise<Actor | null> {
  const person = await personCard(read, personId, now);
  if (!person || person.leftAt) return null;
  const held = await postsHeldAt(read, now, { personIds: [personId] });
  const unitIds = [...new Set([person.unitId, ...held.map((h) => h.unitId)])];
  const units = await read.selectFrom("organisation.unit").select(["id", "system", "level", "sees", "region_code"]).where("id", "in", unitIds).execute();
  const day = isoDay(now);
  const scoped = await Promise.all(units.filter((u) => held.some((h) => h.unitId === u.id)).map(async (u) => ({
    id: u.id, system: u.system, level: u.level, sees: u.sees,
    regions: u.level === "city" && u.system === "emergency" ? await regionsBelow(read, u.region_code, day) : [],
  })));
  return {
    kind: "person", personId, name: person.name, unitId: person.unitId, unitName: person.unitName, secondFactor: session.secondFactor,
    holdings: held.map(({ unitId, post, delegatedFrom }) => ({ unitId, post, delegatedFrom })), scope: scopeOf(scoped),
  };
}
