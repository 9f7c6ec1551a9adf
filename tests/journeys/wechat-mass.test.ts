import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { readBoard, readReceipt, recallPiece } from "#modules/dispatch/contract.ts";
import { readToday } from "#modules/today/contract.ts";
import { inspect, openBrowser } from "#tests/support/browser.ts";
import { wechatAccount } from "#tests/simulators/wechat.ts";
import { simulatorPorts } from "../../presets/demo/accounts.ts";
import { fail, look, officersAt, pagesOf, review, settledBoard, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const account = "“吉林应急”公众号群发";
const platform = `http://127.0.0.1:${simulatorPorts(Number(new URL(house).port)).wechat}/cgi-bin`;
// The platform allows one a day: a house that ran this journey today has none left.
const title = `森林火险预警响应 ${Date.now() % 100_000}`;
const faults: string[] = [];
let browser: Browser;
let board: Page;
let pieceId: string;
let sent: string;

const legOf = async (who = "songhuaiyuan") => (await (await at.as(who)).call(readBoard, { params: { pieceId } })).rows.find((row) => row.accountName === account) ?? fail("no leg");

const ask = async (path: string, json: object): Promise<Record<string, unknown>> => (await fetch(`${platform}/${path}`, { method: "POST", body: JSON.stringify(json) })).json() as Promise<Record<string, unknown>>;

/** How the send stands at the platform, as it tells itself. */
async function standing(): Promise<unknown> {
  const { access_token } = await ask("stable_token", { grant_type: "client_credential", appid: wechatAccount.appId, secret: wechatAccount.appSecret });
  return (await ask(`message/mass/get?access_token=${String(access_token)}`, { msg_id: sent }))["msg_status"];
}

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); expect(faults).toEqual([]); });

describe("a mass send is spent by a person", () => {
  const open = pagesOf(at, () => browser, faults);

  it("the plan says that it will ask", async () => {
    pieceId = await write(at, { title, lines: ["林区禁止一切野外用火。"], units: ["yjt"], accounts: ["吉林应急网", account] });
    const page = await open("linzhixia", `/desk/pieces/${pieceId}`);
    await page.getByRole("button", { name: "落款与投放" }).click();
    await page.getByText("签齐后先问，有人定了才群发").first().waitFor();
    await inspect(page, "wechat-mass-plan");
    await page.context().close();
  });

  it("signed, its neighbour leaves and it waits: on the board, and among what waits for who may decide", async () => {
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    await expect.poll(async () => (await (await at.as("songhuaiyuan")).call(readBoard, { params: { pieceId } })).rows.map((row) => row.state).toSorted(), { timeout: 30_000 }).toEqual(["held", "settled"]);
    const waiting = (await (await at.as("songhuaiyuan")).call(readToday, {})).waiting.filter((item) => item.kind === "spend" && item.title === title);
    expect(waiting).toMatchObject([{ link: `/boards/${pieceId}`, facts: { account } }]);
    const first = await open("songhuaiyuan", "/desk/");
    await first.getByText(`${account}：要不要用掉一次`).first().waitFor();
    await look(first, "wechat-mass-today");
    await first.context().close();
  });

  it("the board says what was spent today; decided, it goes to the followers once", async () => {
    board = await open("songhuaiyuan", `/desk/boards/${pieceId}`);
    await board.getByText("等人决定：用掉今天的群发").waitFor();
    await board.getByText("今天已用 0 / 1").waitFor();
    await look(board, "wechat-mass-board");
    await board.getByRole("button", { name: "用掉", exact: true }).click();
    await board.getByRole("dialog").getByText("今天已用 0 / 1").waitFor();
    await inspect(board, "wechat-mass-spend");
    await board.getByRole("button", { name: "用掉，现在发" }).click();
    await board.getByText(`宋怀远 定了：${account}用掉一次群发`).waitFor();
    await settledBoard(at, pieceId);
    expect(await legOf()).toMatchObject({ state: "settled", rung: "published", goal: "published", attempt: 1 });
    const { items } = await (await at.as("songhuaiyuan")).call(readReceipt, { params: { deliveryId: (await legOf()).deliveryId } });
    expect(items.map((item) => [item.source, item.outcome, item.rung])).toEqual([["person", "spend", null], ["answer", "rung", "accepted"], ["poll", "rung", "published"]]);
    sent = String((JSON.parse(items[1]?.rawBody ?? "") as { msg_id: number }).msg_id);
    expect(await standing()).toBe("SEND_SUCCESS");
    await look(board, "wechat-mass-sent");
  });

  it("a recall asks nobody and deletes it", async () => {
    await (await at.as("songhuaiyuan")).call(recallPiece, { params: { pieceId }, body: { reason: "误发" } });
    await settledBoard(at, pieceId);
    expect(await legOf()).toMatchObject({ action: "recall", rung: "published" });
    expect(await standing()).toBe("DELETE");
    await board.getByText(`${account}已撤下`).waitFor();
    await board.context().close();
  });
});
