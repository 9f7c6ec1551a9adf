import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { theHouse } from "#kernel/actor.ts";
import type { VerifiedReceipt } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { turn } from "#platform/switches.ts";
import { on } from "#platform/topics.ts";
import { assisted } from "#channels/assisted/connector.ts";
import { accountTurnedIll, changeSettings } from "#modules/channels/index.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { chaseHandPost, completeHandPost } from "./actions/hands.ts";
import { receive, witnessPlay } from "./actions/receive.ts";
import { foreseeRecall, recallPiece, stopRelease } from "./actions/release.ts";
import { decideUnknown, retryDelivery } from "./actions/tend.ts";
import { aFarSide, type FarSide, type FarSideOptions } from "./fixtures/far-side.ts";
import { anAccount, aSigner, layReady, payloadOf, type Ready, type ReadyAccount, type ReadyOrder } from "./fixtures/ready.ts";
import { anotherProcess, as, aSendingHouse, signAll } from "./fixtures/sending.ts";
import { settlementOfLook } from "./sender/settlements.ts";
import { writeSettlements } from "./sender/settler.ts";
import { reclaimLost, startSender, type Sender, type SenderOptions } from "./sender/sender.ts";
import { sweepDeliveries, sweepHands } from "./sweep.ts";
import { boardOf, handPostsOf } from "./views/board.ts";

let database: TestDatabase;
let senders: Sender[] = [];
const unitId = "019b0000-0000-7000-8000-000000000001";
const second = "019b0000-0000-7000-8000-000000000002";
const signer = aSigner(unitId);

beforeAll(async () => { database = await aDatabase(); });
afterAll(() => database.drop());
afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  senders = [];
  await database.db.updateTable("dispatch.progress").set({ state: "void" }).where("state", "in", ["queued", "sending", "waiting", "failed", "unknown"]).execute();
});

type Scene = { house: House; far: FarSide; accounts: ReadyAccount[]; order: Omit<ReadyOrder, "piece"> };

async function aScene(accounts = 1, options: FarSideOptions = {}): Promise<Scene> {
  const far = aFarSide(`far-${newId(new Date()).slice(-8)}`, options);
  const house = aSendingHouse(database.db, [far.connector, assisted]);
  const opened = await Promise.all(Array.from({ length: accounts }, () => anAccount(database.db, { connectorId: far.connector.id, unitId, now: new Date() })));
  return { house, far, accounts: opened, order: { accounts: opened, unitIds: [unitId] } };
}

function send(house: House, options: SenderOptions = {}): Sender {
  const sender = startSender(house, { pollMs: 30, ...options });
  senders.push(sender);
  return sender;
}

async function publish({ house, order }: Scene, over: Partial<ReadyOrder> = {}): Promise<Ready> {
  const [ready] = await layReady(database.db, [{ ...order, ...over }], new Date());
  if (!ready) throw new Error("nothing laid");
  await signAll(house, ready);
  return ready;
}

const correct = (scene: Scene, first: Ready, over: Partial<ReadyOrder> = {}): Promise<Ready> => publish(scene, { piece: { id: first.pieceId, editionNumber: first.editionNumber + 1 }, ...over });

const recall = (scene: Scene, { pieceId }: Ready) => recallPiece(as(scene.house, signer), { pieceId, reason: "数字有误" });

const deliveriesOf = (pieceId: string) => database.db.selectFrom("dispatch.delivery").select("id").where("piece_id", "=", pieceId);
const legs = (pieceId: string) => database.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id")
  .selectAll().select("d.account_id").where("d.piece_id", "=", pieceId).orderBy("d.edition_number").orderBy("d.created_at").orderBy("d.account_id").execute();

async function leg(pieceId: string, n = 0) {
  const one = (await legs(pieceId))[n];
  if (!one) throw new Error(`no leg ${n}`);
  return one;
}

const carried = (pieceId: string) => database.db.selectFrom("dispatch.delivery").selectAll().where("piece_id", "=", pieceId).executeTakeFirstOrThrow();

const until = (what: () => unknown): Promise<unknown> => vi.waitFor(async () => expect(await what()).toBeTruthy(), { timeout: 15_000, interval: 15 });
const untilStates = (pieceId: string, ...states: string[]): Promise<void> => vi.waitFor(async () => expect((await legs(pieceId)).map((d) => d.state)).toEqual(states), { timeout: 15_000, interval: 15 });
const stage = async (pieceId: string) => database.db.selectFrom("content.piece").select(["stage", "published_edition"]).where("id", "=", pieceId).executeTakeFirstOrThrow();
const receiptsOf = (deliveryId: string) => database.db.selectFrom("dispatch.receipt").selectAll().where("delivery_id", "=", deliveryId).orderBy("at").execute();
const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => "no refusal", (error: unknown) => (error instanceof Problem ? error.refusal.code : String(error)));
const past = new Date(Date.now() - 3_600_000);

/** Later, as far as leases and deadlines go. */
const later = (house: House, seconds: number): House => ({ ...house, now: () => new Date(Date.now() + seconds * 1000) });

describe("publish", () => {
  test("from the last signature to the receipt: byte for byte what was signed, once per account", async () => {
    const scene = await aScene(3);
    send(scene.house);
    const { pieceId } = await publish(scene, { unitIds: [unitId, second] });
    await untilStates(pieceId, "settled", "settled", "settled");
    expect(scene.far.arrivals.map((a) => a.payload)).toEqual(Array(3).fill(payloadOf(pieceId, 1)));
    expect(new Set(scene.far.arrivals.map((a) => a.accountId)).size).toBe(3);
    expect(await receiptsOf((await leg(pieceId)).id)).toMatchObject([{ source: "answer", outcome: "rung", rung: "published", raw_body: "taken" }]);
    expect(await stage(pieceId)).toEqual({ stage: "published", published_edition: 1 });
    const account = await database.db.selectFrom("channels.account").select("last_post_at").where("id", "=", scene.accounts[0]?.id ?? "").executeTakeFirstOrThrow();
    expect(account.last_post_at).not.toBeNull();
  });
  test("under embargo nothing leaves before its time", async () => {
    const scene = await aScene();
    send(scene.house);
    const embargoUntil = new Date(Date.now() + 1_000);
    const { pieceId } = await publish(scene, { embargoUntil });
    expect(scene.far.calls).toEqual([]);
    await untilStates(pieceId, "settled");
    expect((await leg(pieceId)).requested_at?.getTime()).toBeGreaterThanOrEqual(embargoUntil.getTime());
  });
  test("never if later: what could not leave in time is void, and nobody got it", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { notAfter: new Date(Date.now() + 60_000) });
    send(later(scene.house, 61));
    await untilStates(pieceId, "void");
    expect(await leg(pieceId)).toMatchObject({ void_reason: "too-late" });
    expect(scene.far.calls).toEqual([]);
  });
  test("while the outbound switch is off nothing leaves the house; on again, everything does", async () => {
    const scene = await aScene(2);
    const switched = (value: "on" | "off") => database.db.transaction().execute((tx) => turn(tx, "outbound", value, new Date()));
    await switched("off");
    try {
      send(scene.house);
      const { pieceId } = await publish(scene);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(scene.far.calls).toEqual([]);
      await switched("on");
      await untilStates(pieceId, "settled", "settled");
    } finally {
      await switched("on");
    }
  });
  test("stopping a release voids what has not left of it", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const { release_id } = await leg(pieceId);
    const stop = () => stopRelease(as(scene.house, signer), { pieceId, releaseId: release_id });
    expect(await stop()).toEqual({ voided: 1 });
    expect(await refusal(stop())).toBe("dispatch.nothing-left-to-stop");
  });
  test("a release is stopped under its own piece only, whatever else one may stop", async () => {
    const [scene, other] = [await aScene(), await aScene()];
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const mine = await publish(other, { sendAt: new Date(Date.now() + 60_000) });
    const { release_id } = await leg(pieceId);
    expect(await refusal(stopRelease(as(other.house, signer), { pieceId: mine.pieceId, releaseId: release_id }))).toBe("dispatch.nothing-left-to-stop");
    expect((await legs(pieceId)).map((d) => d.state)).toEqual(["queued"]);
  });
});

