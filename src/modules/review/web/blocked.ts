import { quoted } from "#kernel/quotes.ts";
import type { Facts, Sentence } from "#web/refusal-words.ts";

type Words = (account: string, facts: Facts) => readonly [zh: string, en: string];

const fieldWords: Readonly<Record<string, readonly [zh: string, en: string]>> = { title: ["标题", "the title"], digest: ["概要", "the summary"], author: ["文章作者", "the author's name"], variable: ["短信模板变量里的字数", "the characters of the SMS variable"], payload: ["提醒（标题、概要、落款等）的字节数", "bytes of the whole reminder,"], message: ["短信条数（连签名和模板）", "parts, with signature and template,"] };
const size = (bytes: unknown): string => `${(Number(bytes) / 1024 / 1024).toFixed(2)} MB`;

/** What a channel found that it cannot carry, by the code of the finding. */
const found: Readonly<Record<string, Words>> = {
  "channels.over-limit": (account, { field, have, max }) => {
    const [zh, en] = fieldWords[String(field)] ?? ["文字", "the text"];
    return [`${quoted(account)}发不了这一版：${zh}有 ${have ?? ""}，它最多收 ${max ?? ""}。请改短，或不投这个账号，再交审。`, `"${account}" cannot carry this edition: ${have ?? ""} in ${en}, ${max ?? ""} at most. Shorten it or leave this account out.`];
  },
  "channels.no-region": (account) => [`${quoted(account)}发不了这一版：运营商按区域发短信，稿件还没选区域。请在稿件里选好区域，再交审。`, `"${account}" cannot carry this edition: carriers send to regions, and the piece names none. Choose its regions and submit again.`],
  "channels.no-grade": (account) => [`${quoted(account)}发不了这一版：它只发分级的（红、橙、黄、蓝）稿件。请给稿件定级，或不投这个账号，再交审。`, `"${account}" carries graded pieces only (red, orange, yellow, blue). Grade the piece or leave this account out.`],
  "channels.too-many-images": (account, { have, max }) => [`${quoted(account)}发不了这一版：图有 ${have ?? ""} 张，它最多收 ${max ?? ""} 张。请减几张再交审。`, `"${account}" cannot carry this edition: ${have ?? ""} pictures, ${max ?? ""} at most. Take some out.`],
  "channels.no-cover": (account) => [`${quoted(account)}的文章要有封面。请在正文里放一张图，或请账号管理人设好默认封面，再交审。`, `An article of "${account}" needs a cover. Put a picture in the text, or ask the account's owner to set a standing cover.`],
  "channels.picture-too-large": (account, { have, max }) => [`${quoted(account)}发不了这一版：有一张图 ${size(have)}，它只收 ${size(max)} 以内的。请换一张小的再交审。`, `"${account}" cannot carry this edition: a picture has ${size(have)}, ${size(max)} at most. Use a smaller one.`],
  "channels.unfit-signs": (account, { signs }) => [`${quoted(account)}发不了这一版：短信里有平台不收的符号或网址（${signs ?? ""}）。请改写短信文字，再交审。`, `"${account}" cannot carry this edition: its SMS holds signs or addresses the platform refuses (${signs ?? ""}). Rewrite the SMS.`],
  "channels.picture-kind": (account, { mime }) => [`${quoted(account)}发不了这一版：有一张图是 ${mime ?? ""}，它只收 JPG 和 PNG。请换一张再交审。`, `"${account}" cannot carry this edition: a picture is ${mime ?? ""}; it takes JPEG and PNG. Use another.`],
  "channels.no-film-or-picture": (account) => [`${quoted(account)}发不了这一版：它只发视频或图。请在正文里放一段视频或一张图，或不投这个账号，再交审。`, `"${account}" cannot carry this edition: it posts films or pictures only. Put one in the text or leave this account out.`],
  "channels.one-film": (account, { have }) => [`${quoted(account)}发不了这一版：正文里有 ${have ?? ""} 段视频，它一次只发一段。请只留一段再交审。`, `"${account}" cannot carry this edition: ${have ?? ""} films, and it posts one at a time. Keep one.`],
  "channels.film-too-large": (account, { have, max }) => [`${quoted(account)}发不了这一版：视频 ${size(have)}，它只收 ${size(max)} 以内的。请换一段小的再交审。`, `"${account}" cannot carry this edition: its film has ${size(have)}, ${size(max)} at most. Use a smaller one.`],
  "channels.film-kind": (account, { mime }) => [`${quoted(account)}发不了这一版：视频是 ${mime ?? ""}，它只收 MP4 和 WebM。请换一段再交审。`, `"${account}" cannot carry this edition: its film is ${mime ?? ""}; it takes MP4 and WebM. Use another.`],
  "channels.outside-area": (account, { area }) => [`${quoted(account)}发不了这一版：稿件说的地方都不在它的覆盖区（${area ?? ""}）。请核对地点，或不投这个账号。`, `"${account}" does not reach the places this piece names (${area ?? ""}). Check the places or leave it out.`],
  "channels.topic-mark": (account) => [`${quoted(account)}发不了这一版：平台不收带 #话题# 的文字。请改短消息形态里的 # 号再交审。`, `"${account}" cannot carry this edition: the platform takes no #topic#. Take the # signs out of the short form.`],
};

/** Why an account cannot carry an edition, and what to do about it. */
export const sayBlocked: Sentence = (facts) => {
  const account = String(facts["account"] ?? "");
  return found[String(facts["finding"])]?.(account, facts)
    ?? [`${quoted(account)}发不了这一版：缺了它必有的内容，或有它不收的内容。请看“待处理”，改好再交。`, `"${account}" cannot carry this edition. See the findings, mend it and submit again.`];
};
