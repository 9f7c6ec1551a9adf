import type { FactKind } from "#kernel/document.ts";
import type { Urgency } from "#kernel/urgency.ts";

/** A fact of a demo piece; `{key}` in a line places it. */
export type DemoFact = { key: string; kind: FactKind; label: string; text: string; number?: number; source: string };

/** How far a demo piece has come when the house opens. */
export type Ending =
  | "draft" | "first-review" | "second-review" | "final-review" | "cosigning" | "returned" | "declined" | "scheduled" | "published" | "withdrawn" | "recalled" | "corrected" | "soon";

export type DemoPiece = {
  /** Days before the house opens, and the hour of that day in Beijing. */
  daysAgo: number; hour: number;
  unit: string; by: string; with?: readonly string[]; title: string; summary?: string; form: "notice" | "tip" | "warning" | "news" | "rumour" | "psa"; topic: string; column: string;
  urgency?: Urgency; regions: readonly string[]; validDays?: number; facts?: readonly DemoFact[]; lines: readonly string[]; signers?: readonly string[]; lineReason?: string; accounts: readonly string[];
  ending: Ending; emergency?: string; reason?: string; change?: { key: string; text: string; number: number; source: string };
};

const hotline = (text: string, label: string): DemoFact => ({ key: text, kind: "hotline", label, text, source: "全省公开热线" });
const fire = hotline("119", "火警");
const forest = hotline("12119", "森林火警");
const unsafe = hotline("12350", "安全生产举报");
const three = ["yjt-site", "yjt-led", "yjt-mail", "yjt-wecom", "xfj-ding", "slxf-feishu"];

