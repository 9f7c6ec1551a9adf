import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLink, isPersonPage } from "./link.ts";
import { maskPersons } from "./mask.ts";
import { namesPerson } from "./person-words.ts";

const mask = (text: string, persons: readonly string[] = [], institutions: readonly string[] = []): string => maskPersons(text, persons, institutions);

describe("whoever is named in the words is masked", () => {
  test.each([
    ["回复@李四：今天大雾", "回复@某用户：今天大雾"], ["//@李_四-5: 堵车", "//@某用户: 堵车"], ["＠lisi 你看", "@某用户 你看"], ["@lisi@mastodon.example 说", "@〔邮箱〕 说"], ["/u/some_one 发帖", "@某用户 发帖"],
    ["用户7788154058", "某用户"], ["canary_88的微博", "某用户的微博"],
    ["电话13800138000", "电话〔电话〕"], ["138 0013 8000", "〔电话〕"], ["138-0013-8000", "〔电话〕"], ["１３８００１３８０００", "〔电话〕"], ["+8613800138000", "〔电话〕"], ["0086 138 0013 8000", "〔电话〕"], ["138****8000", "〔电话〕"],
    ["0431-86543210", "〔电话〕"], ["(0431)86543210转8", "〔电话〕转8"], ["联系方式：8654 3210", "〔电话〕"],
    ["身份证11010519491231002X", "身份证〔证件号〕"], ["110105 19491231 002x", "〔证件号〕"], ["卡号6222 0212 3456 7890 123", "卡号〔证件号〕"], ["护照号：E12345678", "〔证件号〕"],
    ["zhang.san@163.com", "〔邮箱〕"], ["zhang＠例子.中国", "〔邮箱〕"], ["见https://t.example/AbC1 和weibo.com/u/123", "见〔网址〕 和〔网址〕"],
    ["鲁A55X7E暴雪中拖车", "〔车牌〕暴雪中拖车"], ["微信号：abc_123", "〔账号〕"], ["QQ群123456789", "〔账号〕"], ["加微信 zhang_88", "加〔账号〕"],
    ["作者：李四 编辑：王五", "〔署名〕 〔署名〕"], ["（文/李四 图/王五）", "〔署名〕"], ["举报人：李四", "〔署名〕"], ["IP属地：吉林", "〔属地〕"], ["IP属地吉林 大雾", "〔属地〕 大雾"], ["大雾 发布于 吉林", "大雾〔属地〕"],
  ])("%s", (text, masked) => expect(mask(text)).toBe(masked));
  test.each([
    ["李四：今天大雾", "某用户：今天大雾"], ["李四赞同了回答", "某用户赞同了回答"], ["转发 李四 的话", "转发 某用户 的话"], ["李四", "某用户"], ["见li_si88的话", "见某用户的话"],
  ])("the author in the entry's own field where the words repeat it: %s", (text, masked) => expect(mask(text, ["李四", "li_si88"])).toBe(masked));
});

describe("what names nobody stays", () => {
  test.each([
    "2020国内生产总值1015986亿元", "五一预计240000000人次出游", "美国大选已花费14700000000美元", "20211202完全对称日", "拨打12345热线或119", "消除emo的电话4008000088", "MU5735航班失联", "最新MU5735消息", "问界新M7Ultra价格",
    "北京SKP2020年销售额", "鸿蒙NEXT10月公测", "M5.1地震 震源深度10千米 震中43.8度", "微信群里流传的消息不实", "IP属地功能上线", "国产IP：哪吒", "网友：太吓人了", "记者：现场已封控", "官方微博：暂无伤亡", "（文旅部发布）", "INFP的朋友圈", "客服10086", "比分3:2", "5G用户突破1000万户",
  ])("%s", (text) => expect(mask(text)).toBe(text));
  test("an author whose name is a word of the news is masked only where it speaks", () => expect(mask("长春：大雾。长春今晨能见度低", ["长春"])).toBe("某用户：大雾。长春今晨能见度低"));
  test("the account of an institution stays by its exact name", () => expect(mask("@吉林消防 通报 @吉林消防小李 转", [], ["吉林消防"])).toBe("@吉林消防 通报 @某用户 转"));
});

test.each([
  ["金丝雀甲乙说起火了", "金丝雀甲乙", "某用户说起火了"],
  ["记者 金丝雀甲乙 报道", "金丝雀甲乙", "记者 某用户 报道"],
  ["昨夜大雾，通讯员 柳青 供图", "柳青", "昨夜大雾，通讯员 某用户 供图"],
  ["吉林一仓库起火", "吉林", "吉林一仓库起火"],
  ["吉林市应急管理局提醒", "吉林市应急管理局", "吉林市应急管理局提醒"],
])("%s, where the entry's own field names %s: %s", (text, who, masked) => expect(maskPersons(text, [who], ["吉林市应急管理局"])).toBe(masked));

