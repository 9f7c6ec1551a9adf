import { beijing, isoDay } from "#kernel/clock.ts";
import type { Category, Concern, Hazard, Mark, Reason, SourceFormat, SourceKind } from "../rules/shapes.ts";

export type Say = <T>(zh: T, en: T) => T;
type Words = readonly [zh: string, en: string];

/** The four kinds of emergency. */
export const categoryWords: Readonly<Record<Category, Words>> = { natural: ["自然灾害", "Natural disaster"], accident: ["事故灾难", "Accident"], health: ["公共卫生", "Public health"], security: ["社会安全", "Public security"] };

/** Hazards by name. */
export const hazardWords: Readonly<Record<Hazard, Words>> = {
  flood: ["洪涝", "flood"], rainstorm: ["暴雨", "rainstorm"], typhoon: ["台风", "typhoon"], earthquake: ["地震", "earthquake"], landslide: ["滑坡泥石流", "landslide"], snow_cold: ["雪灾低温", "snow and cold"], drought: ["干旱", "drought"], forest_fire: ["森林草原火灾", "forest fire"],
  fire: ["火灾", "fire"], explosion: ["爆炸", "explosion"], traffic: ["交通事故", "traffic"], collapse: ["坍塌", "collapse"], mine: ["矿山", "mine"], gas: ["燃气泄漏", "gas"], poisoning: ["中毒", "poisoning"], drowning: ["溺水", "drowning"], missing: ["失联", "missing"], hazard: ["隐患", "hazard"],
  epidemic: ["疫情", "epidemic"], attack: ["伤人", "attack"], other: ["其他", "other"],
};

/** What people want. */
export const concernWords: Readonly<Record<Concern, Words>> = { question: ["有人问", "a question"], help: ["求助", "a call for help"], report: ["反映情况", "a report"], complaint: ["投诉", "a complaint"] };
/** What was decided. */
export const markWords: Readonly<Record<Mark, Words>> = { new: ["未研判", "undecided"], watch: ["持续关注", "watched"], case: ["已立案", "case"], dismissed: ["不用管", "dismissed"] };
/** Kinds of sources. */
export const kindWords: Readonly<Record<SourceKind, Words>> = { list: ["热榜", "ranked list"], news: ["新闻", "news"], official: ["官方账号", "official account"], report: ["反映渠道", "report channel"], manual: ["人工", "by hand"] };
/** Formats of sources. */
export const formatWords: Readonly<Record<SourceFormat, Words>> = { feed: ["RSS / Atom / JSON Feed", "RSS / Atom / JSON Feed"], list: ["热榜快照", "List snapshot"], json: ["JSON（按映射）", "JSON by mapping"], webhook: ["推送", "Webhook"], hand: ["手工录入、表格", "By hand, tables"] };
/** How a source stands. */
export const standingWords = { new: ["还没问过", "not asked yet"], fresh: ["正常", "fresh"], stale: ["久无新内容", "silent"], dead: ["问不通", "no answer"] } as const satisfies Record<string, Words>;

const ruleWords: Readonly<Record<string, Words>> = {
  "place.at": ["发生在", "happened in"], "place.goal": ["去往", "bound for"], "place.from": ["来自", "from"], "place.carrier": ["只是名称", "only a name"], "place.unlikely": ["不像地名", "hardly a place"],
  "fold.first": ["第一条", "the first title"], "fold.same-words": ["同样的话", "the same words"], "fold.words": ["同样的词", "shared words"], "fold.place": ["同一地点", "the same place"], "fold.hazard": ["同一灾种", "the same hazard"], "fold.presumed": ["灾种相合", "a fitting hazard"], "fold.figures": ["数字相合", "fitting figures"], "fold.rhythm": ["时间相近", "close in time"],
  "watch.one-title": ["一条标题既像突发又在本地", "one title says emergency and place"], "watch.two-titles": ["两条标题合起来看", "two titles say it together"], "profile.word": ["含关注的词", "has a watched word"], emergency: ["像突发事件", "looks like an emergency"], "hot-words": ["含关注的词且升温", "a watched word, and hot"],
  "concern.question": ["有人问", "asks"], "concern.help": ["求助", "calls for help"], "concern.report": ["反映", "reports"], "concern.complaint": ["投诉", "complains"],
};

