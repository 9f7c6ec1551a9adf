import { html, signed, type Html, type Part } from "./html.ts";
import { named, say, type Look } from "./look.ts";
import type { SiteSettings } from "./settings.ts";
import { style } from "./style.ts";

/** Everything a template is told besides its own matter. */
export type Setting = { site: SiteSettings; look: Look; now: Date; /** path and query of this page, without the reader's look */ path: string };

/** What a page puts into the frame. */
export type Framed = {
  title: string;
  /** Slug of the column it stands in, where it stands in one. */
  column?: string;
  description?: string;
  /** Not for search engines: old editions, recalls, searches. */
  hidden?: boolean;
  head?: Part;
  before?: Part;
  main: Html;
  wide?: boolean;
};

/** The address of this page in another look: works without cookies, and is remembered by one. */
export function inLook(path: string, change: Partial<Look>): string {
  const query = [...(change.lang ? [`lang=${change.lang}`] : []), ...(change.big === undefined ? [] : [`big=${change.big ? 1 : 0}`])].join("&");
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

function contents({ site, look }: Setting, column: string | undefined): Html {
  return html`<ul>${site.columns.map((c, i) => html`<li><a href="${i === 0 ? "/" : `/c/${encodeURIComponent(c.slug)}`}"${column === c.slug && html` aria-current="page"`}>${named(look, c.name)}</a></li>`)}</ul>`;
}

function header(setting: Setting, column: string | undefined): Html {
  const { site, look, path } = setting;
  const t = say(look);
  const other = look.lang === "zh" ? html`<a href="${inLook(path, { lang: "en" })}" lang="en" hreflang="en">English</a>` : html`<a href="${inLook(path, { lang: "zh" })}" lang="zh-CN">中文</a>`;
  const size = html`<a class="k" href="${inLook(path, { big: !look.big })}">${look.big ? t("标准版", "Standard size") : t("大字版", "Large text")}</a>`;
  const find = html`<a href="/search">${t("搜索", "Search")}</a>`;
  const remind = html`<a href="/subscribe">${t("订阅提醒", "Reminders")}</a>`;
  return html`<header class="sh"><div class="wrap"><a class="nm" href="/">${named(look, site.name)}<small>${named(look, site.tagline)}</small></a>
<nav aria-label="${t("栏目", "Columns")}">${contents(setting, column)}</nav>
<div class="op">${find}${remind}${size}${other}</div>
<details class="menu"><summary>${t("目录", "Menu")}</summary><nav aria-label="${t("目录", "Menu")}">${contents(setting, column)}<ul><li>${find}</li><li><a href="/replies">${t("关切答复", "Answers")}</a></li><li><a href="/compare">${t("核对真假", "Check a text")}</a></li><li>${remind}</li><li>${other}</li></ul></nav></details></div></header>`;
}

function footer({ site, look }: Setting): Html {
  const t = say(look);
  return html`<footer class="ft"><div class="wrap"><ul><li><a href="/search">${t("搜索", "Search")}</a></li><li><a href="/replies">${t("关切答复", "Answers")}</a></li><li><a href="/compare">${t("核对真假", "Check a text")}</a></li><li><a href="/subscribe">${t("订阅提醒", "Reminders")}</a></li><li><a href="/rss.xml">RSS</a></li><li><a href="/atom.xml">Atom</a></li><li><a href="/feed.json">JSON Feed</a></li><li><a href="/cap.atom">CAP</a></li></ul>
<p>${t("本站文字改动一律留旧版并写明改了什么。", "Every change to a published text keeps the old edition and says what changed.")}</p>${site.imprint.map((line) => html`<p>${line}</p>`)}</div></footer>`;
}

/** A whole document: complete without any script, style inside, nothing from anywhere else. */
export function layout(setting: Setting, page: Framed): string {
  const { site, look, path } = setting;
  const t = say(look);
  const name = named(look, site.name);
  return html`<!doctype html>
<html lang="${look.lang === "zh" ? "zh-CN" : "en"}"${look.big && html` class="big"`}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${page.title === name ? name : `${page.title} · ${name}`}</title>
${page.description && html`<meta name="description" content="${page.description}">`}${page.hidden && html`<meta name="robots" content="noindex">`}<link rel="canonical" href="${site.origin}${path}"><link rel="icon" href="/icon.svg">
<link rel="alternate" type="application/rss+xml" title="${name}" href="/rss.xml"><link rel="alternate" type="application/atom+xml" title="${name}" href="/atom.xml"><link rel="alternate" type="application/feed+json" title="${name}" href="/feed.json"><link rel="alternate" type="application/atom+xml" title="${name} CAP" href="/cap.atom">${page.head}
<style>${signed(style)}</style></head>
<body><a class="skip" href="#main">${t("跳到正文", "Skip to the text")}</a>
${header(setting, page.column)}
${page.wide ? html`<main id="main">${page.before}${page.main}</main>` : html`<main id="main" class="wrap">${page.main}</main>`}
${footer(setting)}</body></html>`.markup;
}
