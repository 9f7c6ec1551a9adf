import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { recallPiece } from "#modules/dispatch/contract.ts";
import { listOrders, readOrder, reportRelay, type OrderView } from "#modules/relay/contract.ts";
import { openBrowser, phone } from "#tests/support/browser.ts";
import { look, officersAt, pagesOf, review, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const title = `冬春火灾防控提示 ${Date.now() % 100_000}`;
const four = ["“长春应急”头条号", "“长春消防”抖音号", "“江城应急”快手号", "“延边应急”B站号"];
const link = (account: string) => `https://www.example.org/${Date.now()}/${encodeURIComponent(account)}`;

let browser: Browser;
let issuer: Page;
let pieceId = "";
let orderId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);
const order = async (): Promise<OrderView> => (await at.as("linzhixia")).call(readOrder, { params: { orderId } });
const target = async (account: string) => (await order()).targets.find((one) => one.accountName === account);

describe("four units are asked to pass on what is public", () => {
  it("林知夏 names a public piece and their accounts; one that carries it itself cannot be asked", async () => {
    pieceId = await write(at, { title, lines: ["冬春季节用火用电增多，请检查线路和炉具。"], units: ["yjt"], accounts: ["吉林应急网", "“吉林应急”头条号"] });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    await expect.poll(async () => (await (await at.as("linzhixia")).ask("GET", `/api/relay-askable?pieceId=${pieceId}`)).status, { timeout: 30_000 }).toBe(200);
    issuer = await open("linzhixia", `/desk/relay/new?piece=${pieceId}`);
    await issuer.getByText("请哪些账号").waitFor();
    expect(await issuer.getByRole("checkbox", { name: /“吉林应急”头条号.*不用转/ }).isDisabled()).toBe(true);
    for (const name of four) await issuer.getByRole("checkbox", { name: new RegExp(name) }).check();
    await look(issuer, "relay-new");
    await issuer.getByRole("button", { name: "下发给 4 个账号" }).click();
    await issuer.waitForURL(/\/desk\/relay\/[0-9a-f-]{36}$/);
    orderId = issuer.url().split("/").at(-1) ?? "";
    expect((await order()).targets.map((one) => one.state)).toEqual(["issued", "issued", "issued", "issued"]);
  });

  it("赵晨曦 sees it waiting on a phone, acknowledges, and reports the link; the original is no relay", async () => {
    const city = await open("zhaochenxi", "/desk/relay", phone);
    await city.getByRole("link", { name: new RegExp(title) }).click();
    await city.getByRole("button", { name: /^签\s*收$/ }).click();
    await city.getByRole("button", { name: "报转发" }).click();
    await city.getByLabel("链接").fill(`${house}/a/${pieceId}`);
    await city.getByRole("button", { name: "报上去" }).click();
    await city.getByText("这是原稿的链接").waitFor();
    await city.getByLabel("链接").fill(link("cc"));
    await city.getByRole("button", { name: "报上去" }).click();
    await city.getByText("已转发，待核验").waitFor();
    await look(city, "relay-city");
    await city.context().close();
  });

  it("the others report too, and one cannot; 林知夏 verifies one, sends one back, and the count says so", async () => {
    for (const [who, account] of [["liusiyuan", four[2]], ["jinmeishan", four[3]]] as const) {
      await (await at.as(who)).call(reportRelay, { params: { orderId, targetId: (await target(account ?? ""))?.id ?? "" }, body: { link: link(who), at: new Date().toISOString() } });
    }
    const brigade = await open("zhouyuanhang", `/desk/relay/${orderId}`);
    await brigade.getByRole("button", { name: "办不到" }).click();
    await brigade.getByLabel("理由").fill("认证续期，平台审核中");
    await brigade.getByRole("button", { name: /^记\s*下$/ }).click();
    await brigade.getByText("原因：认证续期，平台审核中").waitFor();
    await brigade.context().close();
    const row = (account: string) => issuer.getByRole("listitem").filter({ hasText: account });
    await row(four[0] ?? "").getByRole("button", { name: /^核\s*验$/ }).click();
    await row(four[0] ?? "").getByText("已核验").waitFor();
    await row(four[2] ?? "").getByRole("button", { name: "退回" }).click();
    await issuer.getByRole("button", { name: "没有注明发布单位" }).click();
    await issuer.getByRole("dialog").getByRole("button", { name: /^退\s*回$/ }).click();
    await row(four[2] ?? "").getByText("退回：没有注明发布单位").waitFor();
    await look(issuer, "relay-order");
    const mine = (await (await at.as("linzhixia")).call(listOrders, { query: {} })).items.find((one) => one.id === orderId);
    expect(mine).toMatchObject({ asked: 4, relayed: 2, verified: 1, mine: 1 });
    const rates = await open("linzhixia", "/desk/relay/rates");
    await rates.getByText("长春市应急管理局").first().waitFor();
    await look(rates, "relay-rates");
    await rates.goto(`${house}/desk/relay`);
    await rates.getByText(title).waitFor();
    await look(rates, "relay-list");
    await rates.context().close();
  });

  it("the piece is recalled: what went out must come down, also the one that was sent back, and nobody relays it any more", async () => {
    await (await at.as("songhuaiyuan")).call(recallPiece, { params: { pieceId }, body: { reason: "引用的标准已更新" } });
    expect((await order()).targets.map((one) => [one.accountName, one.state, one.stale])).toEqual(expect.arrayContaining([[four[0], "verified", "recalled"], [four[1], "unable", null], [four[2], "relayed", "recalled"], [four[3], "relayed", "recalled"]]));
    const city = await open("zhaochenxi", `/desk/relay/${orderId}`, phone);
    await city.getByText("原稿已撤回，要撤下").first().waitFor();
    await city.getByRole("button", { name: "已撤下" }).click();
    await city.getByText("已撤下", { exact: true }).first().waitFor();
    await city.context().close();
    await issuer.context().close();
    // The browser notes the refused link, and nothing else.
    expect(faults.filter((fault) => !fault.includes("409"))).toEqual([]);
  });
});
