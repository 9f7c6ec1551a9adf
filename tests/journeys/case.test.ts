import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { acknowledgeNotice, assignCase, linkRelease, moveCase, readCase, type CaseView } from "#modules/cases/contract.ts";
import { inspect, openBrowser, phone, Visitor } from "#tests/support/browser.ts";
import { look, officersAt, pagesOf, publishOfCorps } from "./officers.ts";
import { choose } from "./screens.ts";

const house = inject("house");
const at = officersAt(house);
const title = "网传永吉县化工仓库火灾毒气飘散";
const question = "附近空气和饮水受影响吗？";

let browser: Browser;
let corps: Page;
let department: Page;
let caseId = "";
let answerId = "";
const faults: string[] = [];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(async () => { await browser.close(); });

const open = pagesOf(at, () => browser, faults);
const page = () => `/desk/cases/${caseId}`;
const view = async (who = "xumuchuan"): Promise<CaseView> => (await at.as(who)).call(readCase, { params: { caseId } });
const press = async (shown: Page, button: string) => { await shown.getByRole("button", { name: button, exact: true }).first().click(); };

/** Fills the one field of a dialog and confirms it. */
async function confirm(shown: Page, fields: Record<string, string>, verb: string): Promise<void> {
  const dialog = shown.getByRole("dialog");
  for (const [label, words] of Object.entries(fields)) await dialog.getByLabel(label).fill(words);
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
/** Finds an option of a long list by a few of its words. */
async function find(shown: Page, field: string, words: string, option: string): Promise<void> {
  await shown.getByRole("combobox", { name: field }).fill(words);
  await shown.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").getByTitle(option, { exact: true }).click();
}
/** One stage on, through the primary button. */
async function step(shown: Page, to: string, note: string): Promise<void> {
  await press(shown, `转入${to}`);
  await confirm(shown, { "说明": note }, `转入${to}`);
}

describe("an opinion case of the fire corps (journey 6)", () => {
  it("许牧川 opens it by hand, with T0 the event itself", async () => {
    corps = await open("xumuchuan", "/desk/cases");
    await corps.getByRole("heading", { name: /舆情事件/ }).or(corps.getByRole("list", { name: "在办的舆情事件" })).first().waitFor();
    await look(corps, "cases-before");
    await corps.goto(`${house}/desk/cases/new`);
    await corps.getByLabel("标题").fill(title);
    await find(corps, "地方", "永吉", "永吉县");
    await corps.getByLabel("灾种").fill("化工火灾");
    await corps.getByRole("radio", { name: "事件发生" }).check();
    await corps.getByLabel("已知情况").fill("火已扑灭，3 人受伤送医，环境监测数据正常。");
    await corps.getByLabel("为什么立案").fill("多个平台出现“毒气飘到市区”的视频");
    await look(corps, "case-new");
    await corps.getByRole("button", { name: "立案", exact: true }).click();
    await corps.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/);
    caseId = corps.url().slice(-36);
    await corps.getByText("球在省消防救援总队").waitFor();
    await look(corps, "case-opened");
  });

  it("it is verified, and 贺行舟 grades it Ⅲ: checklist and clocks stand there at once", async () => {
    await step(corps, "核实", "联系辖区支队核实");
    await step(corps, "定级", "现场指挥部确认属实，毒气说法不实");
    const reviewer = await open("hexingzhou", page());
    await press(reviewer, "定级");
    await reviewer.getByRole("radio", { name: "Ⅲ级 较大" }).check();
    await look(reviewer, "case-grading");
    await confirm(reviewer, { "理由": "本省多平台传播，涉及伤亡", "依据": "本单位舆情预案第 3 条" }, "定级");
    await reviewer.getByText("预案清单").first().waitFor();
    await step(reviewer, "通报", "已定Ⅲ级");
    await reviewer.context().close();
    expect((await view()).clocks.map((k) => k.code).sort()).toEqual(["answer", "notify"]);
  });

  it("nothing passes 通报 before the department was told; then it is, in time, and 林知夏 acknowledges", async () => {
    await corps.reload();
    await corps.getByText("还没有通报省厅，往下办不了。").waitFor();
    await look(corps, "case-owed");
    await press(corps, "通报省厅");
    await look(corps, "case-report-to-department");
    await confirm(corps, {}, "送省厅");
    await step(corps, "处置", "已通报，等签收");
    department = await open("linzhixia", "/desk/cases");
    await department.getByText(title).first().waitFor();
    await look(department, "cases");
    await department.goto(`${house}${page()}`);
    await press(department, "签收");
    await confirm(department, { "附言": "已报处领导" }, "签收");
    await department.getByText(/林知夏 .* 签收/).first().waitFor();
    expect((await view()).clocks.find((k) => k.code === "notify")).toMatchObject({ missed: false });
  });

  it("a concern gets an owner, its answer is drafted here, signed like any piece, and counts once it is public", async () => {
    await press(corps, "归并一项关切");
    const dialog = corps.getByRole("dialog");
    await dialog.getByLabel("问题").fill(question);
    await choose(corps, "答复人", "许牧川");
    await look(corps, "case-concern");
    await dialog.getByRole("button", { name: "记下", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    await press(corps, "起草答复");
    await choose(corps, "主题", "应急救援综合");
    await corps.getByRole("dialog").getByRole("button", { name: "起草，去写正文" }).click();
    await corps.waitForURL(/\/desk\/pieces\/[0-9a-f-]{36}$/);
    answerId = corps.url().slice(-36);
    await publishOfCorps(at, answerId);
    await expect.poll(async () => (await view()).concerns[0]?.state, { timeout: 60_000, interval: 500 }).toBe("answered");
    await expect.poll(async () => (await view()).clocks.find((k) => k.code === "answer" && k.subject === "")?.metAt ?? null, { timeout: 60_000, interval: 500 }).not.toBeNull();
  });

  it("the plan is worked through and a 专报 issued, every sentence with what stands behind it", async () => {
    await corps.goto(`${house}${page()}`);
    await corps.getByRole("checkbox", { name: /核实信息来源/ }).click();
    await confirm(corps, { "说明": "永吉大队现场核实" }, "办了");
    await corps.getByText(/永吉大队现场核实/).first().waitFor();
    await look(corps, "case-in-hand");
    await corps.goto(`${house}${page()}/reports/special`);
    await corps.getByRole("heading", { name: "一、概述" }).waitFor();
    await corps.getByRole("button", { name: /^依据/ }).first().click();
    await look(corps, "case-report-draft");
    await corps.getByLabel("研判和建议").fill("继续公布环境监测数据，关注返程人员集中询问");
    await corps.getByRole("button", { name: "签发专报" }).click();
    await corps.waitForURL(/reports\/[0-9a-f-]{36}$/);
    await corps.getByText(/第 1 期/).waitFor();
    await look(corps, "case-report");
  });
});

describe("it escalates (journey 7)", () => {
  it("秦明远 regrades it Ⅱ: 5 h and 24 h run, what was done stays, and the department is proposed to lead", async () => {
    const reviewer = await open("qinmingyuan", page());
    await reviewer.getByRole("button", { name: "更多" }).click();
    await reviewer.getByRole("menuitem", { name: "改级" }).click();
    await reviewer.getByRole("radio", { name: "Ⅱ级 重大" }).check();
    await confirm(reviewer, { "理由": "全国平台跟进，涉及两省", "依据": "本单位舆情预案第 2 条" }, "改级");
    await reviewer.getByText("建议由省厅牵头", { exact: true }).waitFor();
    await reviewer.context().close();
    const v = await view();
    expect(v.clocks.filter((k) => k.ended === null && k.code !== "answer").map((k) => k.code).sort()).toEqual(["first-information", "notify", "notify", "press-conference"]);
    expect(v.tasks.filter((task) => task.state === "done").map((task) => task.note)).toEqual(["永吉大队现场核实"]);
    expect(v.clocks.find((k) => k.code === "first-information")).toMatchObject({ missed: false, metAt: expect.any(String) as string });
  });

  it("the department is told anew, accepts on a phone, and leads the response; the corps stays the publicity lead", async () => {
    await corps.goto(`${house}${page()}`);
    await press(corps, "通报省厅");
    await confirm(corps, {}, "送省厅");
    const chief = await open("songhuaiyuan", page(), phone);
    await chief.getByRole("button", { name: "由省厅牵头" }).or(chief.getByRole("tab", { name: "谁在办" })).first().waitFor();
    await chief.getByRole("tab", { name: "谁在办" }).click();
    await chief.getByRole("button", { name: "由省厅牵头" }).click();
    await confirm(chief, {}, "由省厅牵头应对");
    await chief.getByText("省厅牵头", { exact: true }).waitFor();
    await chief.context().close();
    expect(await view()).toMatchObject({ lead: { shortName: "省应急管理厅" }, unit: { shortName: "省消防救援总队" } });
  });

  it("partners are informed by a 联络函 to a named officer, whose receipt is recorded; nothing may be asked away", async () => {
    await department.reload();
    await press(department, "写联络函");
    await choose(department, "为了什么", "提供权威信息");
    const dialog = department.getByRole("dialog");
    await find(department, "单位", "互联网信息", "吉林省互联网信息办公室");
    await dialog.getByLabel("收函人").fill("赵晓光");
    await dialog.getByLabel("内容").fill("请协调平台删帖。");
    await dialog.getByRole("button", { name: "发出并记下" }).click();
    await dialog.getByText(/联络函不能要求删除/).waitFor();
    await look(department, "case-letter");
    await dialog.getByLabel("内容").fill("现提供环境监测数据和现场通报，供权威发布引用。");
    await dialog.getByRole("button", { name: "发出并记下" }).click();
    await dialog.waitFor({ state: "hidden" });
    await press(department, "记签收");
    await confirm(department, {}, "记下");
    await department.getByText(/赵晓光 .* 签收，林知夏记/).waitFor();
  });

  it("宋怀远 decides on a press conference with time, place and speaker; it is held, and what was answered is kept", async () => {
    const chief = await open("songhuaiyuan", page());
    await press(chief, "定开不开");
    const dialog = chief.getByRole("dialog");
    await dialog.getByLabel("时间").fill(inBeijing(new Date(Date.now() - 60_000)));
    await confirm(chief, { "地点": "省应急管理厅新闻发布厅", "发布人": "宋怀远", "职务": "副厅长", "理由": "社会关切集中，须当面回应" }, "定：召开");
    await chief.context().close();
    await department.reload();
    await press(department, "记已召开");
    await department.getByRole("button", { name: "加一条问答" }).click();
    await confirm(department, { "第 1 问": "起火原因是什么", "答": "正在调查，查清后公布。" }, "记下");
    await department.getByText(/已召开，答 1 问/).waitFor();
    expect((await view()).clocks.find((k) => k.code === "press-conference")).toMatchObject({ missed: false, metAt: expect.any(String) as string });
    await look(department, "case-major");
  });

  it("it is taken to its end: released, debriefed, archived, found in the library", async () => {
    const leader = await at.as("chengyining");
    for (const from of ["handle", "release"] as const) await leader.call(moveCase, { params: { caseId }, body: { from, note: "按计划推进" } });
    await department.reload();
    await press(department, "写评估");
    await confirm(department, { "总体评价": "首次信息及时，谣言澄清有力。", "经验教训": "夜间监测间隔过长", "改进措施": "夜班每小时巡查一次" }, "存入案例");
    await leader.call(moveCase, { params: { caseId }, body: { from: "debrief", note: "评估已存" } });
    await department.goto(`${house}/desk/cases/library?q=${encodeURIComponent("夜间监测")}`);
    await department.getByRole("link", { name: title }).waitFor();
    await look(department, "case-library");
    await department.getByRole("link", { name: title }).click();
    await department.getByText("进了案例库，随时可查").waitFor();
    await look(department, "case-archived");
    await department.goto(`${house}/desk/cases/plans`);
    await department.getByText("省份默认，待确认").first().waitFor();
    await look(department, "case-plans");
  });

  it("the public reads question and answer in the ledger, and nothing of the case", async () => {
    const reader = await new Visitor(house).open(browser, "/replies", phone);
    await reader.page.getByRole("link", { name: question }).waitFor();
    const words = await reader.page.locator("main").innerText();
    expect(words).toContain("吉林省消防救援总队");
    for (const inside of [title, "许牧川", "Ⅱ级"]) expect(words).not.toContain(inside);
    await inspect(reader.page, "site-replies");
    await reader.page.getByRole("link", { name: question }).click();
    await reader.page.waitForURL(new RegExp(`/a/${answerId}$`));
  });

  it("whoever has no part in it gets nothing of it", async () => {
    const stranger = await at.as("zhaochenxi");
    expect((await stranger.ask("GET", `/api/cases/${caseId}`)).status).toBe(404);
    for (const op of [moveCase, acknowledgeNotice, assignCase, linkRelease]) expect([400, 403, 404]).toContain((await stranger.ask(op.method, op.path.replace(":caseId", caseId).replace(/:\w+/g, caseId), {})).status);
    for (const shown of [corps, department]) await shown.context().close();
    expect(faults, "the browser reports the refused 联络函 and nothing else").toEqual([expect.stringContaining("409")]);
  });
});

const inBeijing = (when: Date): string => new Date(when.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
