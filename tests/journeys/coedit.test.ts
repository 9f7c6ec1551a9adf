import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addFact, changeFact, createPiece } from "#modules/content/contract.ts";
import { readChart, readFacts } from "#modules/organisation/contract.ts";
import { inspect, openBrowser, type Visitor } from "#tests/support/browser.ts";
import { officersAt } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
let browser: Browser;
let a: Page;
let b: Page;
let pieceId = "";
let hotline = "";
let lin: Visitor;
const faults: string[] = [];

const text = (page: Page) => page.getByRole("textbox", { name: "正文" });
const open = async (visitor: Visitor): Promise<Page> => {
  const opened = await visitor.open(browser, `/desk/pieces/${pieceId}`);
  opened.page.on("close", () => { faults.push(...opened.faults); });
  await text(opened.page).waitFor();
  return opened.page;
};
/** What the text says, without the names at carets. */
const said = async (page: Page): Promise<string> => page.evaluate(() => {
  const copy = document.querySelector(".ed-text")?.cloneNode(true) as HTMLElement | undefined;
  copy?.querySelectorAll(".caret").forEach((caret) => { caret.remove(); });
  return [...(copy?.children ?? [])].map((block) => block.textContent).join("|").replaceAll("\u2060", "");
});

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

describe("two units write one text", () => {
  it("both open the piece of the two", async () => {
    lin = await at.as("linzhixia");
    const { facts } = await lin.call(readFacts, {});
    const { units } = await lin.call(readChart, { query: {} });
    const unit = (code: string) => units.find((one) => one.code === code)?.id ?? "";
    ({ id: pieceId } = await lin.call(createPiece, { body: {
      title: "林区防火联合提示", form: "tip", topic: facts.topics[0]?.code ?? "", column: facts.columns[0]?.slug ?? "", urgency: "routine", regions: [], validUntil: null, plannedAt: null, unitId: unit("yjt"), withUnitIds: [unit("xfj")], text: ["进入林区请勿携带火种。", "发现火情请拨打电话。"],
    } }));
    ({ factId: hotline } = await lin.call(addFact, { params: { pieceId }, body: { kind: "hotline", label: "森林火警", text: "12119", number: null, source: "全省公开热线" } }));
    [a, b] = [await open(lin), await open(await at.as("xumuchuan"))];
  });

  it("each sees the other's words and name at once, and both are counted as writing", async () => {
    await text(a).locator("p").first().click();
    await a.keyboard.press("End");
    await a.keyboard.type("不吸烟、不野炊。");
    await expect.poll(() => said(b)).toContain("请勿携带火种。不吸烟、不野炊。");
    await expect.poll(() => b.locator(".caret").first().innerText()).toContain("林知夏");
    await expect.poll(() => a.getByText("两人在改").count()).toBe(1);
    await expect.poll(() => a.getByText(/已自动保存 \d\d:\d\d:\d\d/).count()).toBe(1);
  });

  it("places a fact as one locked whole; a change on the sheet reaches both", async () => {
    await text(a).locator("p").nth(1).click();
    await a.keyboard.press("End");
    await a.getByRole("button", { name: "插入事实" }).click();
    await a.getByRole("menuitem", { name: /12119/ }).click();
    await expect.poll(() => b.locator(".ed-text .fact").innerText()).toBe("12119");
    await lin.call(changeFact, { params: { factId: hotline }, body: { text: "0431-12119", number: null, source: "省森防办", reason: "写全区号" } });
    await expect.poll(async () => [await a.locator(".ed-text .fact").innerText(), await b.locator(".ed-text .fact").innerText()]).toEqual(["0431-12119", "0431-12119"]);
    await a.locator(".ed-text .fact").click();
    await expect.poll(() => a.getByText(/森林火警，第 2 次说法/).count()).toBe(1);
  });

  it("goes on through a lost line, says so, and merges what both wrote meanwhile", async () => {
    await a.context().setOffline(true);
    await expect.poll(() => a.getByRole("status").filter({ hasText: "断" }).count()).toBeGreaterThan(0);
    await text(a).locator("p").first().click();
    await a.keyboard.press("End");
    await a.keyboard.type("人离火灭。");
    await text(b).locator("p").first().click();
    await b.keyboard.press("Home");
    await b.keyboard.type("清明将至，");
    await expect.poll(() => a.getByText("存在这台电脑上").count()).toBeGreaterThan(0);
    expect(await said(b)).not.toContain("人离火灭");
    await a.context().setOffline(false);
    await expect.poll(() => said(a), { timeout: 20_000 }).toContain("清明将至，进入林区");
    await expect.poll(async () => [await said(b), await said(a)]).toEqual(Array(2).fill(expect.stringContaining("人离火灭。")));
    expect(await said(a)).toBe(await said(b));
  });

  it("a count of people typed by hand blocks, with the words of what to do", async () => {
    await text(b).locator("p").first().click();
    await b.keyboard.press("End");
    await b.keyboard.type("火灾造成3人受伤。");
    await expect.poll(() => b.getByText(/是手打的人数/).count(), { timeout: 10_000 }).toBeGreaterThan(0);
    for (let n = 0; n < 9; n += 1) await b.keyboard.press("Backspace");
    await expect.poll(() => b.getByText(/是手打的人数/).count(), { timeout: 10_000 }).toBe(0);
  });

  it("holds at both widths, nothing serious in axe, no fault in the console", async () => {
    await inspect(a, "piece-coedit");
    await Promise.all([a.close(), b.close()]);
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))).toEqual([]);
  });
});
