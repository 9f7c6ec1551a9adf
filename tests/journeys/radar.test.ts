import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { acknowledgeNotice, gradeCase, linkAnswer, moveCase, readCase, tellDepartment, type CaseView } from "#modules/cases/contract.ts";
import { importTable, listProfiles, listSources, listTopics } from "#modules/opinion/contract.ts";
import { openBrowser, phone, Visitor } from "#tests/support/browser.ts";
import { look, officersAt, pagesOf, publishOfCorps } from "./officers.ts";
import { choose } from "./screens.ts";

const house = inject("house");
const at = officersAt(house);
const first = "网传双辽市卧虎镇一酒厂储罐爆炸";
const second = "双辽市卧虎镇酒厂储罐爆炸 附近居民担心饮水";
const question = "卧虎镇的饮水还能不能喝";

let browser: Browser;
let officer: Page;
let caseId = "";
let answerId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);
const view = async (): Promise<CaseView> => (await at.as("xumuchuan")).call(readCase, { params: { caseId } });
const decided = async (shown: Page): Promise<number> => Number(/已研判 (\d+)/.exec(await shown.getByText(/已研判 \d+ \/ \d+/).innerText())?.[1] ?? NaN);

describe("what is said in public becomes a case", () => {
  it("林知夏 enters two wordings with their links; what has none is refused, and both come to one topic", async () => {
    const desk1 = await open("linzhixia", "/desk/radar/enter");
    for (const [title, link] of [[first, "https://a.example.org/1"], [second, "https://b.example.org/2"]] as const) {
      await desk1.getByLabel("说了什么").fill(title);
      await desk1.getByLabel("公开链接").fill(link);
      await desk1.getByRole("button", { name: "录入", exact: true }).click();
      await desk1.getByText("收下 1 条").waitFor();
    }
    await look(desk1, "radar-enter");
    const topic = async () => (await (await at.as("linzhixia")).call(listTopics, { query: { view: "here", q: "卧虎镇" } })).items;
    await expect.poll(async () => (await topic()).map((one) => one.items), { timeout: 20_000, interval: 300 }).toEqual([2]);
    expect((await topic())[0]).toMatchObject({ placeName: "卧虎镇", hazard: "explosion", mark: "new" });
    await desk1.context().close();
  });

  it("the duty officer of the fire corps is called once, takes it, and sees which titles and figures called", async () => {
    officer = await open("yeqingyang", "/desk/alerts");
    const alert = officer.getByRole("listitem").filter({ hasText: "卧虎镇" });
    await alert.first().waitFor();
    expect(await alert.count()).toBe(1);
    await look(officer, "radar-alert");
    await alert.getByRole("button", { name: "我来接手" }).click();
    await alert.getByRole("button", { name: "我来接手" }).waitFor({ state: "hidden" });
    await alert.getByRole("link").first().click();
    await officer.waitForURL(/\/desk\/radar\?topic=/);
    await officer.getByRole("heading", { name: "谁知道，凭什么" }).waitFor();
    await officer.getByText(/关注要求 50% 起/).waitFor();
    await officer.getByText("为什么像突发").waitFor();
    await look(officer, "radar-topic");
  });

  it("a case is opened from it by one key; the topic is decided with it, and calls nobody any more", async () => {
    await officer.goto(`${house}/desk/radar?q=${encodeURIComponent("卧虎镇")}`);
    await officer.getByRole("list", { name: "话题" }).getByRole("listitem").first().waitFor();
    await officer.keyboard.press("c");
    await officer.waitForURL(/\/desk\/cases\/new\?topic=/);
    await expect.poll(() => officer.getByLabel("标题").inputValue()).toContain("卧虎镇");
    await officer.getByLabel("为什么立案").fill("热度上升，群众担心饮水");
    await officer.getByRole("button", { name: "立案", exact: true }).click();
    await officer.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/);
    caseId = officer.url().slice(-36);
    await officer.goto(`${house}/desk/radar?mark=all&q=${encodeURIComponent("卧虎镇")}`);
    await officer.getByText("已立案").first().waitFor();
    await look(officer, "radar-case-opened");
    await officer.context().close();
  });
});

