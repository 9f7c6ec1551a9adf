import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { buildServer } from "#platform/http/server.ts";
import { newId } from "#platform/ids.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { asking, type Answer } from "#tests/support/house.ts";
import { receive } from "./actions/receive.ts";
import { foreseeRecall, recallPiece } from "./actions/release.ts";
import type { Board } from "./contract.ts";
import { aFarSide, type FarSide } from "./fixtures/far-side.ts";
import { anAccount, aSigner, layReady, type Ready, type ReadyAccount, type ReadyOrder } from "./fixtures/ready.ts";
import { anotherProcess, as, aSendingHouse, signAll } from "./fixtures/sending.ts";
import { routes } from "./routes.ts";
import { reclaimLost, startSender, type Sender } from "./sender/sender.ts";
import { sweepDeliveries, sweepHeld } from "./sweep.ts";

let database: TestDatabase;
let senders: Sender[] = [];
let desks: FastifyInstance[] = [];
const unitId = "019b0000-0000-7000-8000-000000000001";
const signer = aSigner(unitId);
const past = new Date(Date.now() - 3_600_000);
const holding = (post: "signer" | "duty-officer" | "editor", unit = unitId) => [{ unitId: unit, post, delegatedFrom: null }];

/** Who asks at the desk, by name. */
const people: Record<string, Actor> = {
  owner: { ...signer, holdings: holding("editor") }, signer: { ...signer, personId: newId(past), name: "签发人", holdings: holding("signer") }, duty: { ...signer, personId: newId(past), name: "值班员", holdings: holding("duty-officer") },
  editor: { ...signer, personId: newId(past), name: "编辑", holdings: holding("editor") }, elsewhere: { ...signer, personId: newId(past), name: "外单位", holdings: holding("signer", "019b0000-0000-7000-8000-000000000009") },
  unproven: { ...signer, personId: newId(past), name: "没过第二道", secondFactor: false },
};

beforeAll(async () => { database = await aDatabase(); });
afterAll(() => database.drop());
afterEach(async () => {
  await Promise.all([...senders.map((sender) => sender.stop()), ...desks.map((desk) => desk.close())]);
  [senders, desks] = [[], []];
  await database.db.updateTable("dispatch.progress").set({ state: "void" }).where("state", "not in", ["void", "settled"]).execute();
});

type Scene = { house: House; far: FarSide; plain: FarSide; accounts: ReadyAccount[]; ask: (who: string, method: "GET" | "POST", url: string, body?: object) => Promise<Answer> };

/** A channel that is spent by a person's decision beside one that is not; an account on each, and the desk where people decide. */
async function aScene(scarce: Parameters<typeof aFarSide>[1] = {}): Promise<Scene> {
  const far = aFarSide(`scarce-${newId(new Date()).slice(-8)}`, { quota: { uses: 1, per: "day" }, update: false, ...scarce });
  const plain = aFarSide(`plain-${newId(new Date()).slice(-8)}`);
  const house = aSendingHouse(database.db, [far.connector, plain.connector]);
  const accounts = [await anAccount(database.db, { connectorId: far.connector.id, unitId, now: new Date() }), await anAccount(database.db, { connectorId: plain.connector.id, unitId, now: new Date() })];
  const desk = await buildServer({ house, bindings: routes, perMinute: 100_000, doorkeeper: (request) => Promise.resolve(people[String(request.headers["x-test-person"])] ?? null) });
  desks.push(desk);
  return { house, far, plain, accounts, ask: asking(desk) };
}

function send(house: House): Sender {
  const sender = startSender(house, { pollMs: 30 });
  senders.push(sender);
  return sender;
}

async function publish({ house, accounts }: Scene, over: Partial<ReadyOrder> = {}): Promise<Ready> {
  const [ready] = await layReady(database.db, [{ accounts, unitIds: [unitId], ...over }], new Date());
  if (!ready) throw new Error("nothing laid");
  await signAll(house, ready);
  return ready;
}

