import type { Figures } from "../reading.ts";
import { readNumeral } from "./numerals.ts";

type Harm = "deaths" | "injured" | "missing";
const harms: readonly (readonly [Harm, RegExp])[] = [
  ["deaths", /遇难|死亡|身亡|丧生|罹难|牺牲|殉职|溺亡|坠亡|遇害|被害|杀害|离世|致死|死(?![者因])/gu],
  ["injured", /受伤|重伤|轻伤|烧伤|咬伤|砍伤|刺伤|砸伤|撞伤|送医|住院|就医|中毒|伤(?![者亡害])/gu],
  ["missing", /失联|失踪|下落不明/gu],
];
const number = "(?:\\d[\\d,]*(?:\\.\\d+)?[十百千万]?|[零一二两三四五六七八九十百千万]+)";
// What is said from one number up to the next, or up to a stop. 超过 至少 近 余 多 leave the figure as it is said: at least so many.
const stretch = new RegExp(`(第?)(${number})(?:(?:至|到|-|~|—)${number})?[余多来几]?([^\\d，。；,;!！?？零一二两三四五六七八九十]{0,14})`, "gu");
const counted = /^(?:人|名|位|个人|具|例|死|伤|失踪|失联|遇难|男|女|老人|老年|儿童|学生|村民|居民|群众|司机|工人|民警|警察|辅警|消防员|干部|孩|婴|游客|乘客|前|村支书|书记|官兵|军官|教师|老师|母|父|兄|姐|童|员工|矿工)/u;
const upTo = new RegExp(`(遇难|死亡|牺牲|受伤|失联|失踪)(?:人数|者)?(?:已|再)?(?:升至|上升至|增至|增加到|达到?|为|至)(${number})`, "gu");
const none = { both: /(?:无|没有|未造成|未有|暂无)(?:人员|人)?伤亡/u, deaths: /(?:无|没有)人(?:员)?(?:死亡|遇难)/u, injured: /(?:无|没有|未)(?:人员|人)?受伤/u };
const quake = /地震|余震|震源|[里面]震/u;
const magnitude = /(?:m|里氏)?(\d(?:\.\d)?)级/u;

/** Nothing said: most titles have no figures. */
export const noFigures: Figures = { deaths: null, injured: null, missing: null, magnitude: null };

function harmIn(words: string): Harm | null {
  let [last, harm]: [number, Harm | null] = [-1, null];
  for (const [kind, pattern] of harms) for (const match of words.matchAll(pattern)) if (match.index >= last) [last, harm] = [match.index, kind];
  return harm;
}

/** Reads deaths, injured, missing and magnitude as the words give them; 无人伤亡 is nought, 多人受伤 is not said. Of 3至5人 the lower, of 超过20人 the 20. */
export function readFigures(text: string, mayHarm: boolean): Figures {
  const tremor = text.includes("震") && quake.test(text) ? readNumeral(magnitude.exec(text)?.[1] ?? "") : null;
  if (!mayHarm && tremor === null) return noFigures;
  const figures: { -readonly [part in keyof Figures]: Figures[part] } = { ...noFigures, magnitude: tremor };
  if (!mayHarm) return figures;
  for (const [, ordinal, numeral = "", words = ""] of text.matchAll(stretch)) {
    if (ordinal === "第" || !counted.test(words)) continue;
    const harm = harmIn(words);
    const value = readNumeral(numeral);
    if (harm && value !== null && Number.isInteger(value) && !/多人|数人|人数/u.test(words)) figures[harm] = Math.max(figures[harm] ?? 0, value);
  }
  for (const [, word = "", numeral = ""] of text.matchAll(upTo)) {
    const harm = harmIn(word);
    if (harm) figures[harm] = readNumeral(numeral);
  }
  if (none.both.test(text)) return { ...figures, deaths: figures.deaths ?? 0, injured: figures.injured ?? 0 };
  if (none.deaths.test(text)) figures.deaths ??= 0;
  if (none.injured.test(text)) figures.injured ??= 0;
  return figures;
}
