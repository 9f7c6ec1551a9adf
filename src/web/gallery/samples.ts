import type { CountyTile, DayEntry, EvidenceRow, FindingItem, Moment, SealProps, Stage } from "../primitives/index.ts";

/** A quarter to three on an invented day; every name here is invented. */
export const now = new Date("2026-04-03T14:18:00+08:00");

/** An instant of that day, Beijing time. */
export const at = (time: string): Date => new Date(`2026-04-03T${time}:00+08:00`);

/** The longest unit name we know of. */
export const longUnit = "前郭尔罗斯蒙古族自治县应急管理局";

export const seals: readonly SealProps[] = [
  { char: "森", unit: "省森林消防总队", state: "signed" },
  { char: "消", unit: "省消防救援总队", state: "turn" },
  { char: "应", unit: "省应急管理厅", state: "not-yet" },
  { char: "前郭", unit: longUnit, state: "declined" },
];

export const stages: readonly Stage[] = [
  { name: "初审", state: "done", note: "已过", detail: "顾言初 10:12" },
  { name: "复审", state: "current", detail: "程以宁 13:52，改好后仍回程以宁" },
  { name: "终审", state: "to-come", detail: "宋怀远" },
  { name: "会签", state: "to-come", note: "0 / 3", detail: "罗青禾、林知夏、许牧川，各签各的" },
  { name: "发布", state: "to-come", detail: "今天 15:00，11 个账号" },
];

export const day: readonly DayEntry[] = [
  { at: at("09:00"), label: "三方早会商", done: true },
  { at: at("10:30"), label: "LED 换版", done: true },
  { at: at("12:06"), label: "通报首次发布", done: true },
  { at: at("15:00"), label: "清明提示投放", done: false },
  { at: at("17:00"), label: "短信窗口（联通已占 17:00）", done: false },
];

export const crowdedDay: readonly DayEntry[] = [
  ...day,
  { at: at("15:05"), label: `${longUnit}公众号转发核验`, done: false },
  { at: at("15:20"), label: "媒体随警作战集合", done: false },
  { at: at("19:30"), label: "夜班交接", done: false },
];

export const findings: readonly FindingItem[] = [
  { key: "a", level: "comment", by: "程以宁", text: "“尽量少烧纸”与省里禁烧要求不一致，请改为禁止。" },
  { key: "b", level: "blocking", by: "微博", text: "正文 152 字，超出 140 字。" },
  { key: "c", level: "suggestion", by: "措辞", text: "“电动自行车”句与主题远，可删。" },
  { key: "d", level: "reminder", by: "短信", text: "第 1 条断在“12119 或”，两个号码被拆开。" },
];

const seen = (...times: string[]) => times.map((text) => ({ state: "seen" as const, text }));

export const board: readonly EvidenceRow[] = [
  { key: "web", kind: "rungs", account: "吉林应急网", unit: "省应急管理厅", cells: seen("14:01:40", "14:01:41", "14:01:55") },
  { key: "weibo", kind: "rungs", account: "“吉林应急”微博", unit: "省应急管理厅", cells: seen("14:01:44", "14:02:50", "14:03:20") },
  { key: "led", kind: "rungs", account: "松花江大桥户外屏（12 块）", unit: "吉林市应急管理局", cells: seen("14:01:50", "14:02:02", "14:02:30", "11 / 12 块") },
  { key: "long", kind: "rungs", account: `${longUnit}公众号`, unit: longUnit, cells: [...seen("14:03:15", "14:09:30"), { state: "waiting", text: "再查 14:20" }] },
  { key: "sms", kind: "rungs", account: "短信，永吉县全域", unit: "三家运营商", cells: [...seen("2 / 3 家"), { state: "waiting", text: "等回数" }, { state: "waiting", text: "未到" }] },
];

export const happened: readonly Moment[] = [
  { key: "1", at: "09:52", text: "接警。口前站 6 车 32 人出动" },
  { key: "2", at: "12:06", text: "首次通报发布，12 个账号，距 T0 2 小时 14 分" },
  { key: "3", at: "14:02", text: "微信公众号被拒，40164", state: "fault" },
  { key: "4", at: "15:00", text: "第三次通报，等林知夏终审", state: "to-come" },
  { key: "5", at: "16:30", text: "发布会是否召开，须写明理由，宋怀远定", state: "to-come" },
];

const county = (code: string, name: string, row: number, col: number, count: number, warned = false): CountyTile => ({ code, name, row, col, count, ...(warned ? { warned: "orange" as const } : {}) });

export const counties: readonly CountyTile[] = [
  county("220802", "洮北", 1, 1, 3), county("220821", "镇赉", 1, 2, 2), county("220881", "洮南", 2, 1, 3), county("220882", "大安", 2, 2, 2), county("220702", "宁江", 2, 3, 3),
  county("220781", "扶余", 2, 5, 2), county("220182", "榆树", 2, 6, 3), county("220822", "通榆", 3, 1, 1), county("220723", "乾安", 3, 2, 2), county("220721", "前郭尔罗斯蒙古族自治县", 3, 3, 0),
  county("220122", "农安", 3, 4, 3), county("220183", "德惠", 3, 5, 3), county("220283", "舒兰", 3, 7, 2), county("220722", "长岭", 4, 2, 2), county("220106", "绿园", 4, 4, 3),
  county("220103", "宽城", 4, 5, 3), county("220113", "九台", 4, 6, 3), county("220281", "蛟河", 4, 8, 3), county("222403", "敦化", 4, 9, 3, true), county("222424", "汪清", 4, 11, 1, true),
  county("222426", "安图", 5, 9, 3, true), county("222401", "延吉", 5, 10, 3, true), county("222404", "珲春", 5, 11, 2, true), county("220622", "靖宇", 5, 7, 0, true), county("222406", "和龙", 5, 8, 0, true),
];

export const articleText = [
  "清明节临近，我省正值春季森林防火期（3 月 15 日至 6 月 15 日）。受大风少雨影响，延边州、白山市、长白山保护开发区森林火险等级高，省森林草原防灭火指挥部已发布森林火险橙色预警，有效期至 4 月 6 日 20 时。",
  "进山入林请勿携带火种，不吸烟、不野炊。祭扫时提倡鲜花、植树等文明方式，不烧纸、不燃放鞭炮，人离火灭。",
  "城乡居民在家中祭祀的，请远离窗帘、柴草和燃气设施。发现森林火情请拨打 12119，其他火情请拨打 119，安全生产举报请拨打 12350。",
] as const;

export const post = "清明临近，延边州、白山市、长白山保护开发区森林火险等级高。进山入林不带火种，祭扫不烧纸、不燃放鞭炮，提倡鲜花、植树祭扫。发现森林火情请拨打 12119。其他火情请拨打 119。乡镇、村屯和林场请加强巡护，外出扫墓的乡亲请错峰出行，注意行车安全，家中留人照看老人和孩子，离开坟地前再看一眼余火。详见网页链接";

export const units = ["吉林省森林消防总队", "吉林省应急管理厅", "吉林省消防救援总队"] as const;
