import type { FacePage } from "#modules/website/index.ts";
import { html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { named, say } from "../look.ts";
import { pager, placeForm, row } from "../parts.ts";

/** Rows on one page of a list. */
export const listSize = 20;

const queryOf = (parts: Record<string, string | null>): string => {
  const query = new URLSearchParams(Object.entries(parts).filter((p): p is [string, string] => p[1] !== null && p[1] !== "")).toString();
  return query === "" ? "" : `?${query}`;
};

/** One column, newest first. */
export function columnPage(setting: Setting, slug: string, list: FacePage & { page: number; region: string | null }): string {
  const { site, look } = setting;
  const t = say(look);
  const column = site.columns.find((c) => c.slug === slug);
  const name = column ? named(look, column.name) : slug;
  const base = `/c/${encodeURIComponent(slug)}`;
  const body = list.items.length > 0 ? html`<ul class="rows tall mt16">${list.items.map((f) => row(setting, f, true))}</ul>`
    : html`<p class="none">${list.region ? t("这一栏目前没有与这个地方有关的内容。", "This column has nothing for this place at the moment.") : t("这一栏目前没有内容。发布之后，最新的在最上面。", "This column is empty at the moment. The newest will stand on top.")}</p>`;
  return layout(setting, {
    title: name, column: slug, ...(list.page > 1 || list.region ? { hidden: true } : {}),
    head: html`<link rel="alternate" type="application/atom+xml" title="${name}" href="/atom.xml?column=${encodeURIComponent(slug)}">`,
    main: html`<div class="g2"><div class="list"><h1>${name}</h1>${body}${pager(setting, list.page, listSize, list.total, list.capped, (page) => `${base}${queryOf({ page: page > 1 ? String(page) : null, region: list.region })}`)}${placeForm(setting, base, list.region, true)}</div><aside class="aside no-print">${placeForm(setting, base, list.region)}</aside></div>`,
  });
}

/** Search: what was asked, what was found, newest first. */
export function searchPage(setting: Setting, asked: string, list: FacePage & { page: number }): string {
  const { look } = setting;
  const t = say(look);
  const count = list.capped ? t(`找到 ${list.total} 条以上，最新的在前。`, `More than ${list.total} found, newest first.`) : t(`找到 ${list.total} 条，最新的在前。`, `${list.total} found, newest first.`);
  const answer = asked === "" ? null
    : list.total === 0 ? html`<p class="none">${t(`没有找到同时含有“${asked}”各个词的内容。换个说法，或少写几个字试试。`, `Nothing holds all the words of “${asked}”. Try other or fewer words.`)}</p>`
    : html`<p class="t14 i2">${count}</p><ul class="rows tall mt8">${list.items.map((f) => row(setting, f, true))}</ul>${pager(setting, list.page, listSize, list.total, list.capped, (page) => `/search${queryOf({ q: asked, page: page > 1 ? String(page) : null })}`)}`;
  return layout(setting, {
    title: asked === "" ? t("搜索", "Search") : t(`搜索：${asked}`, `Search: ${asked}`), hidden: true,
    main: html`<div class="list"><h1>${t("搜索", "Search")}</h1><form class="ask" method="get" action="/search" role="search"><label class="hide" for="q">${t("要找的词", "Words to find")}</label><input id="q" name="q" type="search" maxlength="100" value="${asked}" placeholder="${t("例如：森林防火", "for example: 森林防火")}"><button class="p">${t("搜索", "Search")}</button></form>${answer}</div>`,
  });
}
