import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aFact, aPiece, aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, aHouse, asking, friday, type TestHouse } from "#tests/support/house.ts";
import { newId } from "#platform/ids.ts";
import { record } from "#platform/audit/record.ts";
import { changeFact, freezeEdition } from "#modules/content/index.ts";
import { raise } from "#modules/duty/index.ts";
import { submitPiece, setPlan } from "#modules/review/index.ts";
import type { Today, Wall } from "./contract.ts";
import { routes } from "./routes.ts";

const clock = { now: friday };
let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;

beforeAll(async () => {
  database = await aDatabase();
  house = aHouse(database.db, { now: () => clock.now });
  province = await aProvince(house);
  app = await aDesk(house, routes);
});
afterAll(async () => { await app.close(); await database.drop(); });

const today = async (who: Who): Promise<Today> => (await asking(app)(province.who(who), "GET", "/api/today")).body as unknown as Today;
const minutes = (n: number): Date => new Date(friday.getTime() + n * 60_000);

async function anAccount(unit: string, name: string): Promise<string> {
  const id = newId(friday);
  await database.db.insertInto("channels.account").values({
    id, connector_id: "website", unit_id: await province.unitId(unit), name, config: JSON.stringify({ site: "main" }), owner_person_id: province.who("jiang"), state: "active", created_at: friday, updated_at: friday,
  }).execute();
  return id;
}

async function aSubmitted(title: string, sendAt: Date | null): Promise<string> {
  const piece = await aPiece(province, { title, with: ["xfj"] });
  const writer = await province.by("lin");
  const plan = { unitIds: [await province.unitId("yjt"), await province.unitId("xfj")], lineReason: "双方商定", inOrder: false, accountIds: [await anAccount("yjt", `${title} 网站`)], sendAt, embargoUntil: null, notAfter: null };
  await setPlan(writer, { pieceId: piece.id, ...plan });
  await submitPiece(writer, { pieceId: piece.id, path: "normal", pathReason: null, correctionReason: null });
  return piece.id;
}

describe("the first screen", () => {
  it("teaches nothing wrong when there is nothing: no piece, no warning, the day by its name", async () => {
    const answer = await today("sp");
    expect(answer).toMatchObject({ day: { day: "2026-04-03", weekday: 5, key: { name: "清明节", inDays: 2 }, during: { name: "春季森林防火期", nth: 20 } }, waiting: [], joint: [], inForce: [], coverage: null, mayWrite: true });
  });

  it("names who keeps watch by the post when nobody is on the roster, one's own unit first", async () => {
    const { duty } = await today("xu");
    expect(duty.map((line) => [line.seal, line.people, line.byRoster])).toEqual([["消", [], false], ["应", ["值守一"], false], ["森", [], false]]);
  });

  it("brings a piece in review to the first reviewer, with its clock from the plan, and to nobody else", async () => {
    const pieceId = await aSubmitted("冰面安全提示", minutes(50));
    const [item] = (await today("gu")).waiting;
    expect(item).toMatchObject({ kind: "review", title: "冰面安全提示", stage: "first", link: `/pieces/${pieceId}`, clock: { kind: "until", at: minutes(50).toISOString(), source: "planned" } });
    expect((await today("lin")).waiting).toEqual([]);
    expect((await today("cheng")).waiting).toEqual([]);
  });

  it("shows a joint piece with hollow seals and who has the ball", async () => {
    const { joint } = await today("xu");
    expect(joint.find((line) => line.title === "冰面安全提示")).toMatchObject({
      leadName: "省应急管理厅", seals: [{ seal: "应", state: "not-yet" }, { seal: "消", state: "not-yet" }], ball: [{ unitName: "省应急管理厅", people: ["顾言初"] }], plannedAt: minutes(50).toISOString(),
    });
  });

  it("keeps joint work from those outside it", async () => expect((await today("sp")).joint).toEqual([]));

  it("puts what is planned today on the strip", async () => {
    expect((await today("xu")).strip).toContainEqual(expect.objectContaining({ kind: "planned", title: "冰面安全提示", accounts: 1, at: minutes(50).toISOString() }));
  });

  it("puts the nearest deadline first", async () => {
    await aSubmitted("返乡用火提示", minutes(20));
    expect((await today("gu")).waiting.map((item) => item.title)).toEqual(["返乡用火提示", "冰面安全提示"]);
  });

  it("shows an alert that nobody took, says when it goes on, and not again what stands there by itself", async () => {
    const ctx = await province.by("lin");
    await ctx.write(async (tx) => {
      await raise(ctx, tx, { kind: "channels.ill", subject: { type: "account", id: newId(friday) }, unitId: await province.unitId("yjt"), ownerPersonId: province.who("gu"), urgency: "orange", facts: { account: "吉林应急", detail: "40164" }, link: "/desk/accounts" });
      record(tx, { action: "test.raise", subject: { type: "test", id: "1" } });
    });
    const { waiting } = await today("gu");
    expect(waiting.map((item) => item.kind)).toEqual(["alert", "review", "review"]);
    expect(waiting[0]).toMatchObject({ facts: { account: "吉林应急", matter: "channels.ill" }, clock: { kind: "until", source: "escalates", minutes: 10 }, link: "/accounts" });
  });

  it("is closed to nobody logged in and counts the same", async () => {
    expect((await asking(app)(null, "GET", "/api/today")).status).toBe(401);
    expect((await asking(app)(province.who("gu"), "GET", "/api/today/count")).body).toEqual({ waiting: 3 });
  });
});

