import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { contextOf } from "#platform/http/context.ts";
import { theHouse } from "#kernel/actor.ts";
import { newId } from "#platform/ids.ts";
import { changeState, createAccount } from "#modules/channels/index.ts";
import { markPublished } from "#modules/content/index.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, friday, type Answer, type TestHouse } from "#tests/support/house.ts";
import { issueOrder as issueOperation, type AskableView, type OrderLine, type OrderView, type RateLine } from "./contract.ts";
import { callOverdue } from "./jobs/watch-deadlines.ts";
import { pieceTurned, routes } from "./module.ts";

const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000);
let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let now = friday;
const accounts: Record<string, string> = {};
const other: Record<string, string> = {};

beforeAll(async () => {
  database = await aDatabase();
  house = aWholeHouse(database.db, { now: () => now });
  province = await aProvince(house);
  app = await aDesk(house, routes);
  ask = asking(app);
  other["siping"] = await province.person({ username: "siping", unit: "yj-220300", posts: ["liaison"] });
  other["keeper"] = await province.person({ username: "keeper", unit: "yj-220300", posts: ["first-reviewer"] });
  const ctx = contextOf(house, theHouse, newId(friday));
  const open = async (name: string, unit: string, ownerId: string, connectorId = "assisted") => {
    const config = connectorId === "assisted" ? { platform: "头条号", account: name } : { baseUrl: "https://qyapi.example.org" };
    accounts[name] = (await createAccount(ctx, { connectorId, unitId: await province.unitId(unit), name, config, audience: connectorId === "assisted" ? "public" : "staff", ownerId, successorId: null, registrationNo: "" })).id;
  };
  await open("长春应急", "yj-220100", province.who("cc"));
  await open("四平应急", "yj-220300", other["keeper"]);
  await open("四平应急快手", "yj-220300", other["keeper"]);
  await open("吉林消防", "xfj", province.who("xu"));
  await open("值班群", "xfj", province.who("xu"), "wecom");
});
afterAll(async () => { await app?.close(); await database?.drop(); });
beforeEach(() => { now = friday; });

const as = (who: string, method: "GET" | "POST", url: string, payload?: object): Promise<Answer> => ask(other[who] ?? province.who(who as Who), method, url, payload);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : String(body.type));
const post = async (who: string, id: string, path: string, body: object = {}) => codeOf(await as(who, "POST", `/api/relay-orders/${id}/${path}`, body));
const view = async (id: string, who = "lin") => (await as(who, "GET", `/api/relay-orders/${id}`)).body as unknown as OrderView;
const target = async (id: string, account: string) => { const one = (await view(id)).targets.find((t) => t.accountName === account); if (!one) throw new Error(account); return one; };
const on = async (who: string, id: string, account: string, path: string, body: object = {}) => post(who, id, `targets/${(await target(id, account)).id}/${path}`, body);
const open = (kind: string) => database.db.selectFrom("duty.alert as a").innerJoin("organisation.person as p", "p.id", "a.owner_person_id").select(["p.username"]).where("a.kind", "=", kind).where("a.state", "=", "open").orderBy("p.username").execute().then((rows) => rows.map((row) => row.username));

async function aPublicPiece(): Promise<string> {
  const { id } = await aPiece(province, { title: `清明用火提示 ${newId(now).slice(-6)}` });
  await database.db.transaction().execute((tx) => markPublished(tx, [{ pieceId: id, editionNumber: 1 }], now));
  return id;
}
async function anOrder(names = ["长春应急", "四平应急"], pieceId?: string): Promise<string> {
  const answer = await as("lin", "POST", "/api/relay-orders", { pieceId: pieceId ?? await aPublicPiece(), accountIds: names.map((name) => accounts[name]), dueAt: minutes(60).toISOString(), note: "请在 15:00 前转发" });
  expect(codeOf(answer)).toBe("done");
  return String(answer.body["id"]);
}
const link = () => `https://www.example.org/${newId(new Date())}`;
const turn = (pieceId: string, turned: "corrected" | "recalled") => contextOf(house, theHouse, newId(now)).observe((tx) => pieceTurned(contextOf(house, theHouse, newId(now)), tx, { pieceId, turned }));

