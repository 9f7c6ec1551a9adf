import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFeed } from "./feed.ts";
import { encodeAs } from "./fixtures/encode.ts";
import { limits, type Harvest, type Source } from "./refusals.ts";

const source: Source = { key: "gazette", kind: "news", address: "https://gazette.example/feeds/local.xml" };
const seenAt = Date.UTC(2024, 4, 20, 12);
const published = Date.UTC(2024, 4, 20, 5, 5);
const read = (text: string, over: Partial<Source> = {}): Harvest => readFeed(text, { ...source, ...over }, seenAt);
const codes = ({ refused }: Harvest): string[] => refused.map(({ refusal }) => refusal.code);
const titles = ({ items }: Harvest): string[] => items.map(({ title }) => title);
const rss = (items: string, head = ""): string => `<?xml version="1.0"?>${head}<rss version="2.0"><channel><title>本地</title><link>https://gazette.example/</link>${items}</channel></rss>`;

describe("every vocabulary of feeds is read", () => {
  const expected = { source: "gazette", kind: "news", title: "南关区仓库起火", text: "消防正在处置", link: "https://gazette.example/a/1", publishedAt: published, seenAt, rank: null, reads: null, comments: null };
  test.each([
    ["RSS 0.91", `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Old//DTD RSS 0.91//EN" "http://old.example/rss-0.91.dtd"><rss version="0.91"><channel><title>x</title><item><title>南关区仓库起火</title><link>https://gazette.example/a/1</link><description>消防正在处置</description><pubDate>Mon, 20 May 2024 13:05:00 +0800</pubDate></item></channel></rss>`],
    ["RSS 0.92 with its items outside the channel", `<rss version="0.92"><channel><title>x</title></channel><item><title>南关区仓库起火</title><link>/a/1</link><description>消防正在处置</description><pubDate>20 May 24 05:05 GMT</pubDate></item></rss>`],
    ["RSS 2.0 with the full text apart", rss(`<item><title>南关区仓库起火</title><guid>https://gazette.example/a/1</guid><description>摘要</description><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>消防正在处置</p>]]></content:encoded><pubDate>Mon, 20 May 2024 05:05:00 GMT</pubDate></item>`)],
    ["RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title><items><rdf:Seq><rdf:li resource="y"/></rdf:Seq></items></channel><item rdf:about="https://gazette.example/a/1"><title>南关区仓库起火</title><description>消防正在处置</description><d:date>2024-05-20T13:05:00+08:00</d:date></item></rdf:RDF>`],
    ["Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title><entry><title mode="escaped">南关区仓库起火</title><link rel="alternate" type="text/html" href="/a/1"/><issued>2024-05-20T13:05:00+08:00</issued><modified>2024-05-20T14:05:00+08:00</modified><content type="text/html" mode="escaped">&lt;p&gt;消防正在处置&lt;/p&gt;</content></entry></feed>`],
    ["Atom 1.0 under a prefix of its own", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>x</a:title><a:entry><a:title type="html">&lt;b&gt;南关区&lt;/b&gt;仓库起火</a:title><a:link rel="self" href="/self"/><a:link href="/a/1"/><a:id>urn:1</a:id><a:published>2024-05-20T05:05:00Z</a:published><a:updated>2024-05-20T06:05:00Z</a:updated><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>消防正在处置</p></div></a:content></a:entry></a:feed>`],
    ["JSON Feed 1", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"/a/1","title":"南关区仓库起火","content_text":"消防正在处置","date_published":"2024-05-20T13:05:00+08:00"}]}`],
    ["JSON Feed 1.1, sent as XML", `\uFEFF {"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://gazette.example/a/1","title":"南关区仓库起火","content_html":"<p>消防正在处置</p>","date_modified":1716181500}]}`],
  ])("%s", (_, text) => {
    const harvest = read(text);
    expect(harvest.items).toEqual([expected]);
    expect(harvest.refused).toEqual([]);
  });
  test("the place in a feed of a ranked list is the rank", () => expect(read(rss("<item><title>甲</title></item><item><title>乙</title></item>"), { kind: "list" }).items.map(({ rank }) => rank)).toEqual([1, 2]));
  test("counts of comments are read where the modules give them", () => {
    expect(read(rss(`<item><title>甲</title><comments>https://gazette.example/c</comments><slash:comments>1,204</slash:comments></item>`)).items[0]?.comments).toBe(1204);
  });
  test("an empty feed is a feed", () => expect(read(rss(""))).toEqual({ items: [], refused: [] }));
  test("a post without a title is called by its first sentence", () => expect(titles(read(rss("<item><description>南关区起火。消防到场。</description></item>")))).toEqual(["南关区起火。"]));
});

describe("ill-formed markup is read as far as it goes, and said to be ill-formed", () => {
  test.each([
    ["a title without an end", rss("<item><title>甲<link>/1</link></item><item><title>乙</title></item>"), ["甲", "乙"]],
    ["an entry without an end", rss("<item><title>甲</title><item><title>乙</title></item>"), ["甲", "乙"]],
    ["an entry without a beginning", rss("<title>甲</title></item><item><title>乙</title></item>"), ["乙"]],
    ["an attribute without its second quote", rss(`<item><title>甲</title><enclosure url="x></item><item><title>乙</title><a b="c"/></item>`), ["甲"]],
    ["a CDATA section without an end keeps its own words, not those it swallowed", rss("<item><title>甲</title></item><item><title><![CDATA[乙</title></item><item><title>丙</title><description><![CDATA[丁]]></description></item>"), ["甲", "乙"]],
  ])("%s", (_, text, expected) => {
    const harvest = read(text);
    expect(titles(harvest)).toEqual(expected);
    expect(codes(harvest)).toContain("opinion.markup-damaged");
  });
  test.each([
    ["bare ampersands and angles", rss("<item><title>甲 & 乙 < 丙 &nbsp;丁&copy</title></item>"), ["甲 & 乙 < 丙 丁©"]],
    ["blanks and words before the declaration", `\n\n 你好 ${rss("<item><title>甲</title></item>")}`, ["甲"]],
    ["capitals", rss("<ITEM><TITLE>甲</TITLE></ITEM>"), ["甲"]],
    ["no root at all", "<item><title>甲</title></item>", ["甲"]],
    ["control characters, invisible characters and half surrogates", rss("<item><title>甲\u0000\u0008\u200B乙&#0;&#xD800;&#x1F525;</title></item>"), ["甲 乙\uFFFD\uFFFD🔥"]],
    ["an end tag that was never begun", rss("<item></author><title>甲</b></title></item></item>"), ["甲"]],
  ])("%s", (_, text, expected) => expect(titles(read(text))).toEqual(expected));
  test("what was cut in the middle keeps its whole entries and says the rest", () => {
    const text = rss("<item><title>甲</title></item><item><title>乙</title><description>半</description></item><item><title>丙半");
    const harvest = read(text.slice(0, text.indexOf("丙半") + 1));
    expect(titles(harvest)).toEqual(["甲", "乙"]);
    expect(harvest.refused).toEqual([{ entry: 0, part: "document", refusal: { code: "opinion.document-cut-short" } }, { entry: 3, part: "entry", refusal: { code: "opinion.entry-cut-short" } }]);
  });
  test("an element the end fell into does not count", () => expect(read("<rss><channel><item><title>甲</title><description>半句").items).toMatchObject([{ title: "甲", text: "" }]));
});

describe("entities are safe", () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY l0 "哈">${Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("")}]>`;
  test("definitions of the document are ignored, however they multiply", () => expect(titles(read(rss("<item><title>甲&l30;</title></item>", laughs)))).toEqual(["甲&l30;"]));
  test("nothing outside is named in the result", () => {
    const harvest = read(rss("<item><title>甲</title><description>&x;&y;</description></item>", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///secret.txt"><!ENTITY % p SYSTEM "http://out.example/p">%p;<!-- don't -->]>`));
    expect(harvest.items).toMatchObject([{ title: "甲", text: "&x;&y;" }]);
  });
  test("entries inside a definition are no entries", () => {
    expect(titles(read(rss("<item><title>甲</title></item>", `<!DOCTYPE r [<!ENTITY x "<rss><channel><item><title>乙</title></item></channel></rss>">]>`)))).toEqual(["甲"]);
  });
  test("a document type without an end does not swallow the feed", () => expect(titles(read(rss("<item><title>甲</title></item>", `<!DOCTYPE r [<!ENTITY x "y>`)))).toEqual(["甲"]));
});