/** The leg on the scarce account, the newest first. */
async function leg({ accounts }: Scene, pieceId: string) {
  return database.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").selectAll().where("d.piece_id", "=", pieceId).where("d.account_id", "=", accounts[0]?.id ?? "").orderBy("d.created_at", "desc").orderBy("d.edition_number", "desc").executeTakeFirstOrThrow();
}
const untilState = (scene: Scene, pieceId: string, state: string) => vi.waitFor(async () => { expect((await leg(scene, pieceId)).state).toBe(state); }, { timeout: 15_000, interval: 15 });
const decide = async (scene: Scene, pieceId: string, who = "signer", spend = true, reason = spend ? "" : "留给预警") => scene.ask(who, "POST", `/api/deliveries/${(await leg(scene, pieceId)).id}/spend`, { spend, reason });
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : `${status} ${String(body.type)}`);
const board = async ({ ask }: Scene, pieceId: string, who = "signer") => (await ask(who, "GET", `/api/boards/${pieceId}`)).body as unknown as Board;
const asked = async (scene: Scene, pieceId: string, who = "signer") => (await board(scene, pieceId, who)).rows.find((row) => row.accountId === scene.accounts[0]?.id);
const receipts = (deliveryId: string) => database.db.selectFrom("dispatch.receipt").selectAll().where("delivery_id", "=", deliveryId).orderBy("at").orderBy("id").execute();
const soon = (id: string) => database.db.updateTable("dispatch.progress").set({ not_before: past }).where("delivery_id", "=", id).execute();

