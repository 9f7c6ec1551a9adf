import { sql } from "kysely";
import { isoDay } from "#kernel/clock.ts";
import type { Context } from "#platform/http/context.ts";
import * as cases from "#modules/cases/index.ts";
import { writeText } from "#modules/content/index.ts";
import { unitByCode } from "#modules/organisation/index.ts";
import type { Act } from "./act.ts";
import { carry, docOf, type Carried, type Walk } from "./journey.ts";
import { topicOf } from "./radar.ts";

const hour = 3_600_000;

/** What a case of the demo remembers between two steps. */
type Known = { caseId: string; noticeId: string; letterId: string; concerns: Map<string, string> };

/** A step of a case: hours before now, by whom, what. */
type Step = readonly [hoursAgo: number, by: string, act: (ctx: Context, k: Known) => Promise<unknown>];

/** How pieces and lines of a case are made in the demo. */
type Hand = { w: Walk; at: (hoursAgo: number) => Date; unit: (code: string) => string };

const move = (from: Parameters<typeof cases.moveCase>[1]["from"], note: string): Step[2] => (ctx, { caseId }) => cases.moveCase(ctx, { caseId, from, note });

const open = (h: Hand, of: { unit: string; q: string | null; title: string; summary?: string; t0: [Parameters<typeof cases.openCase>[1]["t0"]["kind"], number]; note: string; placeCode?: string; hazard?: string }): Step[2] => async (ctx, k) => {
  const topicId = of.q === null ? null : await topicOf(ctx, of.q);
  const opened = await cases.openCase(ctx, { unitId: h.unit(of.unit), topicId, title: of.title, summary: of.summary ?? "", placeCode: of.placeCode ?? null, hazard: of.hazard ?? null, t0: { kind: of.t0[0], at: h.at(of.t0[1]) }, note: of.note });
  k.caseId = opened.id;
};

const concern = (h: Hand, of: { unit: string; owner: string; question: string; kind: "question" | "help" | "report" | "complaint"; count: number; askedAgo: number }): Step[2] => async (ctx, { caseId, concerns }) => {
  const { id } = await cases.addConcern(ctx, { caseId, question: of.question, kind: of.kind, count: of.count, askedAt: h.at(of.askedAgo), unitId: h.unit(of.unit), personId: h.w.people.id(of.owner) });
  concerns.set(of.question, id);
};

/** A piece of the case: drafted there, written, and carried through review and signature like any other. */
const piece = (h: Hand, of: Carried & { title: string; topic: string; column: string; lines: readonly string[]; answers?: string }, hoursAgo: number): Step[2] => async (ctx, { caseId, concerns }) => {
  const { pieceId } = await cases.draftRelease(ctx, { caseId, title: of.title, topic: of.topic, column: of.column, unitId: h.unit(of.unit), concernId: of.answers ? (concerns.get(of.answers) ?? null) : null });
  await writeText(ctx, { pieceId, doc: docOf(of.lines, new Map()) });
  await carry(h.w, of, pieceId, h.at(hoursAgo));
};

const debunk = (h: Hand, of: Carried & { claim: string; evidence: string; source: string; topic: string; answers?: string }, hoursAgo: number): Step[2] => async (ctx, { caseId, concerns }) => {
  const { pieceId } = await cases.writeDebunk(ctx, { caseId, claim: of.claim, verdict: "false", evidence: of.evidence, source: of.source, sourceLink: "https://www.example.org/notice", unitId: h.unit(of.unit), topic: of.topic, column: "rumours" });
  const concernId = of.answers ? concerns.get(of.answers) : undefined;
  if (concernId) await cases.linkAnswer(ctx, { caseId, concernId, pieceId });
  await carry(h.w, of, pieceId, h.at(hoursAgo));
};

/** Ticks the first lines of the checklist. */
const tick = (lines: number, note: string): Step[2] => async (ctx, { caseId }) => {
  const { rows } = await sql<{ id: string }>`select id from cases.task where case_id = ${caseId} and state = 'open' order by position limit ${lines}`.execute(ctx.read);
  for (const { id } of rows) await cases.tickTask(ctx, { caseId, taskId: id, state: "done", note });
};

