import { segment } from "#platform/text/segment.ts";
import type { House } from "#platform/house.ts";
import { publicReplies } from "#modules/cases/index.ts";
import { siteKey } from "#modules/push/index.ts";
import * as website from "#modules/website/index.ts";
import type { Page } from "./cache.ts";
import { clientScript } from "./client-script.ts";
import { alertsOf, newestAlerts } from "./cap/messages.ts";
import { capIndex, capMessage } from "./cap/write.ts";
import { bestMatch, longEnough } from "./compare.ts";
import { atom, jsonFeed, robots, rss, sitemap, type Feed } from "./feeds.ts";
import type { Setting } from "./layout.ts";
import { articlePage, recallPage } from "./pages/article.ts";
import { comparePage, pastedMax } from "./pages/compare.ts";
import { homeChangesAt, homePage } from "./pages/home.ts";
import { columnPage, listSize, searchPage } from "./pages/lists.ts";
import { notFoundPage } from "./pages/problem.ts";
import { repliesPage } from "./pages/replies.ts";
import { appManifest, subscribePage } from "./pages/subscribe.ts";
import { reminderSafety } from "./safety.ts";

/** One kind of page: its address, the parts of the query that matter to it, whether it is remembered, how it is made. */
export type PageKind = { url: string; query: readonly string[]; remembered: boolean; make: (ask: Ask) => Promise<Page> };

/** What a page is made from. */
export type Ask = { house: House; setting: Setting; params: Record<string, string>; query: URLSearchParams };

const type = "text/html; charset=utf-8";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ok = (body: string, rest: Partial<Page> = {}): Page => ({ status: 200, type, body, ...rest });

/** 404 as a page. */
export const missing = (setting: Setting): Page => ({ status: 404, type, body: notFoundPage(setting) });

const regionOf = ({ query, setting }: Ask) => {
  const code = query.get("region");
  const region = code !== null && setting.site.regions.some((r) => r.code === code) ? code : null;
  return { region, codes: region === null ? null : website.codesAround(region, setting.site.regions) };
};
const pageNumber = ({ query }: Ask) => Math.min(50, Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1));

async function home(ask: Ask): Promise<Page> {
  const { house, setting } = ask;
  const { region, codes } = regionOf(ask);
  const now = house.now();
  const slugs = setting.site.columns.slice(1).map((c) => c.slug);
  const { graded, newest } = await website.firstPage(house.db, { columns: slugs, each: 8, codes, since: new Date(now.getTime() - website.eventHours * 3_600_000), now });
  const { warnings, events } = website.planHome(graded, now);
  const top = new Set([...warnings, ...events].map((f) => f.pieceId));
  const shown = events.slice(0, 3);
  const history = await website.historyOf(house.db, shown.map((f) => f.pieceId));
  const page = {
    warnings, region, events: shown.map((face) => ({ face, editions: history.get(face.pieceId) ?? [] })),
    columns: slugs.map((slug) => ({ slug, items: (newest.get(slug) ?? []).filter((f) => !top.has(f.pieceId)).slice(0, 4) })),
  };
  return ok(homePage(setting, page), { changesAt: homeChangesAt(page) });
}

async function column(ask: Ask): Promise<Page> {
  const slug = ask.params["column"] ?? "";
  if (!ask.setting.site.columns.some((c) => c.slug === slug)) return missing(ask.setting);
  const { region, codes } = regionOf(ask);
  const page = pageNumber(ask);
  const list = await website.columnPage(ask.house.db, { column: slug, page, size: listSize, codes });
  return ok(columnPage(ask.setting, slug, { ...list, page, region }));
}

async function article({ house, setting, params }: Ask): Promise<Page> {
  const { id = "", edition } = params;
  const number = edition === undefined ? null : Number.parseInt(edition, 10);
  if (!uuid.test(id) || Number.isNaN(number)) return missing(setting);
  const page = await website.articlePage(house.db, id, number);
  if (!page) return missing(setting);
  if (page.recall && number === null) return { status: 410, type, body: recallPage(setting, page, page.recall) };
  const end = page.article.validUntil ? new Date(page.article.validUntil) : null;
  return ok(articlePage(setting, page), { modifiedAt: page.face.updatedAt, changesAt: end && end > house.now() ? end : null });
}

async function signedBytes({ house, setting, params }: Ask): Promise<Page> {
  const { id = "", edition = "" } = params;
  const bytes = uuid.test(id) && /^\d{1,6}$/.test(edition) ? await website.signedBytes(house.db, id, Number(edition)) : null;
  return bytes === null ? missing(setting) : ok(bytes, { type: "application/json; charset=utf-8" });
}

async function search(ask: Ask): Promise<Page> {
  const asked = (ask.query.get("q") ?? "").trim().slice(0, 100);
  const page = pageNumber(ask);
  const list = await website.searchPage(ask.house.db, { words: segment(asked), page, size: listSize, codes: null });
  return ok(searchPage(ask.setting, asked, { ...list, page }));
}

async function replies(ask: Ask): Promise<Page> {
  const page = pageNumber(ask);
  return ok(repliesPage(ask.setting, { ...(await publicReplies(ask.house.db, { page, size: listSize })), page }));
}

