import type { Reader } from "#platform/db/database.ts";
import { peopleById, peopleWithPost, type PersonCard } from "#modules/organisation/index.ts";

/** Who answers for a unit now: by the roster, else everybody who holds the post. */
export type Officers = { people: PersonCard[]; until: Date | null; byRoster: boolean };

/** The duty officers of a unit at an instant. */
export async function officersNow(read: Reader, unitId: string, now: Date): Promise<Officers> {
  const shifts = await read.selectFrom("duty.shift").select(["person_id", "to_at"]).where("unit_id", "=", unitId).where("from_at", "<=", now).where("to_at", ">", now).orderBy("from_at").execute();
  const cards = await peopleById(read, shifts.map((shift) => shift.person_id), now);
  const present = shifts.filter((shift) => cards.get(shift.person_id)?.leftAt === null);
  const people = present.flatMap((shift) => cards.get(shift.person_id) ?? []);
  if (people.length > 0) return { people, until: present.map((shift) => shift.to_at).reduce((a, b) => (a < b ? a : b)), byRoster: true };
  return { people: await peopleWithPost(read, unitId, "duty-officer", now), until: null, byRoster: false };
}

/** The unit whose office sees everything: 新闻宣传处 of the leading department (clause 2). */
export async function leadUnitId(read: Reader): Promise<string | null> {
  const row = await read.selectFrom("organisation.unit").select("id").where("sees", "=", "all").where("level", "=", "province").where("opened_on", "is not", null).where("closed_on", "is", null).orderBy("code").limit(1).executeTakeFirst();
  return row?.id ?? null;
}
