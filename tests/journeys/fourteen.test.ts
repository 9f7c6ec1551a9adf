import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createPiece } from "#modules/content/contract.ts";
import { readBoard, recallPiece, type Board } from "#modules/dispatch/contract.ts";
import { desk, openBrowser } from "#tests/support/browser.ts";
import { look, officersAt, pagesOf, plan, review, signFor } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const title = `道路结冰黄色预警 ${Date.now() % 100_000}`;
/** One account for each of fourteen kinds of channel, of three units. */
const fourteen = ["吉林应急网", "网站订阅源", "预警通用格式目录", "南湖大路户外屏", "省应急广播平台", "媒体通讯录邮件", "全省应急宣传工作群", "应急宣传工作通知", "消防宣传工作群", "森防宣传工作群", "“吉林应急”公众号", "“吉林应急”微博", "省政务发布平台", "“吉林应急”头条号"];

let browser: Browser;
let pieceId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);
const board = async (): Promise<Board> => (await at.as("linzhixia")).call(readBoard, { params: { pieceId } });
const rungs = async (): Promise<Record<string, string | null>> => Object.fromEntries((await board()).rows.map((row) => [row.connectorId, row.rung]));

describe("one piece to fourteen channels", () => {
  it("each is previewed as it will look before anybody signs", async () => {
    const writer = await at.as("linzhixia");
    pieceId = (await writer.call(createPiece, { body: {
      title, summary: "今夜到明天上午，全省多地道路结冰。", form: "warning", topic: "disaster-reduction", column: "urgent", urgency: "yellow", regions: ["220000"], validUntil: new Date(Date.now() + 86_400_000).toISOString(), plannedAt: null, unitId: await at.unit("yjt"),
      withUnitIds: [await at.unit("xfj"), await at.unit("slxf")], text: ["今夜到明天上午，全省多地道路结冰，可能影响出行。", "驾车请减速慢行，行人注意防滑；发生险情请拨打119。"],
    } })).id;
    await plan(at, pieceId, ["yjt", "xfj", "slxf"], fourteen);
    const page = await open("linzhixia", `/desk/pieces/${pieceId}`);
    await page.getByText(title).first().waitFor();
    await look(page, "fourteen-piece");
    await page.context().close();
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt", "xfj", "slxf"]);
  });

  it("the live board shows each by what was seen of it, and claims no more", async () => {
    const page = await open("linzhixia", `/desk/boards/${pieceId}`, desk);
    await expect.poll(rungs, { timeout: 120_000, interval: 500 }).toMatchObject({
      website: "verified", feed: "verified", cap: "verified", wechat: "verified", weibo: "verified", webhook: "verified", led: "published", broadcast: "published",
      email: "accepted", wecom: "accepted", "wecom-app": "accepted", dingtalk: "accepted", feishu: "accepted", toutiao: "accepted",
    });
    const { rows } = await board();
    expect(rows.map(({ accountName, failureCode }) => [accountName, failureCode])).toEqual(rows.map(({ accountName }) => [accountName, null]));
    for (const name of fourteen) await page.getByText(name).first().waitFor();
    await look(page, "fourteen-board");
    await page.context().close();
  });

  it("the recall drill takes back what can be and names what cannot", async () => {
    await (await at.as("songhuaiyuan")).call(recallPiece, { params: { pieceId }, body: { reason: "演练：检查撤回是否到每一路" } });
    await expect.poll(async () => (await board()).rows.filter(({ action, rung }) => action === "recall" && rung !== null).length, { timeout: 120_000, interval: 500 }).toBeGreaterThan(10);
    const page = await open("songhuaiyuan", `/desk/boards/${pieceId}`);
    await page.getByText(/已撤回|撤回进行中/).first().waitFor();
    await look(page, "fourteen-recalled");
    const words = await page.locator("main").innerText();
    expect(words).toMatch(/撤不回|说明/);
    await page.context().close();
    expect(faults).toEqual([]);
  });
});