describe("an order", () => {
  test("asks official accounts of four units at once; each desk is called, sees it, and nobody else does", async () => {
    const pieceId = await aPublicPiece();
    const askable = (await as("lin", "GET", `/api/relay-askable?pieceId=${pieceId}`)).body as unknown as AskableView;
    expect(askable.units.flatMap((u) => u.accounts.map((a) => a.name)).sort()).toEqual(["吉林消防", "四平应急", "四平应急快手", "长春应急"].sort());
    const id = await anOrder(["长春应急", "四平应急", "吉林消防"], pieceId);
    expect(await view(id)).toMatchObject({ number: expect.stringMatching(/^转2026-\d{4}$/), piece: { link: `https://desk.test/a/${pieceId}`, recalled: false }, mayWithdraw: true, targets: expect.arrayContaining([expect.objectContaining({ accountName: "长春应急", state: "issued" })]) });
    expect(await open("relay.asked")).toEqual(expect.arrayContaining(["siping", "xu"]));
    expect((await as("luo", "GET", `/api/relay-orders/${id}`)).status).toBe(404);
    expect((await as("sys", "GET", "/api/relay-orders")).status).toBe(403);
    expect(((await as("siping", "GET", "/api/relay-orders?whose=asked")).body as unknown as { items: OrderLine[] }).items.find((o) => o.id === id)).toMatchObject({ asked: 3, relayed: 0, mine: 1, open: true });
  });

  test.each([
    ["of a piece nobody has read", "lin", async () => (await aPiece(province)).id, ["长春应急"], "relay.not-public"],
    ["through a channel for staff", "lin", aPublicPiece, ["值班群"], "relay.account-unfit"],
    ["by a unit that did not write it", "xu", aPublicPiece, ["长春应急"], "relay.may-not-issue"],
    ["to an account of nobody", "lin", aPublicPiece, ["谁家"], "request.body"],
  ] as const)("is not given out %s", async (_, who, piece, names, code) => {
    const answer = await as(who, "POST", "/api/relay-orders", { pieceId: await piece(), accountIds: names.map((name) => accounts[name] ?? "x"), dueAt: minutes(60).toISOString() });
    expect(codeOf(answer)).toBe(code);
  });

  test("carries a public piece to official accounts and has no words to post (refusals 1: no covert persuasion)", () => {
    expect(Object.keys((issueOperation.body as unknown as { shape: object }).shape).sort()).toEqual(["accountIds", "dueAt", "note", "pieceId"]);
  });

  test("is taken back with a reason: who has not relayed is let go, who has stays reported", async () => {
    const id = await anOrder();
    expect(await on("cc", id, "长春应急", "relay", { link: link(), at: minutes(0).toISOString() })).toBe("done");
    expect(await post("siping", id, "withdraw", { reason: "不想转" })).toBe("relay.not-your-order");
    expect(await post("lin", id, "withdraw", { reason: "改由本单位直接发布" })).toBe("done");
    expect((await view(id)).targets.map((t) => [t.accountName, t.state])).toEqual(expect.arrayContaining([["长春应急", "relayed"], ["四平应急", "withdrawn"]]));
    expect(await post("lin", id, "withdraw", { reason: "再收一次" })).toBe("relay.closed");
  });
});

