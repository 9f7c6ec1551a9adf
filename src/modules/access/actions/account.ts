import type { Actor, Scope, System } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Session } from "#platform/auth/sessions.ts";
import type { Reader } from "#platform/db/database.ts";
import { actorOf, personCard, regionByCode, unitNamesOn, type PersonCard } from "#modules/organisation/index.ts";
import { nextStep, type Step } from "../rules.ts";

/** The person behind an id; nobody who has left. */
export async function accountOf(read: Reader, personId: string, now: Date): Promise<PersonCard | null> {
  const person = await personCard(read, personId, now);
  return person && !person.leftAt ? person : null;
}

/** Who acts in a session, with the posts of this moment; nobody who has left. */
export const actorIn = (read: Reader, session: Session, now: Date): Promise<Actor | null> =>
  actorOf(read, session.personId, now, { secondFactor: session.secondFactorAt !== null });

/** What a session still needs before the desk opens. */
export const stepOfSession = (actor: Actor, session: Pick<Session, "enrolled" | "secondFactorAt" | "temporary">): Step =>
  nextStep({ posts: actor.holdings.map((h) => h.post), enrolled: session.enrolled, passed: session.secondFactorAt !== null, temporary: session.temporary });

/** A scope with names in place of codes; regions by their cities, which stand for what lies below them. */
export async function nameScope(read: Reader, scope: Scope, now: Date): Promise<{ all: boolean; systems: System[]; regions: string[]; units: string[] }> {
  const regions: string[] = [];
  for (const code of scope.regions.filter((one) => !scope.regions.includes(`${one.slice(0, 4)}00`) || one.endsWith("00"))) {
    const region = await regionByCode(read, code);
    if (region) regions.push(region.name);
  }
  const units = await unitNamesOn(read, scope.unitIds, isoDay(now));
  return { all: scope.all, systems: [...scope.systems], regions, units: [...units.values()].map((unit) => unit.name) };
}
