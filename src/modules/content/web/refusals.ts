import type { Sentence } from "#web/refusal-words.ts";
import { placeWords, stageSentences } from "./words.ts";

const nodeWords: Record<string, readonly [string, string]> = { codeBlock: ["代码块", "a code block"], horizontalRule: ["分隔线", "a rule"], image: ["图片", "a picture"], heading: ["小标题", "a heading"], blockquote: ["引用", "a quotation"], table: ["表格", "a table"] };
const node = (name: string | number | undefined, language: 0 | 1): string => nodeWords[String(name ?? "")]?.[language] ?? String(name ?? "");

/** Words for every refusal of content: what happened, what was kept, what to do. */
export const refusals: Record<string, Sentence> = {
  "content.not-yours": () => ["这篇稿件不在您能看的范围里。要一起写，请牵头单位把你们加为参与单位。", "This piece is outside what you may see. Ask its lead unit to add yours."],
  "content.no-piece": () => ["找不到这篇稿件，地址可能不完整。", "This piece cannot be found; the address may be incomplete."],
  "content.not-a-writer": () => ["您在这篇里只能看：写稿的是参与单位的编辑和联络员。", "You may read along; editors and liaisons of the units taking part write."],
  "content.not-an-editor": () => ["开新稿要由本单位的编辑或联络员来办。", "Only editors and liaisons of a unit begin its pieces."],
  "content.frozen": ({ stage }) => {
    const [zh, en] = (stageSentences as Record<string, readonly [string, string]>)[String(stage ?? "")] ?? ["在审", "under review"];
    return [`稿件已交审（${zh}），正文、事实和各版本都锁住了。要改，请退回或撤回审签。`, `The piece is under review (${en}); text, facts and forms are locked. Have it returned or withdraw it to change them.`];
  },
  "content.not-a-draft": () => ["只有没交过审的稿件能搁置；发过的只能更正或撤回。", "Only a piece never submitted can be put away; a published one is corrected or recalled."],
  "content.changed-meanwhile": () => ["您填的时候别人改过标题或设置。页面已换成最新的，您填的还在，看一眼再存。", "Somebody changed this meanwhile. The newest is shown; what you wrote is kept. Look and save again."],
  "content.fact-changed-meanwhile": () => ["您填的时候别人改了这条事实。最新的在上面，看一眼再改。", "Somebody changed this fact meanwhile; the newest is above. Look and change again."],
  "content.no-such-topic": () => ["没有这个主题，请重新选。", "There is no such topic; choose again."],
  "content.no-such-column": () => ["没有这个栏目，请重新选。", "There is no such column; choose again."],
  "content.no-such-region": () => ["选的地方里有一个不认识，请重新选。", "One of the regions is unknown; choose again."],
  "content.no-such-unit": () => ["选的单位里有一个不存在或已撤销，请重新选。", "One of the units does not exist any more; choose again."],
  "content.no-fact": () => ["事实单上没有这一条了。", "This fact is no longer on the sheet."],
  "content.no-edition": () => ["没有这一版。", "There is no such edition."],
  "content.no-term": () => ["词表里没有这个词了。", "This word is no longer on the list."],
  "content.number-missing": () => ["人数要写明数字，用整数。", "Give the number of people as a whole number."],
  "content.number-differs": ({ text, number }) => [`文字“${text ?? ""}”和数字 ${number ?? ""} 对不上，改成一样再存。`, `The words "${text ?? ""}" and the number ${number ?? ""} disagree; make them the same.`],
  "content.fact-unchanged": () => ["和现在的说法一样，没有要改的。", "This is what it says already."],
  "content.fact-in-draft": () => ["正文或某个版本里还放着这条，先拿掉再停用。", "The text or a form still uses this fact; take it out first."],
  "content.fact-retired": () => ["这条事实已停用。要再用，请新写一条。", "This fact is retired; state a new one."],
  "content.not-your-sheet": () => ["这份事实单不在您能看的范围里，请换一份，或请它的单位邀您一起写。", "This fact sheet is outside what you may see; choose another, or ask its unit to let you write along."],
  "content.facts-of-old-sheet": ({ facts }) => [`正文里还放着原来那份事实单的：${facts ?? ""}。先换掉，再换事实单。`, `The text still uses facts of the old sheet: ${facts ?? ""}. Replace them first.`],
  "content.finding-gone": () => ["这条已经不在了，多半是文字改过了。看一眼最新的“待处理”。", "This finding is gone; the words have probably changed. Look at the list again."],
  "content.cannot-waive": () => ["挡住交审的不能不采纳，只能改好。", "What blocks cannot be waived; it has to be put right."],
  "content.may-not-keep-terms": () => ["词表由新闻宣传处维护。", "The list of words is kept by the publicity office."],
  "content.no-title": () => ["还没有标题。", "There is no title yet."],
  "content.title-too-long": ({ count, max }) => [`标题 ${count ?? ""} 字，最多 ${max ?? ""} 字。`, `The title has ${count ?? ""} characters; ${max ?? ""} at most.`],
  "content.empty": () => ["正文还是空的，写了再交。", "The text is empty; write before submitting."],
  "content.no-issuing-unit": () => ["还没有落款单位。请在“落款与投放”里定。", "No unit signs yet. Settle it under signing and sending."],
  "content.findings-blocking": ({ count, at }) => [`还有 ${count ?? ""} 处挡住交审（第一处在${placeWords(String(at ?? ""))[0]}），在“待处理”里，改好再交。`, `${count ?? ""} findings block (the first in ${placeWords(String(at ?? ""))[1]}); put them right, then submit.`],
  "content.fact-without-source": ({ label }) => [`“${label ?? ""}”没有来源，补上再交。`, `"${label ?? ""}" has no source; add it first.`],
  "content.fact-unknown": () => ["里面有一条事实单上没有的事实，请换一条或删掉。", "It uses a fact that is not on the sheet; replace or remove it."],
  "content.fact-removed": ({ facts }) => [`原来有的事实不能少：${facts ?? ""}。请放回去。`, `Facts that stood there must stay: ${facts ?? ""}. Put them back.`],
  "content.fact-typed": ({ words }) => [`“${words ?? ""}”是事实单里的，请用“插入事实”放进来，不要手打。`, `"${words ?? ""}" is a fact; insert it instead of typing it.`],
  "content.casualty-typed": ({ words }) => [`“${words ?? ""}”是手打的人数，只能从事实单放进来。`, `"${words ?? ""}" is a typed count of people; it comes from the fact sheet only.`],
  "content.signature-typed": ({ name }) => [`落款由系统按规则加，请把“${name ?? ""}”删掉。`, `The signature is added by rule; take "${name ?? ""}" out.`],
  "content.variant-empty": () => ["这个版本是空的，写一句或交回规则生成。", "This form is empty; write something or let the rule make it."],
  "content.unreadable-text": () => ["正文读不出来，可能刚从别处贴进了读不懂的东西。撤销一步再看。", "The text cannot be read; undo the last step and look again."],
  "content.unknown-node": ({ node: name }) => [`正文里有各渠道都放不下的东西（${node(name, 0)}），请删掉或改成文字。`, `The text holds something no channel can carry (${node(name, 1)}); remove it or write it out.`],
  "content.unknown-mark": ({ mark }) => [`有一种文字样式（${mark ?? ""}）各渠道都不支持，请去掉。`, `A text style (${mark ?? ""}) is not supported by any channel; remove it.`],
  "content.bad-link": ({ text }) => [`“${text ?? ""}”的链接打不开，只能是网址、电话或邮箱。`, `The link of "${text ?? ""}" is not an address, a number or a mailbox.`],
  "content.heading-level": () => ["小标题只分两级。", "Headings have two levels."],
  "content.nested-list": () => ["列表里不能再套列表，请拆开。", "Lists cannot be nested; take them apart."],
  "content.list-start": () => ["编号从 1 开始，不能从中间起。", "Numbering begins at 1."],
  "content.merged-cells": () => ["表格里有合并的格子，很多渠道放不下，请拆开。", "The table has merged cells, which many channels cannot show; split them."],
  "content.header-cells": () => ["表头只能是第一行。", "Only the first row can be the head of a table."],
  "content.uneven-table": () => ["表格每行的格子数不一样，请补齐。", "Rows of the table have different numbers of cells; fill them up."],
  "content.no-reference": () => ["有一处图片、视频或事实是空的，请重新放。", "A picture, film or fact here is empty; place it again."],
};