test("masked words hold no number of a person, whatever stands around it", () => {
  const around = fc.array(fc.constantFrom(..."长春大雾，。 Ab电话他说"), { maxLength: 12 }).map((letters) => letters.join(""));
  const number = fc.constantFrom("13912345678", "139 1234 5678", "11010519491231002X", "parrot@birds.example", "0431-86543210");
  fc.assert(fc.property(around, number, around, (before, one, after) => {
    fc.pre(!/[A-Za-z]$/.test(before) || !one.includes("@"));
    return !mask(`${before}${one}${after}`).includes(one);
  }), { numRuns: 400 });
});

describe("a link is evidence and names nobody", () => {
  const base = "https://gazette.example/news/list.xml";
  test.each([
    ["a/1.html", "https://gazette.example/news/a/1.html"], ["/a/1", "https://gazette.example/a/1"], ["//b.example/1", "https://b.example/1"], ["?id=3", "https://gazette.example/news/list.xml?id=3"],
    ["https://u:p@b.example/x?uid=1&id=2&userName=c&tel=13912345678#uid=1", "https://b.example/x?id=2"], ["https://b.example/?q=13912345678&id=13912345678", "https://b.example/?id=13912345678"],
    ["https://weibo.com/1234567890/MxAbC12?from=page_1005051234567890_profile", "https://m.weibo.cn/status/MxAbC12"], ["https://twitter.com/some_one/status/1790000000000000000?s=20", "https://x.com/i/status/1790000000000000000"],
    ["https://s.weibo.com/weibo?q=%23大雾%23", "https://s.weibo.com/weibo?q=%23%E5%A4%A7%E9%9B%BE%23"], ["http://paper.example/n/2024/0520/c1-2.html", "http://paper.example/n/2024/0520/c1-2.html"], ["https://app.example/#/news/12", "https://app.example/#/news/12"],
  ])("%s", (raw, link) => expect(cleanLink(raw, base)).toEqual({ link, problem: null }));
  test.each([
    ["javascript:alert(1)", "opinion.link-unusable"], ["ftp://a.example/x", "opinion.link-unusable"], ["mailto:a@b.example", "opinion.link-unusable"], ["暂无", "opinion.link-unusable"], ["", "opinion.link-unusable"], ["http://[", "opinion.link-unusable"],
    ["https://weibo.com/u/1234567890", "opinion.link-names-person"], ["https://www.zhihu.com/people/some-one", "opinion.link-names-person"], ["https://birds.example/@parrot/1", "opinion.link-names-person"], ["https://b.example/users/7/posts/1", "opinion.link-names-person"], ["https://b.example/parrot@birds.example/1", "opinion.link-names-person"],
  ])("%s is not kept", (raw, problem) => expect(cleanLink(raw, base)).toEqual({ link: "", problem }));
  test("without an address a relative link leads nowhere", () => expect(cleanLink("/a/1", "").problem).toBe("opinion.link-unusable"));
  test("no words make it throw", () => {
    const words = fc.array(fc.constantFrom("https://", "//", "a.example", "weibo.com", "/", "u", "?", "uid=", "&", "#", "@", "%", "%E5", "[", ":", "1234567890", "雾", " ", "\0", "x.y"), { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(fc.property(words, words, (raw, address) => {
      const { link, problem } = cleanLink(raw, address);
      return (link === "") === (problem !== null) && typeof isPersonPage(raw) === "boolean";
    }), { numRuns: 300 });
  });
});

describe("names of fields for persons are known", () => {
  test.each(["author", "dc:creator", "managingEditor", "webMaster", "media:credit", "itunes:owner", "georss:point", "geo:lat", "user.screen_name", "screenName", "nickName", "avatar_hd", "secUid", "open_id", "ip_location", "作者", "用户名", "发布者昵称", "IP属地", "头像链接", "手机号码", "身份证号"])("%s", (name) => expect(namesPerson(name)).toBe(true));
  test.each(["title", "name", "guid", "pubDate", "readCount", "comments", "hot_value", "标题", "评论数", "用户评论数", "发布时间", "阅读量", "covid_number", "liquid", "description"])("%s is none", (name) => expect(namesPerson(name)).toBe(false));
});
