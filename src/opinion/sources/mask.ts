/** What stands where somebody was named. */
export const somebody = "某用户";

// What people put between groups of digits; amounts, which name nobody; where a Latin word begins; what a label is followed by.
const gap = "[\\s.·–—-]?";
const end = "(?!\\d|\\s*(?:万|亿|[美日欧港]?元|吨|人次|千瓦|立方|平方|公里|股|份|户|[%％]))";
const apart = "(?<![A-Za-z])";
const value = "[^\\s，。,;；、|｜/()（）\\[\\]【】<>《》]{1,40}";
const provinces = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾";
const plates = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

type Rule = { guard: RegExp; found: RegExp; mask: string };
const rule = (guard: RegExp, found: string, mask: string, flags = "g"): Rule => ({ guard, found: new RegExp(found, flags), mask });

const manyDigits = /\d(?:[\s.·–—*-]{0,4}\d){6}/;
const colon = /[:：]/;
const papers = /身份证|护照|证件|驾驶证|社保|银行卡|[工学]号/;
const accounts = /微信|VX|V信|wechat|weixin|QQ|扣扣|抖音|快手|小红书|微博|头条|B站|贴吧/i;

// One row per kind of thing, longest numbers first. Amounts and the few digits of a hotline stay.
const rules: readonly Rule[] = [
  rule(/\/|www/i, "(?:https?://|www\\.|(?<![\\w@-])(?:[\\w-]{1,40}\\.){1,4}(?:com|cn|net|org|cc|tv|me|info)/)[^\\s\"'<>，。；、）】》\\u4e00-\\u9fff]{1,2000}", "〔网址〕", "gi"),
  rule(/@/, "[\\p{L}\\p{N}._%+-]{1,64}\\s?@\\s?[\\p{L}\\p{N}-]{1,63}(?:[.．][\\p{L}\\p{N}-]{1,63}){1,4}(?:\\s?[（(][^()（）\\n]{1,40}[)）])?", "〔邮箱〕", "gu"),
  rule(manyDigits, `(?<!\\d)(?:\\d{6}${gap}\\d{8}${gap}\\d{3}[\\dXxＸｘ]|\\d{15,19}|\\d{4}(?:[\\s-]\\d{4}){3}(?:[\\s-]?\\d{1,3})?)${end}`, "〔证件号〕"),
  rule(manyDigits, `(?<!\\d)(?:(?:[+＋]|00)?86${gap})?1[3-9]\\d${gap}(?:\\d{4}${gap}\\d{4}|\\d{3}${gap}\\d{5})${end}`, "〔电话〕"),
  rule(manyDigits, "1[3-9]\\d\\*{4}\\d{4}", "〔电话〕"),
  rule(manyDigits, `(?<!\\d)[(（]?0(?:10|2\\d|[3-9]\\d{2})[)）]?${gap}[2-8]\\d{2,3}${gap}\\d{4}${end}`, "〔电话〕"),
  rule(manyDigits, `${apart}(?:电话|手机|座机|联系方式|tel|phone|mobile)(?:号码?)?\\s?[:：]?\\s?(?![48]00)\\d{3,4}${gap}\\d{4}${end}`, "〔电话〕", "gi"),
  rule(/[A-Z].{0,6}\d/i, `(?<![最更全创上北东南鸿])[${plates}](?:[A-HJ-NP-Z][·•.\\s]?(?=[A-Z]*\\d)[A-HJ-NP-Z\\d]{5,6}|[a-hj-np-z][·•.\\s]?(?=[a-z]*\\d)[a-hj-np-z\\d]{5,6})(?![A-Za-z\\d])`, "〔车牌〕"),
  rule(papers, `(?:身份证|护照|证件|驾驶证|社保卡?|银行卡|工号|学号)(?:号码?)?\\s?[:：]?\\s?[A-Z\\d*]{6,24}${end}`, "〔证件号〕", "gi"),
  rule(accounts, `${apart}(?:微信|VX|V信|weixin|wechat|QQ|扣扣|抖音|快手|小红书|微博|头条|B站|贴吧)(?:(?:号码?|群|ID|昵称|名)\\s?[:：]\\s?[\\p{L}\\p{N}_.-]{2,30}|(?:号码?|群|ID)?\\s?[:：]?\\s?(?=[\\w-]*\\d)[A-Za-z0-9_-]{6,24}(?![\\w.人名]))${end}`, "〔账号〕", "giu"),
  rule(colon, `${apart}(?:作者|撰文|责任编辑|责编|编辑|校对|通讯员|发帖人|发布者|用户名|用户ID|uid|昵称|网名|姓名|联系人|收件人|住址|家庭住址|screen_?name|nick_?name|user_?name|author|by)\\s?[:：]\\s?${value}`, "〔署名〕", "gi"),
  rule(colon, "(?:发布人|投稿人|爆料人|举报人)\\s?[:：]\\s?[\\u4e00-\\u9fff·A-Za-z]{2,4}(?=[\\s，。,;；、|）)]|$)", "〔署名〕"),
  rule(/>/, "[\\w:]{0,20}(?:thor|tor|name|mail|uri|master|owner|credit)>[^<>\\n]{1,80}", "〔署名〕", "gi"),
  rule(/[（(]/, "[（(]\\s?(?:本报|本台)?(?:记者|通讯员|作者|编辑|文|图|摄影?)\\s?[\\s/:：·、][\\s/:：·、\\u4e00-\\u9fffA-Za-z]{1,40}[)）]", "〔署名〕"),
  rule(/IP|属地|发布于/i, `IP归?属地(?:\\s?[:：\\s]\\s?[\\p{L}\\p{N}·]{2,20}|(?:${provinces})省?)|${apart}IP(?:地址)?\\s?[:：]\\s?[\\da-f.:]{3,40}|(?<!IP)归?属地\\s?[:：]\\s?[\\p{L}\\p{N}·]{2,20}|(?:^|\\s)发布于\\s[\\u4e00-\\u9fff]{2,6}(?=\\s|$)`, "〔属地〕", "giu"),
  rule(/的/, "(?<![\\w-])(?=[\\w-]*[\\d_])[\\w-]{3,30}(?=的(?:微博|抖音|快手|朋友圈|视频号|主页|空间|账号|动态|直播间))", somebody),
  rule(/用户|网友/, `(?:手机)?(?:用户|网友)_?\\d{6,}${end}`, somebody),
];

const handle = /@\s?([\p{L}\p{N}_·•.-]{1,30})(?:@[\w.-]{1,60})?|(?<![\w/])\/?u\/[\w-]{3,20}/gu;

/** A mention stays only where it is, to the letter, the account of a known institution. */
const unmention = (text: string, institutions: readonly string[]): string =>
  text.replace(handle, (found: string, named: string | undefined) => (named !== undefined && institutions.includes(named) ? found : `@${somebody}`));

const acts = /^(?:的(?:微博|动态|视频|文章|回答|帖子|评论|主页|空间|直播|博客|收藏)|(?:转发|转推|赞同|点赞|赞|喜欢|发布|发表|评论|回复|回答|分享|收藏|关注|提问|上传|更新|说)(?:了|道|:|：|\s))/;
const introduces = /(?:回复|转发|评论|来自|作者|记者|通讯员|供稿|编辑|摄影|by|\/\/|——|文|图|摄)[\s/:：@]*$/i;
const opens = /(?:^|[\s/|｜。！？\]】])$/;

