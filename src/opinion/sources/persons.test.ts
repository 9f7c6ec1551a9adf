import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { readManual } from "./manual.ts";
import { readSource, type SourceSettings } from "./read-source.ts";
import type { Harvest } from "./refusals.ts";

// Product refusal 2: importers drop the name, handle, id, avatar and location of a member of the public at the door. Every value
// below stands for one and is pushed through every importer in every place where such things live; none may be found again.
const canary = {
  name: "欧阳鹦鹉", handle: "canary_parrot7", id: "7300912345", avatar: "parrotface", place: "鹦鹉洲头",
  phone: "13912345678", idNumber: "11010519491231002X", mail: "parrot@birds.example", landline: "0431-86543210", plate: "吉A·7P3R5",
};
const seenAt = Date.UTC(2024, 4, 20, 12);
const base = { key: "any", kind: "news" as const, address: "https://gazette.example/feed" };

const hidden = `//@${canary.name}：堵车 @${canary.handle} 转发，回复 @${canary.name} 说，＠${canary.handle}：看；电话${canary.phone}，${canary.phone.replace(/(...)(....)(....)/, "$1 $2-$3")}，+86${canary.phone}，`
  + `座机${canary.landline}，身份证${canary.idNumber}，邮箱${canary.mail}，车牌${canary.plate}。作者：${canary.name} 用户名:${canary.handle} 昵称：${canary.name}，IP属地：${canary.place} 微信号：${canary.handle}，QQ${canary.id}，uid: ${canary.id} `
  + `https://weibo.com/u/${canary.id}?screen_name=${canary.handle} weibo.com/${canary.id}/profile （文/${canary.name}） ${canary.handle}的微博`;
// Where a field names the author, the bare name goes too; where none does, nobody can know it for one.
const saysIn = `${canary.name}：大雾。${hidden}`;
const says = saysIn.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const links = [`https://weibo.com/${canary.id}/MxAbC12`, `https://gazette.example/a?uid=${canary.id}&amp;id=1&amp;author=${canary.handle}&amp;tel=${canary.phone}&amp;mail=${canary.mail}#@${canary.handle}`, `https://${canary.handle}:${canary.id}@gazette.example/a/2`, `https://space.birds.example/user/${canary.id}`, `https://birds.example/@${canary.handle}/1`];
const html = `<p>${saysIn}</p><a href="https://weibo.com/n/${canary.handle}">${canary.name}</a><a href='/user/${canary.id}'><img alt="${canary.name}" src="https://img.example/${canary.avatar}.png"></a><span title="${canary.name}" data-uid="${canary.id}">雾</span><author>${canary.name}</author>`;

const rssPersons = `<author>${canary.mail} (${canary.name})</author><dc:creator>${canary.name}</dc:creator><dc:creator>${canary.handle}</dc:creator><dc:contributor>${canary.name}</dc:contributor><media:credit role="author">${canary.name}</media:credit><itunes:author>${canary.name}</itunes:author><source url="https://weibo.com/u/${canary.id}">${canary.name}</source><georss:point>43.8 125.3 ${canary.place}</georss:point><geo:lat>${canary.place}</geo:lat><media:thumbnail url="https://img.example/${canary.avatar}"/><enclosure url="https://img.example/${canary.avatar}.jpg"/><guid isPermaLink="false">${canary.id}</guid><comments>https://weibo.com/u/${canary.id}</comments><category>${canary.handle}</category><weibo:user><weibo:screen_name>${canary.handle}</weibo:screen_name><title>${canary.name}</title></weibo:user>`;
const rssHead = `<managingEditor>${canary.mail} (${canary.name})</managingEditor><webMaster>${canary.mail}</webMaster><itunes:owner><itunes:name>${canary.name}</itunes:name><itunes:email>${canary.mail}</itunes:email></itunes:owner><title>${canary.name}的微博</title><image><url>https://img.example/${canary.avatar}</url><title>${canary.name}</title></image>`;
const rss = (item: string): string => `<?xml version="1.0"?><rss version="2.0"><channel>${rssHead}${links.map((link) => `<item>${item}<link>${link}</link></item>`).join("")}</channel></rss>`;

