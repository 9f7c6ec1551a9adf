import type { Finding } from "#kernel/finding.ts";
import { type Check, type CheckInput, findAt, type Stretch, stretchesOf } from "./input.ts";
import { festivalDay, festivalPattern } from "./festivals.ts";
import { datesIn, type SaidDate, sayDay, solarDay } from "./said-dates.ts";

/** The codes this file can find. */
export const dateCodes = [
  "content.date-impossible", "content.weekday-differs", "content.lunar-differs", "content.festival-date", "content.range-backwards",
] as const;

const weekNames = ["日", "一", "二", "三", "四", "五", "六"];

const impossible = (stretch: Stretch, date: SaidDate): Finding[] =>
  date.solar ? [] : [findAt(stretch, { code: "content.date-impossible", level: "suggestion", quote: date.words, facts: { date: date.words } })];

function weekday(stretch: Stretch, date: SaidDate): Finding[] {
  const m = /^\s*[（(，,]?\s*(星期|周|礼拜)([一二三四五六日天])/.exec(stretch.text.slice(date.end));
  if (!m || !date.solar) return [];
  const right = weekNames[date.solar.getWeek().getIndex()] ?? "";
  if ((m[2] === "天" ? "日" : m[2]) === right) return [];
  return [findAt(stretch, {
    code: "content.weekday-differs", level: "suggestion", quote: date.words + m[0], suggestion: `${m[1] ?? ""}${right}`,
    facts: { date: `${date.year}年${sayDay(date.solar)}`, said: `${m[1] ?? ""}${m[2] ?? ""}`, right: `${m[1] ?? ""}${right}` },
  })];
}

const monthNames: Record<string, string> = { 腊: "十二", 冬: "十一", 元: "正", 一: "正" };
const evenMonth = (name: string) => name.replace(/^(闰?)(腊|冬|元|一)(?=月)/, (_, leap: string, n: string) => leap + (monthNames[n] ?? n));
const evenDay = (name: string) => name.replace(/^二十(?=[一二三四五六七八九])/, "廿").replace(/^三十日?$/, "三十").replace(/^廿$/, "二十");

function lunar(stretch: Stretch, date: SaidDate): Finding[] {
  const m = /^\s*[（(，,、/]?\s*(?:即)?(?:农历|阴历|夏历)\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?\s*(闰?[正一二三四五六七八九十冬腊]{1,2}月)(初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)/.exec(stretch.text.slice(date.end));
  if (!m || !date.solar) return [];
  const day = date.solar.getLunarDay();
  const right = day.getLunarMonth().getName() + day.getName();
  if (evenMonth(m[1] ?? "") + evenDay(m[2] ?? "") === right) return [];
  return [findAt(stretch, {
    code: "content.lunar-differs", level: "suggestion", quote: date.words + m[0], suggestion: `农历${right}`,
    facts: { date: sayDay(date.solar), said: `农历${m[1] ?? ""}${m[2] ?? ""}`, right: `农历${right}` },
  })];
}

/** A festival named right beside a day: 清明节（4月4日）, 4月4日清明节, 清明节是4月4日. Holidays of several days are left alone. */
function festival(stretch: Stretch, date: SaidDate): Finding[] {
  const before = new RegExp(`(${festivalPattern})(?:节气|当天|当日|这天)?\\s*(?:[（(：:]|是|为|在|定于|就是)?\\s*$`).exec(stretch.text.slice(0, date.start));
  const rest = stretch.text.slice(date.end);
  const after = new RegExp(`^\\s*(?:[（(，,]|是|为|就是|恰逢|正值|适逢|迎来|的)?\\s*(?:[周星期][^，。]{0,3}[，,）)]?)?\\s*(${festivalPattern})(?!节?(?:假|前|后|期|小长假|长假|将|临|来临|快))`).exec(rest);
  const name = (/^\s*(?:至|到|—|-|~)/.test(rest) ? undefined : before?.[1]) ?? after?.[1];
  if (name === undefined || !date.solar) return [];
  const right = festivalDay(name, date.year);
  if (!right || right.equals(date.solar)) return [];
  return [findAt(stretch, {
    code: "content.festival-date", level: "suggestion", quote: after ? date.words + after[0] : `${before?.[0] ?? ""}${date.words}`, suggestion: sayDay(right),
    facts: { name, year: date.year, said: date.words, right: sayDay(right) },
  })];
}

const dayMs = 86_400_000;
const instant = (d: { year: number; month: number; day: number }) => Date.UTC(d.year, d.month - 1, d.day);

/** 4月6日至4月3日 runs backwards; 12月28日至1月3日 runs over New Year. */
function range(stretch: Stretch, from: SaidDate, at: Date): Finding[] {
  const m = /^\s*(?:\d{1,2}时)?\s*(?:至|到|—+|–|-|~)\s*(?=(\d{1,2})([日号])|(\d|今年|明年))/.exec(stretch.text.slice(from.end));
  if (!m) return [];
  const backwards = (words: string) => findAt(stretch, { code: "content.range-backwards", level: "suggestion", quote: from.words + m[0] + words, facts: { from: from.words, to: words } });
  if (m[1] !== undefined) {
    const words = `${m[1]}${m[2] ?? "日"}`;
    if (!solarDay(from.year, from.month, Number(m[1]))) return [findAt(stretch, { code: "content.date-impossible", level: "suggestion", quote: words, facts: { date: `${from.month}月${m[1]}日` } })];
    return Number(m[1]) < from.day ? [backwards(words)] : [];
  }
  const next = datesIn(stretch.text.slice(from.end + m[0].length), at)[0];
  if (!next || next.start !== 0) return [];
  const explicit = /\d{4}\s*年|今年|明年|去年/.test(next.words);
  const to = explicit ? next : { ...next, year: from.year };
  if (instant(to) >= instant(from)) return [];
  const rolled = (instant({ ...to, year: to.year + 1 }) - instant(from)) / dayMs;
  return explicit || rolled > 200 ? [backwards(next.words)] : [];
}

/** 14时至9时 on one day runs backwards unless the text says 次日. */
const hours = (stretch: Stretch): Finding[] =>
  [...stretch.text.matchAll(/(\d{1,2})(?:时|点|:(\d{2}))(?:(\d{1,2})分|整|许)?\s*(?:至|到|—+|-|~)\s*(次日|翌日|第二天|\d{1,2}日)?\s*(\d{1,2})(?:时|点|:(\d{2}))(?:(\d{1,2})分)?/g)].flatMap((m) => {
    const from = Number(m[1]) * 60 + Number(m[2] ?? m[3] ?? 0);
    const to = Number(m[5]) * 60 + Number(m[6] ?? m[7] ?? 0);
    return m[4] === undefined && to < from ? [findAt(stretch, { code: "content.range-backwards", level: "suggestion", quote: m[0], facts: { from: `${m[1] ?? ""}时`, to: `${m[5] ?? ""}时` } })] : [];
  });

/** Days, weekdays, lunar days, festivals and ranges that cannot all be true. */
export const checkDates: Check = (input: CheckInput) =>
  stretchesOf(input).flatMap((stretch) => [
    ...datesIn(stretch.text, input.at).flatMap((date) => [
      ...impossible(stretch, date), ...weekday(stretch, date), ...lunar(stretch, date), ...festival(stretch, date), ...range(stretch, date, input.at),
    ]),
    ...hours(stretch),
  ]);