/** Signs of the engine by name; what stands here without a word of the title is said by itself. */
const signWords: Readonly<Record<string, Words>> = {
  base: ["一般标题的底分", "of any title"], named: ["点了地名", "a place is named"], abroad: ["境外", "abroad"], deaths: ["有死亡数", "deaths are counted"], injured: ["有受伤数", "injured are counted"], missing: ["有失联数", "missing are counted"], "nobody hurt": ["说没有伤亡", "says nobody was hurt"], "strong quake": ["震级较大", "a strong quake"], "weak quake": ["震级较小", "a weak quake"],
  "two hazards": ["两种灾情", "two hazards"], "hazard and harm": ["灾情又有伤害", "hazard and harm"], "hazard alone": ["只有灾情", "hazard alone"], "harm alone": ["只有伤害", "harm alone"], short: ["太短", "very short"], "slight and harm": ["弱信号加伤害", "slight sign and harm"], "many harmed": ["多人受害", "many harmed"],
  perished: ["遇难", "perished"], fallen: ["牺牲", "fallen"], dead: ["死亡", "dead"], hurt: ["受伤", "hurt"], lost: ["被困失联", "trapped or lost"], happening: ["正在发生", "happening"], rescue: ["救援", "rescue"], disruption: ["停运封闭", "disruption"], record: ["创纪录", "a record"], official: ["官方口吻", "official"], counting: ["正在统计", "counting"], several: ["多", "several"],
  verdict: ["判决", "a verdict"], account: ["回顾讲述", "an account"], aftermath: ["善后", "aftermath"], past: ["旧事", "the past"], drill: ["演练", "a drill"], drama: ["影视", "drama"], game: ["游戏", "a game"], sport: ["体育", "sport"], forecast: ["预报", "a forecast"], advice: ["提示", "advice"], debunk: ["辟谣", "a correction"], hearsay: ["网传", "hearsay"], case: ["案件", "a crime case"],
  charity: ["公益", "charity"], people: ["人物", "people"], money: ["财经", "money"], office: ["公务", "office"], crime: ["刑事", "crime"], illness: ["疾病", "illness"], "figure of speech": ["比喻", "figure of speech"],
  told: ["网传", "hearsay"], suspected: ["疑似", "suspected"], denied: ["有人否认", "denied"], answering: ["有人回应", "answered"], authority: ["提到机关", "an authority"], wonder: ["发问", "wonders"],
};

function nameOf(t: Say, rule: string): string {
  const known = ruleWords[rule];
  if (known) return t(...known);
  const sign = rule.slice(rule.indexOf(".") + 1);
  const said = signWords[sign];
  if (said) return t(...said);
  const [strength, hazard = ""] = sign.split(":");
  const word = hazardWords[hazard as Hazard];
  return word ? t(strength === "slight" ? `略像${word[0]}` : word[0], strength === "slight" ? `slightly ${word[1]}` : word[1]) : t("其他迹象", "another sign");
}

const shownOf = (words: readonly string[]): string[] => words.filter((word) => word !== "" && !/^[\d.X]+$/.test(word) && !Object.hasOwn(hazardWords, word)).slice(0, 4);

/** A step of the reasoning in a short phrase: what it is called, and the words of the titles that set it off. */
export function sayReason(t: Say, { rule, words }: Reason): string {
  const shown = shownOf(words);
  const name = nameOf(t, rule);
  return shown.length > 0 && !(shown.length === 1 && shown[0] === name) ? `${name}${t("“", " “")}${shown.join(t("、", ", "))}”` : name;
}

/** The steps that speak for something, weightiest first, and those that speak against it; what weighs nothing is left out. */
export function weighed(why: readonly Reason[]): { speaksFor: Reason[]; speaksAgainst: Reason[] } {
  const counted = why.filter(({ rule, figure }) => !rule.endsWith(".base") && (figure === undefined || Math.abs(figure) >= 0.1));
  return {
    speaksFor: counted.filter(({ figure }) => (figure ?? 1) > 0).toSorted((a, b) => (b.figure ?? 1) - (a.figure ?? 1)),
    speaksAgainst: counted.filter(({ figure }) => (figure ?? 1) < 0).toSorted((a, b) => (a.figure ?? 1) - (b.figure ?? 1)),
  };
}

/** 72% for 0.72; a likelihood is never said to be certain. */
export const percent = (likelihood: number): string => `${Math.min(99, Math.max(likelihood > 0 ? 1 : 0, Math.round(likelihood * 100)))}%`;

const two = (n: number): string => String(n).padStart(2, "0");

/** A time as people say it today: 16:04, 昨天 09:30, 11月25日 09:30; Beijing time. */
export function sayTime(t: Say, at: string | Date, now: Date): string {
  const then = new Date(at);
  const b = beijing(then);
  const clock = `${two(b.hour)}:${two(b.minute)}`;
  if (isoDay(then) === isoDay(now)) return clock;
  if (isoDay(then) === isoDay(new Date(now.getTime() - 86_400_000))) return t(`昨天 ${clock}`, `yesterday ${clock}`);
  return t(`${b.month}月${b.day}日 ${clock}`, `${b.month}/${b.day} ${clock}`);
}

/** What came of a question, in the reader's language; it is kept in both. */
export function sayDetail(t: Say, detail: string): string {
  const [zh = "", en] = detail.split(" / ");
  return t(zh, en ?? zh);
}