describe("correct", () => {
  test("goes to whoever got the old one, and names it", async () => {
    const scene = await aScene(2);
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled", "settled");
    await correct(scene, first);
    await untilStates(first.pieceId, "settled", "settled", "settled", "settled");
    expect((await legs(first.pieceId)).map((d) => d.action)).toEqual(["publish", "publish", "correct", "correct"]);
    const corrections = scene.far.calls.filter((order) => order.action === "correct");
    expect(corrections.map((order) => [order.edition, order.previousRef !== null])).toEqual([[2, true], [2, true]]);
    expect(await stage(first.pieceId)).toEqual({ stage: "published", published_edition: 2 });
  });
  test("voids what waits of the older edition; where nothing had left, the newer one is a first publication", async () => {
    const scene = await aScene();
    const first = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    await correct(scene, first);
    send(scene.house);
    await untilStates(first.pieceId, "void", "settled");
    expect((await legs(first.pieceId)).map((d) => [d.action, d.void_reason])).toEqual([["publish", "older-edition"], ["publish", null]]);
    expect(scene.far.arrivals.map((a) => a.edition)).toEqual([2]);
  });
  test("an old edition whose answer was lost may stand: the newer one goes out as its correction", async () => {
    const scene = await aScene();
    scene.far.mood = (order) => (order.edition === 1 ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" }, effect: true } : null);
    send(scene.house);
    const first = await publish(scene);
    await until(async () => (await leg(first.pieceId)).failure_code === "timeout");
    await correct(scene, first);
    await untilStates(first.pieceId, "void", "settled");
    expect(scene.far.arrivals.map((a) => [a.edition, a.action])).toEqual([[1, "publish"], [2, "correct"]]);
  });
  test("nobody who got the old one is forgotten: the release is refused with the signature", async () => {
    const scene = await aScene(2);
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled", "settled");
    expect(await refusal(correct(scene, first, { accounts: scene.accounts.slice(0, 1) }))).toBe("dispatch.old-reader-forgotten");
  });
  test("while the older edition is under way the newer one waits for it, and lands after it", async () => {
    const scene = await aScene();
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    scene.far.mood = (order) => (order.edition === 1 ? { kind: "slow", until: gate } : null);
    send(scene.house);
    send(anotherProcess(scene.house));
    const first = await publish(scene);
    await until(() => scene.far.calls.length === 1);
    await correct(scene, first);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.far.calls.map((order) => order.edition)).toEqual([1]);
    go();
    await untilStates(first.pieceId, "settled", "settled");
    expect(scene.far.arrivals.map((a) => a.edition)).toEqual([1, 2]);
  });
});