const grade = (to: "orange" | "yellow" | "blue", reason: string): Step[2] => (ctx, { caseId }) => cases.gradeCase(ctx, { caseId, grade: to, reason, basis: "省份默认预案的分级条件" });
const tell = (body: string): Step[2] => async (ctx, k) => { k.noticeId = (await cases.tellDepartment(ctx, { caseId: k.caseId, body })).id; };
const receive = (remark: string): Step[2] => (ctx, { caseId, noticeId }) => cases.acknowledgeNotice(ctx, { caseId, noticeId, remark });

/** A large fire of the fire corps in which the department leads: in hand, a clock running. */
const warehouse = (h: Hand): Step[] => {
  const air = "附近空气和饮水有没有影响";
  const home = "转移的群众什么时候能回家";
  const speakers = [{ name: "宋怀远", post: "省应急管理厅副厅长" }, { name: "魏长风", post: "省消防救援总队副总队长" }];
  return [
    [6.9, "yeqingyang", open(h, { unit: "xfj", q: "梨树县一仓储园区", title: "梨树县仓储园区火灾", summary: "火已扑灭，无人员伤亡；周边群众临时转移，环境监测数据正常。", t0: ["discovery", 6.95], note: "多个平台出现现场视频" })],
    [6.84, "xumuchuan", move("watch", "联系四平支队核实")], [6.74, "xumuchuan", move("verify", "支队确认属实，已出动")],
    [6.64, "qinmingyuan", grade("orange", "全国平台跟进，涉及群众转移")], [6.62, "hexingzhou", move("grade", "已定级")], [6.56, "xumuchuan", tell("梨树县郭家店镇仓储园区火灾引发关注，支队正在处置，拟发首次通报。")],
    [6.4, "fangjingshu", receive("已报厅领导")], [6.2, "chengyining", (ctx, { caseId }) => cases.answerLead(ctx, { caseId, accept: true, reason: "" })], [6.1, "linzhixia", move("notify", "省厅牵头应对，总队继续牵头报道")],
    [5.6, "xumuchuan", piece(h, { unit: "xfj", by: "xumuchuan", accounts: ["xfj-site", "xfj-ding"], ending: "published", emergency: "突发事件首次通报", title: "梨树县一仓储园区火灾情况通报", topic: "rescue", column: "releases", lines: ["梨树县郭家店镇一仓储园区发生火灾，消防救援力量正在处置，暂无人员伤亡。", "周边群众已临时转移，环境监测数据正常。", "起火原因正在调查，查清后公布；请以官方发布为准。"] }, 5.6)],
    [5, "linzhixia", concern(h, { unit: "xfj", owner: "xumuchuan", question: air, kind: "question", count: 214, askedAgo: 5.2 })], [4.9, "linzhixia", concern(h, { unit: "xfj", owner: "yeqingyang", question: home, kind: "help", count: 57, askedAgo: 5 })], [4.1, "linzhixia", concern(h, { unit: "yjt", owner: "sunruoxi", question: "周边学校停不停课", kind: "question", count: 96, askedAgo: 4.2 })],
    [4.6, "xumuchuan", piece(h, { unit: "xfj", by: "xumuchuan", accounts: ["xfj-site"], ending: "published", emergency: "回应公众关切", title: "梨树县仓储园区火灾：空气和饮水检测结果", topic: "rescue", column: "releases", answers: air, lines: ["问：附近空气和饮水有没有影响？", "答：园区下风向空气监测数据正常，饮用水水源不在园区下游，供水正常。", "监测仍在继续，有变化随时公布。"] }, 4.6)],
    [4.4, "linzhixia", async (ctx, k) => {
      const office = await unitByCode(ctx.read, "wxb", isoDay(ctx.now()));
      k.letterId = (await cases.writeLiaisonNote(ctx, { caseId: k.caseId, kind: "give-facts", unitId: office?.id ?? "", personName: "周立言", personPost: "应急处 副处长", body: "现提供首次通报和环境监测数据，供权威发布引用。", way: "gov-network" })).id;
    }],
    [4, "linzhixia", (ctx, { caseId, letterId }) => cases.recordLiaisonReceipt(ctx, { caseId, noteId: letterId, personName: "周立言", at: h.at(4.1), remark: "已转平台值班" })],
    [3.5, "linzhixia", (ctx, { caseId }) => cases.involveUnit(ctx, { caseId, unitId: h.unit("slxf"), reason: "园区临近林缘，森林消防已派员警戒" })],
    [3, "songhuaiyuan", (ctx, { caseId }) => cases.decidePress(ctx, { caseId, hold: true, reason: "群众转移安置受到广泛关注，须当面回应", plannedAt: new Date(h.at(0).getTime() + 5 * hour), place: "四平市新闻发布厅", speakers })],
    [2.4, "linzhixia", tick(6, "值班时办结")], [2, "xumuchuan", piece(h, { unit: "xfj", by: "xumuchuan", accounts: ["xfj-site"], ending: "first-review", title: "梨树县仓储园区火灾：转移群众返家安排", topic: "rescue", column: "releases", answers: home, lines: ["问：转移的群众什么时候能回家？", "答：现场复查合格后，由当地分批组织返回，逐户通知。"] }, 2)],
    [1.5, "linzhixia", (ctx, { caseId }) => cases.issueReport(ctx, { caseId, kind: "flash", advice: "发布会前完成返家安排的答复，继续公布监测数据" })],
  ];
};

