import type { Draw } from "./draw.ts";

/** One invented story: what a reader should find, and who must not be found. */
export type Story = { title: string; text: string; link: string; at: Date; person: string };

/** Somebody in every field for persons of every feed; found nowhere afterwards. */
export const nobody = "欧阳鹦鹉";
export const nobodysHandle = "parrot_7310";

const places = ["长春", "南关区", "梨树县", "敦化", "珲春", "抚松", "通榆", "桦甸", "舒兰", "柳河"];
const events = ["一处仓库起火", "大雾能见度不足百米", "发布暴雨红色预警", "居民楼燃气泄漏", "河堤出现管涌", "客车侧翻", "山林火情已扑灭", "自来水停供", "发生3.2级地震", "路面结冰"];
const ends = ["消防到场", "暂无伤亡", "官方通报", "正在处置", "道路封闭", "居民已转移"];

/** Invents stories whose titles all encodings can write. */
export const inventStories = (draw: Draw, count: number): Story[] => Array.from({ length: count }, (_, i) => {
  const title = `${draw.pick(places)}${draw.pick(events)}，${draw.pick(ends)}（${draw.below(900) + 100}）`;
  return { title, text: `${title}。记录第${i}条。`, link: `https://gazette.example/a/${draw.below(1_000_000)}`, at: new Date(Date.UTC(2024, 4, 19, draw.below(24), draw.below(60))), person: nobody };
});

const dash = (date: Date): string => date.toISOString();
const item = ({ title, text, link, at, person }: Story, guid: boolean): string =>
  `<item><title>${title}</title><link>${link}</link><author>${nobodysHandle}@birds.example (${person})</author><description>${text}</description>${guid ? `<guid isPermaLink="false">${link}</guid><dc:creator>${person}</dc:creator>` : ""}<pubDate>${at.toUTCString()}</pubDate></item>`;
const declaration = (encoding: string): string => (encoding === "" ? `<?xml version="1.0"?>` : `<?xml version="1.0" encoding="${encoding}"?>`);

/** The formats of feeds: each writes stories under a declared encoding ("" for none). */
export const formats: Readonly<Record<string, (stories: readonly Story[], encoding: string) => string>> = {
  "rss 0.91": (stories, encoding) => `${declaration(encoding)}\n<!DOCTYPE rss PUBLIC "-//Old//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">\n<rss version="0.91"><channel><title>本地</title><managingEditor>${nobody}</managingEditor>${stories.map((story) => item(story, false)).join("\n")}</channel></rss>`,
  "rss 0.92": (stories, encoding) => `${declaration(encoding)}\n<rss version="0.92"><channel><title>本地</title><webMaster>${nobody}</webMaster>${stories.map((story) => item(story, false)).join("\n")}</channel></rss>`,
  "rss 2.0": (stories, encoding) => `${declaration(encoding)}\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>本地</title><link>https://gazette.example/</link>${stories.map((story) => item(story, true)).join("\n")}</channel></rss>`,
  "rss 1.0": (stories, encoding) => `${declaration(encoding)}\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/"><title>本地</title></channel>${stories.map(({ title, text, link, at, person }) => `<item rdf:about="${link}"><title>${title}</title><link>${link}</link><description>${text}</description><dc:creator>${person}</dc:creator><dc:date>${dash(at)}</dc:date></item>`).join("\n")}</rdf:RDF>`,
  "atom 0.3": (stories, encoding) => `${declaration(encoding)}\n<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>本地</title>${stories.map(({ title, text, link, at, person }) => `<entry><title>${title}</title><link rel="alternate" type="text/html" href="${link}"/><author><name>${person}</name></author><id>${link}</id><issued>${dash(at)}</issued><modified>${dash(at)}</modified><content type="text/html" mode="escaped">&lt;p&gt;${text}&lt;/p&gt;</content></entry>`).join("\n")}</feed>`,
  "atom 1.0": (stories, encoding) => `${declaration(encoding)}\n<feed xmlns="http://www.w3.org/2005/Atom"><title>本地</title><author><name>${nobody}</name></author>${stories.map(({ title, text, link, at, person }) => `<entry><title type="text">${title}</title><link href="${link}"/><author><name>${person}</name><uri>https://weibo.com/n/${nobodysHandle}</uri></author><id>${link}</id><updated>${dash(at)}</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div></content></entry>`).join("\n")}</feed>`,
  "json feed 1": (stories) => JSON.stringify({ version: "https://jsonfeed.org/version/1", title: "本地", author: { name: nobody }, items: stories.map(({ title, text, link, at, person }) => ({ id: link, url: link, title, content_text: text, author: { name: person, url: `https://weibo.com/n/${nobodysHandle}` }, date_published: dash(at) })) }),
  "json feed 1.1": (stories) => JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "本地", authors: [{ name: nobody }], items: stories.map(({ title, text, link, at, person }) => ({ id: link, url: link, title, content_html: `<p>${text}</p>`, authors: [{ name: person, avatar: nobodysHandle }], date_published: dash(at) })) }),
};