async function compareForm({ house, setting, query }: Ask): Promise<Page> {
  const piece = query.get("piece") ?? "";
  const [newest] = uuid.test(piece) ? await website.textsOf(house.db, piece) : [];
  return ok(comparePage(setting, { piece: newest ? piece : null, title: newest?.title ?? null, pasted: "" }, null));
}

/** 核对真假: compares a pasted text with what was published and forgets it. */
export async function compared({ house, setting }: Pick<Ask, "house" | "setting">, form: { piece: string; text: string }): Promise<Page> {
  const pasted = form.text.slice(0, pastedMax);
  const own = uuid.test(form.piece) ? await website.textsOf(house.db, form.piece) : [];
  const asked = { piece: own[0] ? form.piece : null, title: own[0]?.title ?? null, pasted };
  if (!longEnough(pasted)) return ok(comparePage(setting, asked, "too-short"));
  const alike = () => website.textsAlike(house.db, segment(pasted).filter((w) => w.length > 1).slice(0, 200), 8);
  const best = bestMatch(own, pasted) ?? bestMatch(await alike(), pasted);
  return ok(comparePage(setting, asked, best ? { ...best.found, verdict: best.verdict } : "none"));
}

const reminders = async ({ house, setting }: Ask): Promise<Page> => ok(subscribePage(setting, await siteKey(house.db)), { headers: reminderSafety });

const script = (file: string) => async (): Promise<Page> => ok(clientScript(file), { type: "text/javascript; charset=utf-8" });

const feed = (write: (feed: Feed) => string, mime: string) => async ({ house, setting, query }: Ask): Promise<Page> => {
  const slug = query.get("column");
  if (slug !== null && !setting.site.columns.some((c) => c.slug === slug)) return missing(setting);
  const items = await website.feedItems(house.db, { column: slug, limit: 50 });
  const modifiedAt = items[0]?.face.updatedAt ?? null;
  const hub = setting.site.hub ? { link: `<${setting.site.hub}>; rel="hub"` } : {};
  return ok(write({ site: setting.site, column: slug, items }), { type: `${mime}; charset=utf-8`, modifiedAt, headers: { "access-control-allow-origin": "*", ...hub } });
};

const open = { "access-control-allow-origin": "*" };

async function alertIndex({ house, setting }: Ask): Promise<Page> {
  const messages = await newestAlerts(house);
  return ok(capIndex(setting.site, messages), { type: "application/atom+xml; charset=utf-8", modifiedAt: messages[0]?.sent ?? null, headers: open });
}

async function alert({ house, setting, params }: Ask): Promise<Page> {
  const [, id = "", pieceId = ""] = /^(([0-9a-f-]{36})\.(?:\d{1,6}|cancel))\.xml$/.exec(params["file"] ?? "") ?? [];
  const message = uuid.test(pieceId) ? (await alertsOf(house, pieceId)).find((one) => one.id === id) : undefined;
  return message ? ok(capMessage(setting.site, message), { type: "application/cap+xml; charset=utf-8", modifiedAt: message.sent, headers: open }) : missing(setting);
}

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="3" fill="#0E5158"/><path d="M8 12h16M8 20h16M16 6v20" stroke="#fff" stroke-width="3"/></svg>';

/** Every page of the public site. */
export const pageKinds: readonly PageKind[] = [
  { url: "/", query: ["region"], remembered: true, make: home },
  { url: "/c/:column", query: ["page", "region"], remembered: true, make: column },
  { url: "/a/:id", query: [], remembered: true, make: article },
  { url: "/a/:id/v/:edition", query: [], remembered: true, make: article },
  { url: "/a/:id/v/:edition/signed.json", query: [], remembered: false, make: signedBytes },
  { url: "/search", query: ["q", "page"], remembered: false, make: search },
  { url: "/replies", query: ["page"], remembered: true, make: replies },
  { url: "/compare", query: ["piece"], remembered: false, make: compareForm },
  { url: "/subscribe", query: [], remembered: false, make: reminders },
  { url: "/subscribe.js", query: [], remembered: true, make: script("client/subscribe.ts") },
  { url: "/push.js", query: [], remembered: true, make: script("client/push.ts") },
  { url: "/app.webmanifest", query: [], remembered: true, make: async ({ setting }) => ok(appManifest(setting.site), { type: "application/manifest+json; charset=utf-8" }) },
  { url: "/rss.xml", query: ["column"], remembered: true, make: feed(rss, "application/rss+xml") },
  { url: "/atom.xml", query: ["column"], remembered: true, make: feed(atom, "application/atom+xml") },
  { url: "/feed.json", query: ["column"], remembered: true, make: feed(jsonFeed, "application/feed+json") },
  { url: "/cap.atom", query: [], remembered: true, make: alertIndex },
  { url: "/cap/:file", query: [], remembered: true, make: alert },
  { url: "/sitemap.xml", query: [], remembered: true, make: async ({ house, setting }) => ok(sitemap(setting.site, await website.sitemapRows(house.db)), { type: "application/xml; charset=utf-8" }) },
  { url: "/robots.txt", query: [], remembered: true, make: async ({ setting }) => ok(robots(setting.site), { type: "text/plain; charset=utf-8" }) },
  { url: "/icon.svg", query: [], remembered: true, make: async () => ok(icon, { type: "image/svg+xml" }) },
];