describe("what is no feed is refused for what it is", () => {
  test.each([
    ["nothing", "  \n", "opinion.document-empty", {}],
    ["a page", "<!DOCTYPE html><html><body><p>404</p></body></html>", "opinion.not-a-feed", { looks: "html" }],
    ["words", "服务暂不可用", "opinion.not-a-feed", { looks: "text" }],
    ["other XML", "<opml><body/></opml>", "opinion.not-a-feed", { looks: "xml" }],
    ["other JSON", `{"code":0}`, "opinion.not-a-feed", { looks: "json" }],
    ["half of a JSON document", `{"items":[{"title":"甲"`, "opinion.not-a-feed", { looks: "json" }],
  ])("%s", (_, text, code, facts) => {
    const { items, refused } = read(text);
    expect(items).toEqual([]);
    expect(refused).toMatchObject([{ entry: 0, part: "document", refusal: { code, ...(Object.keys(facts).length > 0 ? { facts } : {}) } }]);
  });
  test("too much is not read at all", () => expect(codes(readFeed({ bytes: new Uint8Array(limits.bytes + 1) }, source, seenAt))).toEqual(["opinion.document-too-large"]));
  test("too deep is left where it is too deep", () => expect(codes(read(`<rss><channel><item><title>甲</title></item>${"<x>".repeat(5_000)}`))).toContain("opinion.markup-too-deep"));
  test("too many entries are cut, and the cut is said", () => {
    const harvest = read(rss("<item><title>甲</title></item>".repeat(limits.entries + 5)));
    expect(harvest.items).toHaveLength(limits.entries);
    expect(codes(harvest)).toEqual(["opinion.entries-over-limit"]);
  }, 20_000);
});

