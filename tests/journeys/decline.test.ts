import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readReview, readSigning } from "#modules/review/contract.ts";
import { inspect, openBrowser } from "#tests/support/browser.ts";
import { fail, officersAt, review, signFor, write } from "./officers.ts";

const at = officersAt(inject("house"));
const accounts = ["吉林应急网", "全省应急宣传工作群", "消防宣传工作群"];
const reason = "林区本月只播森林防火内容，请两家落款";

let browser: Browser;
let pieceId = "";
let first = "";

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const now = async () => (await at.as("linzhixia")).call(readReview, { params: { pieceId } });

describe("one of three units declines", () => {
  it("罗青禾 declines with a reason, and every signature on that edition is void", async () => {
    pieceId = await write(at, { title: "城区消防站开放日安排", lines: ["城区消防站本周末向公众开放，请提前预约。"], units: ["yjt", "xfj", "slxf"], accounts });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt", "xfj"]);
    first = (await now()).manifestId ?? fail("no manifest");
    const { page } = await (await at.as("luoqinghe")).open(browser, `/desk/sign/${first}`);
    await page.getByRole("button", { name: "不签，写明理由" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("理由").fill(reason);
    await dialog.getByRole("button", { name: "不签", exact: true }).click();
    await page.getByText("这一版已作废").waitFor();
    await inspect(page, "declined");
    await page.context().close();
    expect((await (await at.as("xumuchuan")).call(readSigning, { params: { manifestId: first } })).void).toBe(true);
  });

  it("林知夏 reads why, takes the unit off the line with a reason, and submits again", async () => {
    const { page } = await (await at.as("linzhixia")).open(browser, `/desk/pieces/${pieceId}`);
    await page.getByRole("button", { name: "改好，再交审" }).waitFor();
    await page.getByRole("button", { name: "落款与投放" }).click();
    const plan = page.getByRole("dialog", { name: "落款与投放" });
    await plan.getByRole("button", { name: /^去掉.*森林/ }).click();
    await plan.getByLabel(/为什么改/).fill("按森林消防总队意见，由两家落款");
    await plan.getByRole("button", { name: "存好改动" }).click();
    await plan.getByRole("button", { name: "存好改动" }).waitFor({ state: "hidden" });
    await plan.getByRole("button", { name: "回到正文" }).click();
    await page.getByRole("button", { name: "改好，再交审" }).click();
    await expect.poll(async () => (await now()).stage, { timeout: 20_000 }).toBe("final");
    await inspect(page, "resubmitted");
    await page.context().close();
  });

  it("the new edition enters at 终审, its line changed in every rendition, and the old link leads to it", async () => {
    const { manifestId, editionNumber } = await now();
    expect(editionNumber).toBe(2);
    const signing = await (await at.as("songhuaiyuan")).call(readSigning, { params: { manifestId: manifestId ?? "" } });
    expect(signing.line.map((u) => u.name)).toEqual(["吉林省应急管理厅", "吉林省消防救援总队"]);
    expect(signing.lineReason).toBe("按森林消防总队意见，由两家落款");
    expect(signing.renditions).toHaveLength(accounts.length);
    const before = await (await at.as("xumuchuan")).call(readSigning, { params: { manifestId: first } });
    for (const rendition of signing.renditions) {
      expect(JSON.stringify(rendition), rendition.accountName).not.toContain("森林消防");
      expect(before.renditions.find((r) => r.accountId === rendition.accountId)?.hash).not.toBe(rendition.hash);
    }
    const { page } = await (await at.as("xumuchuan")).open(browser, `/desk/sign/${first}`);
    await page.getByText("这一版已作废").waitFor();
    await page.getByText(/不签：/).first().waitFor();
    await page.getByRole("link", { name: /新版在这里/ }).waitFor();
    await page.context().close();
  });
});