describe("a warning in force", () => {
  let warning: string;
  beforeAll(async () => {
    const piece = await aPiece(province, { title: "森林火险橙色预警", form: "warning", urgency: "orange", regions: ["222400", "220600"], validUntil: minutes(3 * 1440) });
    warning = piece.id;
    await database.db.updateTable("content.piece").set({ stage: "published", edition_number: 1, published_edition: 1, valid_until: minutes(3 * 1440) }).where("id", "=", warning).execute();
  });

  it("stands in the bar with its regions by name, and with what was seen of it", async () => {
    const { inForce, coverage } = await today("lin");
    expect(inForce).toMatchObject([{ title: "森林火险橙色预警", urgency: "orange", regions: ["延边州", "白山市"], accounts: 0, verified: 0, unknown: 0 }]);
    expect(coverage).toMatchObject({ carried: 0, urgency: "orange" });
    expect(coverage?.counties.length).toBe(61);
    expect(coverage?.counties.filter((county) => county.warned).length).toBe(14);
    expect(coverage?.counties.find((county) => county.code === "220721")).toMatchObject({ name: "前郭", fullName: "前郭尔罗斯蒙古族自治县", row: 3, col: 3 });
  });

  it("is over when its time is", async () => {
    clock.now = minutes(3 * 1440 + 1);
    expect((await today("lin")).inForce).toEqual([]);
    clock.now = friday;
  });

  it("brings a fact that changed since to the unit that published it", async () => {
    const piece = await aPiece(province, { title: "查干湖冰面提示" });
    const factId = await aFact(province, piece.id, { kind: "place", label: "地点", text: "敦化市", number: null });
    const ctx = await province.by("lin");
    const { editionId } = await ctx.write(async (tx) => freezeEdition(ctx, tx, { pieceId: piece.id, signatureUnitIds: [await province.unitId("yjt")], correction: null }));
    await database.db.insertInto("content.edition_fact").values({ edition_id: editionId, fact_id: factId, version: 1 }).execute();
    await database.db.updateTable("content.piece").set({ stage: "published", edition_number: 1, published_edition: 1 }).where("id", "=", piece.id).execute();
    expect((await today("lin")).waiting.filter((item) => item.kind === "stale-fact")).toEqual([]);
    await changeFact(await province.by("lin"), { factId, text: "安图县", number: null, source: "指挥部 14:10", reason: "核对后更正" });
    expect((await today("lin")).waiting.filter((item) => item.kind === "stale-fact")).toMatchObject([{ title: "查干湖冰面提示", facts: { label: "地点", before: "敦化市", after: "安图县", more: 0 } }]);
    expect((await today("xu")).waiting.filter((item) => item.kind === "stale-fact")).toEqual([]);
  });
});

describe("the wall", () => {
  const wall = async (who: Who) => (await asking(app)(province.who(who), "GET", "/api/today/wall")).body as unknown as Wall;
  it("shows clocks that run, the nearest first, with who has the ball", async () => {
    const { clocks } = await wall("zhi");
    expect(clocks.map((running) => [running.title, running.deadline])).toEqual([["返乡用火提示", minutes(20).toISOString()], ["冰面安全提示", minutes(50).toISOString()]]);
    expect(clocks[0]?.ball).toEqual([{ unitName: "省应急管理厅", people: ["顾言初"] }]);
  });
  it("counts the lines that work", async () => expect((await wall("zhi")).lines).toEqual({ well: 2, all: 2 }));
  it("is not for administrators", async () => expect((await asking(app)(province.who("sys"), "GET", "/api/today/wall")).body.type).toBe("today.may-not-read-wall"));
});
