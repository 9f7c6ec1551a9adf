import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { desk, inspect, openBrowser, phone, Visitor } from "#tests/support/browser.ts";
import { officersAt, review, settledBoard, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const title = "公园冰面开放时间通报";
const accounts = ["吉林应急网", "全省应急宣传工作群", "省政务发布平台"];
const reason = "冰层厚度复测不达标，原通报不再适用";

let browser: Browser;
let pieceId = "";

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

describe("a published piece is recalled", () => {
  it("it is out and read by the public", async () => {
    pieceId = await write(at, { title, lines: ["公园冰面本周末起开放，请按指引进入。"], units: ["yjt"], accounts });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    await settledBoard(at, pieceId);
    const answer = await fetch(`${house}/a/${pieceId}`);
    expect({ status: answer.status, shown: (await answer.text()).includes(title) }).toEqual({ status: 200, shown: true });
  });

  it("宋怀远 recalls it in one action with a reason; the site says so at once", async () => {
    const { page } = await (await at.as("songhuaiyuan")).open(browser, `/desk/boards/${pieceId}`);
    await page.getByRole("button", { name: "撤回这一版" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/全省应急宣传工作群/).waitFor();
    await dialog.getByLabel("理由").fill(reason);
    await inspect(page, "recall-question");
    await page.setViewportSize(desk);
    await dialog.getByRole("button", { name: "撤回", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(async () => (await fetch(`${house}/a/${pieceId}`)).status, { timeout: 10_000, interval: 100 }).toBe(410);
    const { items } = await (await fetch(`${house}/feed.json`)).json() as { items: { id: string; url?: string }[] };
    expect(JSON.stringify(items.filter((item) => JSON.stringify(item).includes(pieceId)))).toContain("撤回");
    await page.getByText(/已撤回|撤回进行中/).first().waitFor();
    await page.context().close();
  });

  it("the board names what could not be taken back", async () => {
    const { page } = await (await at.as("songhuaiyuan")).open(browser, `/desk/boards/${pieceId}`);
    await page.getByText("已撤回").first().waitFor();
    const words = await page.locator("main").innerText();
    expect(words).toContain(reason);
    expect(words).toMatch(/撤不回|说明/);
    await inspect(page, "board-recalled");
    await page.context().close();
  });

  it("readers see who took it back and why, and the edition behind it", async () => {
    const { page } = await new Visitor(house).open(browser, `/a/${pieceId}`, phone);
    await page.getByText("这篇已撤回，请勿再转发、引用").waitFor();
    await page.getByText(reason).waitFor();
    await inspect(page, "article-recalled");
    await page.getByRole("main").getByRole("link", { name: "第 1 版" }).first().click();
    await page.getByText("这篇已撤回，请勿再转发、引用").waitFor();
    await page.context().close();
  });
});
