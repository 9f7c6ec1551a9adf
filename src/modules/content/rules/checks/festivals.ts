import { LunarDay, SolarDay, SolarTerm } from "tyme4ts";

const fixed: Record<string, readonly [month: number, day: number]> = {
  元旦: [1, 1], 国家安全教育日: [4, 15], 全民国家安全教育日: [4, 15], 劳动节: [5, 1], 全国防灾减灾日: [5, 12], 防灾减灾日: [5, 12], 儿童节: [6, 1],
  建军节: [8, 1], 教师节: [9, 10], 国庆节: [10, 1], 国际减灾日: [10, 13], 国际减轻自然灾害日: [10, 13], 全国消防日: [11, 9], 全国消防安全日: [11, 9], 消防宣传日: [11, 9],
};

const byMoon: Record<string, readonly [month: number, day: number]> = {
  春节: [1, 1], 大年初一: [1, 1], 元宵节: [1, 15], 端午节: [5, 5], 七夕节: [7, 7], 中元节: [7, 15], 中秋节: [8, 15], 重阳节: [9, 9], 腊八节: [12, 8],
};

/** Terms that are also weather (大雪 雨水) are only read as a term when the text says 节气 after them. */
const alsoWeather = ["雨水", "小满", "小暑", "大暑", "小雪", "大雪", "小寒", "大寒", "白露", "寒露", "霜降"];
const terms: readonly string[] = SolarTerm.NAMES;

/** Names of days that move or stay, for use inside other patterns; it does not capture. */
export const festivalPattern = [
  ...Object.keys(fixed), ...Object.keys(byMoon), "除夕",
  ...terms.map((name) => (alsoWeather.includes(name) ? `${name}(?=节气)` : `${name}节?`)),
].sort((a, b) => b.length - a.length).join("|");

/** The day a festival or solar term falls on in a solar year; null for a name unknown. 除夕 is the eve of that year's 春节. */
export function festivalDay(name: string, year: number): SolarDay | null {
  const solar = fixed[name];
  if (solar) return SolarDay.fromYmd(year, solar[0], solar[1]);
  if (name === "除夕") return LunarDay.fromYmd(year, 1, 1).getSolarDay().next(-1);
  const moon = byMoon[name];
  if (moon) {
    const day = LunarDay.fromYmd(year, moon[0], moon[1]).getSolarDay();
    return day.getYear() === year ? day : LunarDay.fromYmd(year - 1, moon[0], moon[1]).getSolarDay();
  }
  const term = terms.includes(name) ? name : name.replace(/节$/, "");
  if (!terms.includes(term)) return null;
  return SolarTerm.fromName(term === "冬至" ? year + 1 : year, term).getSolarDay();
}
