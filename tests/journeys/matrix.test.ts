import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { changeKeepers, createAccount, listAccounts, type AccountLine } from "#modules/channels/contract.ts";
import { readFile, readMatrix, runRound, saveFile, type FileView } from "#modules/matrix/contract.ts";
import { openBrowser } from "#tests/support/browser.ts";
import { fail, look, officersAt, pagesOf } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const name = `“长春应急”试运行号 ${Date.now() % 100_000}`;

let browser: Browser;
let accountId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);
const accounts = async (who: string): Promise<AccountLine[]> => (await (await at.as(who)).call(listAccounts, { query: {} })).items;
const file = async (): Promise<FileView> => (await at.as("linzhixia")).call(readFile, { params: { accountId } });

describe("the accounts of a province are inspected, and what is found is mended", () => {
  it("林知夏 sees the matrix and inspects at once: a new account without number and successor is found", async () => {
    const owner = (await accounts("zhaochenxi")).find((a) => a.unitName === "长春市应急管理局") ?? fail("no account of 长春");
    accountId = (await (await at.as("zhaochenxi")).call(createAccount, { body: { connectorId: "assisted", unitId: owner.unitId, name, audience: "public", config: { platform: "小红书", account: "长春应急" }, ownerId: owner.ownerId, successorId: null, registrationNo: "" } })).id;
    const page = await open("linzhixia", "/desk/matrix");
    await page.getByRole("button", { name: "现在检查" }).click();
    await page.getByText(/查了 \d+ 个账号/).waitFor();
    await page.getByRole("link", { name: new RegExp(name) }).getByText("2 个问题").waitFor();
    await look(page, "matrix");
    await page.context().close();
    expect((await file()).findings.map((f) => f.code).sort()).toEqual(["no-successor", "registration"]);
  });

  it("赵晨曦 says that it is mended, which it is not: 林知夏 cannot close it and sends it back", async () => {
    const unit = await open("zhaochenxi", `/desk/matrix/accounts/${accountId}`);
    const found = (page: typeof unit) => page.getByRole("listitem").filter({ hasText: "认证与备案" });
    await found(unit).getByRole("button", { name: "报整改" }).click();
    await unit.getByLabel("理由").fill("已向网信部门报备");
    await unit.getByRole("button", { name: "报上去" }).click();
    await found(unit).getByText("待复查").waitFor();
    const above = await open("linzhixia", `/desk/matrix/accounts/${accountId}`);
    await found(above).getByRole("button", { name: "复查销号" }).click();
    await above.getByRole("button", { name: /^销\s*号$/ }).click();
    await above.getByText("系统现在看还是不合格").waitFor();
    await above.getByRole("button", { name: "先不办" }).click();
    await found(above).getByRole("button", { name: "退回重改" }).click();
    await above.getByLabel("复查情况").fill("备案号和认证主体都还空着");
    await above.getByRole("dialog").getByRole("button", { name: /^退\s*回$/ }).click();
    await found(above).getByText("待整改").waitFor();
    await look(above, "matrix-file");
    await above.context().close();
    await unit.context().close();
  });

  it("it is really mended: number, certification and successor are there, and the next round closes it by itself", async () => {
    const keeper = await at.as("zhaochenxi");
    const { ownerId } = (await accounts("zhaochenxi")).find((a) => a.id === accountId) ?? fail("no such account");
    const other = (await accounts("linzhixia")).find((a) => a.ownerId !== ownerId) ?? fail("nobody else");
    await keeper.call(changeKeepers, { params: { accountId }, body: { ownerId, successorId: other.ownerId, registrationNo: "长新媒备 21" } });
    await keeper.call(saveFile, { params: { accountId }, body: { certifiedAs: "长春市应急管理局", certifiedUntil: null, openedOn: null, closingFiledOn: null, closingNumber: "" } });
    await (await at.as("linzhixia")).call(runRound, {});
    expect((await file()).findings.map((f) => [f.state, f.outcome])).toEqual([["closed", "gone"], ["closed", "gone"]]);
    const { rows } = await (await at.as("linzhixia")).call(readMatrix, {});
    expect(rows.flatMap((row) => row.accounts).find((a) => a.id === accountId)).toMatchObject({ open: 0, veto: false });
    const page = await open("linzhixia", "/desk/matrix/findings");
    await page.getByText("没办结的").waitFor();
    await look(page, "matrix-findings");
    await page.context().close();
  });

  it("the doctor says what is wrong with an account, and its button leads to what mends it", async () => {
    const unitId = (await accounts("xumuchuan")).find((a) => a.unitName === "省消防救援总队")?.unitId ?? fail("no unit");
    const owner = (await accounts("xumuchuan")).find((a) => a.unitId === unitId)?.ownerId ?? fail("no owner");
    const robot = `试用机器人 ${Date.now() % 100_000}`;
    await (await at.as("xumuchuan")).call(createAccount, { body: { connectorId: "wecom", unitId, name: robot, audience: "staff", config: { baseUrl: "https://qyapi.weixin.qq.com" }, ownerId: owner, successorId: null, registrationNo: "" } });
    const page = await open("xumuchuan", "/desk/matrix/doctor");
    const patient = page.getByRole("listitem").filter({ hasText: robot }).first();
    await patient.getByText("缺少密钥").first().waitFor();
    await look(page, "matrix-doctor");
    await patient.getByRole("link", { name: "设密钥" }).click();
    await page.waitForURL(/\/desk\/accounts\/[0-9a-f-]{36}/);
    await page.getByRole("dialog").waitFor();
    await page.context().close();
    // The browser notes the refused recheck, and nothing else.
    expect(faults.filter((fault) => !fault.includes("409"))).toEqual([]);
  });
});