describe("a leg that spends what is scarce", () => {
  test("stays until somebody decides, while its neighbour leaves; decided, it leaves once, and the record says who", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    await vi.waitFor(() => { expect(scene.plain.arrivals).toHaveLength(1); }, { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.far.calls).toEqual([]);
    expect(await asked(scene, pieceId)).toMatchObject({ state: "held", asksFirst: true, asks: { uses: 1, per: "day", spent: 0, bound: 0, whyNot: null } });
    expect(codeOf(await decide(scene, pieceId))).toBe("done");
    await untilState(scene, pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
    const { id } = await leg(scene, pieceId);
    expect((await receipts(id)).map((r) => [r.source, r.outcome, r.by_name])).toEqual([["person", "spend", "签发人"], ["answer", "rung", null]]);
    expect(await database.db.selectFrom("audit.entry").select("seq").where("action", "=", "dispatch.spend").where("subject_id", "=", id).execute()).toHaveLength(1);
  });
  test("decided before its time, it leaves at its time", async () => {
    const scene = await aScene();
    send(scene.house);
    const sendAt = new Date(Date.now() + 1_200);
    const { pieceId } = await publish(scene, { sendAt });
    expect(codeOf(await decide(scene, pieceId))).toBe("done");
    await untilState(scene, pieceId, "settled");
    expect((await leg(scene, pieceId)).requested_at?.getTime()).toBeGreaterThanOrEqual(sendAt.getTime());
  });
  test("left out, it never leaves; the reason stands in the receipt, and without one nothing is left out", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    expect(codeOf(await decide(scene, pieceId, "duty", false, " "))).toBe("409 dispatch.left-out-reason-missing");
    expect(codeOf(await decide(scene, pieceId, "duty", false))).toBe("done");
    expect(await leg(scene, pieceId)).toMatchObject({ state: "void", void_reason: "left-out" });
    expect(await receipts((await leg(scene, pieceId)).id)).toMatchObject([{ source: "person", outcome: "void", note: "留给预警", by_name: "值班员" }]);
    expect(codeOf(await decide(scene, pieceId))).toBe("409 dispatch.decided-before");
    expect(scene.far.calls).toEqual([]);
  });
  test.each([["owner", "done"], ["signer", "done"], ["duty", "done"], ["editor", "403 dispatch.may-not-spend"], ["elsewhere", "403 dispatch.may-not-spend"], ["unproven", "403 dispatch.spend-second-factor"]])("%s: %s", async (who, code) => {
    const scene = await aScene();
    const { pieceId } = await publish(scene);
    expect((await asked(scene, pieceId, who))?.asks?.whyNot?.code ?? "done").toBe(code.replace("403 ", ""));
    expect(codeOf(await decide(scene, pieceId, who))).toBe(code);
  });
  test("two people press at once: one decides, the other is told who and how", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    const answers = await Promise.all([decide(scene, pieceId, "signer"), decide(scene, pieceId, "duty", false), decide(scene, pieceId, "owner")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const last = (await receipts((await leg(scene, pieceId)).id)).filter((r) => r.source === "person");
    expect(last).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ type: "dispatch.decided-before", facts: { by: last[0]?.by_name, spend: last[0]?.outcome === "spend" ? 1 : 0 } });
    await untilState(scene, pieceId, last[0]?.outcome === "spend" ? "settled" : "void");
    expect(scene.far.arrivals).toHaveLength(last[0]?.outcome === "spend" ? 1 : 0);
  });
  test("a newer edition overtakes the undecided one and asks anew; the old question is over", async () => {
    const scene = await aScene();
    const first = await publish(scene);
    const old = await leg(scene, first.pieceId);
    await publish(scene, { piece: { id: first.pieceId, editionNumber: 2 } });
    expect(await leg(scene, first.pieceId)).toMatchObject({ edition_number: 2, state: "held", action: "publish" });
    expect(codeOf(await scene.ask("signer", "POST", `/api/deliveries/${old.id}/spend`, { spend: true, reason: "" }))).toBe("409 dispatch.not-held");
  });
  test("a recall before the decision voids it, foreseen and done: there is nothing to take back", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene);
    const [account] = scene.accounts;
    expect(await foreseeRecall(as(scene.house, signer), pieceId)).toContainEqual(expect.objectContaining({ accountId: account?.id, way: "void" }));
    expect(await recallPiece(as(scene.house, signer), { pieceId, reason: "误发" })).toMatchObject({ voided: 2, ordered: 0 });
    expect(await leg(scene, pieceId)).toMatchObject({ state: "void", void_reason: "recalled" });
    expect(codeOf(await decide(scene, pieceId))).toBe("409 dispatch.not-held");
  });
  test("a recall is never asked about: what was spent is taken back at once", async () => {
    const scene = await aScene();
    send(scene.house);
    const { pieceId } = await publish(scene);
    await decide(scene, pieceId);
    await untilState(scene, pieceId, "settled");
    await recallPiece(as(scene.house, signer), { pieceId, reason: "误发" });
    await vi.waitFor(async () => { expect(await leg(scene, pieceId)).toMatchObject({ action: "recall", state: "settled" }); }, { timeout: 10_000 });
  });
  test("past its latest time nobody spends it, and the house leaves it out and says so", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { notAfter: new Date(Date.now() + 300) });
    const { id } = await leg(scene, pieceId);
    await new Promise((resolve) => setTimeout(resolve, 320));
    expect(codeOf(await decide(scene, pieceId))).toBe("409 dispatch.too-late");
    expect([await sweepHeld(scene.house), await sweepHeld(scene.house)]).toEqual([1, 0]);
    expect(await leg(scene, pieceId)).toMatchObject({ state: "void", void_reason: "too-late" });
    expect(await receipts(id)).toMatchObject([{ source: "house", outcome: "void", raw_code: "too-late" }]);
  });
  test.each([["spent", true], ["left out", false], ["overtaken", null]] as const)("undecided past its deadline it calls its owner; %s, the call is over", async (_, spend) => {
    const scene = await aScene();
    const { pieceId } = await publish(scene);
    const { id } = await leg(scene, pieceId);
    await database.db.updateTable("dispatch.progress").set({ deadline_at: past }).where("delivery_id", "=", id).execute();
    const alert = () => database.db.selectFrom("duty.alert").select(["kind", "state", "owner_person_id"]).where("subject_id", "=", id).execute();
    expect([await sweepDeliveries(scene.house), await sweepDeliveries(scene.house)]).toEqual([1, 0]);
    expect(await alert()).toEqual([{ kind: "dispatch.undecided", state: "open", owner_person_id: signer.personId }]);
    if (spend === null) await publish(scene, { piece: { id: pieceId, editionNumber: 2 } });
    else expect(codeOf(await decide(scene, pieceId, "signer", spend))).toBe("done");
    expect(await alert()).toMatchObject([{ state: "closed" }]);
    if (spend) expect((await leg(scene, pieceId)).deadline_at.getTime()).toBeGreaterThan(Date.now());
  });
  test("what was stopped is not asked about any more", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
    const { release_id } = await leg(scene, pieceId);
    expect((await scene.ask("signer", "POST", `/api/boards/${pieceId}/stop`, { releaseId: release_id })).body).toEqual({ voided: 2 });
    expect(codeOf(await decide(scene, pieceId))).toBe("409 dispatch.not-held");
  });
});