describe("a rumour is answered with evidence", () => {
  const corps = () => at.as("xumuchuan");

  it("graded, told in time, and acknowledged by the department", async () => {
    for (const from of ["watch", "verify"] as const) await (await corps()).call(moveCase, { params: { caseId }, body: { from, note: "支队核实中" } });
    await (await at.as("hexingzhou")).call(gradeCase, { params: { caseId }, body: { grade: "yellow", reason: "省内传播", basis: "本单位舆情预案" } });
    await (await at.as("hexingzhou")).call(moveCase, { params: { caseId }, body: { from: "grade", note: "已定级" } });
    const { id } = await (await corps()).call(tellDepartment, { params: { caseId }, body: { body: "网传卧虎镇酒厂爆炸不属实，拟辟谣。" } });
    await (await at.as("linzhixia")).call(acknowledgeNotice, { params: { caseId, noticeId: id }, body: { remark: "" } });
    await (await corps()).call(moveCase, { params: { caseId }, body: { from: "notify", note: "已签收" } });
    expect((await view()).clocks.find((k) => k.code === "notify")).toMatchObject({ missed: false });
  });

  it("the debunk card needs a source that can be opened; its piece goes through review and signature like any other", async () => {
    const page = await open("xumuchuan", `/desk/cases/${caseId}`);
    await page.getByRole("button", { name: "归并一项关切" }).click();
    const asked = page.getByRole("dialog");
    await asked.getByLabel("问题").fill(question);
    await choose(page, "答复人", "许牧川");
    await asked.getByRole("button", { name: "记下", exact: true }).click();
    await asked.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "写辟谣卡" }).click();
    const card = page.getByRole("dialog");
    await card.getByLabel("流传的说法").fill(first.slice(2));
    await card.getByLabel("证据").fill("支队当日无酒厂出警记录；饮用水水源地监测数据正常。");
    await card.getByLabel("权威出处").fill("四平市消防救援支队出警记录");
    await choose(page, "主题", "应急救援综合");
    await card.getByRole("button", { name: "写卡并起草稿件" }).hover();
    await page.getByText("没有权威出处和链接，不下结论").first().waitFor();
    await card.getByLabel("链接").fill("https://xf.example.org/record");
    await look(page, "case-debunk");
    await card.getByRole("button", { name: "写卡并起草稿件" }).click();
    await page.waitForURL(/\/desk\/pieces\/[0-9a-f-]{36}$/);
    answerId = page.url().slice(-36);
    const concern = (await view()).concerns[0];
    await (await corps()).call(linkAnswer, { params: { caseId, concernId: concern?.id ?? "" }, body: { pieceId: answerId } });
    await publishOfCorps(at, answerId);
    await expect.poll(async () => (await view()).concerns[0]?.state, { timeout: 60_000, interval: 500 }).toBe("answered");
    await page.context().close();
  });

  it("the public finds it in the ledger and on the page of rumours, opens the evidence's source, and reads nothing of the case", async () => {
    const { page } = await new Visitor(house).open(browser, "/replies", phone);
    await page.locator(`a[href="/a/${answerId}"]`).click();
    await page.waitForURL(new RegExp(`/a/${answerId}$`));
    const words = await page.locator("main").innerText();
    expect(words).toContain("不属实");
    expect(words).toContain("吉林省消防救援总队");
    for (const inside of ["许牧川", "Ⅲ级", "省内传播"]) expect(words).not.toContain(inside);
    expect(await page.getByRole("link", { name: "四平市消防救援支队出警记录" }).getAttribute("href")).toBe("https://xf.example.org/record");
    await page.context().close();
  });
});

