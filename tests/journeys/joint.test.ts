import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readBoard } from "#modules/dispatch/contract.ts";
import { readReview } from "#modules/review/contract.ts";
import { desk, inspect, openBrowser, phone, Visitor } from "#tests/support/browser.ts";
import { demoPassword } from "../../presets/demo/cast.ts";
import { officersAt, pagesOf } from "./officers.ts";
import { choose, passGates, signHere } from "./screens.ts";

const house = inject("house");
const at = officersAt(house);
const title = "冬季电动自行车进楼入户安全联合提示";
const accounts = ["吉林应急网", "全省应急宣传工作群", "媒体通讯录邮件", "省政务发布平台", "消防宣传工作群", "森防宣传工作群"];

let browser: Browser;
let writer: Page;
let pieceId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);

describe("a joint message of three agencies, from an empty page to receipts", () => {
  it("林知夏 logs in with password and second factor", async () => {
    ({ page: writer } = await new Visitor(house).open(browser, "/desk/login"));
    await writer.getByLabel("用户名").fill("linzhixia");
    await writer.getByLabel("密码").fill(demoPassword);
    await inspect(writer, "login");
    await writer.getByRole("button", { name: "登录", exact: true }).click();
    await writer.getByRole("heading", { name: "第二重验证" }).waitFor();
    await inspect(writer, "second-factor");
    await writer.setViewportSize(desk);
    await writer.getByRole("button", { name: "填上" }).click();
    await writer.getByRole("button", { name: "验证", exact: true }).click();
    await writer.getByRole("navigation").first().waitFor();
    await inspect(writer, "today");
    await writer.setViewportSize(desk);
  });

  it("begins a piece, writes it, states a fact and places it", async () => {
    await writer.goto(`${house}/desk/pieces/new`);
    await writer.getByLabel("标题").fill(title);
    await choose(writer, "主题", "消防");
    await choose(writer, "栏目", "安全提示");
    await inspect(writer, "new-piece");
    await writer.setViewportSize(desk);
    await writer.getByRole("button", { name: "开稿，去写正文" }).click();
    await writer.waitForURL(/\/desk\/pieces\/[0-9a-f-]{36}$/);
    pieceId = writer.url().slice(-36);
    await stateFact("电话", "火警", "119", "全省公开热线");
    const text = writer.getByRole("textbox", { name: "正文" });
    await text.click();
    await writer.keyboard.type("电动自行车及其电池不要带进楼道、电梯和家中，也不要飞线充电。");
    await writer.keyboard.press("Enter");
    await writer.keyboard.type("发现火情请立即撤离并拨打");
    await writer.getByRole("button", { name: "插入事实" }).click();
    await writer.getByRole("menuitem", { name: /119/ }).click();
    await writer.keyboard.type("。");
    await writer.getByText(/已自动保存/).waitFor();
    await inspect(writer, "piece");
    await writer.setViewportSize(desk);
  });

  it("plans it: the line as the duty rule proposes, a third unit with a reason, six accounts of five connectors", async () => {
    await writer.getByRole("button", { name: "落款与投放" }).click();
    const plan = writer.getByRole("dialog", { name: "落款与投放" });
    await plan.getByText("两家，按职责拟定").waitFor();
    await choose(writer, "加一家会签单位", "吉林省森林消防总队");
    await plan.getByLabel(/为什么改/).fill("林区林场同样多发，三家共同提示");
    await plan.getByRole("button", { name: "就这样定" }).click();
    await plan.getByRole("checkbox", { name: "森防宣传工作群" }).waitFor();
    for (const account of accounts) await plan.getByRole("checkbox", { name: account }).check();
    await inspect(writer, "plan");
    await writer.setViewportSize(desk);
    await plan.getByRole("button", { name: "存好改动" }).click();
    await plan.getByRole("button", { name: "存好改动" }).waitFor({ state: "hidden" });
    await plan.getByRole("button", { name: "回到正文" }).click();
    await writer.getByRole("button", { name: "交初审" }).click();
    await writer.getByText("顾言初").first().waitFor();
  });

  it("顾言初 passes the five gates of 初审, 程以宁 those of 复审", async () => {
    for (const [who, stage] of [["guyanchu", "初审"], ["chengyining", "复审"]] as const) {
      const page = await open(who, `/desk/pieces/${pieceId}`);
      await passGates(page, stage);
      await page.context().close();
    }
  });

  it("宋怀远 signs for the department; 许牧川 and 罗青禾 co-sign on a phone with at most three taps from the message", async () => {
    await writer.goto(`${house}/desk/boards/${pieceId}`);
    await writer.getByText("还没有投放").waitFor();
    const review = await (await at.as("songhuaiyuan")).call(readReview, { params: { pieceId } });
    const link = `/desk/sign/${review.manifestId ?? ""}`;
    const final = await open("songhuaiyuan", link);
    await inspect(final, "final-review");
    await signHere(final, /^签发，代表/);
    await final.getByText(/已代表.*签好/).waitFor();
    await final.context().close();
    for (const who of ["xumuchuan", "luoqinghe"]) {
      const page = await open(who, link, phone);
      await page.getByText(title).first().waitFor();
      const taps = 1 + await signHere(page, /^会签，代表/);
      expect(taps).toBeLessThanOrEqual(3);
      await page.getByText(/已代表.*签好/).waitFor();
      await inspect(page, `sign-${who}`);
      await page.context().close();
    }
  });

  it("the board, open since before the last signature, fills to settled rungs without a reload", async () => {
    for (const account of accounts) await writer.getByRole("button", { name: `${account}的证据` }).waitFor();
    await expect.poll(async () => (await (await at.as("linzhixia")).call(readBoard, { params: { pieceId } })).rows.map((row) => row.state), { timeout: 60_000, interval: 500 }).toEqual(accounts.map(() => "settled"));
    await expect.poll(() => writer.locator(".board-figures").innerText(), { timeout: 20_000 }).toMatch(/6\s*应到账号|应到账号\s*6/);
    await inspect(writer, "board");
  });

  it("the public site shows the article under its three units, and every feed carries it", async () => {
    const reader = await new Visitor(house).open(browser, `/a/${pieceId}`, phone);
    await reader.page.getByRole("heading", { name: title }).waitFor();
    const words = await reader.page.locator("main").innerText();
    for (const unit of ["吉林省应急管理厅", "吉林省消防救援总队", "吉林省森林消防总队"]) expect(words).toContain(unit);
    expect(words).toContain("119");
    await inspect(reader.page, "article");
    await reader.page.goto(`${house}/`);
    await inspect(reader.page, "site-home");
    for (const feed of ["/rss.xml", "/atom.xml", "/feed.json"]) expect(await (await fetch(`${house}${feed}`)).text(), feed).toContain(title);
  });

  it("the record lists what each of them did", async () => {
    const page = await open("shenjiyuan", `/desk/audit`);
    for (const name of ["林知夏", "顾言初", "程以宁", "宋怀远", "许牧川", "罗青禾"]) await page.getByRole("listitem").filter({ hasText: name }).first().waitFor();
    await inspect(page, "audit");
    await page.context().close();
    expect(faults).toEqual([]);
  });
});

async function stateFact(kind: string, label: string, text: string, source: string): Promise<void> {
  await writer.getByRole("button", { name: "事实单", exact: true }).click();
  const sheet = writer.getByRole("dialog");
  await sheet.getByRole("button", { name: "加一条事实" }).click();
  await choose(writer, "种类", kind);
  await sheet.getByLabel("名称").fill(label);
  await sheet.getByLabel("放进正文的字").fill(text);
  await sheet.getByLabel("出处").fill(source);
  await sheet.getByRole("button", { name: "记上" }).click();
  await sheet.getByRole("button", { name: "记上" }).waitFor({ state: "hidden" });
  await sheet.getByRole("button", { name: "回到正文" }).click();
  await sheet.waitFor({ state: "hidden" });
}