describe("a unit that was asked", () => {
  test("acknowledges for all its accounts, reports each, and is verified by who asked and nobody else", async () => {
    const id = await anOrder(["四平应急", "四平应急快手", "长春应急"]);
    const unitId = (await target(id, "四平应急")).unit.id;
    expect(await post("lin", id, "acknowledge", { unitId })).toBe("relay.not-your-account");
    expect(await post("siping", id, "acknowledge", { unitId })).toBe("done");
    expect(await post("siping", id, "acknowledge", { unitId })).toBe("relay.acknowledged-already");
    const first = link();
    expect(await on("cc", id, "四平应急", "relay", { link: first, at: friday.toISOString() })).toBe("relay.not-your-account");
    // Who keeps the account reports too, whatever his post.
    expect(await on("keeper", id, "四平应急", "relay", { link: first, at: friday.toISOString() })).toBe("done");
    expect(await on("siping", id, "四平应急快手", "relay", { link: first, at: friday.toISOString() })).toBe("relay.link-twice");
    expect(await on("siping", id, "四平应急快手", "relay", { link: "https://desk.test/a/x", at: friday.toISOString() })).toBe("relay.link-is-the-original");
    expect(await on("siping", id, "四平应急快手", "relay", { link: "javascript:alert(1)", at: friday.toISOString() })).toBe("request.body");
    expect(await on("siping", id, "四平应急快手", "unable", { reason: "账号改版，今天发不了" })).toBe("done");
    expect(await on("siping", id, "四平应急", "verify")).toBe("relay.not-your-order");
    expect(await on("lin", id, "四平应急", "verify")).toBe("done");
    expect(await on("lin", id, "四平应急", "verify")).toBe("relay.verified-already");
    expect((await view(id)).events.map((e) => e.kind)).toEqual(["issue", "acknowledge", "report", "unable", "verify"]);
    const rates = ((await as("lin", "GET", "/api/relay-rates")).body as unknown as { items: RateLine[] }).items;
    expect(rates.find((r) => r.unit.id === unitId)).toMatchObject({ verified: 1, unable: 1 });
  });

  test("gets a report back with the reason, reports anew, and is chased no oftener than is decent", async () => {
    const id = await anOrder(["长春应急"]);
    const unitId = (await target(id, "长春应急")).unit.id;
    expect(await on("cc", id, "长春应急", "relay", { link: link(), at: friday.toISOString() })).toBe("done");
    expect(await post("lin", id, "chase", { unitId })).toBe("relay.nothing-to-chase");
    expect(await on("lin", id, "长春应急", "return", { reason: "链接打不开" })).toBe("done");
    expect(await target(id, "长春应急")).toMatchObject({ state: "acknowledged", reason: "链接打不开" });
    expect(await post("lin", id, "chase", { unitId })).toBe("done");
    expect(await post("lin", id, "chase", { unitId })).toBe("relay.chased-lately");
    now = minutes(30);
    expect(await post("lin", id, "chase", { unitId })).toBe("done");
    expect(await on("cc", id, "长春应急", "relay", { link: link(), at: minutes(10).toISOString() })).toBe("done");
    expect(await target(id, "长春应急")).toMatchObject({ state: "relayed", reason: null });
  });

  test("is called once when its time is over, however often the clock looks", async () => {
    const id = await anOrder(["四平应急"]);
    now = minutes(61);
    const ctx = contextOf(house, theHouse, newId(now));
    await Promise.all([callOverdue(ctx), callOverdue(ctx)]);
    await callOverdue(ctx);
    expect((await view(id)).events.filter((e) => e.kind === "overdue")).toHaveLength(1);
    expect(await target(id, "四平应急")).toMatchObject({ overdue: true });
    expect(await open("relay.overdue")).toContain("siping");
  });
});

describe("when the piece", () => {
  test("is corrected, every relay of it is stale until it is reported anew", async () => {
    const pieceId = await aPublicPiece();
    const id = await anOrder(["长春应急", "四平应急"], pieceId);
    expect(await on("cc", id, "长春应急", "relay", { link: link(), at: friday.toISOString() })).toBe("done");
    expect(await on("lin", id, "长春应急", "verify")).toBe("done");
    await turn(pieceId, "corrected");
    expect(await target(id, "长春应急")).toMatchObject({ state: "verified", stale: "corrected", may: { verify: false } });
    expect(await target(id, "四平应急")).toMatchObject({ state: "issued", stale: null });
    expect(await on("lin", id, "长春应急", "verify")).toBe("relay.verified-already");
    expect(await on("cc", id, "长春应急", "relay", { link: link(), at: friday.toISOString() })).toBe("done");
    expect(await target(id, "长春应急")).toMatchObject({ state: "relayed", stale: null });
  });

  test("is recalled, what is out must come down and what is not stays in", async () => {
    const pieceId = await aPublicPiece();
    const id = await anOrder(["吉林消防", "四平应急"], pieceId);
    expect(await on("xu", id, "吉林消防", "relay", { link: link(), at: friday.toISOString() })).toBe("done");
    await turn(pieceId, "recalled");
    expect(await open("relay.recalled")).toContain("xu");
    expect(await target(id, "四平应急")).toMatchObject({ state: "withdrawn" });
    expect(await on("siping", id, "四平应急", "relay", { link: link(), at: friday.toISOString() })).toBe("relay.closed");
    expect(await on("xu", id, "吉林消防", "relay", { link: link(), at: friday.toISOString() })).toBe("relay.piece-recalled");
    expect(await on("xu", id, "吉林消防", "retracted")).toBe("done");
    expect(await target(id, "吉林消防")).toMatchObject({ state: "retracted", stale: null });
    expect(await open("relay.recalled")).not.toContain("xu");
  });
});

test("an account that was closed since is still named as it was", async () => {
  const id = await anOrder(["四平应急快手"]);
  await changeState(contextOf(house, theHouse, newId(now)), { accountId: accounts["四平应急快手"] ?? "", to: "closed", reason: "平台下线" });
  expect(await target(id, "四平应急快手")).toMatchObject({ accountName: "四平应急快手" });
});