describe("recall", () => {
  test("deletes what stands, voids what waits, and the piece is recalled", async () => {
    const scene = await aScene(2);
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled", "settled");
    expect(await recall(scene, first)).toMatchObject({ voided: 0, ordered: 2, leftOut: 0 });
    await untilStates(first.pieceId, "settled", "settled", "settled", "settled");
    expect(scene.far.arrivals.filter((a) => a.action === "recall")).toHaveLength(2);
    expect((await stage(first.pieceId)).stage).toBe("recalled");
    expect(await refusal(recall(scene, first))).toBe("dispatch.already-recalled");
  });
  test("reaches the old edition that stands behind a newer one that waits", async () => {
    const scene = await aScene();
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled");
    await correct(scene, first, { embargoUntil: new Date(Date.now() + 60_000) });
    expect(await foreseeRecall(as(scene.house, signer), first.pieceId)).toMatchObject([{ way: "delete" }]);
    expect(await recall(scene, first)).toMatchObject({ voided: 1, ordered: 1 });
    await until(() => scene.far.arrivals.some((a) => a.action === "recall" && a.edition === 1));
  });
  test("reaches the old edition that stands although a newer one was tried there and failed", async () => {
    const scene = await aScene();
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled");
    scene.far.mood = (order) => (order.edition === 2 && order.action === "correct" ? { kind: "fail", failure: { class: "content", rawCode: "words" } } : null);
    await correct(scene, first);
    await untilStates(first.pieceId, "settled", "failed");
    expect(await recall(scene, first)).toMatchObject({ ordered: 1 });
    await until(() => scene.far.arrivals.at(-1)?.action === "recall");
  });
  test("reaches what may stand because its answer was lost", async () => {
    const scene = await aScene();
    scene.far.mood = (order) => (order.action === "publish" ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" }, effect: true } : null);
    send(scene.house);
    const first = await publish(scene);
    await until(async () => (await leg(first.pieceId)).failure_code === "timeout");
    expect(await recall(scene, first)).toMatchObject({ ordered: 1 });
    await until(() => scene.far.arrivals.at(-1)?.action === "recall");
  });
  test("waits for what is being sent right now, and lands after it", async () => {
    const scene = await aScene();
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    scene.far.mood = (order) => (order.action === "publish" ? { kind: "slow", until: gate } : null);
    send(scene.house);
    const first = await publish(scene);
    await until(() => scene.far.calls.length === 1);
    await recall(scene, first);
    go();
    await until(() => scene.far.arrivals.length === 2);
    expect(scene.far.arrivals.map((a) => a.action)).toEqual(["publish", "recall"]);
  });
  test.each([
    ["supersedes where the channel cannot delete but can say so", { recall: { how: "none" as const }, notice: true }, "supersede", 1, 0],
    ["names the account where nothing can be done", { recall: { how: "none" as const } }, "channel-cannot", 0, 1],
    ["names the account whose window is over", { recall: { how: "delete" as const, windowSeconds: 0 } }, "window-over", 0, 1],
  ])("%s", async (_, options, way, ordered, leftOut) => {
    const scene = await aScene(1, options);
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "settled");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await foreseeRecall(as(scene.house, signer), first.pieceId)).toMatchObject([{ way }]);
    expect(await recall(scene, first)).toMatchObject({ ordered, leftOut });
    const { left_out } = await database.db.selectFrom("dispatch.release").select("left_out").where("piece_id", "=", first.pieceId).where("kind", "=", "recall").executeTakeFirstOrThrow();
    expect(JSON.parse(left_out ?? "[]")).toEqual(leftOut ? [{ accountId: scene.accounts[0]?.id, why: way }] : []);
    if (ordered) await until(() => scene.far.arrivals.some((a) => a.action === "recall" && a.payload === "数字有误"));
  });
  describe("where a channel cannot replace what it said", () => {
    const twice = async (over: FarSideOptions = {}) => {
      const scene = await aScene(1, { update: false, ...over });
      send(scene.house);
      const first = await publish(scene);
      await untilStates(first.pieceId, "settled");
      const next = await correct(scene, first);
      await untilStates(first.pieceId, "settled", "settled");
      return { scene, first, next };
    };
    const recalls = (scene: Scene) => scene.far.calls.filter((order) => order.action === "recall");

    test("a correction stands beside what it corrects, and a recall takes back each of them by its own name", async () => {
      const { scene, first } = await twice();
      const refs = (await legs(first.pieceId)).map((d) => d.ref);
      expect(await foreseeRecall(as(scene.house, signer), first.pieceId)).toMatchObject([{ way: "delete", editionNumber: 2 }, { way: "delete", editionNumber: 1 }]);
      expect(await recall(scene, first)).toMatchObject({ ordered: 2, leftOut: 0 });
      await untilStates(first.pieceId, "settled", "settled", "settled", "settled");
      expect(recalls(scene).map((order) => [order.edition, order.previousRef]).toSorted()).toEqual([[1, refs[0]], [2, refs[1]]]);
      const piece = { id: first.pieceId, title: "安全提示", urgency: "routine" as const, stage: "recalled", unitId, editionNumber: 2, participantUnitIds: [] };
      expect((await boardOf(database.db, signer, piece, { connectors: scene.house.connectors, now: new Date() })).rows.map((row) => [row.action, row.editionNumber])).toEqual([["recall", 2], ["recall", 1]]);
    });
    test("a leg that took nothing back shows on the board beside the one that did", async () => {
      const { scene, first } = await twice();
      scene.far.mood = (order) => (order.action === "recall" && order.edition === 1 ? { kind: "fail", failure: { class: "permission", rawCode: "48001" } } : null);
      await recall(scene, first);
      await until(async () => (await legs(first.pieceId)).filter((d) => d.action === "recall").map((d) => d.state).toSorted().join() === "failed,settled");
      const piece = { id: first.pieceId, title: "安全提示", urgency: "routine" as const, stage: "recalled", unitId, editionNumber: 2, participantUnitIds: [] };
      expect((await boardOf(database.db, signer, piece, { connectors: scene.house.connectors, now: new Date() })).rows.map((row) => [row.editionNumber, row.state])).toEqual([[1, "failed"], [2, "settled"]]);
    });
    test("what may stand because its answer was lost has no name to be taken back by, and none is borrowed", async () => {
      const scene = await aScene(1, { update: false });
      scene.far.mood = (order) => (order.edition === 2 && order.action === "correct" ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" }, effect: true } : null);
      send(scene.house);
      const first = await publish(scene);
      await untilStates(first.pieceId, "settled");
      await correct(scene, first);
      await until(async () => (await leg(first.pieceId, 1)).failure_code === "timeout");
      expect(await recall(scene, first)).toMatchObject({ ordered: 2 });
      await until(() => recalls(scene).length === 2);
      expect(recalls(scene).map((order) => [order.edition, order.previousRef]).toSorted()).toEqual([[1, (await leg(first.pieceId)).ref], [2, null]]);
    });
    test("what was taken back once is not taken back again with what came after it", async () => {
      const { scene, first, next } = await twice();
      await recall(scene, first);
      await until(() => recalls(scene).length === 2);
      await correct(scene, next);
      await until(() => scene.far.arrivals.at(-1)?.edition === 3);
      expect(await recall(scene, first)).toMatchObject({ ordered: 1 });
      await until(() => recalls(scene).length === 3);
      expect(recalls(scene).at(-1)).toMatchObject({ edition: 3 });
    });
    test("one further message says it for all where nothing can be deleted", async () => {
      const { scene, first } = await twice({ recall: { how: "supersede" }, notice: true });
      expect(await recall(scene, first)).toMatchObject({ ordered: 1 });
    });
  });
  test("the same words can go out again afterwards only as a newer edition; the old one retried is void", async () => {
    const scene = await aScene(2);
    const [bad] = scene.accounts;
    scene.far.mood = (order, accountId) => (accountId === bad?.id && order.edition === 1 ? { kind: "fail", failure: { class: "content", rawCode: "words" } } : null);
    send(scene.house);
    const first = await publish(scene);
    await until(async () => (await legs(first.pieceId)).every((d) => ["settled", "failed"].includes(d.state)));
    const failed = (await legs(first.pieceId)).find((d) => d.state === "failed");
    await recall(scene, first);
    expect((await legs(first.pieceId)).find((d) => d.id === failed?.id)).toMatchObject({ state: "void", void_reason: "recalled" });
    expect(await refusal(retryDelivery(as(scene.house, signer), { deliveryId: failed?.id ?? "" }))).toBe("dispatch.not-failed");
    await correct(scene, first);
    await until(async () => (await legs(first.pieceId)).filter((d) => d.edition_number === 2).every((d) => d.state === "settled"));
    expect(scene.far.arrivals.at(-1)).toMatchObject({ edition: 2 });
  });
  test("an unknown leg of the old edition that a person finds absent after the recall does not go again", async () => {
    const scene = await aScene(1, { idempotency: "none" });
    scene.far.mood = (order) => (order.action === "publish" ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" } } : null);
    send(scene.house);
    const first = await publish(scene);
    await untilStates(first.pieceId, "unknown");
    await recall(scene, first);
    await decideUnknown(as(scene.house, signer), { deliveryId: (await leg(first.pieceId)).id, seen: false, link: null, note: "看过了" });
    await until(async () => (await leg(first.pieceId)).state === "void");
    expect(await leg(first.pieceId)).toMatchObject({ void_reason: "recalled", attempt: 1 });
  });
  test("nothing out and nothing waiting: nothing to recall; without a second factor nobody recalls", async () => {
    const scene = await aScene();
    const [ready] = await layReady(database.db, [scene.order], new Date());
    expect(await refusal(recall(scene, ready as Ready))).toBe("dispatch.nothing-to-recall");
    expect(await refusal(recallPiece(as(scene.house, { ...signer, secondFactor: false }), { pieceId: ready?.pieceId ?? "", reason: "无" }))).toBe("dispatch.may-not-recall");
  });
  test("a recall and senders that claim the same legs at the same moment never wait for each other in a circle", async () => {
    const scene = await aScene(8);
    const all = await layReady(database.db, Array.from({ length: 12 }, () => scene.order), new Date());
    for (const ready of all) await signAll(scene.house, ready);
    for (let n = 0; n < 3; n += 1) send(anotherProcess(scene.house), { slots: 30, keptForUrgent: 2 });
    await Promise.all(all.map((ready) => recall(scene, ready)));
    await until(async () => (await Promise.all(all.map((ready) => legs(ready.pieceId)))).flat().every((d) => ["settled", "void"].includes(d.state)));
    const last = new Map(scene.far.arrivals.map((a) => [`${a.pieceId} ${a.accountId}`, a.action]));
    expect([...last.values()].every((action) => action === "recall")).toBe(true);
  });
});

describe("failure", () => {
  test("a retry touches the failed leg and no other", async () => {
    const scene = await aScene(3);
    const [bad] = scene.accounts;
    let broken = true;
    scene.far.mood = (_order, accountId) => (broken && accountId === bad?.id ? { kind: "fail", failure: { class: "auth", rawCode: "40001" } } : null);
    send(scene.house);
    const { pieceId } = await publish(scene);
    await until(async () => (await legs(pieceId)).map((d) => d.state).toSorted().join() === "failed,settled,settled");
    broken = false;
    const failed = (await legs(pieceId)).find((d) => d.state === "failed");
    await retryDelivery(as(scene.house, signer), { deliveryId: failed?.id ?? "" });
    await untilStates(pieceId, "settled", "settled", "settled");
    expect(scene.far.calls.map((order) => order.key).filter((key) => key === failed?.key)).toHaveLength(2);
    expect(scene.far.calls).toHaveLength(4);
    expect((await receiptsOf(failed?.id ?? "")).map((r) => r.outcome)).toEqual(["failed", "requeued", "rung"]);
  });
  test("a transient failure goes again by itself", async () => {
    const scene = await aScene();
    let times = 1;
    scene.far.mood = () => (times-- > 0 ? { kind: "fail", failure: { class: "transient", rawCode: "503", retryAfterSeconds: 0 } } : null);
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "settled");
    expect(await leg(pieceId)).toMatchObject({ attempt: 2 });
  });
  test.each([["seen", true, "settled", 1], ["absent", false, "settled", 2]] as const)("an unknown outcome waits for a person; %s", async (_, seen, state, calls) => {
    const scene = await aScene(1, { idempotency: "none" });
    let times = 1;
    scene.far.mood = () => (times-- > 0 ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" }, effect: seen } : null);
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "unknown");
    const { id } = await leg(pieceId);
    await decideUnknown(as(scene.house, signer), { deliveryId: id, seen, link: seen ? "https://example.org/1" : null, note: "" });
    await untilStates(pieceId, state);
    expect(scene.far.calls).toHaveLength(calls);
    expect(scene.far.arrivals).toHaveLength(1);
    expect(await refusal(decideUnknown(as(scene.house, signer), { deliveryId: id, seen, link: null, note: "" }))).toBe("dispatch.not-unknown");
  });
  test("an unknown outcome where the channel can be read back is looked up: present settles, and nothing goes twice", async () => {
    const scene = await aScene(1, { idempotency: "readback" });
    scene.far.mood = () => ({ kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" }, effect: true });
    const { pieceId } = await publish(scene);
    const sender = send(scene.house);
    await untilStates(pieceId, "waiting");
    await database.db.updateTable("dispatch.progress").set({ next_check_at: past }).where("delivery_id", "in", deliveriesOf(pieceId)).execute();
    sender.wake();
    await untilStates(pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
  });
  test("… and absent sends it again", async () => {
    const scene = await aScene(1, { idempotency: "readback" });
    let times = 1;
    scene.far.mood = () => (times-- > 0 ? { kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout" } } : null);
    const { pieceId } = await publish(scene);
    send(scene.house);
    await untilStates(pieceId, "waiting");
    const soon = () => database.db.updateTable("dispatch.progress").set({ next_check_at: past, not_before: past }).where("delivery_id", "in", deliveriesOf(pieceId)).execute();
    await soon();
    await until(async () => (await leg(pieceId)).state === "queued");
    await soon();
    await untilStates(pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
  });
  test("a channel that took it and then says no, when it is looked at, fails the leg", async () => {
    const scene = await aScene(1, { idempotency: "readback", answers: "accepted", receipt: "verified" });
    const rawBody = "平台审核没有通过";
    scene.far.seen = { state: "refused", failure: { ok: false, class: "content", scope: "account", rawCode: "publish_status 4", rawBody }, rawBody };
    const { pieceId } = await publish(scene);
    const sender = send(scene.house);
    await untilStates(pieceId, "waiting");
    await database.db.updateTable("dispatch.progress").set({ next_check_at: past }).where("delivery_id", "in", deliveriesOf(pieceId)).execute();
    sender.wake();
    await untilStates(pieceId, "failed");
    expect(await leg(pieceId)).toMatchObject({ rung: "accepted", failure_class: "content", failure_code: "publish_status 4", failure_text: rawBody });
    expect((await receiptsOf((await leg(pieceId)).id)).at(-1)).toMatchObject({ source: "poll", outcome: "failed", failure_class: "content", raw_code: "publish_status 4" });
  });
  test("a look is told under which name the lost answer can be found, and the next try forgets it", async () => {
    const scene = await aScene(1, { idempotency: "readback", prepare: true });
    scene.far.mood = () => ({ kind: "fail", failure: { class: "unknownOutcome", rawCode: "timeout", ...(scene.far.calls.length === 1 ? { ref: "draft/1" } : {}) } });
    const { pieceId } = await publish(scene);
    send(scene.house);
    const soon = () => database.db.updateTable("dispatch.progress").set({ next_check_at: past, not_before: past }).where("delivery_id", "in", deliveriesOf(pieceId)).where("state", "in", ["waiting", "queued"]).execute();
    await until(async () => { await soon(); return scene.far.looks.length >= 2; });
    expect(scene.far.looks.slice(0, 2).map((order) => order.ref)).toEqual(["draft/1", null]);
    expect(scene.far.calls[0]?.payload).toBe(`prepared ${payloadOf(pieceId, 1)}`);
    expect(scene.far.looks[0]?.payload).toBe(payloadOf(pieceId, 1));
  });
  test("whatever a far side says, it can be written down: zero bytes, half a character, too much of it", async () => {
    const scene = await aScene(2);
    const [rude] = scene.accounts;
    const rawBody = `${"x".repeat(499)}😀\0${"😀".repeat(5_000)}`;
    scene.far.mood = (_order, accountId) => (accountId === rude?.id ? { kind: "fail", failure: { class: "content", rawCode: "\0" }, rawBody } : null);
    send(scene.house);
    const { pieceId } = await publish(scene);
    await until(async () => (await legs(pieceId)).map((d) => d.state).toSorted().join() === "failed,settled");
    const failed = (await legs(pieceId)).find((d) => d.state === "failed");
    expect(failed?.failure_text).toMatch(/^x{499}.$/u);
    expect((await receiptsOf(failed?.id ?? ""))[0]?.raw_body.length).toBeLessThanOrEqual(4096);
  });
  test("a channel that is no longer part of the house fails its own leg and stops no other", async () => {
    const scene = await aScene();
    const gone = await anAccount(database.db, { connectorId: scene.far.connector.id, unitId, now: new Date() });
    const { pieceId } = await publish(scene, { accounts: [gone] });
    const other = aFarSide("still-here");
    const house = aSendingHouse(database.db, [other.connector]);
    const account = await anAccount(database.db, { connectorId: "still-here", unitId, now: new Date() });
    const next = await publish({ ...scene, house, accounts: [account], order: { accounts: [account], unitIds: [unitId] } });
    send(house);
    await untilStates(next.pieceId, "settled");
    await untilStates(pieceId, "failed");
    expect(await leg(pieceId)).toMatchObject({ failure_code: "no-such-channel" });
  });
});

describe("a worker that dies", () => {
  /** A sender takes the leg, calls the channel and is never heard of again. */
  async function dies(options: FarSideOptions, effect: boolean): Promise<{ scene: Scene; pieceId: string }> {
    const scene = await aScene(1, options);
    scene.far.mood = () => ({ kind: "hang", effect });
    const dead = send(anotherProcess(scene.house));
    const { pieceId } = await publish(scene);
    await until(() => scene.far.calls.length === 1);
    void dead.stop();
    senders = senders.filter((sender) => sender !== dead);
    scene.far.mood = () => null;
    await reclaimLost(later(scene.house, 3_600));
    return { scene, pieceId };
  }
  test("a channel that knows its keys gets it again, and shows it once", async () => {
    const { scene, pieceId } = await dies({ idempotency: "native" }, true);
    expect(await leg(pieceId)).toMatchObject({ state: "queued", failure_code: "lease-lost" });
    await database.db.updateTable("dispatch.progress").set({ not_before: past }).where("delivery_id", "in", deliveriesOf(pieceId)).execute();
    send(scene.house);
    await untilStates(pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
  });
  test.each([["present", true, 1], ["absent", false, 2]] as const)("a channel that can be read back is looked at first: %s", async (_, effect, calls) => {
    const { scene, pieceId } = await dies({ idempotency: "readback" }, effect);
    expect(await leg(pieceId)).toMatchObject({ state: "waiting" });
    const soon = () => database.db.updateTable("dispatch.progress").set({ next_check_at: past, not_before: past, lease_until: null }).where("delivery_id", "in", deliveriesOf(pieceId)).execute();
    await soon();
    send(scene.house);
    await until(async () => { if ((await leg(pieceId)).state === "queued") await soon(); return (await leg(pieceId)).state === "settled"; });
    expect(scene.far.calls).toHaveLength(calls);
    expect(scene.far.arrivals).toHaveLength(1);
  });
  test("a channel that can tell nothing leaves a visible unknown, and is never called twice", async () => {
    const { scene, pieceId } = await dies({ idempotency: "none" }, true);
    expect(await leg(pieceId)).toMatchObject({ state: "unknown" });
    send(scene.house);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.far.calls).toHaveLength(1);
  });
  test.each<[string, FarSideOptions]>([["that can tell nothing", { idempotency: "none" }], ["that prepares before it is called", { idempotency: "readback", prepare: true }]])("died before the call to a channel %s: it goes again, because nothing can have happened", async (_, options) => {
    const scene = await aScene(1, options);
    const { pieceId } = await publish(scene);
    const { id } = await leg(pieceId);
    await database.db.updateTable("dispatch.progress").set({ state: "sending", worker_id: newId(new Date()), lease_until: past, attempt: 1 }).where("delivery_id", "=", id).execute();
    await reclaimLost(scene.house);
    send(scene.house);
    await untilStates(pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
  });
  test("a worker that slept through its lease calls nobody when it wakes", async () => {
    const scene = await aScene();
    let asleep: () => void = () => undefined;
    const sleeping = new Promise<void>((resolve) => { asleep = resolve; });
    let clock = 0;
    const sleeper: House = {
      ...anotherProcess(scene.house), now: () => new Date(Date.now() + clock),
      connectors: new Map([[scene.far.connector.id, { ...scene.far.connector, prepare: async (_ctx, payload) => { if ((JSON.parse(payload) as { edition: number }).edition === 1) await sleeping; return { ok: true as const, payload }; } }]]),
    };
    send(sleeper, { leaseSeconds: 600 });
    const first = await publish(scene);
    await until(async () => (await leg(first.pieceId)).state === "sending");
    await database.db.updateTable("dispatch.progress").set({ lease_until: past }).where("delivery_id", "in", deliveriesOf(first.pieceId)).execute();
    await reclaimLost(scene.house);
    await correct(scene, first);
    send(scene.house);
    await until(() => scene.far.arrivals.some((a) => a.edition === 2));
    clock = 700_000;
    asleep();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(scene.far.arrivals.map((a) => a.edition)).toEqual([2]);
  });
  test("its answer that comes after all is still evidence", async () => {
    const scene = await aScene(1, { idempotency: "none" });
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    scene.far.mood = () => ({ kind: "slow", until: gate });
    send(scene.house);
    const { pieceId } = await publish(scene);
    await until(() => scene.far.calls.length === 1);
    await reclaimLost(later(scene.house, 3_600));
    expect(await leg(pieceId)).toMatchObject({ state: "unknown" });
    go();
    await untilStates(pieceId, "settled");
  });
});

describe("receipts", () => {
  const accepted = (eventId: string, ref: string): VerifiedReceipt => ({ ref, rung: "accepted", eventId, at: new Date(), rawBody: "a" });
  const published = (eventId: string, ref: string): VerifiedReceipt => ({ ref, rung: "published", eventId, at: new Date(), rawBody: "p" });
  const verified = (eventId: string, ref: string): VerifiedReceipt => ({ ref, rung: "verified", eventId, at: new Date(), rawBody: "v" });
  const failed = (eventId: string, ref: string): VerifiedReceipt => ({ ref, failure: { ok: false, class: "content", scope: "account", rawCode: "audit", rawBody: "f" }, eventId, at: new Date(), rawBody: "f" });
  const take = (house: House, accountId: string, ...receipts: VerifiedReceipt[]) => contextOf(house, theHouse, "test").write((tx) => receive(contextOf(house, theHouse, "test"), tx, accountId, receipts));

  async function waiting(): Promise<{ scene: Scene; pieceId: string; accountId: string; ref: string }> {
    const scene = await aScene(1, { answers: "accepted", receipt: "verified", check: false });
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "waiting");
    return { scene, pieceId, accountId: scene.accounts[0]?.id ?? "", ref: (await leg(pieceId)).ref ?? "" };
  }

  test.each([
    ["in order", [accepted, published, verified]], ["backwards", [verified, published, accepted]], ["twice each", [published, published, verified, verified]], ["only the last", [verified]],
  ])("%s: the board ends the same", async (_, make) => {
    const { scene, pieceId, accountId, ref } = await waiting();
    for (const one of make) await take(scene.house, accountId, one(`${ref}-${one.name}`, ref));
    expect(await leg(pieceId)).toMatchObject({ state: "settled", rung: "verified" });
    const events = (await receiptsOf((await leg(pieceId)).id)).map((r) => r.event_id);
    expect(new Set(events).size).toBe(events.length);
    expect(await stage(pieceId)).toMatchObject({ stage: "published" });
  });
  test.each([["success", [published, verified], "settled", "verified"], ["failure", [failed], "failed", "accepted"]] as const)("a %s that comes before the answer that names it is kept and adopted", async (_, make, state, rung) => {
    const scene = await aScene(1, { answers: "accepted", receipt: "verified", check: false });
    const { pieceId } = await publish(scene);
    const { key } = await leg(pieceId);
    const ref = key.slice(0, 12);
    for (const one of make) expect(await take(scene.house, scene.accounts[0]?.id ?? "", one(`${ref}-${one.name}`, ref))).toBe(0);
    send(scene.house);
    await untilStates(pieceId, state);
    expect(await leg(pieceId)).toMatchObject({ rung });
    expect(await database.db.selectFrom("dispatch.stray_receipt").select("ref").where("ref", "=", ref).execute()).toEqual([]);
  });
  test("a failure the channel reports later fails the leg; a success after that is still a success", async () => {
    const { scene, pieceId, accountId, ref } = await waiting();
    await take(scene.house, accountId, failed(`${ref}-f`, ref));
    expect(await leg(pieceId)).toMatchObject({ state: "failed", failure_code: "audit" });
    await take(scene.house, accountId, verified(`${ref}-v`, ref));
    expect(await leg(pieceId)).toMatchObject({ state: "settled", rung: "verified", failure_class: null });
  });
  const courses = [
    ["said in public and then failed", [published, failed], { state: "failed", rung: "published", failure_code: "audit" }],
    ["failed and then in public", [failed, published], { state: "waiting", rung: "published", failure_class: null, failure_code: null }],
    ["failed and then seen word for word", [failed, verified], { state: "settled", rung: "verified", failure_class: null, failure_code: null }],
  ] as const;
  test.each(courses.flatMap(([course, make, stands]) => (["in order", "backwards"] as const).map((order) => ({ course, order, make, stands }))))("$course by the channel's own time, told $order: so the board says", async ({ order, make, stands }) => {
    const { scene, pieceId, accountId, ref } = await waiting();
    const said = make.map((one, n) => ({ ...one(`${ref}-${one.name}`, ref), at: new Date(Date.now() - 60_000 + n * 5_000) }));
    for (const word of order === "in order" ? said : said.toReversed()) await take(scene.house, accountId, word);
    expect(await leg(pieceId)).toMatchObject(stands);
  });
  test.each(["unknown", "failed"] as const)("one that takes a leg from %s back to waiting has it looked at again, where looking brings more", async (from) => {
    const scene = await aScene(1, { answers: "accepted", receipt: "verified" });
    scene.far.seen = { state: "pending", rawBody: "" };
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "waiting");
    const { id, account_id, key } = await leg(pieceId);
    await database.db.updateTable("dispatch.progress").set({ state: from, next_check_at: null, checks: 6 }).where("delivery_id", "=", id).execute();
    await take(scene.house, account_id, { key, rung: "published", eventId: `${key}-late`, at: new Date(), rawBody: "p" });
    expect(await leg(pieceId)).toMatchObject({ state: "waiting", rung: "published", checks: 0, next_check_at: expect.any(Date) });
    scene.far.seen = null;
    await untilStates(pieceId, "settled");
  });
  test("one that takes a leg back to waiting asks nobody to look where looking brings nothing", async () => {
    const { scene, pieceId, accountId, ref } = await waiting();
    await database.db.updateTable("dispatch.progress").set({ state: "unknown" }).where("delivery_id", "=", (await leg(pieceId)).id).execute();
    await take(scene.house, accountId, published(`${ref}-p`, ref));
    expect(await leg(pieceId)).toMatchObject({ state: "waiting", next_check_at: null });
  });
  test("a person who says what can be seen and receipts that come at the same moment never wait for each other in a circle", async () => {
    const scene = await aScene(6, { answers: "accepted", receipt: "verified", check: false });
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, ...Array<string>(6).fill("waiting"));
    const all = await legs(pieceId);
    await database.db.updateTable("dispatch.progress").set({ state: "unknown" }).where("delivery_id", "in", all.map((d) => d.id)).execute();
    await Promise.all(all.flatMap((d) => [
      refusal(decideUnknown(as(scene.house, signer), { deliveryId: d.id, seen: true, link: null, note: "" })),
      take(scene.house, d.account_id, { key: d.key, rung: "published", eventId: `${d.key}-same`, at: new Date(), rawBody: "p" }),
    ])).then((ends) => { for (const end of ends) expect([1, "no refusal", "dispatch.not-unknown"]).toContain(end); });
    expect(await stage(pieceId)).toMatchObject({ stage: "published" });
  });
  test("what was seen while the call was under way is not taken back by its answer", async () => {
    const scene = await aScene(1, { answers: "accepted", receipt: "verified", check: false });
    const answering = Promise.withResolvers<void>();
    scene.far.mood = () => ({ kind: "slow", until: answering.promise });
    send(scene.house);
    const { pieceId } = await publish(scene);
    await until(() => scene.far.calls.length === 1);
    const { key } = await leg(pieceId);
    await take(scene.house, scene.accounts[0]?.id ?? "", { key, rung: "verified", eventId: `${key}-v`, at: new Date(), rawBody: "v" });
    answering.resolve();
    await untilStates(pieceId, "settled");
    expect(await leg(pieceId)).toMatchObject({ rung: "verified" });
  });
  test("a look that was begun before and saw less takes nothing back either", async () => {
    const { scene, pieceId, accountId, ref } = await waiting();
    const { id, account_id, connector_id, key, attempt } = await leg(pieceId);
    const begun = { id, pieceId, accountId: account_id, connectorId: connector_id, action: "publish", editionNumber: 1, key, payload: "", attempt, checks: 0, rung: "accepted", goal: "verified", ref, previousRef: null, ownRef: null, notice: null } as const;
    await take(scene.house, accountId, published(`${ref}-p`, ref));
    await writeSettlements(scene.house, [settlementOfLook(begun, scene.far.connector, { state: "pending", rawBody: "" }, new Date(), 0)]);
    expect(await leg(pieceId)).toMatchObject({ state: "waiting", rung: "published" });
  });
  test("a receipt that comes at the very moment its answer is written is not lost between the two", async () => {
    const scene = await aScene(1, { answers: "accepted", receipt: "verified", check: false });
    const { pieceId } = await publish(scene);
    const ref = (await leg(pieceId)).key.slice(0, 12);
    const kept = Promise.withResolvers<void>();
    const ctx = contextOf(scene.house, theHouse, "test");
    const taking = ctx.write(async (tx) => { await receive(ctx, tx, scene.accounts[0]?.id ?? "", [verified(`${ref}-v`, ref)]); await kept.promise; });
    await until(async () => (await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and granted`.execute(database.db)).rows[0]?.n);
    send(scene.house);
    await until(() => scene.far.calls.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    kept.resolve();
    await taking;
    await untilStates(pieceId, "settled");
  });
  test("a receipt that named an answer which said nothing puts the piece out all the same", async () => {
    const scene = await aScene(1, { idempotency: "readback", receipt: "verified" });
    scene.far.mood = (order) => ({ kind: "fail", failure: { class: "unknownOutcome", rawCode: "lost", ref: order.key.slice(0, 12) } });
    const { pieceId } = await publish(scene);
    const ref = (await leg(pieceId)).key.slice(0, 12);
    await take(scene.house, scene.accounts[0]?.id ?? "", published(`${ref}-p`, ref));
    send(scene.house);
    await untilStates(pieceId, "waiting");
    expect(await stage(pieceId)).toMatchObject({ stage: "published", published_edition: 1 });
  });
  test("of several screens the board names the one that showed it first, whichever told first", async () => {
    const scene = await aScene(1, { answers: "accepted", receipt: "displayed", check: false });
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "waiting");
    const { key } = await leg(pieceId);
    const ctx = contextOf(scene.house, theHouse, "test");
    for (const [screen, at] of [["后", 2_000], ["先", 1_000]] as const) await ctx.observe((tx) => witnessPlay(ctx, tx, { key, screenId: screen, screenName: screen, at: new Date(Date.now() - 60_000 + at) }));
    expect(await leg(pieceId)).toMatchObject({ state: "settled", displayed_note: "先" });
  });
  test("a receipt for another account's delivery proves nothing here", async () => {
    const { scene, pieceId, ref } = await waiting();
    const other = await anAccount(database.db, { connectorId: scene.far.connector.id, unitId, now: new Date() });
    expect(await take(scene.house, other.id, verified(`${ref}-x`, ref))).toBe(0);
    expect(await leg(pieceId)).toMatchObject({ state: "waiting", rung: "accepted" });
  });
});

describe("rates and lanes", () => {
  test("an account sends no more than its rate; a fifth is kept for red and orange", async () => {
    const scene = await aScene(1, { rate: { perAccount: { calls: 5, perSeconds: 3_600 } } });
    const routine = await Promise.all(Array.from({ length: 7 }, () => publish(scene)));
    send(scene.house);
    await until(() => scene.far.calls.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.far.calls).toHaveLength(4);
    const red = await publish(scene, { urgency: "red" });
    await untilStates(red.pieceId, "settled");
    expect(scene.far.calls).toHaveLength(5);
    const states = (await Promise.all(routine.map((one) => leg(one.pieceId)))).map((d) => d.state).toSorted();
    expect(states).toEqual([...Array<string>(3).fill("queued"), ...Array<string>(4).fill("settled")]);
  });
  test("an account that was told 'too often' rests; the others go on", async () => {
    const scene = await aScene(2, { rate: { perAccount: { calls: 100, perSeconds: 60 }, penaltySeconds: 600 } });
    const [tired] = scene.accounts;
    scene.far.mood = (_order, accountId) => (accountId === tired?.id ? { kind: "fail", failure: { class: "rateLimited", rawCode: "45009" } } : null);
    send(scene.house);
    const one = await publish(scene);
    await until(async () => (await legs(one.pieceId)).map((d) => d.state).toSorted().join() === "queued,settled");
    const next = await publish(scene);
    await until(async () => (await legs(next.pieceId)).map((d) => d.state).toSorted().join() === "queued,settled");
    expect(scene.far.calls.filter((order) => order.pieceId === next.pieceId)).toHaveLength(1);
    const gate = await database.db.selectFrom("dispatch.gate").selectAll().where("account_id", "=", tired?.id ?? "").executeTakeFirstOrThrow();
    expect(gate.rests_until?.getTime()).toBeGreaterThan(Date.now() + 500_000);
  });
  test("an account whose secret was refused three times in a row is called no more: what comes next waits, the board says since when, its owner is called once, and it goes on when it is mended", async () => {
    const scene = await aScene(2);
    const [bad] = scene.accounts;
    const told: string[] = [];
    const house = { ...scene.house, subscriptions: [...scene.house.subscriptions, on(accountTurnedIll, async (_ctx, _tx, { accountId }) => { told.push(accountId); })] };
    scene.far.mood = (_order, accountId) => (accountId === bad?.id ? { kind: "fail", failure: { class: "auth", rawCode: "40001" } } : null);
    send(house);
    const legOf = async (pieceId: string) => (await legs(pieceId)).find((d) => d.account_id === bad?.id);
    for (let n = 0; n < 3; n += 1) {
      const { pieceId } = await publish(scene);
      await until(async () => (await legOf(pieceId))?.state === "failed");
    }
    const { pieceId, editionNumber } = await publish(scene);
    await until(async () => (await legs(pieceId)).map((d) => d.state).toSorted().join() === "queued,settled");
    const piece = { id: pieceId, title: "安全提示", urgency: "routine" as const, stage: "publishing", unitId, editionNumber, participantUnitIds: [] };
    const board = async () => (await boardOf(database.db, signer, piece, { connectors: house.connectors, now: new Date() })).rows.find((row) => row.accountId === bad?.id);
    expect(await board()).toMatchObject({ state: "queued", attempt: 0, barredSince: expect.any(String) });
    expect(told).toEqual([bad?.id]);
    expect(await database.db.selectFrom("channels.account").select(["health", "health_detail", "refusals"]).where("id", "=", bad?.id ?? "").executeTakeFirst()).toMatchObject({ health: "ill", health_detail: expect.stringMatching(/^auth 40001/), refusals: 3 });
    scene.far.mood = () => null;
    await changeSettings(as(house, theHouse), { accountId: bad?.id ?? "", name: "换了密钥的账号", config: {} });
    await untilStates(pieceId, "settled", "settled");
    expect(await board()).toMatchObject({ barredSince: null });
  });
  test("red overtakes everything that waits", async () => {
    const scene = await aScene();
    const waiting = await layReady(database.db, Array.from({ length: 40 }, () => scene.order), new Date());
    for (const ready of waiting) await signAll(scene.house, ready);
    const red = await publish(scene, { urgency: "red" });
    send(scene.house, { slots: 2, keptForUrgent: 1, maxPerAccount: 1 });
    await untilStates(red.pieceId, "settled");
    expect(scene.far.arrivals[0]?.pieceId).toBe(red.pieceId);
  });
  test("one hanging channel does not stop the others, however much waits for it", async () => {
    const scene = await aScene(2);
    const [stuck, free] = scene.accounts;
    scene.far.mood = (_order, accountId) => (accountId === stuck?.id ? { kind: "hang" } : null);
    const many = await layReady(database.db, Array.from({ length: 30 }, () => ({ ...scene.order, accounts: stuck ? [stuck] : [] })), new Date());
    for (const ready of many) await signAll(scene.house, ready);
    const sender = startSender(scene.house, { pollMs: 30, slots: 10, keptForUrgent: 2, maxPerAccount: 4 });
    await until(() => scene.far.calls.length === 4);
    const routine = await publish(scene, { accounts: free ? [free] : [] });
    await untilStates(routine.pieceId, "settled");
    expect(scene.far.calls).toHaveLength(5);
    void sender.stop();
  });
});

describe("nothing sticks silently", () => {
  const alertOf = (subject: string) => database.db.selectFrom("duty.alert").select(["kind", "owner_person_id", "link", "state"]).where("subject_id", "=", subject).execute();

  test.each([["past its deadline", "dispatch.overdue", "queued"], ["failed", "dispatch.failed", "failed"], ["unknown", "dispatch.unknown", "unknown"]] as const)("a leg that is %s has an owner, an alert and a row of audit; acting on it closes the alert", async (_, kind, state) => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const { id } = await leg(pieceId);
    await database.db.updateTable("dispatch.progress").set({ state, ...(state === "queued" ? { deadline_at: past } : {}) }).where("delivery_id", "=", id).execute();
    expect(await sweepDeliveries(scene.house)).toBe(1);
    expect(await sweepDeliveries(scene.house)).toBe(0);
    expect(await leg(pieceId)).toMatchObject({ owner_person_id: signer.personId });
    expect(await alertOf(id)).toEqual([{ kind, owner_person_id: signer.personId, link: `/desk/boards/${pieceId}`, state: "open" }]);
    expect(await database.db.selectFrom("audit.entry").select("seq").where("action", "=", "dispatch.alert").where("subject_id", "=", id).execute()).toHaveLength(1);
    if (state === "failed") await retryDelivery(as(scene.house, signer), { deliveryId: id });
    if (state === "unknown") await decideUnknown(as(scene.house, signer), { deliveryId: id, seen: true, link: null, note: "" });
    if (state !== "queued") expect(await alertOf(id)).toMatchObject([{ state: "closed" }]);
  });
});

describe("hands", () => {
  async function asked(): Promise<{ scene: Scene; pieceId: string; key: string }> {
    const scene = await aScene();
    const account = await anAccount(database.db, { connectorId: "assisted", unitId, now: new Date(), config: { platform: "头条号", account: "吉林应急" } });
    send(scene.house);
    const { pieceId } = await publish(scene, { accounts: [account] });
    await untilStates(pieceId, "waiting");
    return { scene, pieceId, key: (await leg(pieceId)).key };
  }
  test.each([["a link", null, "published"], ["a link and a picture", "019b0000-0000-7000-8000-0000000000ff", "verified"]] as const)("a named person is asked, and %s is the receipt", async (_, screenshotId, rung) => {
    const { scene, pieceId, key } = await asked();
    expect(await handPostsOf(database.db, signer.personId)).toEqual(expect.arrayContaining([expect.objectContaining({ key, platform: "头条号", payload: payloadOf(pieceId, 1) })]));
    expect(await refusal(completeHandPost(as(scene.house, signer), { key, link: "", screenshotId }))).toBe("dispatch.link-missing");
    await completeHandPost(as(scene.house, signer), { key, link: "https://example.org/p/1", screenshotId });
    expect(await leg(pieceId)).toMatchObject({ state: "settled", rung, url: "https://example.org/p/1" });
    expect(await refusal(completeHandPost(as(scene.house, signer), { key, link: "https://example.org/p/2", screenshotId }))).toBe("dispatch.hand-post-done");
    expect((await receiptsOf((await leg(pieceId)).id)).at(-1)).toMatchObject({ source: "person", by_name: signer.name });
  });
  test("somebody from another unit brings no receipt", async () => {
    const { scene, key } = await asked();
    expect(await refusal(completeHandPost(as(scene.house, aSigner(second)), { key, link: "https://example.org/x", screenshotId: null }))).toBe("dispatch.may-not-tend");
  });
  test("a late hand is brought to its person's attention once, and may be chased", async () => {
    const { scene, pieceId, key } = await asked();
    const dusk = later(scene.house, 3_600);
    expect(await sweepHands(dusk)).toBeGreaterThanOrEqual(1);
    expect(await sweepHands(dusk)).toBe(0);
    await chaseHandPost(as(scene.house, signer), { deliveryId: (await leg(pieceId)).id });
    const open = () => database.db.selectFrom("duty.alert").select("kind").where("subject_id", "=", key).where("state", "<>", "closed").orderBy("kind").execute();
    expect(await open()).toEqual([{ kind: "dispatch.hand-chased" }, { kind: "dispatch.hand-late" }]);
    await completeHandPost(as(scene.house, signer), { key, link: "https://example.org/p/3", screenshotId: null });
    expect(await open()).toEqual([]);
  });
  test("a recall asks the same person to take it down", async () => {
    const { scene, pieceId, key } = await asked();
    await completeHandPost(as(scene.house, signer), { key, link: "https://example.org/p/4", screenshotId: null });
    await recallPiece(as(scene.house, signer), { pieceId, reason: "撤回" });
    await until(async () => (await handPostsOf(database.db, signer.personId)).some((post) => post.pieceId === pieceId && post.withdraw));
  });
});

describe("the database itself refuses", () => {
  const code = (work: Promise<unknown>): Promise<unknown> => work.then(() => "accepted", (error: unknown) => (error as { code?: string }).code);

  test("bytes nobody signed, manifests nobody cleared, changed loads, and removal", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const row = await carried(pieceId);
    const [unsigned] = await layReady(database.db, [scene.order], new Date());
    const forged = (over: object) => database.db.insertInto("dispatch.delivery").values({ ...row, id: newId(new Date()), key: sha256Hex(newId(new Date())), ...over }).execute();
    expect(await code(forged({ action: "correct", payload_hash: sha256Hex("other words") }))).toBe("TS007");
    expect(await code(forged({ manifest_id: unsigned?.manifestId ?? "" }))).toBe("TS006");
    const owner = openDatabase({ url: database.url, restricted: false });
    const tries = (db: Db) => [
      ...[{ payload_hash: sha256Hex("x") }, { key: sha256Hex("x") }, { account_id: newId(new Date()) }, { edition_number: 9 }, { action: "recall" as const }].map((set) => db.updateTable("dispatch.delivery").set(set).where("id", "=", row.id)),
      db.deleteFrom("dispatch.delivery").where("id", "=", row.id),
    ];
    for (const one of tries(database.db)) expect(await code(one.execute())).toBe("42501");
    for (const one of tries(owner.db)) expect(await code(one.execute())).toBe("TS001");
    await owner.close();
  });
  test("a delivery that nobody would send, and progress that goes elsewhere or away", async () => {
    const scene = await aScene();
    const sendAt = new Date(Date.now() + 60_000);
    const [row, other] = [await carried((await publish(scene, { sendAt })).pieceId), await carried((await publish(scene, { sendAt })).pieceId)];
    expect(await code(database.db.insertInto("dispatch.delivery").values({ ...row, release_id: other.release_id, id: newId(new Date()), key: sha256Hex(newId(new Date())) }).execute())).toBe("TS009");
    expect(await code(database.db.updateTable("dispatch.progress").set({ account_id: newId(new Date()) }).where("delivery_id", "=", row.id).execute())).toBe("TS001");
    expect(await code(database.db.deleteFrom("dispatch.progress").where("delivery_id", "=", row.id).execute())).toBe("42501");
  });
  test("changing or removing what was seen", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "settled");
    const { id } = await leg(pieceId);
    expect(await code(database.db.updateTable("dispatch.receipt").set({ rung: "displayed" }).where("delivery_id", "=", id).execute())).toBe("42501");
    expect(await code(database.db.deleteFrom("dispatch.receipt").where("delivery_id", "=", id).execute())).toBe("42501");
  });
  test("a receipt of no delivery, alone or among good ones", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    await untilStates(pieceId, "settled");
    const seen = await database.db.selectFrom("dispatch.receipt").selectAll().where("delivery_id", "=", (await leg(pieceId)).id).executeTakeFirstOrThrow();
    const another = () => { const id = newId(new Date()); return { ...seen, id, event_id: id }; };
    const write = (...rows: object[]) => code(database.db.insertInto("dispatch.receipt").values(rows as (typeof seen)[]).execute());
    expect(await write(another(), { ...another(), delivery_id: newId(new Date()) })).toBe("TS008");
    expect(await write(another())).not.toBe("TS008");
  });
  test("a second leg of one release to one account", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const row = await carried(pieceId);
    const again = (over: object) => code(database.db.insertInto("dispatch.delivery").values({ ...row, id: newId(new Date()), key: sha256Hex(newId(new Date())), ...over }).execute());
    expect(await again({})).toBe("23505");
  });
});

test("the board shows the newest leg per account, what it corrects and what a person may do", async () => {
  const scene = await aScene(2);
  send(scene.house);
  const first = await publish(scene);
  await untilStates(first.pieceId, "settled", "settled");
  await correct(scene, first);
  await untilStates(first.pieceId, "settled", "settled", "settled", "settled");
  const piece = { id: first.pieceId, title: "安全提示", urgency: "routine" as const, stage: "published", unitId, editionNumber: 2, participantUnitIds: [] };
  const board = await boardOf(database.db, signer, piece, { connectors: scene.house.connectors, now: new Date() });
  expect(board.rows.map((row) => [row.editionNumber, row.rung, row.mayTend])).toEqual([[2, "published", true], [2, "published", true]]);
  expect(board.earlier.map((row) => row.editionNumber)).toEqual([1, 1]);
  expect(board).toMatchObject({ mayRecall: true, queued: 0, releases: [{ kind: "correct" }, { kind: "publish" }] });
});
