import type { FactKind } from "#kernel/document.ts";
import { type Check, type CheckInput, findAt, readAll } from "./input.ts";

/** A part that a message must say, and the signs that it does: words in the text, or a fact of a kind placed in it. Signs are a heuristic; people judge. */
type Part = { code: string; words: RegExp; kinds?: readonly FactKind[]; signed?: boolean };

/** The six parts of a first emergency message (CDC CERC; rules.md, Review). */
const firstMessage: readonly Part[] = [
  { code: "content.first-empathy", words: /慰问|哀悼|沉痛|痛心|牵挂|关切|挂念|担心|感同身受|同情|致歉|歉意|理解(?:大家|公众|群众|市民)|向.{0,16}(?:家属|亲属|群众).{0,8}表示/ },
  { code: "content.first-confirmed", words: /经核实|经初步核实|已确认|截至|已(?:扑灭|控制|送医|疏散|转移|救出)/, kinds: ["time", "place", "deaths", "injured", "missing", "evacuated", "area", "level"] },
  { code: "content.first-unknown", words: /尚不(?:清楚|明确|掌握)|暂不(?:清楚|明确|掌握)|暂未|尚未|还不清楚|正在(?:调查|核实|核查|排查|统计)|有待|待核实|进一步核实/ },
  { code: "content.first-how-we-find-out", words: /调查组|联合调查|正在(?:调查|核实|核查|勘查|排查|监测|搜救)|开展(?:调查|核查|勘查|监测|排查)|现场勘查|委托.{0,12}(?:鉴定|检测)/ },
  { code: "content.first-commitment", words: /将(?:及时|持续|第一时间|陆续|继续|全力)|(?:及时|持续|第一时间|陆续)(?:公布|发布|通报|向社会)|全力(?:搜救|救治|以赴|做好)|(?:查清|查明)后(?:公布|通报)|下一次通报/ },
  { code: "content.first-where", words: /拨打|热线|咨询电话|官方(?:微博|微信|网站|账号|发布)|请关注|公众号|以.{0,14}发布(?:的信息)?为准/, kinds: ["hotline"] },
];

/** What a warning says: 类别 级别 起始时间 可能影响范围 警示事项 应采取的措施 发布单位 发布时间 (rules.md, Grades). */
const warning: readonly Part[] = [
  { code: "content.warning-category", words: /(?:森林|草原|火险|火灾|暴雨|大风|暴雪|寒潮|道路结冰|雷电|冰雹|高温|大雾|霾|沙尘|台风|洪水|山洪|地质灾害|干旱|低温|霜冻|地震|生产安全|气象)[^。]{0,12}预警/ },
  { code: "content.warning-level", words: /[红橙黄蓝]色|[ⅠⅡⅢⅣ一二三四]级|(?:IV|III|II|I)级/, kinds: ["level"] },
  { code: "content.warning-start", words: /\d{1,2}[时日][^。，]{0,4}起|起始时间|自[^。，]{0,16}起|从[^。，]{0,16}(?:起|开始)|预计[^。，]{0,16}[至到]|未来\s*\d+\s*小时|即日起|有效期|\d{1,2}[时日]\s*[至到—]\s*(?:\d|次日)/ },
  { code: "content.warning-area", words: /影响范围|影响区域|(?:大部|部分地区|全省|全市|全县|等地|境内|一带|[\u4e00-\u9fff]{2,}[市州县区])/, kinds: ["place"] },
  { code: "content.warning-watch", words: /警示事项|警惕|谨防|防范|当心|小心|易引发|可能(?:引发|发生|出现|造成)|风险|危险性|火险等级/ },
  { code: "content.warning-measures", words: /应(?:当|立即|及时)?采取|措施|请(?!示|求)|不要|切勿|严禁|禁止|避免|停止|撤离|转移|加强/ },
  { code: "content.warning-issuer", words: /发布单位|[\u4e00-\u9fff]{2,}(?:厅|局|总队|支队|指挥部|气象台|委员会)[^。]{0,24}(?:发布|联合发布)/, signed: true },
  { code: "content.warning-issued-at", words: /发布时间|\d{1,2}月\d{1,2}日\s*\d{1,2}(?:时|:|点)[^。]{0,24}发布|发布于/ },
];

/** The codes this file can find. */
export const mustSayCodes: readonly string[] = [...firstMessage, ...warning].map((part) => part.code);

function missing(input: CheckInput, parts: readonly Part[]) {
  const text = readAll(input);
  const placed = new Set(input.facts.filter((f) => text.includes(f.text)).map((f) => f.kind));
  return parts
    .filter((part) => !part.words.test(text) && !part.kinds?.some((k) => placed.has(k)) && !(part.signed && input.signature))
    .map((part) => findAt({ at: "text" }, { code: part.code, level: "reminder" }));
}

/** Reminds of each of the six parts that a first red or orange message leaves out. */
export const checkFirstMessage: Check = (input) =>
  input.firstRelease && (input.urgency === "red" || input.urgency === "orange") && input.form !== "psa" && input.form !== "rumour" ? missing(input, firstMessage) : [];

/** Reminds of each element that a warning leaves out. */
export const checkWarning: Check = (input) => (input.form === "warning" ? missing(input, warning) : []);