const atomPerson = `<name>${canary.name}</name><uri>https://weibo.com/u/${canary.id}</uri><email>${canary.mail}</email><title>${canary.name}</title><logo>${canary.avatar}</logo>`;
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>${canary.name}</title><author>${atomPerson}</author>${links.map((link) => `<entry><author>${atomPerson}</author><contributor>${atomPerson}</contributor><source><title>${canary.name}</title><author>${atomPerson}</author></source><title type="html">${says}</title><link rel="author" href="https://weibo.com/u/${canary.id}"/><link href="${link}"/><id>tag:${canary.handle},2024:${canary.id}</id><updated>2024-05-20T05:05:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html.replace(/<img([^>]*)>/, "<img$1/>")}</div></content></entry>`).join("")}</feed>`;
const user = { name: canary.name, screen_name: canary.handle, id: canary.id, avatar_hd: canary.avatar, location: canary.place, email: canary.mail, phone: canary.phone };
const jsonEntry = (link: string): object => ({ title: saysIn, text: html, link: link.replaceAll("&amp;", "&"), publishedAt: "2024-05-20 13:05", author: user, authors: [user], user, uid: canary.id, nickname: canary.name, avatar: canary.avatar, region_name: canary.place, ip_location: canary.place, geo: { coordinates: [canary.place] }, source: canary.handle, 作者: canary.name, 用户名: canary.handle, IP属地: canary.place });
const jsonFeed = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: canary.name, author: user, authors: [user], items: links.map((link) => ({ ...jsonEntry(link), id: canary.id, url: link.replaceAll("&amp;", "&"), content_html: html })) });
const json = JSON.stringify({ items: links.map(jsonEntry), user });

const heads = ["标题", "内容", "链接", "时间", "作者", "用户名", "IP属地", "头像", "手机号", "author", "screen_name", "location", "身份证号", "邮箱", "阅读量"];
const cells = (link: string): string[] => [saysIn, html, link.replaceAll("&amp;", "&"), "2024-05-20 13:05", canary.name, canary.handle, canary.place, canary.avatar, canary.phone, canary.name, canary.handle, canary.place, canary.idNumber, canary.mail, canary.name];
const csv = [heads, ...links.map(cells), [...cells(""), canary.name]].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

async function workbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = canary.name;
  const page = book.addWorksheet(canary.handle);
  page.addRow([`${canary.name}导出`]);
  page.addRow(heads);
  for (const link of links) page.addRow(cells(link));
  const row = page.addRow(cells(""));
  row.getCell(1).value = { text: saysIn, hyperlink: `mailto:${canary.mail}` };
  row.getCell(1).note = canary.name;
  page.addRow([...cells(""), canary.name, canary.name]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const cases: readonly { name: string; payload: () => Promise<string | { bytes: Uint8Array }>; source: SourceSettings }[] = [
  { name: "RSS", payload: async () => rss(`${rssPersons}<title>${says}</title><description><![CDATA[${html}]]></description>`), source: { ...base, format: "feed" } },
  { name: "RSS whose words come before its persons", payload: async () => rss(`<title>${says}</title><description>${says}</description>${rssPersons}`), source: { ...base, format: "feed" } },
  { name: "RSS with fields left open", payload: async () => rss(`<title>大雾${rssPersons}<description>大雾${rssPersons}<pubDate>${rssPersons}`), source: { ...base, format: "feed" } },
  { name: "RSS with a CDATA section left open", payload: async () => rss(`<title><![CDATA[大雾</title>${rssPersons}<description><![CDATA[大雾]]></description>`), source: { ...base, format: "feed" } },
  { name: "RSS escaped into its own text", payload: async () => rss(`<title>大雾</title><description>${[...rssPersons.matchAll(/<(\w+:)?(?:author|creator|contributor|credit|point|user)\b.*?<\/\1?(?:author|creator|contributor|credit|point|user)>/g)].join("").replaceAll("<", "&lt;")}</description>`), source: { ...base, format: "feed" } },
  { name: "RDF", payload: async () => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">${links.map((link) => `<item rdf:about="${link}">${rssPersons}<title>${says}</title></item>`).join("")}</rdf:RDF>`, source: { ...base, format: "feed" } },
  { name: "Atom", payload: async () => atom, source: { ...base, format: "feed" } },
  { name: "JSON Feed", payload: async () => jsonFeed, source: { ...base, format: "feed" } },
  { name: "JSON under a mapping", payload: async () => json, source: { ...base, format: "json", mapping: { entries: "items", title: "title", text: ["text", "content"], link: "link", time: "publishedAt" } } },
  { name: "JSON under a mapping that is refused", payload: async () => json, source: { ...base, format: "json", mapping: { entries: "items", title: "title", text: "user.screen_name" } } },
  { name: "a call from outside", payload: async () => json, source: { ...base, format: "webhook" } },
  { name: "a table of words", payload: async () => csv, source: { ...base, format: "csv" } },
  { name: "a table with a column of persons asked for", payload: async () => csv, source: { ...base, format: "csv", columns: { text: "用户名" } } },
  { name: "a workbook", payload: async () => ({ bytes: await workbook() }), source: { ...base, format: "excel" } },
  { name: "a ranked list", payload: async () => JSON.stringify(["2024-05-20T20:00:00+08:00", [hidden, `@${canary.name}：大雾`, [hidden, canary.name, 1, 0, canary.handle, 1], [hidden, canary.name, 1, 0, 2, 1, canary.name]]]), source: { ...base, format: "list", lookUp: "https://list.example/?q={title}" } },
];

function expectNobody(harvest: Harvest, name: string): void {
  const said = JSON.stringify(harvest);
  const found = Object.entries(canary).filter(([, value]) => said.includes(value) || said.includes(encodeURIComponent(value)));
  expect(found, name).toEqual([]);
}

describe("nobody's name comes through the door", () => {
  test.each(cases)("$name", async ({ name, payload, source }) => {
    const harvest = await readSource(await payload(), source, seenAt);
    expect(harvest.items.length + harvest.refused.length).toBeGreaterThan(0);
    expectNobody(harvest, name);
  });
  test("an entry by hand", () => {
    for (const link of links) expectNobody(readManual({ title: hidden, text: html.replace(saysIn, hidden), link: link.replaceAll("&amp;", "&"), publishedAt: canary.name }, base, seenAt), link);
  });
  test("the words themselves come through", async () => {
    const { items } = await readSource(await (cases[0]?.payload() ?? ""), { ...base, format: "feed" }, seenAt);
    expect(items[0]?.title).toContain("大雾");
    expect(items[0]?.text).toContain("堵车");
  });
  test("an item has no field for anybody", async () => {
    const { items } = await readSource(csv, { ...base, format: "csv" }, seenAt);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(["comments", "kind", "link", "publishedAt", "rank", "reads", "seenAt", "source", "text", "title"]);
  });
});