/** A rumour about a forest fire, answered with evidence, debriefed and archived. */
const forest = (h: Hand): Step[] => [
  [57.8, "luoqinghe", open(h, { unit: "slxf", q: "安图县林区山火", title: "网传安图县林区山火蔓延到景区", summary: "流传的是两年前外地视频，安图县林区无火情。", t0: ["discovery", 58], note: "热榜和反映渠道同时出现" })],
  [57.6, "luoqinghe", move("watch", "联系延边支队巡护队")], [57.4, "luoqinghe", move("verify", "巡护队和瞭望塔均未发现火情")], [57.2, "linanshan", grade("yellow", "省内多平台传播，影响游客出行")], [57.1, "mengzhengqing", move("grade", "已定级")],
  [57, "luoqinghe", tell("网传安图县林区山火不属实，拟辟谣。")], [56.5, "linzhixia", receive("请尽快公开依据")], [56.4, "luoqinghe", move("notify", "省厅已签收")],
  [56.2, "luoqinghe", concern(h, { unit: "slxf", owner: "luoqinghe", question: "安图的景区还能不能去", kind: "question", count: 131, askedAgo: 57.5 })],
  [55, "luoqinghe", debunk(h, { unit: "slxf", by: "luoqinghe", accounts: ["slxf-site", "slxf-feishu"], ending: "published", claim: "安图县林区山火蔓延到景区", evidence: "瞭望塔和巡护队当日均未发现火情，流传视频为两年前外地旧视频。", source: "省森林消防总队 当日巡护记录", topic: "forest-fire", answers: "安图的景区还能不能去" }, 55)],
  [50, "luoqinghe", tick(8, "已办")], [48, "linanshan", move("handle", "辟谣已发布，热度回落")], [40, "linanshan", move("release", "没有新的关切")],
  [30, "luoqinghe", (ctx, { caseId }) => cases.fileDebrief(ctx, { caseId, summary: "发现两小时内查清，三小时内辟谣，热度当晚回落。", lessons: "瞭望塔影像调取用了四十分钟，值班电话占线。", improvements: "瞭望塔影像接入值班室；重点景区设专人对接。" })], [20, "tanglinhai", move("debrief", "评估已审")],
];

/** What a city let lie: its 48 hours are over. */
const plant = (h: Hand): Step[] => [
  [52, "zhaochenxi", open(h, { unit: "yj-220100", q: "双阳区一化工厂", title: "网传长春市双阳区一化工厂发生泄漏", summary: "企业称检修放空，尚待检测报告。", t0: ["onset", 55], note: "反映渠道连续收到同类反映" })],
  [50, "zhaochenxi", move("watch", "请双阳区应急管理局到场核实")], [48, "zhaochenxi", move("verify", "已到场，待检测报告")], [47, "sunxiaofeng", grade("yellow", "反映集中，涉及群众健康")], [46, "qianmuyun", move("grade", "已定级")], [45, "zhaochenxi", move("notify", "自行办理")],
  [44, "zhaochenxi", concern(h, { unit: "yj-220100", owner: "zhaochenxi", question: "双阳的刺鼻气味从哪里来", kind: "complaint", count: 88, askedAgo: 50 })], [43, "zhaochenxi", concern(h, { unit: "yj-220100", owner: "zhaochenxi", question: "长期闻到对身体有没有影响", kind: "question", count: 41, askedAgo: 46 })], [42, "zhaochenxi", tick(1, "区局到场核实")],
];

