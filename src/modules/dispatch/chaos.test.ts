import { afterAll, beforeAll, expect, test } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { openChaos, openLane, runChaos, type Lane, type Verdict } from "../../../bench/support/chaos-run.ts";

// The small version of `npm run bench -- chaos`: the same runs, fewer of them.
const runs = 20;
let database: TestDatabase;
let lane: Lane;
let chaos: Awaited<ReturnType<typeof openChaos>>;

beforeAll(async () => {
  database = await aDatabase();
  chaos = await openChaos(2);
  lane = await openLane(database.url, chaos.farSide);
});
afterAll(async () => {
  chaos.victims.stop();
  chaos.farSide.stop();
  await lane.close();
  await database.drop();
});

test("kill -9 of a worker loses nothing and doubles nothing; where nobody can tell there is one send at most and a visible unknown", { timeout: 180_000 }, async () => {
  const verdicts: Verdict[] = [];
  for (let seed = 1; seed <= runs; seed += 1) verdicts.push(await runChaos(lane, chaos.farSide, await chaos.victims.next(), seed));
  expect(verdicts.flatMap((verdict) => verdict.wrong)).toEqual([]);
  expect(verdicts.filter((verdict) => verdict.died).length).toBeGreaterThan(runs / 2);
});