/** What is said in public and is no emergency, so that nobody is called for it. */
const small = [
  "一路口信号灯故障", "图书馆闭馆检修", "公园长椅翻新", "早市摊位抽签", "广场舞比赛报名", "流浪猫领养日", "旧书交换集市开张", "羽毛球馆免费开放", "老电影露天放映", "社区食堂换菜单", "秧歌队招新", "共享单车停放点调整", "花卉展今日开幕", "书法班公益授课",
  "供热缴费窗口延长", "公交末班车推迟", "门牌更换公告", "驾校统一搬迁", "冰雕评选结果揭晓", "农产品展销周预告",
];

describe("a full list by keyboard", () => {
  it("are decided about in a batch with progress, and taken back by one key", async () => {
    const writer = await at.as("linzhixia");
    const counties = (await writer.call(listProfiles, {})).places.filter((place) => place.parent !== null).map((place) => place.name);
    const rows = counties.flatMap((county, i) => [0, 1, 2, 3].map((k) => `${county}${small[(i * 3 + k * 7) % small.length] ?? ""},https://t.example.org/${i}-${k}`));
    await writer.call(importTable, { body: { unitId: await at.unit("yjt"), fileName: "小事.csv", base64: Buffer.from(`标题,链接\n${rows.join("\n")}\n`).toString("base64") } });
    const count = async () => (await writer.call(listTopics, { query: { view: "here", hours: 24, mark: "new" } })).total;
    const before = await count();
    await expect.poll(count, { timeout: 30_000, interval: 500 }).toBeGreaterThan(before + 60);

    const page = await open("sunruoxi", "/desk/radar?view=here&hours=24");
    const list = page.getByRole("list", { name: "话题" });
    await list.getByRole("listitem").nth(60).waitFor();
    await look(page, "radar-crowded");
    const was = await decided(page);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("已选 1").waitFor();
    await page.keyboard.press("a");
    await page.getByText(/已选 \d{2,}/).waitFor();
    const all = Number(/\d+/.exec(await page.getByText(/已选 \d{2,}/).innerText())?.[0]);
    expect(all).toBeGreaterThan(60);
    await page.keyboard.press("d");
    await expect.poll(() => decided(page), { timeout: 20_000 }).toBe(was + all);
    await page.getByText(`撤回上一批，${all} 个`).waitFor();
    await page.keyboard.press("u");
    await expect.poll(() => decided(page), { timeout: 20_000 }).toBe(was);
    await page.context().close();
  });
});

describe("sources", () => {
  it("stand with what ails them; one is tried without keeping anything, and a person's field is never mapped", async () => {
    const page = await open("linzhixia", "/desk/radar/sources");
    await page.getByText(/连续 \d+ 次没读到/).first().waitFor();
    await look(page, "radar-sources");
    const row = page.getByRole("listitem").filter({ hasText: "松江网闻" });
    await row.getByRole("button", { name: "试读" }).click();
    await page.getByRole("button", { name: "现在读一次" }).click();
    await page.getByRole("dialog").getByText(/收 \d+ 条/).waitFor();
    await look(page, "radar-source-tried");
    await page.getByRole("button", { name: "关上" }).click();
    await page.getByRole("button", { name: "登记信源" }).click();
    await page.getByLabel("名称").fill("试一个 JSON");
    await choose(page, "格式", "JSON（按映射）");
    await page.getByLabel("公开网址").fill("https://x.example.org/list");
    await page.getByLabel("条目列表").fill("data");
    await page.getByLabel("标题", { exact: true }).fill("author.name");
    await page.getByLabel("名称").focus();
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await page.getByText(/指向个人信息，本系统不收/).waitFor();
    await look(page, "radar-source-refused");
    await page.goto(`${house}/desk/radar/profiles`);
    await page.getByRole("button", { name: "新建关注" }).click();
    await page.getByRole("textbox", { name: "名称" }).fill("四平火情");
    await look(page, "radar-profile");
    await page.context().close();
    expect((await (await at.as("linzhixia")).call(listSources, {})).items.map((one) => one.label)).not.toContain("试一个 JSON");
    expect(faults.filter((fault) => !fault.includes("409"))).toEqual([]);
  });
});