/** Pieces with a story; the year's routine tips follow in `routine`. All invented. */
export const stories: readonly DemoPiece[] = [
  {
    daysAgo: 0, hour: -3, unit: "slxf", by: "luoqinghe", with: ["yjt", "xfj", "yj-222400"], title: "大风天气森林火险橙色预警", summary: "未来两天全省多大风，延边、白山、长白山保护开发区林区火险等级高。", form: "warning", topic: "forest-fire", column: "urgent", urgency: "orange",
    regions: ["222400", "220600", "X22CBS"], validDays: 2, signers: ["slxf", "yjt", "xfj"], lineReason: "跨城镇与林区，请消防总队共同落款", facts: [
      { key: "区域", kind: "place", label: "预警区域", text: "延边州、白山市、长白山保护开发区", source: "省森林草原防灭火指挥部会商" }, { key: "级别", kind: "level", label: "预警级别", text: "森林火险橙色预警", source: "省森林草原防灭火指挥部会商" }, forest, fire,
    ],
    lines: ["受大风少雨影响，{区域}发布{级别}，生效时间两天，可能影响林区及林缘村屯。", "进山入林请勿携带火种，不吸烟、不野炊，不焚烧秸秆和垃圾。", "林缘村屯居民请清理房前屋后可燃物，备好应急用品。", "发现森林火情请拨打{12119}，其他火情请拨打{119}。"],
    accounts: ["yjt-sms", "slxf-site", "slxf-led", "slxf-feishu", "yjt-led", "yjt-mail", "yjt-wecom", "yjt-wechat", "yjt-hook", "yjt-toutiao", "xfj-ding", "xfj-led", "yb-led"], ending: "published", emergency: "会商后须立即发布",
  },
  {
    daysAgo: 1, hour: 10, unit: "xfj", by: "xumuchuan", with: ["yjt"], title: "永吉县一化工仓库火灾情况通报", summary: "现场处置有序进行，伤员均已送医。", form: "notice", topic: "rescue", column: "releases", urgency: "orange", regions: ["220200"], signers: ["xfj", "yjt", "slxf"], lineReason: "火场临近林缘，三家共同处置",
    facts: [
      { key: "时间", kind: "time", label: "接警时间", text: "当日9时52分", source: "吉林市消防救援支队接警记录" }, { key: "地点", kind: "place", label: "地点", text: "永吉县口前镇某化工仓库", source: "现场指挥部" },
      { key: "受伤", kind: "injured", label: "受伤", text: "3人", number: 3, source: "现场指挥部 11:40" }, { key: "转移", kind: "evacuated", label: "转移群众", text: "846人", number: 846, source: "永吉县应急管理局" }, fire,
    ],
    lines: ["{时间}，{地点}发生火灾，消防救援力量已到场处置。", "火灾造成受伤{受伤}，均已送医，目前无生命危险；周边{转移}已转移到安置点。", "起火原因正在调查，查清后公布。环境监测点数据目前正常。", "我们牵挂每一位受影响的群众，将持续通报进展；请以本站通报为准，紧急求助请拨打{119}。"],
    accounts: ["xfj-site", "xfj-ding", "xfj-led", "xfj-douyin", "yjt-mail", "yjt-wecom", "yjt-hook", "slxf-feishu"], ending: "corrected", emergency: "突发事件首次通报", reason: "另有2人自行就诊，经核实与本次火灾有关",
    change: { key: "受伤", text: "5人", number: 5, source: "永吉县医院 13:36 核实" },
  },
  {
    daysAgo: 6, hour: 15, unit: "yjt", by: "sunruoxi", title: "寒潮期间农村取暖安全提示", form: "tip", topic: "fire-safety", column: "tips", urgency: "yellow", regions: ["220000"], signers: ["xfj", "yjt"],
    facts: [fire], lines: ["寒潮来临，取暖用火用电增多，请检查烟道、炉具和线路。", "使用煤炉取暖要保持通风，睡前熄灭明火，防止一氧化碳中毒。", "发生火情请拨打{119}。"], accounts: ["yjt-sms", "yjt-site", "yjt-led", "yjt-wecom", "yjt-wechat", "yjt-weibo", "xfj-ding"], ending: "recalled", reason: "正文引用的取暖器检测标准已更新，核对后另发",
  },
  {
    daysAgo: 0, hour: -5, unit: "yjt", by: "linzhixia", with: ["xfj", "slxf"], title: "元旦春节期间烟花爆竹安全联合提示", form: "tip", topic: "rescue", column: "tips", regions: ["220000"], signers: ["yjt", "xfj", "slxf"],
    facts: [fire, unsafe], lines: ["元旦、春节临近，请到持证网点购买烟花爆竹，不在禁放区域燃放。", "燃放时远离柴草、加油站和高压线，儿童须由成人看护。", "山区林区严禁燃放。发现非法销售请拨打{12350}，发生火情请拨打{119}。"], accounts: three, ending: "cosigning",
  },
  {
    daysAgo: 1, hour: 16, unit: "yjt", by: "linzhixia", with: ["xfj"], title: "户外屏“关阀、断电、拔火种”标语", form: "psa", topic: "fire-safety", column: "tips", regions: ["220100"], signers: ["yjt", "xfj", "slxf"], lineReason: "标语同时在林区卡口播放",
    facts: [fire], lines: ["出门前关阀门、断电源、拔火种。", "火警请拨打{119}。"], accounts: ["yjt-led", "xfj-led", "slxf-led"], ending: "declined", reason: "林区卡口屏本月只播森林防火内容，建议城区播放",
  },
  {
    daysAgo: 0, hour: -2, unit: "yjt", by: "sunruoxi", title: "冬季矿山安全生产风险提示", form: "notice", topic: "work-safety", column: "releases", regions: ["220000"], facts: [unsafe],
    lines: ["冬季矿山企业要加强井下通风、防冻和供电检查。", "发现违规组织生产，请拨打{12350}举报。"], accounts: ["yjt-site", "yjt-mail"], ending: "first-review",
  },
  {
    daysAgo: 0, hour: -6, unit: "yjt", by: "linzhixia", title: "防灾减灾科普：暴雪来了怎么办", form: "psa", topic: "disaster-reduction", column: "science", regions: ["220000"], lines: ["暴雪天气减少出行，备足食品、饮水和常用药。", "车辆被困时保持通风，间歇开启暖风，等待救援。", "及时清理棚舍积雪，防止垮塌伤人。"], accounts: ["yjt-site", "yjt-wecom"], ending: "second-review",
  },
  {
    daysAgo: 0, hour: -4, unit: "yjt", by: "sunruoxi", title: "安全生产举报奖励典型案例", form: "news", topic: "work-safety", column: "releases", regions: ["220000"], facts: [unsafe], lines: ["今年以来，群众通过{12350}反映的隐患均已核查办理。", "欢迎继续监督，属实的按规定给予奖励。"], accounts: ["yjt-site", "yjt-mail", "yjt-toutiao"], ending: "final-review",
  },
  {
    daysAgo: 1, hour: 14, unit: "yjt", by: "linzhixia", title: "应急广播进村屯活动预告", form: "news", topic: "emergency-management", column: "releases", regions: ["220200", "222400"], lines: ["应急广播进村屯活动将在吉林市和延边州开展。", "活动现场讲解预警信号含义和避险办法，欢迎参加。"], accounts: ["yjt-site"], ending: "returned", reason: "请写明活动的主办单位，第二句口语化",
  },
  {
    daysAgo: 0, hour: -1, unit: "yjt", by: "linzhixia", with: ["slxf"], title: "冰雪旅游安全提示", form: "tip", topic: "disaster-reduction", column: "tips", regions: ["220000"], facts: [fire], lines: ["上冰前先看警示标志，未封冻水面不要进入。", "滑雪请戴护具、量力而行，遇险拨打{119}。"], accounts: ["yjt-site", "yjt-led", "yjt-wecom", "slxf-feishu"], ending: "soon",
  },
  {
    daysAgo: 0, hour: -7, unit: "yjt", by: "sunruoxi", title: "119消防宣传活动新闻通稿", form: "news", topic: "fire-safety", column: "releases", regions: ["220000"], facts: [fire], lines: ["消防宣传活动走进学校、企业、社区和农村。", "消防站向公众开放，预约参观请联系当地消防站，火警请拨打{119}。"], accounts: ["yjt-site", "yjt-mail", "xfj-ding"], signers: ["xfj", "yjt"], ending: "scheduled",
  },
  { daysAgo: 0, hour: -1, unit: "yjt", by: "linzhixia", title: "地震避险知识图解", form: "psa", topic: "disaster-reduction", column: "science", regions: ["220000"], lines: ["地震时先避险、后撤离，远离玻璃和高大家具。"], accounts: [], ending: "draft" },
  { daysAgo: 0, hour: -2, unit: "slxf", by: "baiyunqi", title: "秋冬林区巡护见闻", form: "news", topic: "forest-fire", column: "releases", regions: ["222400"], lines: ["巡护队员每天徒步检查重点部位，清理可燃物。"], accounts: [], ending: "draft" },
  { daysAgo: 2, hour: 9, unit: "yj-220100", by: "zhaochenxi", with: ["xf-220100"], title: "长春市商场冬季消防安全提示", form: "tip", topic: "fire-safety", column: "tips", regions: ["220100"], signers: ["xf-220100", "yj-220100"], facts: [fire], lines: ["商场不锁闭、不占用安全出口，电动自行车不进楼。", "发现火情请拨打{119}。"], accounts: ["cc-site", "cc-wecom", "ccxf-site"].slice(0, 2), ending: "published" },
  { daysAgo: 3, hour: 11, unit: "yj-220200", by: "liusiyuan", title: "网传“松花江吉林市段水色异常”核查情况", form: "rumour", topic: "emergency-management", column: "rumours", regions: ["220200"], lines: ["网传松花江吉林市段水色异常，经现场取样核查，系上游降水携带泥沙所致。", "水质监测数据正常，请不要传播未经核实的消息。"], accounts: ["jl-site", "jl-mail"], ending: "published" },
  { daysAgo: 8, hour: 10, unit: "yj-222400", by: "jinmeishan", title: "延边州降雪道路安全提示", form: "tip", topic: "disaster-reduction", column: "tips", regions: ["222400"], lines: ["山区道路积雪结冰，请减速慢行，备好防滑链。"], accounts: ["yb-site"], ending: "published" },
  { daysAgo: 4, hour: 9, unit: "yjt", by: "sunruoxi", title: "应急演练周活动方案（征求意见）", form: "news", topic: "emergency-management", column: "releases", regions: ["220000"], lines: ["应急演练周将组织桌面推演和实战演练。"], accounts: ["yjt-site"], ending: "withdrawn", reason: "方案调整，另行起草" },
];

