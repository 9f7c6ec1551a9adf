import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webPush } from "#channels/web-push/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import { outbound } from "#platform/http/outbound.ts";
import { anEdition } from "#tests/conformance/edition.ts";
import { startPushService, type PushService } from "#tests/simulators/web-push.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouse } from "#tests/support/house.ts";
import { doorOfReaders } from "./actions/door.ts";
import { aPushAccount, aReader, towards } from "./fixtures/readers.ts";
import { sendDue } from "./jobs/send.ts";

let base: TestDatabase;
let service: PushService;
beforeAll(async () => { base = await aDatabase(); service = await startPushService({ origin: "https://push.example.org" }); });
afterAll(async () => { await service.stop(); await base.drop(); });

const readers = 300;

test("kill -9 of a worker in the middle loses no reader; whoever is told twice sees one reminder, and is counted once", { timeout: 120_000 }, async () => {
  let ahead = 0;
  const house = aHouse(base.db, { now: () => new Date(Date.now() + ahead), call: towards(service, outbound({ allow: () => true })) });
  const account = await aPushAccount(base.db, house);
  const endpoints: string[] = [];
  for (let i = 0; i < readers; i++) endpoints.push(await aReader(house, service, account));
  const edition = anEdition({ pieceId: randomUUID(), validUntil: null });
  const { payload } = webPush.render(edition, account.config);
  const entry = { key: randomUUID(), accountId: account.accountId, pieceId: edition.pieceId, edition: 1, payload };
  await doorOfReaders(house).put(entry);
  for (const until of [40, 120, 230]) {
    const victim = spawn(process.execPath, [fileURLToPath(new URL("fixtures/worker.ts", import.meta.url)), base.url, service.url, service.origin], { stdio: "inherit" });
    await expect.poll(() => service.ledger.length, { timeout: 30_000, interval: 2 }).toBeGreaterThanOrEqual(until);
    victim.kill("SIGKILL");
    await once(victim, "exit");
    // What the dead one held falls due when its lease is over.
    await base.db.updateTable("push.pending").set({ held_until: new Date(0) }).where("held_until", "is not", null).execute();
  }
  ahead += 300_000;
  await sendDue(contextOf(house, theHouse, "t"));
  expect(endpoints.map((endpoint) => service.fetch(endpoint))).toEqual(endpoints.map(() => [payload]));
  const look = await doorOfReaders(house).look(entry);
  expect(JSON.parse(look.rawBody)).toEqual({ told: readers, sent: readers, dropped: 0, givenUp: 0, left: 0 });
});
