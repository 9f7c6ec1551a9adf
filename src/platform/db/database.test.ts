import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";

let house: TestDatabase;
beforeAll(async () => { house = await aDatabase(); });
afterAll(() => house.drop());

test("the application works as a role that cannot change tables or history", async () => {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(house.db);
  expect(rows).toEqual([{ role: "tongsheng_app" }]);
  await expect(sql`delete from audit.entry`.execute(house.db)).rejects.toThrow(/permission denied/);
  await expect(sql`create table audit.mine (id int)`.execute(house.db)).rejects.toThrow(/permission denied/);
});
