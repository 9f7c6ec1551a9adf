import { theHouse } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Post } from "#kernel/posts.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { createCredential, enrolSecondFactor, needsSecondFactor } from "#modules/access/index.ts";
import { appoint, actorOf, createPerson, unitByCode } from "#modules/organisation/index.ts";
import { demoPassword, officers } from "./cast.ts";

/** The people of the demo by username, and a context in which one of them acts. */
export type People = { unitId: (code: string) => string; id: (username: string) => string; as: (username: string) => Promise<Context>; whoHolds: (unit: string, post: Post) => string };

/** Makes the officers through the product's own actions: person, posts, log-in, and a second factor where a post asks for it. */
export async function makePeople(house: House): Promise<People> {
  const byHouse = contextOf(house, theHouse, "demo");
  const units = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const one of officers) {
    const unit = await unitByCode(house.db, one.unit, isoDay(house.now()));
    if (!unit) throw new Error(`demo: no unit ${one.unit}`);
    units.set(one.unit, unit.id);
    const { id } = await createPerson(byHouse, { username: one.username, name: one.name, title: one.title, unitId: unit.id, phone: null, email: null });
    for (const post of one.posts) await appoint(byHouse, { personId: id, unitId: unit.id, post });
    await byHouse.write(async (tx) => {
      await createCredential(tx, { personId: id, username: one.username, password: demoPassword, now: house.now() });
      if (needsSecondFactor(one.posts)) await enrolSecondFactor(tx, house.vault, { personId: id, username: one.username, now: house.now() });
    });
    ids.set(one.username, id);
  }
  const id = (username: string): string => ids.get(username) ?? fail(`no officer ${username}`);
  return {
    id, unitId: (code) => units.get(code) ?? fail(`no unit ${code}`),
    as: async (username) => contextOf(house, (await actorOf(house.db, id(username), house.now(), { secondFactor: true })) ?? fail(username), "demo"),
    whoHolds: (unit, post) => officers.find((o) => o.unit === unit && o.posts.includes(post))?.username ?? fail(`nobody is ${post} in ${unit}`),
  };
}

function fail(what: string): never {
  throw new Error(`demo: ${what}`);
}
