import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { changeHead, factUses } from "#modules/content/contract.ts";
import { readBoard } from "#modules/dispatch/contract.ts";
import { readReview } from "#modules/review/contract.ts";
import { desk, inspect, openBrowser, phone, Visitor } from "#tests/support/browser.ts";
import { factsOf, fail, officersAt, review, settledBoard, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const accounts = ["吉林应急网", "全省应急宣传工作群", "媒体通讯录邮件", "消防宣传工作群"];

let browser: Browser;
let pieceId = "";

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

describe("a casualty figure goes from 3 to 5", () => {
  it("the first edition with 3 injured goes out to four accounts", async () => {
    pieceId = await write(at, { title: "城郊仓库火情", fact: { kind: "injured", label: "受伤人数", text: "3人", number: 3 }, lines: ["火情已处置完毕，环境监测正常。"], units: ["yjt", "xfj"], accounts });
    const fact = (await factsOf(at, pieceId))[0] ?? fail("no fact");
    await (await at.as("linzhixia")).call(changeHead, { params: { pieceId }, body: { title: `城郊仓库火情致{{fact:${fact.id}}}受伤` } });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt", "xfj"]);
    expect((await settledBoard(at, pieceId)).rows).toHaveLength(accounts.length);
  });

  it("林知夏 changes the fact on the sheet; the edition that still says the old number is flagged", async () => {
    const { page } = await (await at.as("linzhixia")).open(browser, `/desk/pieces/${pieceId}`);
    await page.getByRole("button", { name: "事实单", exact: true }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "改", exact: true }).click();
    await sheet.getByLabel("新的说法").fill("5人");
    await sheet.getByLabel("数字").fill("5");
    await sheet.getByLabel("出处").fill("市医院复核");
    await sheet.getByLabel("为什么改").fill("另有两人自行就诊，经核实与火情有关");
    await sheet.getByRole("button", { name: "改事实" }).click();
    await sheet.getByText("第 1 版里还是旧说法").waitFor();
    await inspect(page, "fact-flagged");
    await page.setViewportSize(desk);
    const factId = (await factsOf(at, pieceId))[0]?.id ?? "";
    const uses = (await (await at.as("linzhixia")).call(factUses, { params: { factId } })).items;
    expect(uses.find((use) => use.published)).toMatchObject({ stale: true, version: 1 });
    expect(uses.find((use) => use.published)?.variants.length).toBeGreaterThan(0);
    await sheet.getByRole("button", { name: "回到正文" }).click();
    await page.getByRole("button", { name: "交更正" }).click();
    const dialog = page.getByRole("dialog", { name: "交一版更正" });
    await dialog.getByLabel("理由").fill("受伤人数经医院复核更新");
    await dialog.getByRole("button", { name: "交更正" }).click();
    await expect.poll(async () => (await (await at.as("linzhixia")).call(readReview, { params: { pieceId } })).editionNumber, { timeout: 20_000 }).toBe(2);
    await page.context().close();
  });

  it("the correction is reviewed, signed, and reaches everybody who got the old edition", async () => {
    await pass("guyanchu", "first");
    await pass("chengyining", "second");
    await signFor(at, pieceId, ["yjt", "xfj"]);
    await expect.poll(async () => (await (await at.as("linzhixia")).call(readBoard, { params: { pieceId } })).editionNumber, { timeout: 30_000 }).toBe(2);
    const board = await settledBoard(at, pieceId);
    expect(board.rows.filter((row) => row.action === "correct" && row.editionNumber === 2).map((row) => row.accountName).sort()).toEqual([...accounts].sort());
    const { page } = await (await at.as("linzhixia")).open(browser, `/desk/boards/${pieceId}`);
    await page.getByText("更正已到齐").waitFor();
    await inspect(page, "board-correction");
    await page.context().close();
  });

  it("the public page shows what was corrected, and the old edition stays readable", async () => {
    const { page } = await new Visitor(house).open(browser, `/a/${pieceId}`, phone);
    await page.getByRole("heading", { name: "更正", exact: true }).waitFor();
    expect(await page.locator("section.corr").first().innerText()).toMatch(/3人.*5人/s);
    await inspect(page, "article-corrected");
    await page.getByRole("link", { name: "看第 1 版" }).click();
    await page.getByText("这是旧版").waitFor();
    expect(await page.locator("h1").innerText()).toContain("3人");
    await inspect(page, "article-old");
    await page.context().close();
  });
});

async function pass(who: string, stage: "first" | "second"): Promise<void> {
  const reviewer = await at.as(who);
  await expect.poll(async () => (await reviewer.call(readReview, { params: { pieceId } })).stage, { timeout: 20_000 }).toBe(stage);
  await reviewer.ask("POST", `/api/pieces/${pieceId}/pass`, { editionNumber: 2, stage, gates: ["politics", "law", "policy", "secrecy", "wording"], note: "" });
}
