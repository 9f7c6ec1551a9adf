import type { ArticleFace, PastEdition } from "#modules/website/index.ts";
import { html, type Html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { briefTime, clockOrDay, named, say } from "../look.ts";
import { eventMark, placeForm, placesOf, row, unitsOf, warningBlock, warningMark } from "../parts.ts";

/** What the first page shows, in the order people need it. */
export type FirstPage = {
  warnings: readonly ArticleFace[];
  events: readonly { face: ArticleFace; editions: readonly PastEdition[] }[];
  columns: readonly { slug: string; items: readonly ArticleFace[] }[];
  region: string | null;
};

/** First page by urgency: warnings that hold, events of these days, emergency numbers, then the columns. */
export function homePage(setting: Setting, page: FirstPage): string {
  const { site, look } = setting;
  const t = say(look);
  const [first, ...others] = page.warnings;
  const place = page.region ? placesOf(look, site, [page.region]) : "";
  const before = html`<h1 class="hide">${named(look, site.name)}${t("：要紧的", ": urgent matters")}${place}</h1>${first ? warning(setting, first) : calm(setting)}${others.length > 0 && more(setting, others)}`;
  const columns = page.columns.filter((c) => c.items.length > 0);
  const main = html`<div class="wrap g2 home"><div>
${place !== "" && html`<p class="t14 i2 pt16">${t(`只显示与${place}有关的内容。`, `Only what concerns ${place}.`)} <a class="go" href="/">${t("看全省", "Show the whole province")}</a></p>`}
${page.events.map((e) => event(setting, e))}<div class="cols">${columns.map((c) => section(setting, c))}</div>
${columns.length === 0 && page.events.length === 0 && html`<p class="none">${t("这里还没有发布过内容。发布之后，最新的会出现在这里。", "Nothing has been published here yet. The newest will stand here.")}</p>`}
${placeForm(setting, "/", page.region, true)}</div>
<aside aria-label="${t("紧急电话", "Emergency numbers")}">${telephones(setting)}${placeForm(setting, "/", page.region)}</aside></div>`;
  return layout(setting, { title: named(look, site.name), column: site.columns[0]?.slug ?? "", description: named(look, site.tagline), before, main, wide: true });
}

const span = ({ look, now }: Setting, f: ArticleFace): string =>
  f.validUntil ? say(look)(`${briefTime(look, f.updatedAt, now)} 至 ${briefTime(look, f.validUntil, now)}`, `${briefTime(look, f.updatedAt, now)} to ${briefTime(look, f.validUntil, now)}`) : briefTime(look, f.updatedAt, now);

const whereAndWhen = (setting: Setting, f: ArticleFace): string =>
  [placesOf(setting.look, setting.site, f.regions), span(setting, f)].filter((x) => x !== "").join(say(setting.look)("，", ", "));

function warning(setting: Setting, f: ArticleFace): Html {
  const { look, now } = setting;
  const t = say(look);
  const todo = f.points.length > 0 ? html`<ul class="do">${f.points.map((p) => html`<li>${p}</li>`)}</ul>` : f.summary !== "" && html`<p class="do">${f.summary}</p>`;
  return html`<section class="warn" aria-labelledby="w1"><div class="wrap">${warningBlock(look, f.urgency)}
<div><h2 id="w1"><a href="/a/${f.pieceId}">${f.title}</a></h2><p class="i2">${whereAndWhen(setting, f)}</p>${todo}</div>
<div class="side"><dl><dt>${t("谁发布", "Published by")}</dt><dd>${unitsOf(look, f, "name")}</dd><dt>${t("第几版", "Edition")}</dt><dd>${t(`第 ${f.edition} 版，`, `Edition ${f.edition}, `)}${briefTime(look, f.updatedAt, now)}</dd></dl><a class="go" href="/a/${f.pieceId}">${t("看全文", "Read it all")}</a></div></div></section>`;
}

function more(setting: Setting, warnings: readonly ArticleFace[]): Html {
  return html`<section class="more" aria-label="${say(setting.look)("其他生效的预警", "Other warnings in force")}"><ul class="wrap">${warnings.map((f) =>
    html`<li><a href="/a/${f.pieceId}">${warningMark(setting.look, f.urgency)}<b>${f.title}</b><span class="t14 i2">${whereAndWhen(setting, f)}</span></a></li>`)}</ul></section>`;
}

function calm({ look }: Setting): Html {
  return html`<div class="calm"><p class="wrap">${say(look)("现在没有生效中的预警。", "No warning is in force now.")}</p></div>`;
}

function event(setting: Setting, { face: f, editions }: FirstPage["events"][number]): Html {
  const { look, now } = setting;
  const t = say(look);
  const line = (e: PastEdition) => {
    const current = e.edition === f.edition;
    const replaced = editions.some((x) => x.correction?.ofEdition === e.edition) ? t("已被更正，仍可看", "corrected since, still readable") : t("旧版，仍可看", "earlier edition, still readable");
    const what = e.correction ? html`${current ? html`<b>${t("更正", "Correction")}</b>` : t("更正", "Correction")} <span class="tag k">${t(`第 ${e.edition} 版`, `Edition ${e.edition}`)}</span>` : html`${t(`第 ${e.edition} 版`, `Edition ${e.edition}`)}`;
    return html`<li><time datetime="${e.publishedAt.toISOString()}">${clockOrDay(look, e.publishedAt, now)}</time><div><a class="ti" href="${current ? `/a/${f.pieceId}` : `/a/${f.pieceId}/v/${e.edition}`}">${what}</a>${!current && html` <span class="tag">${replaced}</span>`}<small>${e.correction && `${e.correction.changes.map((c) => t(`${c.label}由 ${c.before}改为 ${c.after}`, `${c.label}: ${c.before} → ${c.after}`)).join(t("；", "; "))}${t("。", ". ")}`}${unitsOf(look, f, "shortName")}</small></div></li>`;
  };
  return html`<section class="ev"><header>${eventMark(look, f.urgency)}<h2><a href="/a/${f.pieceId}">${f.title}</a></h2></header><p class="i2">${f.summary}</p><ol>${editions.slice(0, 4).map(line)}</ol></section>`;
}

function section(setting: Setting, { slug, items }: FirstPage["columns"][number]): Html {
  const column = setting.site.columns.find((c) => c.slug === slug);
  return html`<section class="sec"><h2><a href="/c/${encodeURIComponent(slug)}">${column ? named(setting.look, column.name) : slug}</a></h2><ul class="rows">${items.map((f) => row(setting, f))}</ul></section>`;
}

function telephones({ site, look }: Setting): Html {
  return html`<ul class="tel">${site.hotlines.map((h) => html`<li><a href="tel:${h.number}"><span>${named(look, h.use)}</span><b>${h.number}</b></a></li>`)}</ul>`;
}

/** When the first page changes by itself: a warning ends, or the day turns. */
export const homeChangesAt = (page: FirstPage): Date | null =>
  page.warnings.reduce<Date | null>((soonest, w) => (w.validUntil && (!soonest || w.validUntil < soonest) ? w.validUntil : soonest), null);