describe("one decision, one effect", () => {
  test.each([["before its call took effect", false], ["after it", true]])("a worker that dies between the decision and the answer, %s: exactly one", async (_, effect) => {
    const scene = await aScene();
    const { pieceId } = await publish(scene);
    await decide(scene, pieceId);
    scene.far.mood = () => ({ kind: "hang", effect });
    const dead = send(anotherProcess(scene.house));
    await vi.waitFor(() => { expect(scene.far.calls).toHaveLength(1); }, { timeout: 10_000 });
    void dead.stop();
    senders = [];
    scene.far.mood = () => null;
    await reclaimLost({ ...scene.house, now: () => new Date(Date.now() + 3_600_000) });
    await soon((await leg(scene, pieceId)).id);
    send(scene.house);
    await untilState(scene, pieceId, "settled");
    expect(scene.far.arrivals).toHaveLength(1);
    expect((await receipts((await leg(scene, pieceId)).id)).filter((r) => r.outcome === "spend")).toHaveLength(1);
  });
  test("refused for want of quota it does not go again by itself; trying again asks again, and takes a decision of its own", async () => {
    const scene = await aScene();
    send(scene.house);
    scene.far.mood = () => ({ kind: "fail", failure: { class: "quota", rawCode: "45028" } });
    const { pieceId } = await publish(scene);
    await decide(scene, pieceId);
    await untilState(scene, pieceId, "failed");
    scene.far.mood = () => null;
    const { id } = await leg(scene, pieceId);
    expect(codeOf(await scene.ask("editor", "POST", `/api/deliveries/${id}/retry`))).toBe("done");
    expect(await leg(scene, pieceId)).toMatchObject({ state: "held", attempt: 1 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.far.calls).toHaveLength(1);
    expect(codeOf(await decide(scene, pieceId, "editor"))).toBe("403 dispatch.may-not-spend");
    expect(codeOf(await decide(scene, pieceId, "duty"))).toBe("done");
    await untilState(scene, pieceId, "settled");
    expect((await receipts(id)).filter((r) => r.outcome === "spend").map((r) => r.event_id)).toEqual([`spend:${id}:0`, `spend:${id}:1`]);
  });
  test("evidence that comes while it is asked again settles it: nothing more is spent on it", async () => {
    const scene = await aScene();
    send(scene.house);
    scene.far.mood = () => ({ kind: "fail", failure: { class: "quota", rawCode: "45028" } });
    const { pieceId } = await publish(scene);
    await decide(scene, pieceId);
    await untilState(scene, pieceId, "failed");
    const { id, key, account_id } = await leg(scene, pieceId);
    await scene.ask("editor", "POST", `/api/deliveries/${id}/retry`);
    await contextOf(scene.house, theHouse, "test").write((tx) => receive(contextOf(scene.house, theHouse, "test"), tx, account_id, [{ key, rung: "published", eventId: `late-${id}`, at: new Date(), rawBody: "it was out after all" }]));
    expect(await leg(scene, pieceId)).toMatchObject({ state: "settled", rung: "published" });
    expect(codeOf(await decide(scene, pieceId))).toBe("409 dispatch.decided-before");
  });
  test("the database lets no held leg leave undecided, nor twice on one decision", async () => {
    const scene = await aScene();
    const { pieceId } = await publish(scene);
    const { id } = await leg(scene, pieceId);
    const put = (state: "queued" | "sending" | "held", attempt = 0) => database.db.updateTable("dispatch.progress").set({ state, attempt }).where("delivery_id", "=", id).execute().then(() => "done", (error: { code?: string }) => error.code);
    expect([await put("queued"), await put("sending")]).toEqual(["TS024", "TS024"]);
    await decide(scene, pieceId);
    expect([await put("held", 1), await put("queued", 1)]).toEqual(["done", "TS024"]);
  });
});

test("the board counts what an account spent today by our receipts, what is bound, and asks of each piece apart", async () => {
  const scene = await aScene();
  send(scene.house);
  const [one, two] = [await publish(scene), await publish(scene)];
  await decide(scene, one.pieceId);
  await untilState(scene, one.pieceId, "settled");
  expect((await asked(scene, two.pieceId))?.asks).toMatchObject({ spent: 1, bound: 0 });
  const three = await publish(scene, { sendAt: new Date(Date.now() + 60_000) });
  await decide(scene, three.pieceId);
  expect((await asked(scene, two.pieceId))?.asks).toMatchObject({ spent: 1, bound: 1 });
  await database.db.updateTable("dispatch.progress").set({ accepted_at: new Date(Date.now() - 86_400_000) }).where("delivery_id", "=", (await leg(scene, one.pieceId)).id).execute();
  expect((await asked(scene, two.pieceId))?.asks).toMatchObject({ spent: 0, bound: 1 });
  expect((await scene.ask("signer", "GET", "/api/boards?page=1&size=50&needsPerson=yes")).body["items"]).toContainEqual(expect.objectContaining({ pieceId: two.pieceId, held: 1 }));
});