/** Is a name that stands at `at` the speaker there, not a word of what is said? */
function speaks(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at);
  const after = text.slice(at + length, at + length + 12);
  return text.length === length || acts.test(after) || (/^\s*[:：]/.test(after) && opens.test(before)) || introduces.test(before);
}

const handleLike = /\w/;

const tooLongForAWord = 4;

/** The name in the entry's own author field, where the words repeat it: a handle or a long name anywhere, a short one, which may be a word of what is said, where it speaks or signs. */
function unname(text: string, who: string): string {
  const everywhere = (handleLike.test(who) && who.length >= 3) || who.length >= tooLongForAWord;
  let kept = "";
  let from = 0;
  for (let at = text.indexOf(who); at >= 0; at = text.indexOf(who, from)) {
    kept += text.slice(from, at) + (everywhere || speaks(text, at, who.length) ? somebody : who);
    from = at + who.length;
  }
  return from === 0 ? text : kept + text.slice(from);
}

// Digits and signs in other widths and scripts say the same, and are written in one way, so that none slips through.
const strangeSigns = /[＠﹫]|[^\P{Nd}0-9]/u;

/**
 * Masks who is named in the words of the public: mentions and handles, numbers of telephones, papers, cards and cars, mail and web
 * addresses, by-lines; and the entry's own author where the words repeat the name (product.md, refusal 2).
 */
export function maskPersons(text: string, persons: readonly string[], institutions: readonly string[]): string {
  let masked = strangeSigns.test(text) ? text.replace(/[^\P{Nd}0-9]/gu, (digit) => digit.normalize("NFKD")).replace(/[＠﹫]/g, "@") : text;
  for (const { guard, found, mask } of rules) if (guard.test(masked)) masked = masked.replace(found, mask);
  for (const who of persons) if (who.length >= 2 && !institutions.includes(who) && masked.includes(who)) masked = unname(masked, who);
  return masked.includes("@") || masked.includes("u/") ? unmention(masked, institutions) : masked;
}