describe("words", () => {
  test.each([
    ["markup that was escaped twice", "&amp;lt;b&amp;gt;大雾&amp;lt;/b&amp;gt;&amp;amp;大风", "大雾&大风"],
    ["blocks on lines, on one line in titles", "&lt;p&gt;大雾&lt;/p&gt;&lt;p&gt;大风&lt;/p&gt;", "大雾 大风"],
    ["scripts and styles", "大雾&lt;script&gt;alert(1)&lt;/script&gt;&lt;style&gt;p{}&lt;/style&gt;", "大雾"],
    ["quotes and dashes by name", "&ldquo;大雾&rdquo;&mdash;&#22823;风", "“大雾”—大风"],
  ])("%s are reduced", (_, title, expected) => expect(titles(read(rss(`<item><title>${title}</title></item>`)))).toEqual([expected]));
  test("a cut is said, never silent, and never halves a character", () => {
    const { items, refused } = read(rss(`<item><title>${"长".repeat(299)}🔥🔥</title><description>${"春".repeat(30_000)}</description></item>`));
    expect(items[0]?.title).toBe("长".repeat(299));
    expect(items[0]?.text).toHaveLength(limits.textCharacters);
    expect(refused.map(({ part, refusal }) => [part, refusal.code, refusal.facts?.["kept"]])).toEqual([["title", "opinion.title-cut", 299], ["text", "opinion.text-cut", 20_000]]);
  });
});

describe("times", () => {
  const at = (...dates: string[]): Harvest => read(rss(dates.map((date) => `<item><title>甲</title><pubDate>${date}</pubDate></item>`).join("")));
  test("Beijing time sold as UTC is found out by one entry and set right in all", () => {
    const harvest = at("Mon, 20 May 2024 19:30:00 GMT", "Mon, 20 May 2024 09:00:00 GMT");
    expect(harvest.items.map(({ publishedAt }) => publishedAt)).toEqual([Date.UTC(2024, 4, 20, 11, 30), Date.UTC(2024, 4, 20, 1)]);
    expect(codes(harvest)).toEqual(["opinion.time-zone-wrong", "opinion.time-zone-wrong"]);
  });
  test("what lies ahead is not kept", () => {
    const harvest = at("2024-05-22 08:00");
    expect(harvest.items[0]?.publishedAt).toBeNull();
    expect(harvest.refused).toEqual([{ entry: 1, part: "time", refusal: { code: "opinion.time-in-future" } }]);
  });
});

describe("whatever comes, it never throws and stays within its bounds", () => {
  const piece = fc.oneof(fc.constantFrom("<rss>", "<channel>", "<item>", "<entry>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE", "[", "]>", "<author>", "</author>", "&amp;", "&#", "&x;", '"', "'", "<a href='", "<description>", "{\"items\":[", "{", "}", ",", "<link href=", "/>", "<?xml", "?>", "\0", "甲"), fc.string({ maxLength: 8 }));
  const held = ({ items, refused }: Harvest): boolean => items.every((item) => item.title !== "" && item.title.length <= limits.titleCharacters && !item.title.includes("\n") && (item.publishedAt === null || item.publishedAt <= seenAt) && (item.link === "" || /^https?:/.test(item.link)))
    && (items.length > 0 || refused.length > 0);
  test("pieces of feeds in any order", () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => { const text = pieces.join(""); return held(read(text)) || /^[\s\S]*<(?:[\w.-]+:)?(?:rss|channel|feed|rdf)|items/i.test(text); }), { numRuns: 800 });
  });
  test("any bytes under any content type", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (bytes, contentType) => held(readFeed({ bytes, contentType }, source, seenAt))), { numRuns: 500 });
  });
  test("any cut of any encoding of a feed", () => {
    const whole = encodeAs(rss("<item><title>南关区大雾</title><author>某</author><link>/1</link><description><![CDATA[<p>慢行</p>]]></description></item>".repeat(3)), "gbk");
    for (let end = 0; end < whole.length; end += 3) {
      const harvest = readFeed({ bytes: whole.subarray(0, end) }, source, seenAt);
      expect(held(harvest), String(end)).toBe(true);
    }
  });
});
