import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { excuseClash, listRequests, readClashes, readRequest, type RequestLine } from "#modules/carriers/contract.ts";
import { readPlan } from "#modules/review/contract.ts";
import { openBrowser } from "#tests/support/browser.ts";
import { fail, look, officersAt, pagesOf, review, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const title = `冬季清雪出行提示 ${Date.now() % 100_000}`;
const account = "示例移动公司短信";

let browser: Browser;
let pieceId = "";
let request: RequestLine;
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);

describe("a carrier is asked to send to a region, and returns counts", () => {
  it("signed, the request goes under its number by mail; it names a region and nobody's number", async () => {
    pieceId = await write(at, { title, lines: ["降雪后路滑，出行请减速慢行，远离屋檐下的积雪和冰溜子。"], units: ["yjt"], accounts: [account] });
    const writer = await at.as("linzhixia");
    const accountId = (await writer.call(readPlan, { params: { pieceId } })).accounts.find((a) => a.name === account)?.id ?? fail("no carrier");
    // Another message may reach the whole province the same day; then somebody says why people need this one.
    if ((await writer.call(readClashes, { query: { pieceId, accountId } })).held) await writer.call(excuseClash, { params: { pieceId }, body: { reason: "路面结冰，需当天提示" } });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    const taken = async () => (await writer.call(listRequests, { query: { pieceId } })).items.find((r) => r.outcome === "taken");
    await expect.poll(taken, { timeout: 30_000 }).toBeDefined();
    request = (await taken()) ?? fail("no request");
    expect(request).toMatchObject({ kind: "send", title, places: [{ code: "220000" }], counts: null });
    expect((await writer.call(readRequest, { params: { requestId: request.id } })).text).not.toMatch(/1[3-9]\d{9}/);
  });

  it("林知夏 finds it among those that await counts", async () => {
    const page = await open("linzhixia", "/desk/carriers?state=open");
    await page.getByRole("link", { name: new RegExp(title) }).waitFor();
    await look(page, "carriers");
    await page.getByRole("link", { name: new RegExp(title) }).click();
    await page.getByRole("heading", { name: title }).waitFor();
    await look(page, "carrier-request");
    await page.context().close();
  });

  it("she fills in what the carrier returned; more sent than submitted is refused in her words", async () => {
    const page = await open("linzhixia", `/desk/carriers/${request.id}`);
    await page.getByRole("button", { name: "填回数" }).click();
    await page.getByLabel("谁受理的").fill("集团客户部值班席");
    const fill = async (figure: string, value: string): Promise<void> => { await page.getByRole("spinbutton", { name: `吉林省 ${figure}` }).fill(value); };
    await fill("提交", "15240000");
    await fill("成功", "15240001");
    await fill("失败", "0");
    await page.getByRole("dialog").getByText(/^吉林省：成功 .+多于提交/).first().waitFor();
    await look(page, "carrier-counts-wrong");
    await fill("成功", "15100000");
    await fill("失败", "120000");
    await look(page, "carrier-counts");
    await page.getByRole("dialog").getByRole("button", { name: /^记\s*下$/ }).click();
    await page.getByText("15,100,000").first().waitFor();
    await page.context().close();
    expect(await (await at.as("linzhixia")).call(readRequest, { params: { requestId: request.id } })).toMatchObject({ counts: { submitted: 15_240_000, sent: 15_100_000, failed: 120_000 }, entries: [{ source: "person", takenBy: "集团客户部值班席" }] });
  });

  it("leaves nothing red behind", () => {
    expect(faults).toEqual([]);
  });
});
