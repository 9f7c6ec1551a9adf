import { strFromU8, unzipSync } from "fflate";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aProvince, type PeopledProvince } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, doorOf, friday } from "#tests/support/house.ts";
import { periodPath, reportPath, type PeriodDocView } from "./contract.ts";
import { mountPapers, routes } from "./module.ts";

let database: TestDatabase;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let caseId = "";

beforeAll(async () => {
  database = await aDatabase();
  const house = aWholeHouse(database.db, { now: () => friday });
  province = await aProvince(house);
  app = await aDesk(house, routes, async (server) => { mountPapers(server, { house, doorkeeper: doorOf(house) }); });
  ask = asking(app);
  const opened = await ask(province.who("xu"), "POST", "/api/cases", {
    unitId: await province.unitId("xfj"), title: "网传<某小区>高层火灾 & 救援", summary: "火已扑灭，无人员伤亡。", t0: { kind: "discovery", at: friday.toISOString() }, note: "网上出现多条视频",
  });
  caseId = String(opened.body["id"]);
});
afterAll(async () => { await app?.close(); await database?.drop(); });

const fetchFile = (who: "xu", url: string) => app.inject({ method: "GET", url, headers: { "x-test-person": province.who(who) } });
const wordsIn = (file: Buffer): string => strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array()).replace(/<[^>]+>/g, "");
const thisWeek = `kind=week&day=${friday.toISOString().slice(0, 10)}`;

test("an issued report is a Word file with all its sentences and the names of what they rest on", async () => {
  const reportId = String((await ask(province.who("xu"), "POST", `/api/cases/${caseId}/reports`, { kind: "flash", advice: "继续公布进展" })).body["id"]);
  const answer = await fetchFile("xu", reportPath(caseId, reportId));
  expect(answer.headers["content-type"]).toContain("wordprocessingml");
  const words = wordsIn(answer.rawPayload);
  for (const part of ["舆情快报", "第1期", "网传&lt;某小区&gt;高层火灾 &amp; 救援", "火已扑灭，无人员伤亡。", "继续公布进展。", "数据不足。", "每句话和每个数字的依据"]) expect(words).toContain(part);
});

test("a period says what was opened in it, on the screen and as a Word file alike", async () => {
  const { body } = await ask(province.who("xu"), "GET", `/api/opinion-periods?${thisWeek}`);
  const doc = body as unknown as PeriodDocView;
  const said = doc.sections.flatMap((s) => s.sentences.map((one) => one.text));
  expect(said).toContain("本期立案 1 件，归档 0 件，期末在办 1 件。");
  const words = wordsIn((await fetchFile("xu", `${periodPath}?${thisWeek}`)).rawPayload);
  for (const text of said) expect(words).toContain(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
});

test("nobody takes along what they may not read, nor a period that has not begun", async () => {
  expect((await app.inject({ method: "GET", url: `${periodPath}?${thisWeek}` })).statusCode).toBe(401);
  expect((await fetchFile("xu", reportPath(caseId, "019b0000-0000-7000-8000-0000000000ff"))).statusCode).toBe(404);
  expect((await fetchFile("xu", reportPath(caseId, "nonsense"))).statusCode).toBe(404);
  expect((await fetchFile("xu", `${periodPath}?kind=year&day=2026-01-01`)).statusCode).toBe(404);
  expect((await fetchFile("xu", `${periodPath}?kind=week&day=2099-01-01`)).statusCode).toBe(409);
});
