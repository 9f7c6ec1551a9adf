import type { Article } from "#kernel/article.ts";
import type { ArticleFace, RecallNote } from "#modules/website/index.ts";
import { fullTime } from "#kernel/clock.ts";
import { escape, html, signed } from "./html.ts";
import type { SiteSettings } from "./settings.ts";

/** An article as feeds carry it. */
export type FeedItem = { face: ArticleFace; article: Article; sha256: string; recall: RecallNote | null };

/** A feed with the address it is read at. */
export type Feed = { site: SiteSettings; column: string | null; items: readonly FeedItem[] };

const idOf = (pieceId: string) => `urn:uuid:${pieceId}`;
const linkOf = ({ site }: Feed, i: FeedItem) => `${site.origin}/a/${i.face.pieceId}`;
const titleOf = (i: FeedItem) => (i.recall ? `【撤回】${i.recall.title}` : i.article.correction ? `【更正】${i.article.title.replace(/^【更正】/, "")}` : i.article.title);
const unitsOf = (i: FeedItem) => (i.recall ?? i.article).signature.units.map((u) => u.name);
const nameOf = ({ site, column }: Feed) => [site.name.zh, ...site.columns.filter((c) => c.slug === column).map((c) => c.name.zh)].join(" · ");
const self = (feed: Feed, file: string) => `${feed.site.origin}${file}${feed.column === null ? "" : `?column=${encodeURIComponent(feed.column)}`}`;
const newest = (feed: Feed) => feed.items.reduce((at, i) => (i.face.updatedAt > at ? i.face.updatedAt : at), new Date(0));
const summaryOf = (i: FeedItem) => (i.recall ? `此前发布的《${i.recall.title}》已撤回，请勿再转发、引用。原因：${i.recall.reason}` : i.article.summary);

/** The text as the site shows it: a recall says so instead, a correction stands before the text, the units under it. */
function contentOf(feed: Feed, i: FeedItem): string {
  const units = html`<p>${unitsOf(i).join("、")}</p>`;
  if (i.recall) return html`<p><strong>${summaryOf(i)}</strong></p><p>${fullTime(i.recall.at)}</p>${units}`.markup;
  const c = i.article.correction;
  const note = c && html`<aside><p><strong>更正：</strong>${c.reason}</p><ul>${c.changes.map((x) => html`<li>${x.label}：<del>${x.before}</del>，应为 <b>${x.after}</b></li>`)}</ul></aside>`;
  const absolute = i.article.html.replace(/(src|href)="\/(?!\/)/g, (_all, name: string) => `${name}="${escape(feed.site.origin)}/`);
  return html`${note}${signed(absolute)}${units}`.markup;
}

/** RSS 2.0: `guid` stays through all editions. */
export function rss(feed: Feed): string {
  const item = (i: FeedItem) => html`<item><guid isPermaLink="false">${idOf(i.face.pieceId)}</guid><title>${titleOf(i)}</title><link>${linkOf(feed, i)}</link><pubDate>${i.face.firstPublishedAt.toUTCString()}</pubDate><dc:creator>${unitsOf(i).join("、")}</dc:creator><category>${i.face.column}</category><atom:updated>${i.face.updatedAt.toISOString()}</atom:updated><description>${summaryOf(i)}</description><content:encoded>${contentOf(feed, i)}</content:encoded></item>\n`;
  return html`${signed('<?xml version="1.0" encoding="utf-8"?>')}
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${nameOf(feed)}</title><link>${feed.site.origin}/</link><description>${feed.site.tagline.zh}</description><language>zh-cn</language><lastBuildDate>${newest(feed).toUTCString()}</lastBuildDate><atom:link rel="self" type="application/rss+xml" href="${self(feed, "/rss.xml")}"/>${feed.site.hub && html`<atom:link rel="hub" href="${feed.site.hub}"/>`}
${feed.items.map(item)}</channel></rss>`.markup;
}

/** Atom (RFC 4287): `id` stays, `updated` moves with each edition and with a recall. */
export function atom(feed: Feed): string {
  const entry = (i: FeedItem) => html`<entry><id>${idOf(i.face.pieceId)}</id><title>${titleOf(i)}</title><link href="${linkOf(feed, i)}"/><published>${i.face.firstPublishedAt.toISOString()}</published><updated>${i.face.updatedAt.toISOString()}</updated>${unitsOf(i).map((name) => html`<author><name>${name}</name></author>`)}<category term="${i.face.column}"/><summary>${summaryOf(i)}</summary><content type="html">${contentOf(feed, i)}</content></entry>\n`;
  return html`${signed('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${self(feed, "/atom.xml")}</id><title>${nameOf(feed)}</title><subtitle>${feed.site.tagline.zh}</subtitle><updated>${newest(feed).toISOString()}</updated><link rel="self" href="${self(feed, "/atom.xml")}"/><link rel="alternate" href="${feed.site.origin}/"/>${feed.site.hub && html`<link rel="hub" href="${feed.site.hub}"/>`}
${feed.items.map(entry)}</feed>`.markup;
}

/** JSON Feed 1.1; `_tongsheng` names the signed bytes, so that the feed channel can prove what it carries. */
export function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1", title: nameOf(feed), home_page_url: `${feed.site.origin}/`, feed_url: self(feed, "/feed.json"), description: feed.site.tagline.zh, language: "zh-CN",
    ...(feed.site.hub ? { hubs: [{ type: "WebSub", url: feed.site.hub }] } : {}),
    items: feed.items.map((i) => ({
      id: idOf(i.face.pieceId), url: linkOf(feed, i), title: titleOf(i), summary: summaryOf(i), content_html: contentOf(feed, i),
      date_published: i.face.firstPublishedAt.toISOString(), date_modified: i.face.updatedAt.toISOString(), authors: unitsOf(i).map((name) => ({ name })), tags: [i.face.column],
      _tongsheng: { edition: i.face.edition, sha256: i.sha256, ...(i.recall ? { recalled: true } : {}) },
    })),
  });
}

/** The sitemap (sitemaps.org 0.9): first page, columns, live articles. */
export function sitemap(site: SiteSettings, rows: readonly { pieceId: string; updatedAt: Date }[]): string {
  const url = (path: string, at?: Date) => html`<url><loc>${site.origin}${path}</loc>${at && html`<lastmod>${at.toISOString()}</lastmod>`}</url>\n`;
  return html`${signed('<?xml version="1.0" encoding="utf-8"?>')}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${url("/", rows[0]?.updatedAt)}${url("/replies")}${site.columns.slice(1).map((c) => url(`/c/${encodeURIComponent(c.slug)}`))}${rows.map((r) => url(`/a/${r.pieceId}`, r.updatedAt))}</urlset>`.markup;
}

/** What robots may read: everything that stands, nothing that is a question or a screen. */
export const robots = (site: SiteSettings): string => `User-agent: *\nDisallow: /desk\nDisallow: /api/\nDisallow: /led/\nDisallow: /search\nDisallow: /compare\nSitemap: ${site.origin}/sitemap.xml\n`;
