import type { Facts } from "#web/refusal-words.ts";
import { placeWords, type Words } from "./words.ts";

/** What a finding says, from its facts, the words meant, and the words suggested. */
type FindingSentence = (facts: Facts, quote: string, suggestion: string) => Words;

const units: Record<string, Words> = { character: ["字", "characters"], part: ["条", "parts"], line: ["行", "lines"] };
const unit = (facts: Facts, language: 0 | 1): string => units[String(facts["unit"])]?.[language] ?? "";
const first = (zh: string, en: string): FindingSentence => () => [`首发要有${zh}，正文里没找到。`, `A first message has ${en}; none was found.`];
const warning = (zh: string, en: string): FindingSentence => () => [`预警要写明${zh}，正文里没找到。`, `A warning says ${en}; none was found.`];

/** Every code that the checks can find, in words that say what is wrong and what to do. */
export const findingWords: Record<string, FindingSentence> = {
  "content.casualty-typed": ({ label }, quote) => [`“${quote}”是手打的人数。人数只能从事实单放进来${label ? `，事实单里有“${label}”` : "，请先在事实单里写明并注明来源"}。`, `"${quote}" is typed. Counts of people come from the fact sheet only${label ? `: "${label}" is there` : "; state it there with its source first"}.`],
  "content.casualty-differs": ({ typed, fact, label }) => [`写的是 ${typed ?? ""}，事实单“${label ?? ""}”是 ${fact ?? ""}。请从事实单放进来。`, `The text says ${typed ?? ""}, the fact sheet ("${label ?? ""}") ${fact ?? ""}. Place the fact instead.`],
  "content.casualty-kind": ({ label }, quote) => [`“${quote}”里放的是“${label ?? ""}”，和旁边的字对不上。`, `The fact "${label ?? ""}" stands beside words that mean something else: "${quote}".`],
  "content.casualty-none-typed": (_, quote) => [`“${quote}”没有出处。请在事实单里写明，注明谁核实的。`, `"${quote}" has no source. State it in the fact sheet with who confirmed it.`],
  "content.fact-missing": () => ["这里放的事实在事实单里找不到了，请换一条或删掉。", "The fact placed here is not on the sheet any more; replace or remove it."],
  "content.fact-without-source": ({ label }) => [`“${label ?? ""}”没有来源。没有来源的数字不放行。`, `"${label ?? ""}" has no source. A figure without a source does not clear.`],
  "content.figure-differs": ({ typed, fact, label }) => [`手打的 ${typed ?? ""} 和事实单“${label ?? ""}”的 ${fact ?? ""} 不一样。`, `The typed ${typed ?? ""} differs from "${label ?? ""}" on the fact sheet: ${fact ?? ""}.`],
  "content.id-number": (_, quote) => [`“${quote}”是身份证号，不能出现在稿件里。`, `"${quote}" is an identity number and must not appear.`],
  "content.id-like-number": (_, quote) => [`“${quote}”像身份证号，请核对。`, `"${quote}" looks like an identity number; please check.`],
  "content.mobile-number": (_, quote) => [`“${quote}”像个人手机号，请换成单位电话或删掉。`, `"${quote}" looks like a private mobile number; use an office number.`],
  "content.phone-length": ({ digits }, quote) => [`“${quote}”是 ${digits ?? ""} 位，电话号码不该是这个长度。`, `"${quote}" has ${digits ?? ""} digits, which no telephone number here has.`],
  "content.hotline-unknown": (_, quote, suggestion) => [`“${quote}”不在热线表里${suggestion ? `，是不是 ${suggestion}` : ""}。`, `"${quote}" is not a known hotline${suggestion ? `; is it ${suggestion}?` : "."}`],
  "content.term-forbidden": ({ reason, instead }, quote) => [`“${quote}”不能用${reason ? `：${reason}` : ""}${instead ? `。请写“${instead}”` : ""}。`, `"${quote}" must not be used${reason ? `: ${reason}` : ""}${instead ? `. Write "${instead}"` : ""}.`],
  "content.term-outdated": ({ instead }, quote) => [`“${quote}”是旧说法${instead ? `，现在写“${instead}”` : ""}。`, `"${quote}" is out of date${instead ? `; write "${instead}" now` : ""}.`],
  "content.material-missing": () => ["这里的图片或视频在素材墙上找不到了，请换一份。", "The picture or film here is no longer on the wall; choose another."],
  "content.image-credit": ({ name }) => [`《${name ?? "素材"}》没有署名，不能发。`, `"${name ?? "Material"}" has no credit and cannot be published.`],
  "content.image-alt": ({ name }) => [`《${name ?? "图片"}》没有文字说明，看不见的人听不到它。`, `"${name ?? "Picture"}" has no description for those who cannot see it.`],
  "content.date-impossible": (_, quote) => [`“${quote}”没有这一天。`, `"${quote}" does not exist.`],
  "content.weekday-differs": ({ date, said, right }) => [`${date ?? ""}是${right ?? ""}，不是${said ?? ""}。`, `${date ?? ""} is ${right ?? ""}, not ${said ?? ""}.`],
  "content.lunar-differs": ({ date, said, right }) => [`${date ?? ""}是${right ?? ""}，不是${said ?? ""}。`, `${date ?? ""} is ${right ?? ""}, not ${said ?? ""}.`],
  "content.festival-date": ({ name, year, said, right }) => [`${year ?? ""}年${name ?? ""}是${right ?? ""}，写的是${said ?? ""}。`, `${name ?? ""} ${year ?? ""} falls on ${right ?? ""}; the text says ${said ?? ""}.`],
  "content.range-backwards": ({ from, to }) => [`从${from ?? ""}到${to ?? ""}，前后倒了。`, `From ${from ?? ""} to ${to ?? ""} runs backwards.`],
  "content.unit-outdated": ({ said, right }) => [`“${said ?? ""}”是旧名，现在叫“${right ?? ""}”。`, `"${said ?? ""}" is an old name; today it is "${right ?? ""}".`],
  "content.unit-misnamed": ({ said, right }) => [`“${said ?? ""}”没有这个单位，是不是“${right ?? ""}”。`, `There is no "${said ?? ""}"; is it "${right ?? ""}"?`],
  "content.duplicate": ({ title, percent }) => [`和发过的《${title ?? ""}》有 ${percent ?? ""}% 一样。`, `${percent ?? ""}% the same as "${title ?? ""}", published before.`],
  "content.earlier-differs": ({ label, now, earlier, title }) => [`“${label ?? ""}”这次是${now ?? ""}，《${title ?? ""}》里是${earlier ?? ""}。确实变了请说明。`, `"${label ?? ""}" is ${now ?? ""} now and was ${earlier ?? ""} in "${title ?? ""}". Say so if it changed.`],
  "content.place-ambiguous": ({ name, choices }) => [`“${name ?? ""}”说不清是哪一个：${choices ?? ""}。`, `"${name ?? ""}" may be any of: ${choices ?? ""}.`],
  "content.place-elsewhere": ({ name, full, also }) => [`“${name ?? ""}”别的地方也有（${also ?? ""}），第一次写全：${full ?? ""}。`, `"${name ?? ""}" exists elsewhere too (${also ?? ""}); write ${full ?? ""} the first time.`],
  "content.first-empathy": first("慰问或关切", "a word of sympathy"),
  "content.first-confirmed": first("已核实的事实", "what is confirmed"),
  "content.first-unknown": first("还不知道什么", "what is not known yet"),
  "content.first-how-we-find-out": first("正在怎么查", "how it is being found out"),
  "content.first-commitment": first("接下来怎么通报的承诺", "what will be told next"),
  "content.first-where": first("到哪里看消息、打什么电话", "where to learn more"),
  "content.warning-category": warning("类别", "its category"),
  "content.warning-level": warning("级别", "its level"),
  "content.warning-start": warning("起始时间", "when it begins"),
  "content.warning-area": warning("可能影响范围", "which area"),
  "content.warning-watch": warning("警示事项", "what to watch for"),
  "content.warning-measures": warning("应采取的措施", "what to do"),
  "content.warning-issuer": warning("发布单位", "who issues it"),
  "content.warning-issued-at": warning("发布时间", "when it is issued"),
  "content.variant-empty": () => ["这个版本是空的。", "This form is empty."],
  "content.variant-too-long": (facts) => [`${facts["count"] ?? ""} ${unit(facts, 0)}，超出 ${facts["max"] ?? ""} ${unit(facts, 0)}。`, `${facts["count"] ?? ""} ${unit(facts, 1)}, the limit is ${facts["max"] ?? ""}.`],
  "content.line-too-long": ({ count, max }, quote) => [`“${quote}”这一行 ${count ?? ""} 字，一行放 ${max ?? ""} 字。`, `"${quote}" has ${count ?? ""} characters; a line holds ${max ?? ""}.`],
  "content.sms-many-parts": ({ count, advised }) => [`要拆成 ${count ?? ""} 条，建议 ${advised ?? ""} 条以内。`, `${count ?? ""} parts; ${advised ?? ""} at most is advised.`],
  "content.sms-number-broken": ({ number }) => [`“${number ?? ""}”会被拆到两条里。`, `"${number ?? ""}" is cut between two parts.`],
};

/** A finding in words; what other modules found is said by their own refusal words, handed in as `otherwise`. */
export const sayFinding = (finding: { code: string; facts: Facts; quote?: string | undefined; suggestion?: string | undefined }, otherwise: (code: string, facts: Facts) => string): Words => {
  const sentence = findingWords[finding.code];
  if (sentence) return sentence(finding.facts, finding.quote ?? "", finding.suggestion ?? "");
  const said = otherwise(finding.code, finding.facts);
  return [said, said];
};

/** Where a finding is, in words. */
export const sayPlace = (at: string): Words => placeWords(at);
