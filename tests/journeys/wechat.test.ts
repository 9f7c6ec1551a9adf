import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { changeFact } from "#modules/content/contract.ts";
import { listAccounts } from "#modules/channels/contract.ts";
import { readBoard, readRecallPlan, recallPiece } from "#modules/dispatch/contract.ts";
import { inspect, openBrowser } from "#tests/support/browser.ts";
import { wechatAccount } from "#tests/simulators/wechat.ts";
import { simulatorPorts } from "../../presets/demo/accounts.ts";
import { factsOf, officersAt, review, settledBoard, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const account = "“吉林应急”公众号";
const platform = `http://127.0.0.1:${simulatorPorts(Number(new URL(house).port)).wechat}/cgi-bin`;
// The platform remembers what an earlier run said.
const title = `冰面救援情况通报 ${Date.now() % 100_000}`;
let browser: Browser;
let pieceId: string;

const ask = async (path: string, json: object): Promise<Record<string, unknown>> => (await fetch(`${platform}/${path}`, { method: "POST", body: JSON.stringify(json) })).json() as Promise<Record<string, unknown>>;

/** The titles the public can read on the account now, as the platform tells them. */
async function standing(): Promise<string[]> {
  const { access_token } = await ask("stable_token", { grant_type: "client_credential", appid: wechatAccount.appId, secret: wechatAccount.appSecret });
  const { item } = await ask(`freepublish/batchget?access_token=${String(access_token)}`, { offset: 0, count: 20, no_content: 1 }) as { item: { content: { news_item: { title: string; is_deleted: boolean }[] } }[] };
  return item.flatMap(({ content }) => content.news_item.filter((news) => !news.is_deleted).map((news) => news.title)).filter((shown) => shown.includes(title));
}

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

describe("an Official Account that cannot replace what it said", () => {
  it("shows the article as signed, read back word for word", async () => {
    pieceId = await write(at, { title, fact: { kind: "injured", label: "受伤人数", text: "3人", number: 3 }, lines: ["救援已经结束，请勿在未封冻水面停留。"], units: ["yjt"], accounts: ["吉林应急网", account] });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    const row = (await settledBoard(at, pieceId)).rows.find(({ connectorId }) => connectorId === "wechat");
    expect(row).toMatchObject({ rung: "verified", goal: "verified", url: expect.stringContaining("mp.weixin.qq.com") as unknown });
    expect(await standing()).toEqual([title]);
  });

  it("a correction is a second article, marked, beside the first", async () => {
    const editor = await at.as("linzhixia");
    const [fact] = await factsOf(at, pieceId);
    await editor.call(changeFact, { params: { factId: fact?.id ?? "" }, body: { text: "5人", number: 5, source: "市医院复核", reason: "另有两人自行就诊" } });
    await review(at, pieceId, "受伤人数经医院复核更新");
    await signFor(at, pieceId, ["yjt"]);
    await expect.poll(async () => (await editor.call(readBoard, { params: { pieceId } })).editionNumber, { timeout: 30_000 }).toBe(2);
    await settledBoard(at, pieceId);
    expect((await standing()).toSorted()).toEqual([`【更正】${title}`, title].toSorted());
  });

  it("a recall names both posts and deletes them", async () => {
    const signer = await at.as("songhuaiyuan");
    expect((await signer.call(readRecallPlan, { params: { pieceId } })).accounts.filter((a) => a.accountName === account).map((a) => [a.editionNumber, a.way])).toEqual([[2, "delete"], [1, "delete"]]);
    await signer.call(recallPiece, { params: { pieceId }, body: { reason: "误发" } });
    const rows = (await settledBoard(at, pieceId)).rows.filter(({ connectorId }) => connectorId === "wechat");
    expect(rows.map((row) => [row.action, row.editionNumber, row.rung]).toSorted()).toEqual([["recall", 1, "published"], ["recall", 2, "published"]]);
    expect(await standing()).toEqual([]);
  });

  it("the board and the account's page say so to whoever opens them", async () => {
    const editor = await at.as("linzhixia");
    const { page } = await editor.open(browser, `/desk/boards/${pieceId}`);
    await page.getByText(`${account}（第 1 版）`).first().waitFor();
    await inspect(page, "wechat-board");
    const id = (await editor.call(listAccounts, { query: {} })).items.find((one) => one.name === account)?.id ?? "";
    await page.goto(`${house}/desk/accounts/${id}`);
    await page.getByText("可不设").first().waitFor();
    await inspect(page, "wechat-account");
    await page.context().close();
  });
});
