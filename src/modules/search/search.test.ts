import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#platform/ids.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, aHouse, asking, friday } from "#tests/support/house.ts";
import type { Found } from "./contract.ts";
import { routes } from "./routes.ts";

let database: TestDatabase;
let province: PeopledProvince;
let app: FastifyInstance;

beforeAll(async () => {
  database = await aDatabase();
  let minute = 0;
  const house = aHouse(database.db, { now: () => new Date(friday.getTime() + (minute += 1) * 60_000) });
  province = await aProvince(house);
  app = await aDesk(house, routes);
  await aPiece(province, { title: "清明节森林防火提示" });
  await aPiece(province, { title: "查干湖冬捕冰面安全提示", text: ["冰面承重有限，请勿聚集。"] });
  await aPiece(province, { by: "cc", title: "长春地铁应急演练" });
  await database.db.insertInto("channels.account").values({
    id: newId(friday), connector_id: "website", unit_id: await province.unitId("yjt"), name: "吉林应急之声", config: "{}", owner_person_id: province.who("jiang"), state: "active", created_at: friday, updated_at: friday,
  }).execute();
});
afterAll(async () => { await app.close(); await database.drop(); });

const find = async (who: Who, q: string): Promise<Found> => (await asking(app)(province.who(who), "GET", `/api/search?q=${encodeURIComponent(q)}`)).body as unknown as Found;
const titles = async (who: Who, q: string): Promise<string[]> => (await find(who, q)).pieces.items.map((piece) => piece.title);

describe("pieces are found", () => {
  it.each([
    ["by words of the title", "森林防火", ["清明节森林防火提示"]],
    ["by words of the text", "承重", ["查干湖冬捕冰面安全提示"]],
    ["while the last word is being typed", "冬捕冰", ["查干湖冬捕冰面安全提示"]],
    ["only when every word is there", "森林 冬捕", []],
    ["newest first", "提示", ["查干湖冬捕冰面安全提示", "清明节森林防火提示"]],
    ["by a part of the title that is no word", "捕冰面", ["查干湖冬捕冰面安全提示"]],
    ["and signs break nothing", "' & !:* \\ %_", []],
  ])("%s", async (_, q, expected) => expect(await titles("lin", q)).toEqual(expected));

  it("only within what one may see", async () => {
    expect(await titles("cc", "提示")).toEqual([]);
    expect(await titles("cc", "演练")).toEqual(["长春地铁应急演练"]);
    expect(await titles("sys", "提示")).toEqual([]);
  });
  it("by their number", async () => {
    const { number } = await database.db.selectFrom("content.piece").select("number").where("title", "=", "长春地铁应急演练").executeTakeFirstOrThrow();
    expect(await titles("lin", number.toLowerCase())).toEqual(["长春地铁应急演练"]);
  });
});

describe("beside pieces", () => {
  it("units are found by any part of their name", async () => expect((await find("cc", "前郭")).units.map((unit) => unit.shortName)).toEqual(["前郭县应急管理局", "前郭县消防救援大队"]));
  it("colleagues in scope by name", async () => {
    expect((await find("lin", "许牧")).people).toMatchObject([{ name: "许牧川", unitName: "吉林省消防救援总队" }]);
    expect((await find("cc", "许牧")).people).toEqual([]);
  });
  it("accounts in scope by name", async () => {
    expect((await find("lin", "应急之声")).accounts).toMatchObject([{ name: "吉林应急之声", connectorId: "website" }]);
    expect((await find("cc", "应急之声")).accounts).toEqual([]);
  });
  it("nobody finds anything without logging in", async () => expect((await asking(app)(null, "GET", "/api/search?q=a")).status).toBe(401));
});