const months = ["元旦前后", "春节前后", "元宵前后", "清明前后", "五一前后", "安全生产月", "主汛期", "伏季", "开学季", "国庆前后", "119 消防宣传月", "入冬以来"];
const seasonal: readonly { topic: string; unit: string; by: string; signers?: readonly string[]; accounts: readonly string[]; title: string; line: string }[] = [
  { topic: "fire-safety", unit: "xfj", by: "yeqingyang", signers: ["xfj", "yjt"], accounts: ["xfj-site", "xfj-ding", "xfj-led"], title: "家庭用火用电安全提示", line: "出门前检查燃气阀门和电源，不让电动自行车进楼入户。" },
  { topic: "work-safety", unit: "yjt", by: "sunruoxi", accounts: ["yjt-site", "yjt-mail", "yjt-hook"], title: "企业安全生产提示", line: "企业要落实主体责任，复工复产先检查、后开工。" },
  { topic: "forest-fire", unit: "slxf", by: "baiyunqi", signers: ["slxf", "yjt"], accounts: ["slxf-site", "slxf-feishu"], title: "林区防火安全提示", line: "进山入林不带火种，农事用火先审批。" },
];

/** A year of routine tips, three a month, all published. */
export const routine: readonly DemoPiece[] = months.flatMap((month, m) => seasonal.map((kind, k): DemoPiece => ({
  daysAgo: 350 - m * 29 - k * 5, hour: 9 + k * 2, unit: kind.unit, by: kind.by, title: `${month}${kind.title}`, form: "tip", topic: kind.topic, column: "tips", regions: ["220000"],
  ...(kind.signers ? { signers: kind.signers } : {}), facts: [kind.topic === "work-safety" ? unsafe : kind.topic === "forest-fire" ? forest : fire],
  lines: [kind.line, `请广大群众相互提醒、共同防范，遇有情况请拨打{${kind.topic === "work-safety" ? "12350" : kind.topic === "forest-fire" ? "12119" : "119"}}。`], accounts: kind.accounts, ending: "published",
})));
