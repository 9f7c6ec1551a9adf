import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { theHouse } from "#kernel/actor.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse } from "#tests/support/house.ts";
import { contextOf } from "./context.ts";

let base: TestDatabase;
beforeAll(async () => { base = await aDatabase(); });
afterAll(() => base.drop());

const aSwitch = (name: string) => sql`insert into platform.switch (name, value, changed_at) values (${name}, 'on', now())`;
const switches = async () => (await base.db.selectFrom("platform.switch").select("name").orderBy("name").execute()).map((row) => row.name);

test("a write that leaves no trace is rolled back; the house alone observes without one", async () => {
  const house = aHouse(base.db, {});
  const [ours, person] = [contextOf(house, theHouse, "test"), contextOf(house, { ...theHouse, kind: "person" }, "test")];
  await expect(ours.write(async (tx) => { await aSwitch("untraced").execute(tx); })).rejects.toThrow("no trace");
  await expect(person.observe(async (tx) => { await aSwitch("by-person").execute(tx); })).rejects.toThrow("only the house");
  await ours.observe(async (tx) => { await aSwitch("observed").execute(tx); });
  expect((await switches()).filter((name) => ["untraced", "by-person", "observed"].includes(name))).toEqual(["observed"]);
});
