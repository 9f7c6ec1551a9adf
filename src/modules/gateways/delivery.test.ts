import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { canonical } from "#kernel/fingerprint.ts";
import type { House } from "#platform/house.ts";
import { on } from "#platform/topics.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { tellThrough, callableAccounts } from "#modules/channels/index.ts";
import { decideUnknown } from "#modules/dispatch/actions/tend.ts";
import { recallPiece, releaseCleared } from "#modules/dispatch/actions/release.ts";
import { aSigner, layReady, type Ready } from "#modules/dispatch/fixtures/ready.ts";
import { as, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { startSender } from "#modules/dispatch/sender/sender.ts";
import { cleared } from "#modules/review/index.ts";
import { aHouseOfLines, connectorIn, heardBy } from "./fixtures/lines.ts";
import { openWorlds, type World, type Worlds } from "./fixtures/worlds.ts";

// From the last signature to the board, over a line: signed, claimed, carried, answered, reported, looked at, recalled.

let base: TestDatabase;
let worlds: Worlds;
beforeAll(async () => { base = await aDatabase({ max: 30 }); worlds = openWorlds(base.db); });
afterEach(() => worlds.close());
afterAll(() => base.drop());

const unitId = "019b0000-0000-7000-8000-000000000001";
const ids = ["cmpp2", "sgip", "smgp", "smpp"];

/** The bytes of this test's manifests are no message of a gateway: its connector takes them as the words. */
function aHouseThatSends(connectorId: string, waitMs = 4_000): House {
  const house = aHouseOfLines(base.db, waitMs);
  const connector = connectorIn(house, connectorId);
  const { line } = connector;
  if (!line) throw new Error("no line");
  const wordsOf = (payload: string): string => (payload.includes("signName") ? payload : canonical({ signName: "吉林应急", words: payload }));
  (house.connectors as Map<string, typeof connector>).set(connectorId, { ...connector, line: { ...line, cut: (payload, config, reference) => line.cut(wordsOf(payload), config, reference) } });
  return { ...house, subscriptions: [on(cleared, (ctx, tx, { manifestId }) => releaseCleared(ctx, tx, manifestId))] };
}

async function publish({ house, account, known }: Pick<World, "house" | "account" | "known">): Promise<Ready> {
  const [ready] = await layReady(base.db, [{ accounts: [{ id: account.id, connectorId: known.connectorId }], unitIds: [unitId] }], new Date());
  if (!ready) throw new Error("nothing laid");
  await signAll(house, ready);
  const sender = startSender(house, { pollMs: 30 });
  worlds.stops.push(sender.stop);
  return ready;
}

const legs = (pieceId: string) => base.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").select(["d.id", "d.action", "s.state", "s.rung", "d.goal", "s.failure_class", "d.unit_id as unitId"]).where("d.piece_id", "=", pieceId).orderBy("d.created_at").execute();

test.each(ids)("%s: what was signed is accepted, then verified by the phones' own reports; a recall is a further message", { timeout: 60_000 }, async (id) => {
  const connectorId = id === "cmpp2" ? "cmpp" : id;
  const house = aHouseThatSends(connectorId);
  const world = await worlds.open(id, { house, options: { reports: "held" } });
  const { sim, until } = world;
  const ready = await publish(world);
  await until(async () => (await legs(ready.pieceId))[0]?.rung === "accepted");
  sim.release();
  await until(async () => (await legs(ready.pieceId))[0]?.state === "settled");
  expect(await legs(ready.pieceId)).toMatchObject([{ state: "settled", rung: "verified", goal: "verified" }]);
  await recallPiece(as(house, aSigner(unitId)), { pieceId: ready.pieceId, reason: "数字有误" });
  await until(async () => (await legs(ready.pieceId))[1]?.rung === "accepted");
  sim.release();
  await until(async () => (await legs(ready.pieceId))[1]?.state === "settled");
  const heard = heardBy(sim).map(({ words }) => words);
  expect(heard).toHaveLength(4);
  expect(heard.slice(2).every((words) => words.startsWith("【吉林应急】（撤回）") && words.includes("数字有误"))).toBe(true);
});

test("what nobody answered for goes to a person, and on their word once more", { timeout: 60_000 }, async () => {
  const house = aHouseThatSends("cmpp", 1_200);
  const world = await worlds.open("cmpp2", { house, options: { reports: "none" }, over: { answerSeconds: 1, phones: ["13800000001"] } });
  const { sim, until, parts } = world;
  await until(() => sim.counts.bound === 0);
  sim.misbehave({ kind: "silent", effect: false });
  const ready = await publish(world);
  await until(async () => (await parts())[0]?.state === "unknown" && (await legs(ready.pieceId))[0]?.failure_class === "unknownOutcome");
  expect(sim.ledger).toHaveLength(0);
  const [leg] = await legs(ready.pieceId);
  // The looks of half an hour, at once.
  await base.db.updateTable("dispatch.progress").set({ state: "unknown" }).where("delivery_id", "=", leg?.id ?? "").where("state", "in", ["queued", "waiting"]).execute();
  await decideUnknown(as(house, aSigner(leg?.unitId ?? "")), { deliveryId: leg?.id ?? "", seen: false, link: null, note: "没收到" });
  await until(async () => (await legs(ready.pieceId))[0]?.rung === "accepted");
  expect(sim.ledger).toHaveLength(1);
});

test("an alert to staff goes out over the same line, and counts as told only when the gateway has it", async () => {
  const { sim, house, account } = await worlds.open("cmpp3", { options: { reports: "none" } });
  const callable = (await callableAccounts(base.db, house.vault, [account.id])).get(account.id);
  if (!callable) throw new Error("no account");
  const alert = { title: "一路没发出", text: "请看一眼", link: "https://desk.test/desk/alerts" };
  expect(await tellThrough(house, callable, alert, "alert-1")).toMatchObject({ ok: true });
  expect(await tellThrough(house, callable, alert, "alert-2")).toMatchObject({ ok: true });
  expect(heardBy(sim).map(({ words }) => words)).toEqual(Array<string>(4).fill("【吉林应急】一路没发出：请看一眼\nhttps://desk.test/desk/alerts"));
});