/** An old fear after a small earthquake: the answer is being signed, half of the time is left. */
const earthquake = (h: Hand): Step[] => [
  [17.5, "linzhixia", open(h, { unit: "yjt", q: "宁江区近日还有更大地震", title: "网传松原宁江区近日还有更大地震", summary: "省地震局会商认为近期无更大地震可能。", t0: ["onset", 18], note: "热榜在前，群众询问集中" })],
  [17.2, "linzhixia", move("watch", "请省地震局会商")], [16.8, "linzhixia", move("verify", "会商结论已收到")], [16.6, "chengyining", grade("yellow", "可能引起恐慌，省内传播")], [16.5, "guyanchu", move("grade", "已定级")], [16.4, "sunruoxi", move("notify", "本厅办理")],
  [16, "linzhixia", concern(h, { unit: "yjt", owner: "sunruoxi", question: "松原还会不会有更大的地震", kind: "question", count: 327, askedAgo: 17 })],
  [15, "sunruoxi", debunk(h, { unit: "yjt", by: "sunruoxi", accounts: ["yjt-site", "yjt-mail"], ending: "final-review", claim: "松原宁江区近日还有更大地震", evidence: "省地震局会商意见：近期震区发生更大地震的可能性不大；地震短临预报由政府统一发布。", source: "省地震局会商意见", topic: "disaster-reduction", answers: "松原还会不会有更大的地震" }, 15)], [14, "linzhixia", tick(3, "已办")],
];

/** New this hour: it waits to be graded. */
const house = (h: Hand): Step[] => [
  [0.5, "yeqingyang", open(h, { unit: "xfj", q: "通化市东昌区一居民楼", title: "通化市东昌区居民楼火灾", summary: "", t0: ["discovery", 0.6], note: "热榜出现，支队已出动" })], [0.4, "yeqingyang", move("watch", "联系通化支队")], [0.2, "xumuchuan", move("verify", "支队确认属实")],
];

/** A case of a city that was answered by a piece published before, in the library. */
const river = (h: Hand): Step[] => [
  [71, "liusiyuan", open(h, { unit: "yj-220200", q: null, title: "网传松花江吉林市段水色异常", summary: "取样核查，系上游降水携带泥沙。", t0: ["discovery", 72], note: "电话反映和群内转发", placeCode: "220200", hazard: "水质" })], [70, "liusiyuan", move("watch", "取样送检")], [69, "liusiyuan", move("verify", "检测正常")], [68, "dongyihan", grade("blue", "限于一市，未见扩散")], [67.9, "dongyihan", move("grade", "已定级")], [67.8, "liusiyuan", move("notify", "自行办理")],
  [67, "liusiyuan", async (ctx, { caseId }) => {
    const { rows } = await sql<{ id: string }>`select id from content.piece where title like '%松花江吉林市段水色异常%' limit 1`.execute(ctx.read);
    if (rows[0]) await cases.linkRelease(ctx, { caseId, pieceId: rows[0].id });
  }],
  [66, "jiangwenzhou", move("handle", "已公开答复")], [65, "jiangwenzhou", move("release", "没有新的反映")], [64, "liusiyuan", (ctx, { caseId }) => cases.fileDebrief(ctx, { caseId, summary: "当天取样，当天公布。", lessons: "首次接到反映时没有登记。", improvements: "值班电话反映一律登记。" })], [63, "panshaohua", move("debrief", "同意归档")],
];

/** The cases of the demo province, each step by the officer whose step it is. All invented. */
export function caseActs(w: Walk, presentAt: Date): Act[] {
  const at = (hoursAgo: number): Date => new Date(presentAt.getTime() - hoursAgo * hour);
  const h: Hand = { w, at, unit: w.people.unitId };
  return [warehouse, forest, plant, earthquake, house, river].flatMap((story) => {
    const known: Known = { caseId: "", noticeId: "", letterId: "", concerns: new Map() };
    return story(h).map(([hoursAgo, by, act]): Act => ({ at: at(hoursAgo), what: `${story.name} ${by}`, run: async () => { await act(await w.people.as(by), known); } }));
  });
}
