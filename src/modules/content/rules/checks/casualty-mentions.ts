import type { FactKind } from "#kernel/document.ts";
import { numeralPattern, parseNumeral } from "../numerals.ts";
import type { Passage } from "../text.ts";

/** A figure of people harmed, as it stands in a text: its words, whom it counts, the number where it is exact, and where the number stands. */
export type CasualtyMention = { words: string; kind: FactKind | "any"; number: number | null; start: number; end: number };

const harms: readonly (readonly [FactKind | "any", string])[] = [
  ["any", "伤亡"],
  ["deaths", "死亡|遇难|丧生|身亡|罹难|牺牲|殉职|殉难|溺亡|亡故|死者|逝者|遗体"],
  ["injured", "受伤|重伤|轻伤|负伤|烧伤|烫伤|灼伤|挫伤|骨折|中毒|伤员|伤者"],
  ["missing", "失联|失踪|下落不明"],
];
const harm = harms.map(([, words]) => words).join("|");
const kindOf = (word: string): FactKind | "any" => harms.find(([, words]) => new RegExp(`^(?:${words})$`).test(word))?.[0] ?? "any";

const people = "群众|百姓|工人|矿工|民工|人员|村民|居民|市民|游客|旅客|乘客|司机|驾驶员|学生|儿童|孩子|老人|老年人|妇女|男子|女子|男性|女性|职工|员工|消防员|消防指战员|指战员|森林消防员|扑火队员|队员|救援人员|作业人员|施工人员|被困人员|被困者|伤者";
const manner = "不同程度|当场|轻微|经抢救无效|抢救无效|送医后|因公|不幸|全部|先后|已确认|确认|已|均|被|在事故中|在火灾中|在救援中|在扑救中|以上|以下|左右|仍|还|目前|处于|因此|因|烟气|一氧化碳|吸入浓烟";
const figure = `(?:[数几上近约]?(${numeralPattern})\\s*[余多几来]?)`;
const head = "(?:名|人|位|口|个人|例|具)";
const verbFirst = "(?:人数|人员|群众|的|者|了|为|共|已|达到|达|升至|增至|上升至|上升到|增加到|至|约|有|：|:|\\s|" + people + ")";

const numberFirst = new RegExp(`${figure}\\s*${head}\\s*(?:${people}|${manner}|[\\s,、]){0,5}(${harm})(?!率)`, "g");
const harmFirst = new RegExp(`(${harm})${verbFirst}{0,4}\\s*${figure}\\s*(?:${head}|(?=[，。、；,;\\s]|$))`, "g");
const terse = new RegExp(`${figure}\\s*(死|亡|伤)(?![亡者员势情口心感痛])`, "g");
const terseHarmFirst = new RegExp(`(?<![逃流扶救])(死|伤|亡)\\s*${figure}\\s*${head}`, "g");
const idiom = /九死一生|一死了之|万死不辞|百死|两败俱伤/;
const blamed = /(?:造成|导致|致使|致|酿成|已有|已|共|[死亡伤、，,\s])$/;

type Found = CasualtyMention & { from: number; to: number };

const found = (text: string, m: RegExpExecArray, words: string, kind: FactKind | "any"): Found => {
  const start = m.index + m[0].indexOf(words);
  const end = start + words.length;
  const vague = /[数几上近约]/.test(text[start - 1] ?? "") || /[余多几来]/.test(text[end] ?? "") || /^.?以[上下]|^.?左右/.test(text.slice(end));
  return { words: m[0].trim(), kind, number: vague ? null : parseNumeral(words), start, end, from: m.index, to: m.index + m[0].length };
};

const terseKind = (word: string): FactKind => (word === "伤" ? "injured" : "deaths");

/** 三死五伤 and 致2死: short forms, read only where a figure is Arabic or something caused it, never in an idiom. */
function terseMentions(text: string): Found[] {
  const out: Found[] = [];
  for (const m of text.matchAll(terse)) {
    const caused = blamed.test(text.slice(0, m.index)) || /^\d/.test(m[1] ?? "") || m.index === 0;
    if (caused && !idiom.test(text.slice(Math.max(0, m.index - 2), m.index + 4))) out.push(found(text, m, m[1] ?? "", terseKind(m[2] ?? "")));
  }
  for (const m of text.matchAll(terseHarmFirst)) out.push(found(text, m, m[2] ?? "", terseKind(m[1] ?? "")));
  return out;
}

/** Every figure of dead, injured or missing people, in either order, Arabic or Chinese; each number counts once. */
export function casualtyMentions(passage: Passage): CasualtyMention[] {
  const all: Found[] = [
    ...[...passage.text.matchAll(harmFirst)].map((m) => found(passage.text, m, m[2] ?? "", kindOf(m[1] ?? ""))),
    ...[...passage.text.matchAll(numberFirst)].map((m) => found(passage.text, m, m[1] ?? "", kindOf(m[2] ?? ""))),
    ...terseMentions(passage.text),
  ].filter((m) => m.number !== 1 || !/(?:无|没有|未造成|未有)$/.test(passage.text.slice(0, m.from)))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Found[] = [];
  for (const mention of all) {
    if (!kept.some((k) => mention.from < k.to && k.from < mention.to)) kept.push(mention);
  }
  return kept.map(({ words, kind, number, start, end }) => ({ words, kind, number, start, end }));
}

/** A sentence that says nobody was harmed: also a claim about people. */
const nobody = /(?:没有|未造成|未发生|暂无|尚无|未有|并无|无|零)(?:任何|人员|群众|一人|1人|一名|人)*(死亡|伤亡|受伤|遇难|失联|失踪)/g;

/** Every claim that nobody died, was hurt or is missing. */
export const nobodyHarmed = (passage: Passage): CasualtyMention[] =>
  [...passage.text.matchAll(nobody)].map((m) => ({ words: m[0], kind: kindOf(m[1] ?? ""), number: 0, start: m.index, end: m.index + m[0].length }));
